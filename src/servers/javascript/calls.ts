import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import { builtin, hand, ofApplication, ofList, ofText } from "./builtins";
import { ENDS, Left, ended } from "./exits";
import { construct, fields } from "./classes";
import type { Arguments, JsArgument, Machine } from "./machine";
import { keyOfMember, read } from "./members";
import { childrenOf, keyOf, lookUp, ownerOf, partsOf, sourceOf } from "./scope";
import { elementsOf, isFunction, isNamed, isObject, isOpen, type JsValue, type Scope } from "./value";

/** Runs a text: what the program becomes by it is not followed. */
const RUNS_TEXT = /^(eval|Function|vm\.run\w+|new (Function|vm\.Script))$/;

interface Callee {
  readonly target: JsValue;
  readonly self: JsValue;
  /** Its last name, where it is a method. */
  readonly method: string;
}

/** A call or a construction. */
export function called(node: SyntaxNode, scope: Scope, machine: Machine, awaited: boolean): JsValue {
  const children = childrenOf(node);
  const [callee, list] = children.filter(({ name }) => !/^(new|\?\.|TypeArgList)$/.test(name));
  if (callee === undefined) return HOLE;
  const { target, self, method } = calleeOf(callee, scope, machine);
  const isOptional = hasLink(node);
  if (isOptional && (target === undefined || target === null)) return undefined;
  const given = isOptional && isOpen(target) ? perhapsArguments(list, scope, machine) : argumentsOf(list, scope, machine);
  const isNew = node.name === "NewExpression";
  if (callee.name === "super") return superclass(given, scope, machine);
  if (isFunction(target)) return isNew ? construct(target, given, machine) : machine.enter(target, given, self, awaited);
  const values = given.args.map(({ value }) => value);
  const known = ofText(self, method, given, machine) ?? ofList(self, method, given, machine) ?? ofFunction(self, method, given, machine);
  if (known !== null) return known.value;
  const name = isNamed(target) ? target.path : "?";
  const path = isNew ? `new ${name}` : name;
  if (path === "require" && typeof values[0] === "string") return machine.load(values[0], scope);
  const own = builtin(path, given, scope, machine) ?? ofApplication(path, self, given, scope, machine);
  if (own !== null) return own.value;
  if (ENDS.test(path) && !machine.isLost()) throw new Left(new Set(["exit"]));
  // Its function is called at once. https://tc39.es/ecma262/#sec-promise-executor
  if (path === "new Promise" && isFunction(values[0])) {
    const executor = values[0];
    const exits = ended(() => void machine.enter(executor, { args: [], open: true }, undefined, false));
    // What it throws, the promise takes.
    if (exits.size === 1 && exits.has("exit")) throw new Left(exits);
    return { path: `${name}()` };
  }
  if (RUNS_TEXT.test(path)) {
    machine.giveUp();
    for (let at: Scope | null = path === "eval" ? scope : null; at !== null; at = at.outer)
      for (const known of at.names.keys()) machine.state.write(at.names, known, HOLE);
  }
  machine.record({ path, made: isNamed(target) ? (target.made ?? []) : [], site: keyOf({ node, scope }), ...given });
  // A method that is not known may change whose it is.
  if (isObject(self) && path.startsWith("?")) machine.state.blur(self.members);
  hand(path, values, machine);
  return { path: `${name}()`, made: path === "express" ? [machine.state.object([])] : values };
}

/** What a function makes of a template. */
export function tagged(node: SyntaxNode, scope: Scope, machine: Machine): JsValue {
  const [tag, template] = childrenOf(node);
  if (tag === undefined) return HOLE;
  const { target, self } = calleeOf(tag, scope, machine);
  const texts = { value: HOLE, text: "" };
  const parts = template?.getChildren("Interpolation").map((part) => machine.value(childrenOf(part)[1], scope)) ?? [];
  if (isFunction(target))
    return machine.enter(target, { args: [texts, ...parts.map((value) => ({ value, text: "" }))], open: false }, self, false);
  hand(isNamed(target) ? target.path : "?", parts, machine);
  return HOLE;
}

function calleeOf(callee: SyntaxNode, scope: Scope, machine: Machine): Callee {
  if (callee.name === "ParenthesizedExpression") return calleeOf(childrenOf(callee)[1] ?? callee, scope, machine);
  if (callee.name !== "MemberExpression") return { target: machine.value(callee, scope), self: undefined, method: "" };
  if (callee.firstChild?.name === "super") {
    const self = lookUp(scope, "this");
    return { target: HOLE, self: isObject(self) ? self : HOLE, method: "" };
  }
  const self = machine.value(callee.firstChild, scope);
  const method = keyOfMember(callee, scope, machine);
  const target = read(self, method, machine);
  return { target: target === HOLE ? { path: `?.${method}` } : target, self, method };
}

function argumentsOf(list: SyntaxNode | undefined, scope: Scope, machine: Machine): Arguments {
  let open = false;
  const args = partsOf(list === undefined ? [] : childrenOf(list)).flatMap(([first, second]): readonly JsArgument[] => {
    if (first === undefined) return [];
    if (first.name !== "Spread") return [{ value: machine.value(first, scope), text: sourceOf(scope, first) }];
    const elements = elementsOf(machine.value(second, scope));
    open ||= elements === null;
    return (elements ?? [HOLE]).map((value) => ({ value, text: sourceOf(scope, first) }));
  });
  return { args, open };
}

/** Whether a `?.` stands before it in its chain, behind which nothing is run where there is nothing before it. */
function hasLink(node: SyntaxNode): boolean {
  const { firstChild } = node;
  return node.getChild("?.") !== null || (firstChild !== null && /^(Member|Call)Expression$/.test(firstChild.name) && hasLink(firstChild));
}

function perhapsArguments(list: SyntaxNode | undefined, scope: Scope, machine: Machine): Arguments {
  let given: Arguments = { args: [], open: true };
  machine.state.perhaps(
    () => {
      given = argumentsOf(list, scope, machine);
    },
    () => undefined,
  );
  return given;
}

/** `super(…)` in a constructor. */
function superclass(given: Arguments, scope: Scope, machine: Machine): JsValue {
  const [self, own, parent] = ["this", "class", "super"].map((name) => (ownerOf(scope, name) === null ? HOLE : lookUp(scope, name)));
  if (isObject(self) && isFunction(own)) {
    if (isFunction(parent)) construct(parent, given, machine, self);
    fields(own, self, machine);
  }
  return undefined;
}

/** `bind`, `call` and `apply` of a function of the program's own. */
function ofFunction(target: JsValue, method: string, { args, open }: Arguments, machine: Machine): { value: JsValue } | null {
  if (!isFunction(target)) return null;
  const [self, ...rest] = args;
  if (method === "bind" && rest.length === 0 && !open) return { value: { ...target, self: self?.value } };
  if (method === "call" && !open) return { value: machine.enter(target, { args: rest, open }, self?.value, false) };
  const elements = elementsOf(rest[0]?.value);
  if (method === "apply" && elements !== null)
    return { value: machine.enter(target, { args: elements.map((value) => ({ value, text: "" })), open: false }, self?.value, false) };
  if (!/^(bind|apply|call)$/.test(method)) return null;
  machine.whenever(target);
  return { value: HOLE };
}
