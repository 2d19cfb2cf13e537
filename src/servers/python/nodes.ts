import type { SyntaxNode } from "@lezer/common";

/** What a node is made of; comments may stand anywhere. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (child.name !== "Comment") children.push(child);
  return children;
}

/** Those that are no keyword and no punctuation. */
export const partsOf = (nodes: readonly SyntaxNode[]): readonly SyntaxNode[] => nodes.filter(({ name }) => /^[A-Z]/.test(name));

/** Whether a statement of a kind stands in it, functions within it aside. */
export const holds = (node: SyntaxNode, kind: RegExp): boolean =>
  childrenOf(node).some(
    (child) => kind.test(child.name) || (!/^(FunctionDefinition|LambdaExpression|ClassDefinition)$/.test(child.name) && holds(child, kind)),
  );
