/**
 * Control characters, line separators and what reorders text (UAX 9): in a name they could rewrite what a terminal shows. All but the
 * others, by number: for Unicode's classes V8 asks ICU at every start.
 */
export const CONTROLS = /[^ -~\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\uffff]/g;
/** What stands in a text for a part that nobody knows yet (`HOLE` of the model). */
const HOLE = /\uFFFC/g;

/** The stack and the project in a URN. They head the result, and would fill every line. */
const URN_HEAD = /urn:pulumi:[^\s:]+::[^\s:]+::/g;

const escaped = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** A text as a terminal may show it, in one line. */
const visible = (text: string): string => text.replace(URN_HEAD, "").replace(/\s+/g, " ").replace(CONTROLS, escaped).replace(HOLE, "…");

/** Stands for a space at which no line breaks; nothing readable holds one of its own. */
const NO_BREAK = "\u00a0";

/** A report, or the like, with all its texts made visible. What is ready to paste keeps its lines and is whole, an address keeps its spaces. */
export const readable = <T>(report: T): T =>
  JSON.parse(
    JSON.stringify(report, (key, part: unknown) => {
      if (typeof part !== "string") return part;
      if (key === "yaml")
        return part
          .split("\n")
          .map((line) => line.replace(CONTROLS, escaped))
          .join("\n");
      return key === "address" ? visible(part).replaceAll(" ", NO_BREAK) : visible(part);
    }),
  ) as T;

/** A text that is laid out, with plain spaces. */
export const plain = (text: string): string => text.replaceAll(NO_BREAK, " ");

/** Lines that are laid out, as text. */
export const printed = (lines: readonly string[]): string => lines.map((line) => `${plain(line)}\n`).join("");

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
