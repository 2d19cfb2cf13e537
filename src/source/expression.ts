import type { Reader } from "./reader";
import { noDeeper, SyntaxProblem, type Token } from "./tokens";

/** What stands in a program, as far as it shows without evaluating it. Offsets in UTF-16 units. */
export type Expression =
  | { readonly is: "object"; readonly at: number; readonly members: readonly Member[] }
  | { readonly is: "list"; readonly at: number; readonly items: readonly Expression[] }
  | { readonly is: "literal"; readonly at: number; readonly value: string | null }
  /** A JSON text in the making: lists in it keep their order. */
  | { readonly is: "encoded"; readonly at: number; readonly of: Expression }
  /** A dynamic block: any number of blocks with this content. */
  | { readonly is: "dynamic"; readonly at: number; readonly content: Expression | null }
  | { readonly is: "other"; readonly at: number };

/** An attribute, a nested block, or an element of an object; several blocks may have one name. */
export interface Member {
  /** Null where it takes an evaluation. */
  readonly name: string | null;
  readonly at: number;
  readonly block: boolean;
  readonly value: Expression;
}

/** Functions that change the type of a collection and nothing that stands in it. */
const CONVERSIONS = ["tolist", "toset", "tomap"];

const endsOf = (newlineEnds: boolean): readonly string[] => [",", ")", "]", "}", "", ...(newlineEnds ? ["\n"] : [])];

/**
 * One expression, up to what ends it: a comma, a closing bracket, and a new line where it is not within brackets or parentheses.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
 * @throws SyntaxProblem
 */
export function expression(reader: Reader, newlineEnds: boolean, depth = 0): Expression {
  noDeeper(depth, reader.next().from);
  if (!newlineEnds) reader.skipNewlines();
  const ends = endsOf(newlineEnds);
  const { from } = reader.next();
  if (reader.at(...ends)) throw new SyntaxProblem("unexpected", from);
  const operand = operandOf(reader, depth);
  if (!newlineEnds) reader.skipNewlines();
  if (reader.at(...ends)) return operand;
  reader.skipTo(...ends);
  return { is: "other", at: from };
}

function operandOf(reader: Reader, depth: number): Expression {
  if (reader.at("[")) return list(reader, depth);
  if (reader.at("{")) return object(reader, depth);
  if (reader.at("(")) return inParentheses(reader, depth);
  const token = reader.take();
  if (token.kind === "string" && token.text !== null) return { is: "literal", at: token.from, value: token.text };
  if (token.kind === "number") return { is: "literal", at: token.from, value: token.text };
  if (token.text === "-" && reader.next().kind === "number")
    return { is: "literal", at: token.from, value: `-${reader.take().text ?? ""}` };
  if (token.kind === "name") return named(token, reader, depth);
  return { is: "other", at: token.from };
}

function named({ text, from }: Token, reader: Reader, depth: number): Expression {
  if (text === "true" || text === "false") return { is: "literal", at: from, value: text };
  if (text === "null") return { is: "literal", at: from, value: null };
  if (reader.at("(") && (text === "jsonencode" || CONVERSIONS.includes(text ?? ""))) {
    const of = inParentheses(reader, depth);
    return text === "jsonencode" ? { is: "encoded", at: from, of } : of;
  }
  return { is: "other", at: from };
}

/** Several arguments, or none, are nothing that shows. */
function inParentheses(reader: Reader, depth: number): Expression {
  const { from } = reader.expect("(");
  reader.skipNewlines();
  const within: Expression = reader.at(")") ? { is: "other", at: from } : expression(reader, false, depth + 1);
  const alone = reader.at(")");
  reader.skipTo(")");
  reader.expect(")");
  return alone ? within : { is: "other", at: from };
}

/** `[for …]` and `{for …}` are made anew. */
function forExpression(reader: Reader, at: number, closes: string): Expression {
  reader.skipTo(closes);
  reader.expect(closes);
  return { is: "other", at };
}

const isFor = ({ kind, text }: Token): boolean => kind === "name" && text === "for";

function list(reader: Reader, depth: number): Expression {
  const { from } = reader.expect("[");
  const items: Expression[] = [];
  reader.skipNewlines();
  if (isFor(reader.next())) return forExpression(reader, from, "]");
  while (!reader.at("]")) {
    items.push(expression(reader, false, depth + 1));
    if (!reader.at("]")) reader.expect(",");
    reader.skipNewlines();
  }
  reader.expect("]");
  return { is: "list", at: from, items };
}

function keyOf(reader: Reader): Pick<Member, "name" | "at"> {
  const first = reader.take();
  const plain = first.kind === "name" || first.kind === "string" || first.kind === "number";
  if (plain && reader.at("=", ":")) return { name: first.text, at: first.from };
  if (first.text === "(") {
    reader.skipTo(")");
    reader.expect(")");
  }
  reader.skipTo("=", ":");
  return { name: null, at: first.from };
}

function object(reader: Reader, depth: number): Expression {
  const { from } = reader.expect("{");
  const members: Member[] = [];
  reader.skipNewlines();
  if (isFor(reader.next())) return forExpression(reader, from, "}");
  while (!reader.at("}")) {
    const key = keyOf(reader);
    reader.take();
    reader.skipNewlines();
    members.push({ ...key, block: false, value: expression(reader, true, depth + 1) });
    if (!reader.at("}", "\n")) reader.expect(",");
    reader.skipNewlines();
  }
  reader.expect("}");
  return { is: "object", at: from, members };
}
