import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { Arguments, Machine } from "./machine";
import { childrenOf, inner, sourceOf } from "./scope";
import { isClass, isFunction, type JsFunction, type JsObject, type JsValue } from "./value";

const bodyOf = ({ node }: JsFunction): readonly SyntaxNode[] => childrenOf(node.getChild("ClassBody") ?? node);
const isStatic = (member: SyntaxNode): boolean => member.getChild("static") !== null;
const isAccessor = (member: SyntaxNode): boolean => member.getChild("get") !== null || member.getChild("set") !== null;

/** HOLE where it is worked out. */
function nameOf(member: SyntaxNode, { scope }: JsFunction): string {
  const name = childrenOf(member).find((node) => /^((Private)?PropertyDefinition|String|Number)$/.test(node.name));
  return name === undefined ? HOLE : sourceOf(scope, name).replace(/^["']|["']$/g, "");
}

function parentOf({ node, scope }: JsFunction, machine: Machine): JsValue {
  const parent = node.getChild("extends")?.nextSibling;
  return parent === null || parent === undefined ? null : machine.value(parent, scope);
}

/** What a class does when it is defined. */
export function defineStatics(own: JsFunction, machine: Machine): void {
  const scope = inner(own.scope, machine.state);
  scope.names.set("this", own);
  const name = own.node.getChild("VariableDefinition");
  if (name !== null) scope.names.set(sourceOf(own.scope, name), own);
  for (const member of bodyOf(own)) {
    if (member.name === "StaticBlock") machine.perform(childrenOf(member.getChild("Block") ?? member), scope);
    else if (/^(Method|Property)Declaration$/.test(member.name) && isStatic(member)) place(member, own, own.members, own, machine);
    else if (member.name === "MethodDeclaration") machine.define(member, own.scope);
  }
}

/** @param existing the object of a class that extends this one */
export function construct(own: JsFunction, given: Arguments, machine: Machine, existing?: JsObject): JsValue {
  const object = existing ?? machine.state.object([]);
  if (!isClass(own)) {
    machine.enter(own, given, object, false);
    // It inherits from its prototype.
    machine.state.write(object.members, HOLE, HOLE);
    return object;
  }
  if (existing === undefined) methods(own, object, machine);
  const constructor = bodyOf(own).find((member) => member.name === "MethodDeclaration" && nameOf(member, own) === "constructor");
  const parent = parentOf(own, machine);
  if (parent !== null && !isFunction(parent)) machine.state.write(object.members, HOLE, HOLE);
  if (parent === null || constructor === undefined) {
    if (isFunction(parent)) construct(parent, given, machine, object);
    fields(own, object, machine);
  }
  if (constructor === undefined) return object;
  const scope = inner(own.scope, machine.state);
  scope.names.set("class", own).set("super", parent);
  machine.enter({ node: constructor, scope, members: machine.state.names() }, given, object, false);
  return object;
}

/** Those of the class that it extends first, its own over them. */
function methods(own: JsFunction, object: JsObject, machine: Machine): void {
  const parent = parentOf(own, machine);
  if (isFunction(parent) && isClass(parent)) methods(parent, object, machine);
  for (const member of bodyOf(own))
    if (member.name === "MethodDeclaration" && !isStatic(member) && nameOf(member, own) !== "constructor")
      place(member, own, object.members, object, machine);
}

export function fields(own: JsFunction, object: JsObject, machine: Machine): void {
  for (const member of bodyOf(own))
    if (member.name === "PropertyDeclaration" && !isStatic(member)) place(member, own, object.members, object, machine);
}

function place(member: SyntaxNode, own: JsFunction, members: JsObject["members"], self: JsValue, machine: Machine): void {
  const name = nameOf(member, own);
  const { state } = machine;
  if (member.name === "MethodDeclaration") {
    const method = machine.define(member, own.scope, isAccessor(member) ? self : undefined);
    state.write(members, name, isAccessor(member) ? HOLE : method);
    if (isAccessor(member)) machine.whenever(method);
    return;
  }
  const scope = inner(own.scope, state);
  scope.names.set("this", self);
  const equals = member.getChild("Equals");
  const value = equals === null ? undefined : machine.value(equals.nextSibling, scope);
  if (name === HOLE) state.blur(members);
  else state.write(members, name, value);
}
