/** A star that no backslash takes its meaning from. */
const STAR = /(?<!\\)\*/;

/** Of a pattern only `*` is special: it stands for any characters, for none as well. `\*` is the star itself. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = "", ...parts] = pattern.split(STAR).map((part) => part.replaceAll("\\*", "*"));
  const last = parts.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + last.length <= text.length;
}

/** How many characters of a pattern stand for themselves: of several that match, the one with more is nearer. */
export const literals = (pattern: string): number => Array.from(pattern.split(STAR).join("").replaceAll("\\*", "*")).length;

/** The pattern that matches a text alone. */
export const literally = (text: string): string => text.replaceAll("*", "\\*");
