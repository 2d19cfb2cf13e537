import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { stringOf } from "./literal";
import { isNamed, textOf, truth, type PyNamed, type PyValue } from "./value";

/** A call with its arguments; `open` where `*args` or `**options` may hold others. */
export interface PyCall {
  readonly path: string;
  /** What made the object whose method this is. */
  readonly receiver: PyNamed | null;
  readonly positional: readonly Argument[];
  readonly named: ReadonlyMap<string, Argument>;
  readonly open: boolean;
}

export interface Argument {
  readonly value: PyValue;
  /** As written, with its name. */
  readonly text: string;
  /** Of a dictionary that is written out here. */
  readonly entries: Entries;
}

/** The entries of a dictionary; null where there may be others. */
export type Entries = ReadonlyMap<string, PyValue> | null;

/** What an expression is evaluated in. */
export interface Context {
  readonly text: string;
  readonly environment: Environment;
  readonly lookUp: (name: string) => PyValue;
  /** A name that is bound within an expression. */
  readonly bind: (name: string, value: PyValue) => void;
  /** A call that is no builtin: what it gives. */
  readonly call: (call: PyCall, callee: PyValue) => PyValue;
  /** Whether so deep or so long a program is still followed. */
  readonly spend: (depth: number) => boolean;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** What an expression is worth by constant propagation alone; HOLE where that is not enough. */
export function evaluate(node: SyntaxNode, context: Context, depth = 0): PyValue {
  if (!context.spend(depth)) return HOLE;
  const source = (of: SyntaxNode): string => context.text.slice(of.from, of.to);
  const value = (of: SyntaxNode | null | undefined): PyValue => (of === null || of === undefined ? HOLE : evaluate(of, context, depth + 1));
  const children = childrenOf(node);
  const [first, second, third] = children;
  switch (node.name) {
    case "String":
    case "FormatString":
      return stringOf(node, context.text, (part) =>
        childrenOf(part).some(({ name }) => name === "FormatSpec") ? HOLE : textOf(value(childrenOf(part)[1])),
      );
    case "ContinuedString":
      return children.map((child) => textOf(value(child))).join("");
    case "Number":
      return /^\d[\d_]*$/.test(source(node)) ? Number(source(node).replaceAll("_", "")) : HOLE;
    case "Boolean":
      return source(node) === "True";
    case "None":
      return null;
    case "VariableName":
      return context.lookUp(source(node));
    case "NamedExpression": {
      const given = value(third);
      if (first !== undefined) context.bind(source(first), given);
      return given;
    }
    case "ParenthesizedExpression":
    case "AwaitExpression":
      return value(second);
    case "ArrayExpression":
    case "TupleExpression":
      return children.some(({ name }) => name === "*") ? HOLE : children.filter(({ name }) => !/^[[\](),]$/.test(name)).map(value);
    case "MemberExpression":
      return member(value(first), children, source, value, context.environment);
    case "CallExpression":
      return called(children, source, value, context);
    case "ConditionalExpression": {
      const condition = truth(value(third));
      return condition === undefined ? HOLE : value(condition ? first : children[4]);
    }
    case "UnaryExpression": {
      const operand = value(second);
      if (first?.name === "not") return negated(truth(operand));
      return typeof operand === "number" && first !== undefined && source(first) === "-" ? -operand : HOLE;
    }
    case "BinaryExpression":
      return second === undefined ? HOLE : binary(source(second), value(first), () => value(third));
    default:
      return HOLE;
  }
}

const negated = (condition: boolean | undefined): PyValue => (condition === undefined ? HOLE : !condition);

function binary(operator: string, left: PyValue, right: () => PyValue): PyValue {
  const condition = truth(left);
  if (operator === "or") return condition === undefined ? HOLE : condition ? left : right();
  if (operator === "and") return condition === undefined ? HOLE : condition ? right() : left;
  const other = right();
  if (operator === "+") return sum(left, other);
  if (typeof left === "object" || typeof other === "object" || left === HOLE || other === HOLE)
    return left === null && other === null ? operator === "==" : HOLE;
  if (textOf(left).includes(HOLE) || textOf(other).includes(HOLE)) return HOLE;
  if (operator === "==") return left === other;
  return operator === "!=" ? left !== other : HOLE;
}

function sum(left: PyValue, right: PyValue): PyValue {
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left === "string" && left !== HOLE && right !== null && typeof right === "object" && isNamed(right)) return left + HOLE;
  return Array.isArray(left) && Array.isArray(right) ? [...(left as PyValue[]), ...(right as PyValue[])] : HOLE;
}

type Source = (node: SyntaxNode) => string;
type Evaluate = (node: SyntaxNode | null | undefined) => PyValue;

function member(object: PyValue, children: readonly SyntaxNode[], source: Source, value: Evaluate, environment: Environment): PyValue {
  const property = children.at(-1);
  if (property?.name === "PropertyName") return { path: `${isNamed(object) ? object.path : "?"}.${source(property)}` };
  const key = value(children[2]);
  if (isNamed(object) && object.path === "os.environ") return typeof key === "string" ? fromEnvironment(environment, key, HOLE) : HOLE;
  return Array.isArray(object) && typeof key === "number" ? ((object as readonly PyValue[]).at(key) ?? HOLE) : HOLE;
}

const fromEnvironment = ({ values, complete }: Environment, name: string, fallback: PyValue): PyValue =>
  values.get(name) ?? (complete && !name.includes(HOLE) ? fallback : HOLE);

function called(children: readonly SyntaxNode[], source: Source, value: Evaluate, context: Context): PyValue {
  const [callee, list] = children;
  if (callee === undefined || list === undefined) return HOLE;
  const target = callee.name === "MemberExpression" ? value(callee.firstChild) : null;
  const own = value(callee);
  const path = isNamed(own) ? own.path : "?";
  const call: PyCall = { path, receiver: isNamed(target) ? target : null, ...argumentsIn(list, source, value) };
  const [first, second] = call.positional.map((argument) => argument.value);
  if (/^(os\.environ\.get|os\.getenv)$/.test(path) && typeof first === "string") {
    return fromEnvironment(context.environment, first, second ?? call.named.get("default")?.value ?? null);
  }
  if (path === "int" && first !== undefined) return /^\s*\d+\s*$/.test(textOf(first)) ? Number(textOf(first)) : HOLE;
  if (path === "str" && first !== undefined) return textOf(first);
  if (path === "bool" && first !== undefined) return truth(first) ?? HOLE;
  if (typeof target === "string" && /^\?\.(strip|lower|upper)$/.test(path) && !target.includes(HOLE)) {
    return path === "?.strip" ? target.trim() : path === "?.lower" ? target.toLowerCase() : target.toUpperCase();
  }
  return context.call(call, own);
}

/** `{"HOST": host, …}` */
export function entriesOf(node: SyntaxNode | undefined, value: Evaluate): Entries {
  if (node?.name !== "DictionaryExpression") return null;
  const parts = childrenOf(node).filter(({ name }) => !/^[{},:]$/.test(name));
  const entries = new Map<string, PyValue>();
  for (let index = 0; index < parts.length; index += 2) {
    const key = value(parts[index]);
    if (typeof key !== "string" || key.includes(HOLE)) return null;
    entries.set(key, value(parts[index + 1]));
  }
  return entries;
}

function argumentsIn(list: SyntaxNode, source: Source, value: Evaluate): Pick<PyCall, "positional" | "named" | "open"> {
  const positional: Argument[] = [];
  const named = new Map<string, Argument>();
  let open = false;
  const parts = childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) continue;
    if (part.name === "*" || part.name === "**") {
      open = true;
      index++;
      value(parts[index]);
    } else if (parts[index + 1]?.name === "AssignOp") {
      const given = parts[index + 2];
      if (given !== undefined) named.set(source(part), { value: value(given), text: `${source(part)}=${source(given)}`, entries: null });
      index += 2;
    } else positional.push({ value: value(part), text: source(part), entries: entriesOf(part, value) });
  }
  return { positional, named, open };
}
