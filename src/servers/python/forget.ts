import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf } from "./nodes";
import { itemAt, targetsOf } from "./places";
import { lookUp, ownerOf, sharedBy, textIn, type Scope } from "./scope";
import { heldBy, isDict, isList, isNamed, type PyNamed, type PyValue } from "./value";

/** A value goes where nobody follows it: a list or a dictionary may be changed there, a function be called. */
export function lose(...values: readonly PyValue[]): typeof HOLE {
  const seen = new Set<PyValue>();
  for (const value of values) loseOne(value, seen);
  return HOLE;
}

/** @param seen before: what holds each other may do so many times */
function loseOne(value: PyValue, seen: Set<PyValue>): void {
  if (typeof value !== "object" || seen.has(value)) return;
  seen.add(value);
  const held = isNamed(value) ? loseNamed(value) : heldBy(value);
  if (isList(value)) value.items = null;
  if (isDict(value)) value.entries = null;
  for (const one of held) loseOne(one, seen);
}

/** @returns what it leads to */
function loseNamed(value: PyNamed): readonly PyValue[] {
  const { definition, attributes, own } = value;
  if (definition !== undefined) definition.loose = true;
  forgetShared(value);
  const names = attributes ?? own?.names;
  const held = names === undefined || names.has(HOLE) ? [] : [...names.values()];
  names?.set(HOLE, HOLE);
  return held;
}

/** One value or another; what both may be is lost. */
export const either = (one: PyValue, other: PyValue): PyValue => (one === other ? one : lose(one, other));

/** Names that a piece of code binds, functions within it aside. */
export function boundIn(node: SyntaxNode, { text }: Pick<Scope, "text">): readonly string[] {
  const names: string[] = [];
  const take = (target: SyntaxNode): void => {
    if (target.name === "VariableName") names.push(textIn({ text }, target));
    else if (target.name !== "MemberExpression") childrenOf(target).forEach(take);
  };
  const walk = (at: SyntaxNode): void => {
    targetsOf(at).forEach(take);
    if (!/^(FunctionDefinition|LambdaExpression)$/.test(at.name)) childrenOf(at).forEach(walk);
  };
  walk(node);
  return names;
}

/** What a piece of code may change, run whenever or however often: names, lists that it sees, what the functions that it sees share. */
export function forget(node: SyntaxNode, scope: Scope): void {
  for (const name of boundIn(node, scope)) {
    const names = scope.shared.get(name) ?? scope.names;
    const value = names.get(name);
    if (value !== undefined) names.set(name, lose(value));
  }
  forgetSeen(node, scope);
}

function forgetSeen(node: SyntaxNode, scope: Scope): void {
  node.cursor().iterate((at) => {
    if (at.name === "ScopeStatement") for (const [name, owner] of sharedBy(scope, at.node)) owner.loosen(name);
    if (at.name !== "VariableName") return;
    const value = lookUp(scope, textIn(scope, at.node));
    if (!isNamed(value)) lose(...reachedFrom(at.node, value, scope));
    else if (value.attributes !== undefined && at.node.parent?.name !== "MemberExpression") lose(value);
    else forgetShared(value);
  });
}

/** What may be changed where a name stands: of `a["b"]` what it holds, of `a` itself. */
function reachedFrom(name: SyntaxNode, value: PyValue, { text }: Scope): readonly PyValue[] {
  let values: readonly PyValue[] = [value];
  for (let at = itemAt(name, text); at !== null; at = itemAt(at, text)) values = [...new Set(values.flatMap(heldBy))];
  return values;
}

function forgetShared({ definition }: { readonly definition?: { node: SyntaxNode; scope: Scope; forgotten: boolean } }): void {
  if (definition === undefined || definition.forgotten) return;
  definition.forgotten = true;
  forgetSeen(definition.node, definition.scope);
}

/** Any name may stand for anything now, but for what came from elsewhere. */
export function forgetAll(scope: Scope): void {
  for (let at: Scope | null = scope; at !== null; at = at.outer)
    for (const [name, value] of at.names) if (!isNamed(value) && name !== "__name__") at.names.set(name, lose(value));
}

/** A store through an object that nobody knows may be one to the module itself. */
export const forgetNamed = (scope: Scope, name: string): void => {
  const { names } = ownerOf(scope, null);
  const value = names.get(name);
  if (value !== undefined) names.set(name, lose(value));
};
