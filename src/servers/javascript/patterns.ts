import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { Machine } from "./machine";
import { keyOfMember, read, set } from "./members";
import { childrenOf, partsOf, rename, sourceOf } from "./scope";
import { elementsOf, isComplete, isNamed, isObject, textOf, type JsValue, type Scope } from "./value";

type Name = (name: string, given: JsValue) => void;

/** `const a = 1, { b } = c`, and the variable of a loop. */
export function declare(declaration: SyntaxNode, scope: Scope, machine: Machine): void {
  const [keyword, ...rest] = childrenOf(declaration);
  const isVar = keyword?.name === "var";
  const name = declaring(isVar, scope, machine);
  for (const part of partsOf(rest)) {
    const [target] = part;
    if (target === undefined) continue;
    const equals = part.findIndex((node) => node.name === "Equals");
    if (equals >= 0) bind(target, machine.value(part[equals + 1], scope), scope, machine, name);
    else if (!isVar || !scope.home.names.has(sourceOf(scope, target))) bind(target, undefined, scope, machine, name);
  }
}

/** A `var` belongs to the function, whichever block it is in; any other name to its block. */
export const declaring =
  (isVar: boolean, scope: Scope, { state }: Machine): Name =>
  (name, given) => {
    if (isVar) state.write(scope.home.names, name, given);
    else scope.names.set(name, given);
  };

/** What a pattern gives to each of its names; without `name` they are assigned to. */
export function bind(target: SyntaxNode, given: JsValue, scope: Scope, machine: Machine, name?: Name): void {
  const put: Name =
    name ??
    ((text, value) => {
      rename(scope, text, value, machine.state);
    });
  if (/^Variable(Name|Definition)$/.test(target.name)) put(sourceOf(scope, target), given);
  else if (target.name === "MemberExpression")
    set(machine.value(target.firstChild, scope), keyOfMember(target, scope, machine), given, scope, machine);
  else if (target.name === "ObjectPattern") bindMembers(target, given, scope, machine, name);
  else if (target.name === "ArrayPattern") bindElements(target, given, scope, machine, name);
  else if (/^(ParenthesizedExpression|PostfixExpression|BinaryExpression|PrefixCast)$/.test(target.name))
    for (const child of childrenOf(target)) bind(child, HOLE, scope, machine, name);
}

/** `[target] = fallback` of a pattern, or of a function's parameters. */
export function bindPart(part: readonly SyntaxNode[], given: JsValue, scope: Scope, machine: Machine, name?: Name): void {
  const equals = part.findIndex((node) => node.name === "Equals");
  const target = part.find((node) => /^(Variable|Member|Object|Array)/.test(node.name));
  const settled = equals < 0 ? given : withFallback(given, part[equals + 1], scope, machine);
  if (target !== undefined) bind(target, settled, scope, machine, name);
}

function withFallback(given: JsValue, fallback: SyntaxNode | undefined, scope: Scope, machine: Machine): JsValue {
  if (given === undefined) return machine.value(fallback, scope);
  if (given !== HOLE && !isNamed(given)) return given;
  machine.state.perhaps(
    () => void machine.value(fallback, scope),
    () => undefined,
  );
  return given;
}

function bindMembers(pattern: SyntaxNode, given: JsValue, scope: Scope, machine: Machine, name?: Name): void {
  const taken: string[] = [];
  for (const property of pattern.getChildren("PatternProperty")) {
    const part = childrenOf(property);
    const [first, second] = part;
    if (first === undefined) continue;
    if (first.name === "Spread") {
      const rest =
        isObject(given) && isComplete(given) ? [...given.members].filter(([key]) => !taken.includes(key)) : ([[HOLE, HOLE]] as const);
      bindPart(part.slice(1), machine.state.object(rest), scope, machine, name);
      continue;
    }
    const computed = first.name === "[";
    const key = computed ? textOf(machine.value(second, scope)) : sourceOf(scope, first).replace(/^["']|["']$/g, "");
    taken.push(key);
    const colon = part.findIndex((node) => node.name === ":");
    bindPart(colon < 0 ? part : part.slice(colon + 1), read(given, key, machine), scope, machine, name);
  }
}

function bindElements(pattern: SyntaxNode, given: JsValue, scope: Scope, machine: Machine, name?: Name): void {
  const elements = elementsOf(given);
  partsOf(childrenOf(pattern)).forEach((part, index) => {
    const isRest = part[0]?.name === "Spread";
    const value =
      elements === null
        ? isRest
          ? machine.state.object([[HOLE, HOLE]], true)
          : HOLE
        : isRest
          ? machine.state.list(elements.slice(index))
          : elements[index];
    bindPart(isRest ? part.slice(1) : part, value, scope, machine, name);
  });
}
