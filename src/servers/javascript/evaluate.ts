import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { awaitedOf } from "./builtins";
import { called, tagged } from "./calls";
import { listOf, numeral, objectOf, template, unquoted } from "./literals";
import type { Machine } from "./machine";
import { keyOfMember, read, unset } from "./members";
import { binary, either, takesRight, unary } from "./operators";
import { bind } from "./patterns";
import { childrenOf, lookUp, ownerOf, partsOf, sourceOf } from "./scope";
import { isNamed, textOf, truth, type JsValue, type Scope } from "./value";

/** What an expression is worth. What it does on the way is done. */
export function evaluate(node: SyntaxNode, scope: Scope, machine: Machine): JsValue {
  const value = (of: SyntaxNode | null | undefined): JsValue => machine.value(of, scope);
  const children = childrenOf(node);
  const [first, second] = children;
  switch (node.name) {
    case "String":
      return unquoted(sourceOf(scope, node).slice(1, -1));
    case "TemplateString":
      return template(node, scope, (part) => textOf(value(childrenOf(part)[1])));
    case "Number":
      return numeral(sourceOf(scope, node));
    case "BooleanLiteral":
      return sourceOf(scope, node) === "true";
    case "null":
      return null;
    case "this":
      return ownerOf(scope, "this") === null ? HOLE : lookUp(scope, "this");
    case "VariableName":
      return lookUp(scope, sourceOf(scope, node));
    case "ParenthesizedExpression":
    case "PrefixCast":
      return value(node.name === "PrefixCast" ? node.lastChild : second);
    case "SequenceExpression":
      return partsOf(children).reduce<JsValue>((_, [part]) => value(part), undefined);
    case "AwaitExpression": {
      scope.home.suspended ??= machine.state.now();
      const given = second?.name === "CallExpression" ? called(second, scope, machine, true) : value(second);
      machine.state.giveWay();
      machine.waits();
      return awaitedOf(given);
    }
    case "ObjectExpression":
      return objectOf(children, scope, machine);
    case "ArrayExpression":
      return listOf(children, scope, machine);
    case "ArrowFunction":
    case "FunctionExpression":
    case "ClassExpression":
      return machine.define(node, scope);
    case "MemberExpression":
      return memberOf(node, scope, machine);
    case "CallExpression":
    case "NewExpression":
      return called(node, scope, machine, false);
    case "TaggedTemplateExpression":
      return tagged(node, scope, machine);
    case "DynamicImport": {
      const module = value(children.find(({ name }) => !/^(import|\()$/.test(name)));
      return typeof module === "string" ? machine.load(module, scope) : HOLE;
    }
    case "ConditionalExpression":
      return conditional(truth(value(first)), second?.nextSibling, node.lastChild, scope, machine);
    case "UnaryExpression":
      return prefixed(children, scope, machine);
    case "PostfixExpression":
      return second?.name === "ArithOp" ? step(first, sourceOf(scope, second), scope, machine).before : value(first);
    case "BinaryExpression":
      return combined(children, scope, machine);
    case "AssignmentExpression":
      return assigned(children, scope, machine);
    default:
      // What it gives is not known, what it does is done.
      for (const child of children) value(child);
      return HOLE;
  }
}

function memberOf(node: SyntaxNode, scope: Scope, machine: Machine): JsValue {
  const object = machine.value(node.firstChild, scope);
  const key = keyOfMember(node, scope, machine);
  if (isNamed(object) && object.path === "module" && key === "exports" && scope.exports.has("=")) return scope.exports.get("=");
  return read(object, key, machine);
}

function conditional(
  condition: boolean | undefined,
  yes: SyntaxNode | null | undefined,
  no: SyntaxNode | null | undefined,
  scope: Scope,
  machine: Machine,
): JsValue {
  if (condition !== undefined) return machine.value(condition ? yes : no, scope);
  const results: JsValue[] = [];
  machine.state.perhaps(
    () => results.push(machine.value(yes, scope)),
    () => results.push(machine.value(no, scope)),
  );
  return results.every((result) => result === results[0]) ? results[0] : HOLE;
}

function combined([left, operator, right]: readonly SyntaxNode[], scope: Scope, machine: Machine): JsValue {
  const sign = operator === undefined ? "" : sourceOf(scope, operator);
  const before = machine.value(left, scope);
  return /^(as|satisfies)$/.test(sign) ? before : operate(sign, before, right, scope, machine);
}

/** The right side of `||`, `&&` and `??` is run where it counts. */
function operate(sign: string, before: JsValue, right: SyntaxNode | undefined, scope: Scope, machine: Machine): JsValue {
  const takes = takesRight(sign, before);
  if (takes === null) return binary(sign, before, machine.value(right, scope));
  if (takes !== undefined) return takes ? machine.value(right, scope) : before;
  let other: JsValue;
  machine.state.perhaps(
    () => {
      other = machine.value(right, scope);
    },
    () => undefined,
  );
  return either(before, other);
}

function prefixed([operator, operand]: readonly SyntaxNode[], scope: Scope, machine: Machine): JsValue {
  const sign = operator === undefined ? "" : sourceOf(scope, operator);
  if (/^(\+\+|--)$/.test(sign)) return step(operand, sign, scope, machine).after;
  if (sign !== "delete") return unary(sign, machine.value(operand, scope));
  if (operand?.name === "MemberExpression") unset(machine.value(operand.firstChild, scope), keyOfMember(operand, scope, machine), machine);
  return HOLE;
}

function step(target: SyntaxNode | undefined, sign: string, scope: Scope, machine: Machine): { before: JsValue; after: JsValue } {
  const before = unary("+", machine.value(target, scope));
  const after = binary(sign.slice(1), before, 1);
  if (target !== undefined) bind(target, after, scope, machine);
  return { before, after };
}

function assigned([target, operator, right]: readonly SyntaxNode[], scope: Scope, machine: Machine): JsValue {
  if (target === undefined) return HOLE;
  const sign = operator === undefined ? "" : sourceOf(scope, operator).slice(0, -1);
  const given = sign === "" ? machine.value(right, scope) : operate(sign, machine.value(target, scope), right, scope, machine);
  bind(target, given, scope, machine);
  return given;
}
