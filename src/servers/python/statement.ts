import type { SyntaxNode } from "@lezer/common";
import { lose } from "./forget";
import { childrenOf, partsOf } from "./nodes";
import { itemsOf, type PyValue } from "./value";

type Assignment = readonly [target: SyntaxNode, value: PyValue];

/** What several targets take of one value. */
export function unpacked(targets: readonly SyntaxNode[], value: PyValue): readonly Assignment[] {
  const items = itemsOf(value);
  const known = targets.some(({ name }) => name === "*") ? null : items;
  return partsOf(targets).map((target, index) => {
    const item = known?.[index];
    return [target, item === undefined ? lose(value) : item];
  });
}

/** What stands beside commas, or alone. */
export function listed(nodes: readonly SyntaxNode[], value: (node: SyntaxNode) => PyValue): PyValue {
  const values = partsOf(nodes).map(value);
  if (nodes.some(({ name }) => name === "*")) return lose(...values);
  const [only] = values;
  return only !== undefined && !nodes.some(({ name }) => name === ",") ? only : values;
}

/** `a = b = value`, and `a, b = 1, 2`; an annotation alone assigns nothing. */
export function assignments(children: readonly SyntaxNode[], value: (node: SyntaxNode) => PyValue): readonly Assignment[] {
  const sides: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === "AssignOp") sides.push([]);
    else if (child.name !== "TypeDef") sides.at(-1)?.push(child);
  }
  const last = sides.pop() ?? [];
  if (sides.length === 0) return [];
  const given = listed(last, value);
  return sides.flatMap((targets): readonly Assignment[] => {
    const [only] = targets;
    return targets.length === 1 && only !== undefined ? [[only, given]] : unpacked(targets, given);
  });
}

export interface Parameter {
  readonly name: string;
  /** `named`: by its name alone. `*args` and `**options` take what the others leave. */
  readonly kind: "plain" | "named" | "*" | "**";
  readonly fallback: SyntaxNode | null;
}

/** https://docs.python.org/3/reference/compound_stmts.html#function-definitions */
export function parametersOf(node: SyntaxNode, text: string): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let kind: "plain" | "named" = "plain";
  let star: "*" | "**" | null = null;
  const list = node.getChild("ParamList");
  const parts = list === null ? [] : childrenOf(list).filter(({ name }) => !/^[()]$/.test(name));
  parts.forEach(({ name, from, to }, index) => {
    if (name === ",") star = null;
    else if (name === "*" || name === "**") {
      star = name;
      kind = "named";
    } else if (name === "VariableName" && parts[index - 1]?.name !== "AssignOp") {
      const own = parts.slice(index + 1, index + 4);
      const assigned = own.findIndex((part) => part.name === "AssignOp");
      const comma = own.findIndex((part) => part.name === ",");
      const fallback = assigned < 0 || (comma >= 0 && comma < assigned) ? null : (own[assigned + 1] ?? null);
      parameters.push({ name: text.slice(from, to), kind: star ?? kind, fallback });
    }
  });
  return parameters;
}
