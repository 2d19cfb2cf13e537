import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { ENVIRONMENT, merged, rename, set } from "./assign";
import { binary, negated, unary } from "./operators";
import { isFunction, isNamed, isObject, numberOf, textOf, truth, type JsValue, type Scope } from "./value";

export interface JsArgument {
  readonly value: JsValue;
  readonly text: string;
}

/** A call or a construction. */
export interface JsCall {
  /** `app.listen` of whatever made `app`: `express().listen`. */
  readonly path: string;
  /** What made the object whose method this is was called with. */
  readonly made: readonly JsValue[];
  readonly args: readonly JsArgument[];
  readonly open: boolean;
}

export interface Context {
  readonly environment: () => Environment;
  /** What the program sets of its own environment; HOLE: nobody can tell what to. */
  readonly setVariable: (name: string, value: JsValue, certain: boolean) => void;
  /** What a call gives; it may be one of the program's own functions. */
  readonly call: (call: JsCall, callee: JsValue, certain: boolean) => JsValue;
  readonly load: (module: string, scope: Scope) => JsValue;
  readonly spend: (depth: number) => boolean;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

export const sourceOf = ({ text }: Scope, { from, to }: SyntaxNode): string => text.slice(from, to);

export const member = (object: JsValue, key: string): JsValue => {
  if (isObject(object)) return object.members.has(key) ? object.members.get(key) : object.complete ? undefined : HOLE;
  return isNamed(object) ? { ...object, path: `${object.path}.${key}` } : { path: `?.${key}` };
};

export function lookUp(scope: Scope, name: string): JsValue {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = at.names.get(name);
    if (found !== undefined) return found();
  }
  return name === "undefined" ? undefined : { path: name };
}

/** What an expression is worth by constant propagation alone; calls in it are told to the context. */
export function evaluate(node: SyntaxNode, scope: Scope, context: Context, certain: boolean, depth = 0): JsValue {
  if (!context.spend(depth)) return HOLE;
  const value = (of: SyntaxNode | null | undefined, sure = certain): JsValue =>
    of === null || of === undefined ? HOLE : evaluate(of, scope, context, sure, depth + 1);
  const children = childrenOf(node);
  const [first, second, third] = children;
  switch (node.name) {
    case "String":
      return sourceOf(scope, node)
        .slice(1, -1)
        .replace(/\\(.)/g, (_, escaped: string) => ({ n: "\n", t: "\t" })[escaped] ?? escaped);
    case "TemplateString":
      return template(node, scope, (part) => textOf(value(childrenOf(part)[1])));
    case "Number":
      return Number(sourceOf(scope, node).replaceAll("_", ""));
    case "BooleanLiteral":
      return sourceOf(scope, node) === "true";
    case "null":
      return null;
    case "VariableName":
      return lookUp(scope, sourceOf(scope, node));
    case "ParenthesizedExpression":
    case "AwaitExpression":
    case "SequenceExpression":
      return value(node.name === "SequenceExpression" ? children.at(-1) : second);
    case "ObjectExpression":
      return objectOf(children, scope, value);
    case "ArrowFunction":
    case "FunctionExpression":
      return { node, scope };
    case "MemberExpression":
      return memberOf(children, scope, value, context);
    case "CallExpression":
    case "NewExpression":
      return called(node, children, scope, context, certain, value);
    case "ConditionalExpression": {
      const condition = truth(value(first));
      if (condition !== undefined) return value(condition ? third : children[4]);
      value(third, false);
      value(children[4], false);
      return HOLE;
    }
    case "UnaryExpression":
      return first !== undefined && sourceOf(scope, first) === "!"
        ? negated(truth(value(second)))
        : first?.name === "delete"
          ? assign(second, HOLE, scope, context, certain, value)
          : unary(first === undefined ? "" : sourceOf(scope, first), value(second));
    case "BinaryExpression":
      return second === undefined ? HOLE : binary(sourceOf(scope, second), value(first), (sure) => value(third, sure && certain));
    case "AssignmentExpression":
      return assigned(children, scope, context, certain, value);
    default:
      return HOLE;
  }
}

/** What `a = b` gives; of `a ||= b` and `a ??= b` either may stay, of any other operator the outcome is unknown. */
function assigned(children: readonly SyntaxNode[], scope: Scope, context: Context, certain: boolean, value: Evaluate): JsValue {
  const [target, operator, given] = children;
  const kind = operator === undefined ? "" : sourceOf(scope, operator).slice(0, -1);
  if (kind === "") return assign(target, value(given), scope, context, certain, value);
  const result = /^(\|\||&&|\?\?)$/.test(kind) ? binary(kind, value(target), (sure) => value(given, sure && certain)) : HOLE;
  return assign(target, result, scope, context, certain, value);
}

/** Gives a name, a variable of the environment or a member of an object of the program's own another value. */
function assign(
  target: SyntaxNode | undefined,
  given: JsValue,
  scope: Scope,
  context: Context,
  certain: boolean,
  value: Evaluate,
): JsValue {
  if (target === undefined) return given;
  if (/^(Object|Array)Pattern$|^PatternProperty$/.test(target.name)) {
    // Which part each name gets is not followed.
    for (const part of childrenOf(target)) assign(part, HOLE, scope, context, certain, value);
    return given;
  }
  if (/^Variable(Name|Definition)$/.test(target.name)) rename(scope, sourceOf(scope, target), given, certain);
  if (target.name !== "MemberExpression") return given;
  const parts = childrenOf(target);
  set(value(parts[0]), keyOf(parts, scope, value), given, context, certain);
  return given;
}

function template(node: SyntaxNode, scope: Scope, part: (node: SyntaxNode) => string): string {
  let text = "";
  let from = node.from + 1;
  for (const child of childrenOf(node)) {
    if (child.name !== "Interpolation") continue;
    text += scope.text.slice(from, child.from) + part(child);
    from = child.to;
  }
  return text + scope.text.slice(from, node.to - 1);
}

type Evaluate = (node: SyntaxNode | null | undefined, certain?: boolean) => JsValue;

function objectOf(children: readonly SyntaxNode[], scope: Scope, value: Evaluate): JsValue {
  const members = new Map<string, JsValue>();
  let complete = true;
  for (const property of children) {
    if (property.name !== "Property") continue;
    const [key, ...rest] = childrenOf(property);
    if (key === undefined) continue;
    if (key.name === "Spread") {
      const spread = value(rest[0]);
      if (isObject(spread)) for (const [name, one] of spread.members) members.set(name, one);
      complete &&= isObject(spread) && spread.complete;
    } else if (key.name === "[") complete = false;
    else {
      const name = sourceOf(scope, key).replace(/^["']|["']$/g, "");
      const given = rest.find((node) => !/^[:,]$/.test(node.name));
      members.set(name, rest.some((node) => node.name === "ParamList") ? HOLE : given === undefined ? lookUp(scope, name) : value(given));
    }
  }
  return { members, complete };
}

function memberOf(children: readonly SyntaxNode[], scope: Scope, value: Evaluate, context: Context): JsValue {
  const object = value(children[0]);
  const key = keyOf(children, scope, value);
  if (isNamed(object) && ENVIRONMENT.test(object.path)) return fromEnvironment(context, key);
  return member(object, key);
}

/** `host` of `config.host` and of `config["host"]`. */
function keyOf(children: readonly SyntaxNode[], scope: Scope, value: Evaluate): string {
  const property = children.at(-1);
  return property?.name === "PropertyName" ? sourceOf(scope, property) : textOf(value(children.at(-2)));
}

export function fromEnvironment(context: Context, name: string): JsValue {
  const { values, complete } = context.environment();
  return values.get(name) ?? (complete && !name.includes(HOLE) ? undefined : HOLE);
}

function called(
  node: SyntaxNode,
  children: readonly SyntaxNode[],
  scope: Scope,
  context: Context,
  certain: boolean,
  value: Evaluate,
): JsValue {
  const [callee, list] = children.filter(({ name }) => !/^(new|\?\.|TypeArgList)$/.test(name));
  if (callee === undefined) return HOLE;
  const target = value(callee);
  const given = list === undefined ? [] : childrenOf(list).filter(({ name }) => !/^[(),]$/.test(name));
  const open = given.some(({ name }) => name === "Spread");
  const args = given.map((argument): JsArgument => ({ value: value(argument), text: sourceOf(scope, argument) }));
  const path = isNamed(target) ? target.path : "?";
  const [first] = args;
  if (path === "require" && typeof first?.value === "string") return context.load(first.value, scope);
  if (/^(Number|parseInt|\+)$/.test(path)) return numberOf(first?.value);
  if (path === "String") return textOf(first?.value);
  if (path === "Object.assign" && first !== undefined) return merged(first.value, args.slice(1), open, context, certain);
  const made = isNamed(target) ? (target.made ?? []) : [];
  const result = context.call({ path: node.name === "NewExpression" ? `new ${path}` : path, made, args, open }, target, certain);
  for (const argument of args)
    if (isFunction(argument.value)) context.call({ path: "callback", made: [], args: [], open: true }, argument.value, false);
  return result;
}
