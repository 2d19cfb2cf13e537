import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { called, type PyCall } from "./call";
import { attributeOf } from "./classes";
import { dictionaryOf, entryOf } from "./dictionary";
import { fromEnvironment, isEnvironment } from "./environment";
import { oneOf } from "./ending";
import { lose } from "./forget";
import { stringOf } from "./literal";
import { childrenOf, partsOf } from "./nodes";
import { binary, isComparison, negated } from "./operators";
import { heldBy, isDict, isList, isNamed, itemsOf, textOf, truth, type PyDict, type PyValue } from "./value";

/** What an expression is evaluated in. */
export interface Context {
  readonly text: string;
  readonly environment: Environment;
  readonly lookUp: (name: string) => PyValue;
  /** A name that is bound within an expression. */
  readonly bind: (name: string, value: PyValue) => void;
  /** Gives an entry of a dictionary another value. */
  readonly put: (dictionary: PyDict, key: PyValue | undefined, value: PyValue) => void;
  /** A call that is no builtin: what it gives. */
  readonly call: (call: PyCall, callee: PyValue) => PyValue;
  /** Whether anybody may have set an attribute. */
  readonly isScattered: (name: string) => boolean;
  /** A function without a name. */
  readonly define: (node: SyntaxNode) => PyValue;
  /** For what is reached perhaps. */
  readonly perhaps: () => Context;
  /** For a comprehension, which has names of its own. */
  readonly within: (node: SyntaxNode) => Context;
  /** Whether so deep or so long a program is still followed. */
  readonly spend: (depth: number) => boolean;
}

/** What an expression is worth by constant propagation alone; HOLE where that is not enough. */
export function evaluate(node: SyntaxNode, context: Context, depth = 0): PyValue {
  if (!context.spend(depth)) return HOLE;
  const source = (of: SyntaxNode): string => context.text.slice(of.from, of.to);
  const value = (of: SyntaxNode | null | undefined, within = context): PyValue =>
    of === null || of === undefined ? HOLE : evaluate(of, within, depth + 1);
  const children = childrenOf(node);
  const [first, second, third] = children;
  switch (node.name) {
    case "String":
    case "FormatString":
      return stringOf(node, context.text, (part) => {
        const [, shown, ...how] = childrenOf(part);
        const given = value(shown);
        return how.length === 1 ? textOf(given) : HOLE;
      });
    case "ContinuedString":
      return children.map((child) => textOf(value(child))).join("");
    case "Number":
      return /^\d[\d_]{0,14}$/.test(source(node)) ? Number(source(node).replaceAll("_", "")) : HOLE;
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
    case "LambdaExpression":
      return context.define(node);
    case "ArrayExpression":
    case "TupleExpression": {
      const items = partsOf(children).map((part) => value(part));
      if (children.some(({ name }) => name === "*")) return lose(...items);
      return node.name === "TupleExpression" ? items : { items };
    }
    case "MemberExpression": {
      const object = value(first);
      // A method of its own, taken to be called elsewhere.
      if (second?.name === "." && (isList(object) || isDict(object))) lose(object);
      return memberOf(object, node, context, depth);
    }
    case "CallExpression":
      return called(node, context, value, (object, of) => memberOf(object, of, context, depth));
    case "ConditionalExpression": {
      const condition = truth(value(third));
      if (condition !== undefined) return value(condition ? first : children[4]);
      return oneOf(
        () => value(first, context.perhaps()),
        () => value(children[4], context.perhaps()),
      );
    }
    case "UnaryExpression": {
      const operand = value(second);
      if (first?.name === "not") return negated(operand);
      return typeof operand === "number" && first !== undefined && source(first) === "-" ? -operand : lose(operand);
    }
    case "BinaryExpression":
      return operation(node, context, value);
    case "DictionaryExpression":
      return dictionaryOf(children, value);
    case "SetExpression":
      lose(...partsOf(children).map((part) => value(part)));
      return { path: "{}" };
    default: {
      const all = (within?: Context): PyValue => lose(...partsOf(children).map((part) => value(part, within)));
      if (!children.some(({ name }) => name === "for")) return all();
      return oneOf(
        () => HOLE,
        () => all(context.within(node)),
      );
    }
  }
}

/** The operator as it is written: `is not`, `==`. */
const operatorOf = (node: SyntaxNode, text: string): string =>
  childrenOf(node)
    .slice(1, -1)
    .map(({ from, to }) => text.slice(from, to))
    .join(" ");

function operation(node: SyntaxNode, context: Context, value: (of: SyntaxNode | null, within?: Context) => PyValue): PyValue {
  const { firstChild, lastChild } = node;
  const operator = operatorOf(node, context.text);
  const left = value(firstChild);
  if (operator === "or" || operator === "and") {
    const condition = truth(left);
    if (condition === undefined)
      return oneOf(
        () => left,
        () => value(lastChild, context.perhaps()),
      );
    return condition === (operator === "or") ? left : value(lastChild);
  }
  // `a < b < c` compares `b` with both.
  const isChain = isComparison(operator) && firstChild?.name === "BinaryExpression" && isComparison(operatorOf(firstChild, context.text));
  if (!isChain) return binary(operator, left, value(lastChild));
  return oneOf(
    () => HOLE,
    () => lose(left, value(lastChild, context.perhaps())),
  );
}

/** `object.name`, `object[key]`. */
function memberOf(object: PyValue, node: SyntaxNode, context: Context, depth: number): PyValue {
  const [, open, ...rest] = childrenOf(node);
  const [property] = rest;
  if (open?.name === "." && property !== undefined) {
    const name = context.text.slice(property.from, property.to);
    if (!isNamed(object)) return { path: `?.${name}` };
    return object.names?.get(name) ?? attributeOf(object, name, context.isScattered(name));
  }
  const colon = rest.findIndex(({ name }) => name === ":");
  if (colon >= 0)
    return sliceOf(
      object,
      [rest.slice(0, colon), rest.slice(colon + 1, -1)].map((side) => side.map((of) => evaluate(of, context, depth + 1))),
    );
  const keys = partsOf(rest).map((part) => evaluate(part, context, depth + 1));
  const [key] = keys;
  const anything = (): PyValue => lose(...(isNamed(object) ? [object] : heldBy(object)), ...keys);
  if (key === undefined || rest.length !== 2) return anything();
  if (isEnvironment(object)) return typeof key === "string" ? fromEnvironment(context.environment, key, HOLE) : HOLE;
  if (isDict(object)) return entryOf(object, key);
  const items = itemsOf(object);
  return items !== null && typeof key === "number" ? (items.at(key) ?? HOLE) : anything();
}

/** `object[from:to]` */
function sliceOf(object: PyValue, sides: readonly (readonly PyValue[])[]): PyValue {
  const items = itemsOf(object);
  const bounds = sides.map((side) => (side.length === 0 ? undefined : side.length === 1 ? side[0] : HOLE));
  if (items === null || !bounds.every((bound) => bound === undefined || typeof bound === "number")) return lose(...heldBy(object));
  const slice = items.slice(...(bounds as [number?, number?]));
  return isList(object) ? { items: slice } : slice;
}
