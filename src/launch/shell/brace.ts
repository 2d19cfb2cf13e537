import type { Word, WordPart } from "unbash";

const MOST = 256;

/**
 * `a{b,c}` as the words `ab` and `ac`, `{1..3}` as three. What nests or holds quotes or expansions within its braces stays as it is.
 * https://www.gnu.org/software/bash/manual/bash.html#Brace-Expansion
 */
export function bracesOf(word: Word): readonly Word[] {
  if (word.parts?.some(({ type }) => type === "BraceExpansion") !== true) return [word];
  let made: readonly (readonly WordPart[])[] = [[]];
  for (const part of word.parts) {
    const found = part.type === "BraceExpansion" ? alternatives(part.text) : null;
    const { pos, end } = part;
    const parts = found?.map((text): WordPart => ({ type: "Literal", pos, end, value: text, text })) ?? [part];
    if (made.length * parts.length > MOST) return [word];
    made = made.flatMap((before) => parts.map((next) => [...before, next]));
  }
  return made.map((parts) => ({ ...word, parts }));
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
