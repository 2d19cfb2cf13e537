import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { Machine } from "./machine";
import { member } from "./members";
import { childrenOf, lookUpHere, sourceOf } from "./scope";
import { isFunction, isNamed, isObject, type JsValue, type Scope } from "./value";

function loadedBy(node: SyntaxNode, scope: Scope, machine: Machine): JsValue {
  const module = machine.value(
    childrenOf(node).findLast(({ name }) => name === "String"),
    scope,
  );
  return typeof module === "string" ? machine.load(module, scope) : HOLE;
}

export function importsOf(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const children = childrenOf(node);
  const loaded = loadedBy(node, scope, machine);
  for (const child of children) {
    if (child.name === "VariableDefinition") {
      const isStar = children.some(({ name }) => name === "Star");
      scope.names.set(sourceOf(scope, child), isNamed(loaded) || isStar ? loaded : byDefault(loaded));
    }
    if (child.name !== "ImportGroup") continue;
    for (const [original, local] of renamed(child, scope))
      scope.names.set(local, original === "default" ? (isNamed(loaded) ? loaded : byDefault(loaded)) : member(loaded, original));
  }
}

/** Of a CommonJS module: all that it exports. */
const byDefault = (loaded: JsValue): JsValue => {
  const own = isFunction(loaded) ? loaded : member(loaded, "default");
  return isNamed(own) && own.path.startsWith("?") && isObject(loaded) ? loaded : own;
};

/** `{ a, b as c }` */
function renamed(group: SyntaxNode, scope: Scope): readonly (readonly [original: string, local: string])[] {
  const pairs: [string, string][] = [];
  let isNext = false;
  for (const child of childrenOf(group)) {
    if (/^[{},]$|^type$/.test(child.name)) continue;
    const last = pairs.at(-1);
    if (child.name === "as") isNext = true;
    else if (isNext && last !== undefined) {
      last[1] = sourceOf(scope, child);
      isNext = false;
    } else pairs.push([sourceOf(scope, child), sourceOf(scope, child)]);
  }
  return pairs;
}

/** What a declaration exports, by what it is worth now; asked again when the module is done. */
export function exportsOf(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const { state } = machine;
  const children = childrenOf(node);
  const source = children.some(({ name }) => name === "from") ? loadedBy(node, scope, machine) : null;
  const give = (name: string, value: JsValue): void => {
    state.write(scope.exports, name, value);
  };
  if (source !== null && isObject(source) && children.some(({ name }) => name === "Star"))
    for (const [key, value] of source.members) if (key !== "default") give(key, value);
  const isDefault = children.some(({ name }) => name === "default");
  for (const child of children) {
    if (child.name === "ExportGroup")
      for (const [local, name] of renamed(child, scope)) give(name, source === null ? lookUpHere(scope, local) : member(source, local));
    else if (/Declaration$/.test(child.name)) {
      const names = namesOf(child, scope);
      for (const name of names) give(isDefault ? "default" : name, lookUpHere(scope, name));
      if (isDefault && names.length === 0) give("default", machine.define(child, scope));
    }
  }
}

/** `export default …`, `export = …`. */
export function exportsWhole(node: SyntaxNode, scope: Scope, machine: Machine): void {
  const children = childrenOf(node);
  const before = children.findIndex(({ name }) => /^(default|Equals)$/.test(name));
  const given = before < 0 ? undefined : children[before + 1];
  if (given === undefined || /Declaration$/.test(given.name)) return;
  machine.state.write(scope.exports, children[before]?.name === "default" ? "default" : "=", machine.value(given, scope));
}

/** The names that a declaration makes, those within patterns too. */
function namesOf(declaration: SyntaxNode, scope: Scope): readonly string[] {
  if (/^(Function|Class)/.test(declaration.name)) return declaration.getChildren("VariableDefinition").map((name) => sourceOf(scope, name));
  return childrenOf(declaration).flatMap((child) =>
    child.name === "VariableDefinition"
      ? [sourceOf(scope, child)]
      : /Pattern|PatternProperty/.test(child.name)
        ? namesOf(child, scope)
        : [],
  );
}
