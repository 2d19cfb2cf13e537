import { HOLE } from "../../model/text";
import type { Arguments, Machine } from "./machine";
import { merge, set } from "./members";
import { ofJson } from "./scope";
import type { State } from "./state";
import {
  LONGEST,
  elementsOf,
  isComplete,
  isFunction,
  isNamed,
  isObject,
  isPrimitive,
  textOf,
  truth,
  type JsFunction,
  type JsValue,
  type Primitive,
  type Scope,
} from "./value";

/** What a method or a function of the language gives; null for any other. */
export type Answer = { readonly value: JsValue } | null;

const CONVERSIONS: Readonly<Record<string, (...given: never[]) => string | number | boolean>> = {
  Number: (given) => Number(given),
  parseInt: (given, radix) => parseInt(given, radix),
  "Number.parseInt": (given, radix) => parseInt(given, radix),
  parseFloat: (given) => parseFloat(given),
  "Number.parseFloat": (given) => parseFloat(given),
  "Number.isNaN": (given) => Number.isNaN(given),
  "Number.isInteger": (given) => Number.isInteger(given),
  isNaN: (given) => isNaN(given),
};

/** Methods of texts that give a text, a number or a condition. */
const OF_TEXT = new Set(
  "trim trimStart trimEnd toLowerCase toUpperCase slice substring replace replaceAll startsWith endsWith includes indexOf concat padStart padEnd repeat at charAt toString".split(
    " ",
  ),
);
export function builtin(path: string, { args, open }: Arguments, scope: Scope, machine: Machine): Answer {
  const { state } = machine;
  const [first, ...others] = args.map(({ value }) => value);
  const convert = Object.hasOwn(CONVERSIONS, path) ? CONVERSIONS[path] : undefined;
  if (convert !== undefined) {
    const given = [first, ...others].slice(0, args.length);
    return { value: !open && given.every(isPrimitive) ? convert(...(given as never[])) : HOLE };
  }
  if (path === "String" && !open) return { value: isPrimitive(first) ? String(first) : textOf(first) };
  if (path === "Boolean" && !open) return { value: truth(first) ?? HOLE };
  if (path === "Array.isArray" && isObject(first)) return { value: first.isList };
  if (path === "JSON.parse" && typeof first === "string" && isPrimitive(first)) return { value: ofJson(first, state) };
  if (path === "Object.assign") return { value: merge(first, others, open, scope, machine) };
  if (/^(Object\.defineProperty|Reflect\.(defineProperty|set))$/.test(path) && isNamed(first))
    set(first, textOf(others[0]), HOLE, scope, machine);
  if (/^(Object\.(defineProperties|setPrototypeOf)|Reflect\.setPrototypeOf)$/.test(path) && isNamed(first) && isObject(others[0]))
    for (const key of others[0].members.keys()) set(first, key, HOLE, scope, machine);
  if (path === "Object.entries" && isObject(first) && isComplete(first))
    return { value: state.list([...first.members].map((pair) => state.list(pair))) };
  if (/^Object\.(keys|values)$/.test(path) && isObject(first) && isComplete(first))
    return { value: state.list(path.endsWith("keys") ? [...first.members.keys()] : [...first.members.values()]) };
  if (/^Object\.(freeze|seal|preventExtensions)$/.test(path)) {
    if (isObject(first)) state.freeze(first.members);
    return { value: first };
  }
  if (/^(Object|Reflect)\.\w+$/.test(path) && isObject(first) && !/\.(keys|values|entries|get\w*|has\w*|is\w*|fromEntries)$/.test(path)) {
    state.blur(first.members);
    state.freeze(first.members);
    return { value: first };
  }
  return null;
}

/** What an application of Express is told, it tells. https://expressjs.com/en/api.html#app.set */
export function ofApplication(path: string, self: JsValue, { args, open }: Arguments, scope: Scope, machine: Machine): Answer {
  const [settings] = isNamed(self) ? (self.made ?? []) : [];
  const [key, given] = args.map(({ value }) => value);
  if (!isObject(settings) || open) return null;
  if (path === "express().get" && args.length === 1) return { value: settings.members.get(textOf(key)) ?? HOLE };
  if (path !== "express().set" || args.length !== 2) return null;
  set(settings, textOf(key), given, scope, machine);
  hand(path, [given], machine);
  return { value: self };
}

export function ofText(text: JsValue, method: string, { args, open }: Arguments, { state }: Machine): Answer {
  // A hole alone may be no text.
  if (typeof text !== "string" || text === HOLE || !(OF_TEXT.has(method) || method === "split")) return null;
  const given = args.map(({ value }) => value);
  if (open || !isPrimitive(text) || !given.every(isPrimitive)) return { value: HOLE };
  if (method === "split") return { value: given.length === 1 ? state.list(text.split(given[0] as string)) : HOLE };
  if (given.some((one) => typeof one === "number" && (one > LONGEST || (one < 0 && method === "repeat")))) return { value: HOLE };
  const methods = text as unknown as Readonly<Record<string, (...given: readonly Primitive[]) => Primitive>>;
  const answer = methods[method]?.(...given);
  return { value: textOf(answer).length > LONGEST ? HOLE : answer };
}

/** Methods that leave the list as it is. */
const READING =
  /^(map|forEach|find|findIndex|findLast|filter|some|every|includes|indexOf|lastIndexOf|join|slice|concat|at|flat|flatMap|reduce|keys|values|entries|toString)$/;

export function ofList(list: JsValue, method: string, given: Arguments, machine: Machine): Answer {
  if (!isObject(list) || !list.isList) return null;
  const { state } = machine;
  const elements = elementsOf(list);
  const values = given.args.map(({ value }) => value);
  const [callback] = values;
  const anything = (): Answer => {
    for (const one of values) if (isFunction(one)) machine.whenever(one);
    if (!READING.test(method)) state.blur(list.members);
    return { value: HOLE };
  };
  if (elements === null || given.open) return anything();
  const replaceBy = (changed: readonly JsValue[], value: JsValue): Answer => {
    changed.forEach((element, index) => {
      state.write(list.members, String(index), element);
    });
    for (let index = changed.length; index < elements.length; index++) state.remove(list.members, String(index));
    return { value };
  };
  if (method === "push") return replaceBy([...elements, ...values], elements.length + values.length);
  if (method === "unshift") return replaceBy([...values, ...elements], elements.length + values.length);
  if (method === "pop") return replaceBy(elements.slice(0, -1), elements.at(-1));
  if (method === "shift") return replaceBy(elements.slice(1), elements[0]);
  if (method === "reverse") return replaceBy([...elements].reverse(), list);
  if (method === "join" && elements.every(isPrimitive) && values.every(isPrimitive))
    return { value: elements.join(...(values as [string?])) };
  if (method === "at" && typeof callback === "number") return { value: elements.at(callback) };
  if (method === "slice" && values.every((one) => typeof one === "number")) return { value: state.list(elements.slice(...values)) };
  if (/^(includes|indexOf)$/.test(method) && isPrimitive(callback) && elements.every(isPrimitive) && values.length === 1)
    return { value: elements[method as "includes"](callback) };
  if (!/^(map|forEach|find|filter|some|every)$/.test(method) || !isFunction(callback)) return anything();
  const results: JsValue[] = [];
  const ends = /^(find|some)$/.test(method) ? true : method === "every" ? false : null;
  for (const [index, value] of elements.entries()) {
    const args = [value, index, list].map((one) => ({ value: one, text: "" }));
    const result = machine.enter(callback, { args, open: false }, undefined, false);
    results.push(result);
    if (truth(result) === ends) break;
  }
  if (method === "forEach") return { value: undefined };
  if (method === "map") return { value: state.list(results) };
  return { value: chosen(method, elements, results.map(truth), state) };
}

/** By what the callback says of each element. */
function chosen(method: string, elements: readonly JsValue[], says: readonly (boolean | undefined)[], state: State): JsValue {
  if (says.includes(undefined)) return HOLE;
  if (method === "filter") return state.list(elements.filter((_, index) => says[index]));
  if (method === "find") return says.includes(true) ? elements[says.length - 1] : undefined;
  return method === "some" ? says.includes(true) : !says.includes(false);
}

/** Functions of libraries that write into their first argument. */
const WRITES = /(^|\.)(merge|mergeWith|extend|defaults|defaultsDeep|assign|assignIn|mixin|set|unset|update)$/;

/** What a function that is not seen may do: call what it is handed, and change it where that is what it is for. */
export function hand(path: string, values: readonly JsValue[], machine: Machine): void {
  const [first] = values;
  if (isObject(first) && WRITES.test(path)) machine.state.blur(first.members);
  for (const value of /createServer$/.test(path) ? [] : values) {
    const [settings] = isNamed(value) ? (value.made ?? []) : [];
    if (isObject(settings)) machine.state.blur(settings.members);
  }
  for (const callback of callbacksIn(values, new Set())) machine.whenever(callback);
}

/** The functions of an object are handed on with it; the methods of a class are for the program's own use. */
function callbacksIn(values: readonly JsValue[], seen: Set<JsValue>): readonly JsFunction[] {
  return values.flatMap((value) => {
    if (isFunction(value)) return [value];
    if (!isObject(value) || seen.has(value)) return [];
    seen.add(value);
    return callbacksIn(
      [...value.members.values()].filter((one) => !isFunction(one) || one.node.name !== "MethodDeclaration"),
      seen,
    );
  });
}

export const promised = (value: JsValue): JsValue => ({ path: "?promise", made: [value] });
export const awaitedOf = (value: JsValue): JsValue => (isNamed(value) && value.path === "?promise" ? value.made?.[0] : value);
