import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf } from "./evaluate";
import type { PyValue } from "./value";

export type Names = Map<string, PyValue>;

/** Names that a piece of code sees: its own, and those of what stands around it. */
export interface Scope {
  readonly text: string;
  readonly names: Names;
  readonly outer: Scope | null;
  /** Names that it says are another's (`global`, `nonlocal`). */
  readonly shared: Map<string, Names>;
  /** True: the body of a class, whose names the functions in it do not see. */
  readonly hidden?: boolean;
}

/** A function of the program, as a value: what it is called by, and its definition. */
export interface Definition {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly decorated: boolean;
}

export interface Frame extends Scope {
  readonly certain: boolean;
  readonly depth: number;
  readonly returns: PyValue[];
}

export function lookUp(scope: Scope, name: string): PyValue {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (at.hidden === true && at !== scope) continue;
    const found = (at.shared.get(name) ?? at.names).get(name);
    if (found !== undefined) return found;
  }
  return { path: name };
}

/** Binds a name. What another piece of code sees as well is unknown where it is not sure that this one runs. */
export function bindName({ names, shared, certain }: Frame, name: string, value: PyValue): void {
  const owner = shared.get(name);
  if (owner === undefined) names.set(name, value);
  else owner.set(name, certain || owner.get(name) === value ? value : HOLE);
}

export function rootOf(scope: Scope): Scope {
  let root = scope;
  while (root.outer !== null) root = root.outer;
  return root;
}

/** `global a, b` and `nonlocal c`. https://docs.python.org/3/reference/simple_stmts.html#the-global-statement */
export function shareNames(scope: Scope, [keyword, ...names]: readonly string[]): void {
  const root = rootOf(scope);
  for (const name of names) {
    let owner: Scope | null = keyword === "global" ? root : scope.outer;
    while (owner !== null && owner !== root && !owner.names.has(name)) owner = owner.outer;
    scope.shared.set(name, (owner ?? root).names);
  }
}

export const textIn = ({ text }: Pick<Frame, "text">, { from, to }: SyntaxNode): string => text.slice(from, to);

/** `a = b = value`, and `a, b = 1, 2`; an annotation alone assigns nothing. */
export function assignments(
  children: readonly SyntaxNode[],
  value: (node: SyntaxNode | undefined) => PyValue,
): readonly (readonly [SyntaxNode, PyValue])[] {
  const sides: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === "AssignOp") sides.push([]);
    else if (!/^(TypeDef|,)$/.test(child.name)) sides.at(-1)?.push(child);
  }
  const values = (sides.pop() ?? []).map(value);
  const [only] = values;
  return sides.flatMap((targets) =>
    targets.map((target, index): readonly [SyntaxNode, PyValue] => {
      if (targets.length === 1) return [target, only !== undefined && values.length === 1 ? only : values];
      if (values.length === targets.length) return [target, values[index] ?? HOLE];
      return [target, Array.isArray(only) ? ((only as readonly PyValue[])[index] ?? HOLE) : HOLE];
    }),
  );
}

export function parametersOf({ node, scope: { text } }: Definition): readonly (readonly [string, SyntaxNode | null])[] {
  const list = node.getChild("ParamList");
  const parts = list === null ? [] : childrenOf(list);
  return parts.flatMap((part, index) => {
    if (part.name !== "VariableName" || parts[index - 1]?.name === "AssignOp") return [];
    const assign = parts.slice(index + 1, index + 3).findIndex(({ name }) => name === "AssignOp");
    const stop = parts.slice(index + 1, index + 3).findIndex(({ name }) => name === ",");
    const fallback = assign < 0 || (stop >= 0 && stop < assign) ? null : (parts[index + 2 + assign] ?? null);
    return [[text.slice(part.from, part.to), fallback] as const];
  });
}
