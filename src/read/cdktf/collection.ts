import { Unread, type Reader } from "./reader";
import type { Expression } from "./syntax";
import type { Read } from "./template";

const startsFor = (reader: Reader): boolean => {
  reader.blank();
  return reader.match(/for(?=\s)/y) !== null;
};

/** https://developer.hashicorp.com/terraform/language/expressions/for */
function forIn(reader: Reader, closing: "]" | "}", expression: Read): Expression {
  const first = reader.name();
  const second = reader.takes(",") ? reader.name() : null;
  if (reader.name() !== "in") throw new Unread();
  const of = expression(reader);
  reader.needs(":");
  const one = expression(reader);
  const named = closing === "}";
  if (named) reader.needs("=>");
  const result = named ? expression(reader) : one;
  const grouped = named && reader.takes("...");
  reader.blank();
  const condition = reader.match(/if\b/y) === null ? null : expression(reader);
  reader.needs(closing);
  const names = second === null ? { key: null, value: first } : { key: first, value: second };
  return { is: "for", ...names, of, name: named ? one : null, result, condition, grouped };
}

/** Expressions with commas between them, up to the closing bracket; `spread` tells whether three dots stand behind the last. */
function listed(reader: Reader, closing: string, expression: Read): { given: readonly Expression[]; spread: boolean } {
  const given: Expression[] = [];
  let spread = false;
  while (!reader.takes(closing)) {
    given.push(expression(reader));
    spread = closing === ")" && reader.takes("...");
    if (!reader.takes(",")) {
      reader.needs(closing);
      break;
    }
  }
  return { given, spread };
}

function objectIn(reader: Reader, expression: Read): Expression {
  const members: (readonly [Expression, Expression])[] = [];
  while (!reader.takes("}")) {
    const key = expression(reader);
    if (!reader.takes("=")) reader.needs(":");
    // A bare name is the key itself.
    members.push([key.is === "name" ? { is: "literal", value: key.name } : key, expression(reader)]);
    reader.takes(",");
  }
  return { is: "object", members };
}

/** What stands behind `[`, up to its end. */
export const inBrackets = (reader: Reader, expression: Read): Expression =>
  startsFor(reader) ? forIn(reader, "]", expression) : { is: "list", items: listed(reader, "]", expression).given };

/** What stands behind `{`, up to its end. */
export const inBraces = (reader: Reader, expression: Read): Expression =>
  startsFor(reader) ? forIn(reader, "}", expression) : objectIn(reader, expression);

/** What stands behind the `(` of a call, up to its end. */
export const argumentsIn = (reader: Reader, expression: Read): ReturnType<typeof listed> => listed(reader, ")", expression);
