/**
 * Texts from a plan, as Markdown that shows them and does nothing else. A name may hold anything: markup, a fence, `@team`.
 * What is escaped: https://github.github.com/gfm/#backslash-escapes, and what GitHub makes of plain text besides: mentions,
 * references, addresses, emoji (https://docs.github.com/en/get-started/writing-on-github) and formulas between dollar signs.
 */

/** A character of no width, which keeps GitHub from reading on. */
const BREAK = "&#8203;";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", $: "&#36;" };

/** Markup; and what would become a mention, a link or an emoji, a reference, an address. */
const SIGNS = /[\\`*_[\]|~&<>$]|@(?=\S)|:(?=\/\/|[\w+-]+:)|#(?=\d)|\bGH(?=-\d)|\bwww(?=\.)/gi;
const AUTOMATIC = /^(?:[@:#]|GH|www)$/i;

/** A text in a paragraph, an item or a cell; never at the start of a line. */
export const prose = (text: string): string =>
  text.replace(SIGNS, (sign) => ENTITIES[sign] ?? (AUTOMATIC.test(sign) ? `${sign}${BREAK}` : `\\${sign}`));

/** A text in a `<summary>`, where HTML counts and Markdown does not. GitHub leaves alone what is code. */
export const html = (text: string): string => `<code>${text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? "&quot;")}</code>`;

/** A block that is shown as it is, behind a fence that nothing in it can end. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}\n`;
}

/** A text of this length at most, with a mark where it was cut; never within a character. */
export const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, "")}…`;
