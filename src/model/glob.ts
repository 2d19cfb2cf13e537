/** Of a pattern only `*` is special: it stands for any characters, for none as well. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return text === pattern;
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
export const literals = (pattern: string): number => Array.from(pattern.replaceAll("*", "")).length;
