import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { childrenOf } from "./nodes";
import { isTarget, itemAt, targetsOf } from "./places";
import { textIn } from "./scope";

/** By these any attribute may be set, or be another than it was set to. https://docs.python.org/3/reference/datamodel.html */
const ANY = /^(setattr|delattr|vars|__dict__|__setattr__|__delattr__|__getattr__|__getattribute__|__class__)$/;

/** What an attribute holds, as distinct from what it is. */
export const within = (attribute: string): string => `${attribute}[]`;

/**
 * Attributes that are set elsewhere than as a matter of course in an `__init__`, by whatever name of the object; HOLE: any may be. Those whose
 * dictionaries are more than asked for an entry of theirs.
 */
export function scatteredIn(top: SyntaxNode, text: string): readonly string[] {
  const names: string[] = [];
  const take = (target: SyntaxNode, isSettled: boolean): void => {
    const [object, , property] = childrenOf(target);
    if (target.name !== "MemberExpression") for (const part of childrenOf(target)) take(part, isSettled);
    else if (property?.name === "PropertyName" && !(isSettled && object !== undefined && textIn({ text }, object) === "self"))
      names.push(textIn({ text }, property));
  };
  top.cursor().iterate(({ name, node }) => {
    if (/^(Variable|Property)Name$/.test(name) && ANY.test(textIn({ text }, node))) names.push(HOLE);
    if (/^(Variable|Property)Name$/.test(name) && textIn({ text }, node) === "argv" && !isAsked(node, text)) names.push("argv");
    if (name === "MemberExpression" && !isTarget(node) && itemAt(node, text) === null)
      for (const property of node.getChildren("PropertyName")) names.push(within(textIn({ text }, property)));
    for (const target of targetsOf(node)) take(target, name === "AssignStatement" && isSettled(node, text));
  });
  return names;
}

/** `sys.argv[1]`, `argv[1:]`, `len(sys.argv)`, or what imports it: else it may be changed there. */
function isAsked(name: SyntaxNode, text: string): boolean {
  const whole = name.name === "PropertyName" ? name.parent : name;
  const { parent } = whole ?? name;
  if (parent === null || whole === null) return false;
  const callee = parent.name === "ArgList" ? parent.prevSibling : null;
  const isLength = callee !== null && textIn({ text }, callee) === "len";
  const isItem = parent.name === "MemberExpression" && parent.firstChild?.to === whole.to && whole.nextSibling?.name === "[";
  return isLength || (isItem && !isTarget(parent)) || parent.name === "ImportStatement";
}

/** `self.name = value` that is run whenever an object is made. */
function isSettled({ parent }: SyntaxNode, text: string): boolean {
  const method = parent?.parent;
  if (method?.name !== "FunctionDefinition" || method.parent?.parent?.name !== "ClassDefinition") return false;
  const [name, first] = [method.getChild("VariableName"), method.getChild("ParamList")?.getChild("VariableName")];
  return [name, first].map((one) => (one === null || one === undefined ? "" : textIn({ text }, one))).join() === "__init__,self";
}
