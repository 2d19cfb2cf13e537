import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { State } from "./state";
import type { JsFunction, JsValue, Scope } from "./value";

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (!/Comment$/.test(child.name)) children.push(child);
  return children;
}

/** What stands between the brackets, parted by commas: a part may be empty. */
export function partsOf(children: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const parts: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === ",") parts.push([]);
    else if (!/^[()[\]{};]$/.test(child.name)) parts.at(-1)?.push(child);
  }
  return parts.at(-1)?.length === 0 ? parts.slice(0, -1) : parts;
}

export const sourceOf = ({ text }: Scope, { from, to }: SyntaxNode): string => text.slice(from, to);

/** Nodes are made anew each time the tree is walked; their place is what stays. */
export const keyOf = ({ node, scope }: Pick<JsFunction, "node" | "scope">): string => `${scope.file}:${String(node.from)}`;

export const inner = (scope: Scope, state: State): Scope => ({ ...scope, names: state.names(), outer: scope });

export function ownerOf(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) if (at.names.has(name)) return at;
  return null;
}

/** A name of nobody's stands for something of the language or of another module. */
export function lookUp(scope: Scope, name: string): JsValue {
  const owner = ownerOf(scope, name);
  if (owner !== null) return owner.names.get(name);
  return name === "undefined" ? undefined : name === "NaN" ? NaN : { path: name };
}

export const lookUpHere = ({ names }: Scope, name: string): JsValue => (names.has(name) ? names.get(name) : HOLE);

/** A name that is assigned to without a declaration is the whole program's. */
export function rename(scope: Scope, name: string, given: JsValue, state: State): void {
  const owner = ownerOf(scope, name);
  let outermost = scope;
  while (outermost.outer !== null) outermost = outermost.outer;
  state.write((owner ?? outermost).names, name, given);
  // Of `arguments` it may be one.
  if (owner?.names.has("arguments") === true) state.write(owner.names, "arguments", HOLE);
}

export function ofJson(text: string, state: State): JsValue {
  const read = (value: unknown): JsValue => {
    if (Array.isArray(value)) return state.list(value.map(read));
    if (typeof value === "object" && value !== null)
      return state.object(Object.entries(value).map(([name, one]: [string, unknown]) => [name, read(one)]));
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  };
  try {
    return read(JSON.parse(text));
  } catch {
    return HOLE;
  }
}

const ENDINGS = ["", ".js", ".mjs", ".cjs", ".ts", ".json", "/index.js", "/index.ts"];

/** Where a module is looked for that is named by its path. */
export function pathsOf(module: string, from: string): readonly string[] {
  const parts: string[] = [];
  for (const part of (module.startsWith("/") ? module : `${from.slice(0, from.lastIndexOf("/"))}/${module}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return ENDINGS.map((ending) => `/${parts.join("/")}${ending}`);
}
