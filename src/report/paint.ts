/** Control characters, line separators and what reorders text (UAX 9): in a name they could rewrite what a terminal shows. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
/** What stands in a text for a part that nobody knows yet (`HOLE` of the model). */
const HOLE = /\uFFFC/g;

/** A line as a terminal may show it. */
export const visible = (line: string): string =>
  line.replace(CONTROLS, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`).replace(HOLE, "…");

/** Select Graphic Rendition, ECMA-48 8.3.117. */
const PAINTS: readonly (readonly [part: RegExp, code: number])[] = [
  [/^(?:WOULD )?BLOCK(?= )/, 31],
  [/^WARN(?= )/, 33],
  [/^pass(?= )/, 32],
  [/(?<=^.{22})×(?= )/, 31],
  [/(?<=^.{22})\?(?= )/, 33],
  [/(?<=^\S.* {2})[a-z]+(?:-[a-z]+)+$/, 2],
];

export function paint(line: string, color: boolean): string {
  if (!color) return line;
  return PAINTS.reduce((painted, [part, code]) => painted.replace(part, (found) => `\u001b[${String(code)}m${found}\u001b[0m`), line);
}
