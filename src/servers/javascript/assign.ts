import { HOLE } from "../../model/text";
import type { Context, JsArgument } from "./evaluate";
import { ownerOf } from "./scope";
import { isNamed, isObject, type JsValue, type Scope } from "./value";

/** Objects that stand for the environment. */
export const ENVIRONMENT = /^(process\.env|Bun\.env|import\.meta\.env)$/;

/** An assignment to a name makes it unknown from there on, unless it is the first value that it gets. */
export function rename(scope: Scope, name: string, given: JsValue, certain: boolean): void {
  const owner = ownerOf(scope, name);
  const before = owner?.names.get(name)?.();
  const first = before === undefined && (certain || isNamed(given));
  (owner ?? scope).names.set(name, () => (first || before === given ? given : HOLE));
}

/** Gives a variable of the environment, or a member of an object of the program's own, another value; HOLE for a key: any of them. */
export function set(object: JsValue, key: string, given: JsValue, context: Context, certain: boolean): void {
  if (isNamed(object) && ENVIRONMENT.test(object.path)) context.setVariable(key, given, certain);
  if (!isObject(object)) return;
  const changed = key.includes(HOLE) ? [...object.members.keys()] : [key];
  for (const one of changed) object.members.set(one, certain && one === key ? given : object.members.get(one) === given ? given : HOLE);
}

/** `Object.assign(target, …)`: what is not known may set anything. */
export function merged(target: JsValue, sources: readonly JsArgument[], open: boolean, context: Context, certain: boolean): JsValue {
  for (const { value } of sources) {
    if (isObject(value)) for (const [key, one] of value.members) set(target, key, one, context, certain);
    if (open || !isObject(value) || !value.complete) set(target, HOLE, HOLE, context, false);
  }
  return target;
}
