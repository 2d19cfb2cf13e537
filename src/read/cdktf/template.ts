import { Unread, type Reader } from "./reader";
import type { Expression } from "./syntax";

/** Reads one expression; what holds others is given it. */
export type Read = (reader: Reader) => Expression;

/** `$${` and `%%{` stand for the signs themselves. */
const DOUBLED = /\$\$\{|%%\{/y;
const QUOTED = /[^"\\$%]+|[$%](?!\{)/y;
const UNQUOTED = /[^$%]+|[$%](?!\{)/y;
const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[nrt"\\])/y;
const SIGNS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(escape: string): string {
  const sign = escape.slice(1);
  return sign.length === 1 ? (SIGNS[sign] ?? sign) : String.fromCodePoint(parseInt(sign.slice(1), 16));
}

/** A piece of the text as it stands; null where something else begins. */
function pieceOf(reader: Reader, quoted: boolean): string | null {
  const doubled = reader.match(DOUBLED);
  if (doubled !== null) return doubled.slice(1);
  const plain = reader.match(quoted ? QUOTED : UNQUOTED);
  if (plain !== null) return plain;
  const escape = quoted ? reader.match(ESCAPE) : null;
  return escape === null ? null : unescaped(escape);
}

/** A lone interpolation is the value itself. */
const joined = (parts: readonly Expression[]): Expression => {
  const [only, ...others] = parts;
  if (only === undefined) return { is: "literal", value: "" };
  return others.length === 0 ? only : { is: "template", parts };
};

/**
 * A text with interpolations, up to its closing quote, or as a JSON string to its end, where JSON has undone the escapes. Directives
 * are not read.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 * @throws Unread
 */
export function template(reader: Reader, quoted: boolean, expression: Read): Expression {
  const parts: Expression[] = [];
  let literal = "";
  const endLiteral = (text: string): void => {
    if (text !== "") parts.push({ is: "literal", value: text });
    literal = "";
  };
  while (quoted ? reader.match(/"/y) === null : !reader.done()) {
    const piece = pieceOf(reader, quoted);
    if (piece !== null) {
      literal += piece;
      continue;
    }
    if (reader.match(/\$\{/y) === null) throw new Unread();
    endLiteral(reader.match(/~/y) === null ? literal : literal.trimEnd());
    parts.push(expression(reader));
    reader.blank();
    const trims = reader.match(/~/y) !== null;
    if (reader.match(/\}/y) === null) throw new Unread();
    if (trims) reader.match(/\s*/y);
  }
  endLiteral(literal);
  return joined(parts);
}
