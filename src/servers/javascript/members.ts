import type { SyntaxNode } from "@lezer/common";
import { HOLE, hasHole } from "../../model/text";
import { ENDS } from "./exits";
import type { Machine } from "./machine";
import { childrenOf, sourceOf } from "./scope";
import { mayBind } from "./sockets";
import { elementsOf, isComplete, isFunction, isNamed, isObject, isPrimitive, textOf, type JsValue, type Scope } from "./value";

/** Objects that stand for the environment. */
const ENVIRONMENT = /^(process\.env|Bun\.env|import\.meta\.env)$/;
const isEnvironment = (value: JsValue): boolean => isNamed(value) && ENVIRONMENT.test(value.path);

/** `host` of `config.host` and of `config["host"]`. */
export function keyOfMember(member: SyntaxNode, scope: Scope, machine: Machine): string {
  const property = member.lastChild;
  if (/^(Private)?PropertyName$/.test(property?.name ?? "")) return property === null ? HOLE : sourceOf(scope, property);
  return textOf(machine.value(childrenOf(member).at(-2), scope));
}

export function read(object: JsValue, key: string, machine: Machine): JsValue {
  if (!isEnvironment(object)) return member(object, key);
  const { values, complete } = machine.environment();
  return values.get(key) ?? (complete && !hasHole(key) ? undefined : HOLE);
}

const OWN_PROTOTYPE = "?prototype";

/** Whether it takes the place of what binds a socket, or of what ends the program: `server.listen = …`, `net.Server.prototype.listen = …`, `http.createServer = …` */
const replaces = (path: string, key: string): boolean =>
  !/^((module\.)?exports\b|\?prototype$)/.test(path) &&
  (mayBind(`${path}.${key}`) || ENDS.test(`${path}.${key}`) || /^create\w*(Server|Socket)$/.test(key));

export function member(object: JsValue, key: string): JsValue {
  if (object === undefined || object === null) return undefined;
  if (isNamed(object)) return { ...object, path: `${object.path}.${key}` };
  const elsewhere = { path: isFunction(object) && key === "prototype" ? OWN_PROTOTYPE : `?.${key}` };
  if (isFunction(object)) return object.members.has(key) ? object.members.get(key) : elsewhere;
  if (!isObject(object)) return isPrimitive(object) ? ofText(object, key) : elsewhere;
  if (hasHole(key)) return HOLE;
  if (object.members.has(key)) return object.members.get(key);
  if (object.isList)
    return key === "length" ? (elementsOf(object)?.length ?? HOLE) : /^\d+$/.test(key) && isComplete(object) ? undefined : elsewhere;
  return isComplete(object) && !(key in {}) ? undefined : elsewhere;
}

function ofText(object: string | number | boolean, key: string): JsValue {
  if (typeof object === "string" && key === "length") return object.length;
  return typeof object === "string" && /^\d+$/.test(key) ? object[Number(key)] : { path: `?.${key}` };
}

/** Gives a variable of the environment, or a member of an object of the program's own, another value; HOLE for a key: any of them. */
export function set(object: JsValue, key: string, given: JsValue, scope: Scope, machine: Machine): void {
  const { state } = machine;
  if (isEnvironment(object)) machine.setVariable(key, given);
  else if (isNamed(object)) {
    if (object.path === "module" && key === "exports") state.write(scope.exports, "=", given);
    if (/^(module\.)?exports$/.test(object.path)) state.write(scope.exports, key, given);
    if (replaces(object.path, key)) machine.lose();
  } else if (isObject(object)) {
    const follows = !object.isList || (/^\d+$/.test(key) && Number(key) <= object.members.size);
    if (hasHole(key) || !follows) state.blur(object.members);
    else state.write(object.members, key, given);
    // What is set of `arguments`, its parameters take. https://tc39.es/ecma262/#sec-arguments-exotic-objects
    for (let at: Scope | null = object.isList ? scope : null; at !== null; at = at.outer)
      if (at.names.get("arguments") === object) state.blur(at.names);
  } else if (isFunction(object)) state.write(object.members, key, given);
  else if (object === HOLE && !hasHole(key)) state.blurAny(key);
}

export function unset(object: JsValue, key: string, machine: Machine): void {
  const { state } = machine;
  if (isEnvironment(object)) machine.setVariable(key, HOLE);
  if (!isObject(object)) return;
  if (hasHole(key) || object.isList) state.blur(object.members);
  else state.remove(object.members, key);
}

/** `Object.assign(target, …)`: what is not known may set anything. */
export function merge(target: JsValue, sources: readonly JsValue[], open: boolean, scope: Scope, machine: Machine): JsValue {
  for (const source of sources) {
    if (isObject(source)) for (const [key, one] of source.members) set(target, key, one, scope, machine);
    if (open || !isObject(source)) set(target, HOLE, HOLE, scope, machine);
  }
  return target;
}
