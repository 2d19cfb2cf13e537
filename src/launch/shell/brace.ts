import type { Word, WordPart } from "unbash";

const MOST = 256;

/**
 * `a{b,c}` as the words `ab` and `ac`, `{1..3}` as three. What nests or holds quotes or expansions within its braces stays as it is.
 * https://www.gnu.org/software/bash/manual/bash.html#Brace-Expansion
 */
export function bracesOf(word: Word): readonly Word[] {
  const at = word.parts?.findIndex(({ type }) => type === "BraceExpansion") ?? -1;
  const part = word.parts?.[at];
  if (word.parts === undefined || part === undefined) return [word];
  const found = alternatives(part.text);
  if (found === null) return [word];
  const { parts } = word;
  return found
    .map((text): Word => {
      const { pos, end } = part;
      const replaced: WordPart[] = [...parts.slice(0, at), { type: "Literal", pos, end, value: text, text }, ...parts.slice(at + 1)];
      return { ...word, parts: replaced };
    })
    .flatMap(bracesOf)
    .slice(0, MOST);
}

function alternatives(text: string): readonly string[] | null {
  const inner = text.slice(1, -1);
  if (/[{}$`'"\\]/.test(inner)) return null;
  const [, from, to] = /^(-?\d{1,6})\.\.(-?\d{1,6})$/.exec(inner) ?? [];
  if (from === undefined || to === undefined) return inner.includes(",") ? inner.split(",") : null;
  const [first, last] = [Number(from), Number(to)];
  const count = Math.min(Math.abs(last - first) + 1, MOST);
  return Array.from({ length: count }, (_, index) => String(first < last ? first + index : first - index));
}
