import { argumentsIn, inBraces, inBrackets } from "./collection";
import { readerOf, Unread, type Reader } from "./reader";
import type { Expression } from "./syntax";
import { template } from "./template";

/** From the weakest to the strongest. https://developer.hashicorp.com/terraform/language/expressions/operators */
const OPERATORS: readonly RegExp[] = [/\|\|/y, /&&/y, /==|!=/y, /<=|>=|<|>/y, /[+-]/y, /[*/%]/y];

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const KEYWORDS: ReadonlyMap<string, null | boolean> = new Map([
  ["null", null],
  ["true", true],
  ["false", false],
]);

const expression = (reader: Reader): Expression =>
  reader.deeper(() => {
    const found = binary(reader, 0);
    if (!reader.takes("?")) return found;
    const yes = expression(reader);
    reader.needs(":");
    return { is: "conditional", test: found, yes, no: expression(reader) };
  });

function binary(reader: Reader, level: number): Expression {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(reader);
  let left = binary(reader, level + 1);
  for (;;) {
    reader.blank();
    const operator = reader.match(operators);
    if (operator === null) return left;
    left = { is: "operation", operator, operands: [left, binary(reader, level + 1)] };
  }
}

function unary(reader: Reader): Expression {
  const signs: string[] = [];
  for (;;) {
    if (reader.takes("!")) signs.push("!");
    else if (reader.takes("-")) signs.push("-");
    else break;
  }
  const of = partsOf(reader, primary(reader));
  return signs.reduceRight<Expression>((signed, operator) => ({ is: "operation", operator, operands: [signed] }), of);
}

const splat = (reader: Reader, of: Expression): Expression => ({ is: "splat", of, each: partsOf(reader, { is: "name", name: "*" }) });

/** What follows a value: `.name`, `.0`, `[key]`, `[*]`, `.*`. */
function partsOf(reader: Reader, value: Expression): Expression {
  let of = value;
  for (;;) {
    if (reader.takes("[")) {
      if (reader.takes("*")) {
        reader.needs("]");
        return splat(reader, of);
      }
      of = { is: "part", of, key: expression(reader) };
      reader.needs("]");
      continue;
    }
    reader.blank();
    // Three dots spread a list.
    if (reader.match(/\.(?!\.\.)/y) === null) return of;
    if (reader.takes("*")) return splat(reader, of);
    const index = reader.match(/\d+/y);
    of = { is: "part", of, key: { is: "literal", value: index === null ? reader.name() : Number(index) } };
  }
}

function primary(reader: Reader): Expression {
  reader.blank();
  const number = reader.match(NUMBER);
  if (number !== null) return { is: "literal", value: Number(number) };
  if (reader.takes('"')) return template(reader, true, expression);
  if (reader.takes("(")) {
    const within = expression(reader);
    reader.needs(")");
    return within;
  }
  if (reader.takes("[")) return inBrackets(reader, expression);
  if (reader.takes("{")) return inBraces(reader, expression);
  const name = reader.name();
  const keyword = KEYWORDS.get(name);
  if (keyword !== undefined) return { is: "literal", value: keyword };
  return reader.takes("(") ? { is: "call", name, ...argumentsIn(reader, expression) } : { is: "name", name };
}

/**
 * A string of Terraform's JSON syntax, which is a template. Null: it is none that is read here, as one with `%{ if … }`.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function templateOf(text: string): Expression | null {
  try {
    return template(readerOf(text), false, expression);
  } catch (error) {
    if (error instanceof Unread || error instanceof RangeError) return null;
    throw error;
  }
}
