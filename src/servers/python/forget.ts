import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf } from "./nodes";
import { lookUp, ownerOf, sharedBy, textIn, type Scope } from "./scope";
import { isList, isNamed, itemsOf, type PyValue } from "./value";

/** A value goes where nobody follows it: a list may be changed there, a function be called. */
export function lose(...values: readonly PyValue[]): typeof HOLE {
  for (const value of values) {
    const items = itemsOf(value);
    if (isList(value)) value.items = null;
    if (items !== null) lose(...items);
    if (!isNamed(value)) continue;
    value.attributes?.set(HOLE, HOLE);
    const init = value.own?.names.get("__init__");
    if (init !== undefined && value.attributes === undefined) lose(init);
    if (value.definition === undefined) continue;
    value.definition.loose = true;
    forgetShared(value);
  }
  return HOLE;
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

/** Where a statement or an expression puts what it has. */
export function targetsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children = childrenOf(node);
  const named = children.filter((_child, index) => children[index - 1]?.name === "as");
  switch (node.name) {
    case "AssignStatement":
      return children
        .slice(
          0,
          children.findLastIndex(({ name }) => name === "AssignOp"),
        )
        .filter(({ name }) => name !== "TypeDef");
    case "ForStatement":
      return children.slice(
        0,
        children.findIndex(({ name }) => name === "in"),
      );
    case "ImportStatement":
      return children.slice(children.findIndex(({ name }) => name === "import"));
    case "FunctionDefinition":
    case "ClassDefinition":
      return node.getChildren("VariableName");
    case "ArgList":
      return children.filter((_child, index) => children[index + 1]?.name === "AssignOp");
    case "UpdateStatement":
    case "NamedExpression":
      return children.slice(0, 1);
    case "DeleteStatement":
      return children;
    default:
      return /Pattern$/.test(node.name) ? children.filter(({ name }) => name === "VariableName") : named;
  }
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
    if (!isNamed(value)) lose(value);
    else forgetShared(value);
  });
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
