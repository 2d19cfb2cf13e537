import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf, fromEnvironment, member, sourceOf, type Context } from "./evaluate";
import { lookUpHere } from "./scope";
import { isFunction, isNamed, type JsFunction, type JsValue, type Scope } from "./value";

type Value = (node: SyntaxNode | null | undefined) => JsValue;

/** @returns the functions among what `const a = …, b = …` gives names to */
export function declareVariables(children: readonly SyntaxNode[], scope: Scope, context: Context, value: Value): readonly JsFunction[] {
  return children.flatMap((child, index) => {
    if (!/^(VariableDefinition|ObjectPattern|ArrayPattern)$/.test(child.name)) return [];
    const rest = children.slice(index + 1);
    const end = rest.findIndex(({ name }) => name === ",");
    const own = end < 0 ? rest : rest.slice(0, end);
    const equals = own.findIndex(({ name }) => name === "Equals");
    const given = equals < 0 ? undefined : value(own[equals + 1]);
    bind(child, given, scope, context, value);
    return isFunction(given) ? [given] : [];
  });
}

function bind(target: SyntaxNode, given: JsValue, scope: Scope, context: Context, value: Value): void {
  if (target.name === "VariableDefinition") scope.names.set(sourceOf(scope, target), () => given);
  if (target.name !== "ObjectPattern") return;
  for (const property of target.getChildren("PatternProperty")) {
    const parts = childrenOf(property);
    const key = parts[0] === undefined ? "" : sourceOf(scope, parts[0]);
    const local = parts.findLast(({ name }) => name === "VariableDefinition");
    const equals = parts.findIndex(({ name }) => name === "Equals");
    const found = isNamed(given) && given.path === "process.env" ? fromEnvironment(context, key) : member(given, key);
    const settled = found === undefined && equals >= 0 ? value(parts[equals + 1]) : found;
    if (local !== undefined) scope.names.set(sourceOf(scope, local), () => settled);
  }
}

/** `module.exports = given`, `exports.name = given`. */
export function exportAssigned(node: SyntaxNode | undefined, given: JsValue, scope: Scope): void {
  const target = node?.name === "AssignmentExpression" ? node.firstChild : null;
  const name = target === null ? "" : sourceOf(scope, target);
  const whole = name === "module.exports" ? "=" : /^(?:module\.)?exports\.(\w+)$/.exec(name)?.[1];
  if (whole !== undefined) scope.exports.set(whole, () => given);
}

export function importNames(children: readonly SyntaxNode[], scope: Scope, context: Context, value: Value): void {
  const from = children.findLast(({ name }) => name === "String");
  const module = value(from);
  const loaded = typeof module === "string" ? context.load(module, scope) : HOLE;
  for (const child of children) {
    if (child.name === "VariableDefinition") {
      const star = children.some(({ name }) => name === "Star");
      const whole = isNamed(loaded) || star ? loaded : member(loaded, "default");
      scope.names.set(sourceOf(scope, child), () => whole);
    }
    if (child.name !== "ImportGroup") continue;
    const parts = childrenOf(child).filter(({ name }) => /^Variable(Name|Definition)$/.test(name));
    parts.forEach((part, index) => {
      if (part.name !== "VariableDefinition") return;
      const original = parts[index - 1]?.name === "VariableName" ? parts[index - 1] : part;
      const key = original === undefined ? "" : sourceOf(scope, original);
      scope.names.set(sourceOf(scope, part), () => (key === "default" && isNamed(loaded) ? loaded : member(loaded, key)));
    });
  }
}

/** @param run what performs a declaration that is exported at once */
export function exportNames(children: readonly SyntaxNode[], scope: Scope, value: Value, run: (node: SyntaxNode) => void): void {
  const isDefault = children.some(({ name }) => name === "default");
  for (const child of children) {
    if (/^(export|default|;|Star|from|String)$/.test(child.name)) continue;
    if (/Declaration$/.test(child.name)) {
      run(child);
      for (const name of child.getChildren("VariableDefinition"))
        scope.exports.set(isDefault ? "default" : sourceOf(scope, name), () => lookUpHere(scope, sourceOf(scope, name)));
    } else if (child.name === "ExportGroup") {
      for (const name of child.getChildren("VariableName"))
        scope.exports.set(sourceOf(scope, name), () => lookUpHere(scope, sourceOf(scope, name)));
    } else if (isDefault) {
      const given = value(child);
      scope.exports.set("default", () => given);
    }
  }
}
