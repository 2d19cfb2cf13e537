import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "./nodes";
import { textIn } from "./scope";

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

/** Methods of lists and dictionaries that give what they hold. */
const READING = /^(get|items|keys|values|index|count)$/;

/** `a["b"]`, `a.get("b")` or `**a` around an `a` that is asked for what it holds alone. */
export function itemAt(node: SyntaxNode, text: string): SyntaxNode | null {
  const { parent, prevSibling } = node;
  if (prevSibling?.name === "**") return parent;
  if (parent?.name !== "MemberExpression" || parent.firstChild?.to !== node.to || isTarget(parent)) return null;
  const [, open, key, ...rest] = childrenOf(parent);
  if (open?.name === "[") return rest.length === 1 ? parent : null;
  const call = parent.parent;
  const isMethod = call?.name === "CallExpression" && call.firstChild?.to === parent.to;
  return isMethod && key !== undefined && READING.test(textIn({ text }, key)) ? call : null;
}

export function isTarget(node: SyntaxNode): boolean {
  let { parent } = node;
  while (parent !== null && /^(Tuple|Array|Parenthesized)Expression$/.test(parent.name)) ({ parent } = parent);
  return parent !== null && targetsOf(parent).some(({ from, to }) => from <= node.from && node.to <= to);
}
