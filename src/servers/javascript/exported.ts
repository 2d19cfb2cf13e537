import type { SyntaxNode } from "@lezer/common";
import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";
import { hasErrors } from "../syntax";
import { ended } from "./exits";
import type { Machine } from "./machine";
import { parseJavaScript } from "./parse";
import { machineFor } from "./run";
import { childrenOf, sourceOf } from "./scope";
import { textOf, type JsValue, type Names, type Scope } from "./value";

/** Data as a literal writes it; HOLE for what is none. */
export type Literal = null | string | number | boolean | readonly Literal[] | { readonly [key: string]: Literal };

/** What a module exports, as far as it is a literal; undefined where it is no module, or is not read in full. */
export function exportedLiteral(path: string, text: string, environment: Environment): Literal | undefined {
  const tree = parseJavaScript(text, "ts");
  if (hasErrors(tree, text)) return undefined;
  const folder = path.slice(0, Math.max(path.lastIndexOf("/"), 1));
  const { machine } = machineFor(environment, { read: () => null, dotenv: () => environment });
  const names: Names = machine.state.names().set("__dirname", folder);
  const home = { names, returns: [], suspended: null };
  const scope: Scope = { text, names, outer: null, file: path, exports: new Map(), home };
  const named = new Map<string, SyntaxNode>();
  let whole: SyntaxNode | undefined;
  for (const statement of childrenOf(tree.topNode)) {
    const children = childrenOf(statement);
    const [first] = children;
    if (statement.name === "VariableDeclaration" && first !== undefined && sourceOf(scope, first) === "const") {
      children.forEach((child, index) => {
        const value = children.slice(index).find(({ name }) => name === "Equals")?.nextSibling;
        if (child.name === "VariableDefinition" && value !== undefined && value !== null) named.set(sourceOf(scope, child), value);
      });
    } else if (statement.name === "ExpressionStatement" && first?.name === "AssignmentExpression") {
      const target = first.firstChild;
      if (target === null || sourceOf(scope, target) !== "module.exports") return undefined;
      whole = first.lastChild ?? undefined;
    } else if (statement.name === "ExportDeclaration" && statement.getChild("default") !== null)
      whole = children.find(({ name }) => !/^(export|default|;)$/.test(name));
    // What it does besides may change what it exports.
    else if (
      !/^(ImportDeclaration|;|LineComment|BlockComment)$/.test(statement.name) &&
      !/^["']use strict["'];?$/.test(sourceOf(scope, statement))
    )
      return undefined;
  }
  return whole === undefined ? undefined : literal(whole, scope, named, machine, 0);
}

const DEEPEST = 40;

function literal(node: SyntaxNode, scope: Scope, named: ReadonlyMap<string, SyntaxNode>, machine: Machine, depth: number): Literal {
  if (depth > DEEPEST) return HOLE;
  const inner = (of: SyntaxNode): Literal => literal(of, scope, named, machine, depth + 1);
  const children = childrenOf(node);
  if (node.name === "ParenthesizedExpression" && children[1] !== undefined) return inner(children[1]);
  if (node.name === "ArrayExpression") {
    const entries = children.filter(({ name }) => !/^(\[|\]|,|\w*Comment)$/.test(name));
    return entries.some(({ name }) => name === "Spread") ? HOLE : entries.map(inner);
  }
  if (node.name === "ObjectExpression") {
    const members = new Map<string, Literal>();
    for (const property of node.getChildren("Property")) {
      const [key, ...rest] = childrenOf(property).filter(({ name }) => !/Comment$/.test(name));
      const [value] = rest.filter(({ name }) => name !== ":");
      if (key === undefined || key.name === "Spread" || key.name === "[") return HOLE;
      const name = sourceOf(scope, key).replace(/^["']|["']$/g, "");
      const shorthand = value === undefined ? named.get(name) : value;
      members.set(name, shorthand === undefined ? HOLE : inner(shorthand));
    }
    return Object.fromEntries(members);
  }
  // What types a configuration, and gives it back: `defineConfig({ … })` of Vite and Astro.
  if (node.name === "CallExpression" && children[0] !== undefined && sourceOf(scope, children[0]) === "defineConfig") {
    const given = childrenOf(children[1] ?? node).filter(({ name }) => !/^([(),]|\w*Comment)$/.test(name));
    return given.length === 1 && given[0]?.name === "ObjectExpression" ? inner(given[0]) : HOLE;
  }
  const constant = node.name === "VariableName" ? named.get(sourceOf(scope, node)) : undefined;
  if (constant !== undefined) return inner(constant);
  let value: JsValue = HOLE;
  ended(() => {
    value = machine.value(node, scope);
  });
  return plain(value);
}

const plain = (value: JsValue): Literal =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null
    ? value
    : value === undefined
      ? null
      : textOf(value);
