import { HOLE } from "../../model/text";
import type { PyCall } from "./call";
import type { PyClass } from "./classes";
import type { Definition, Names } from "./scope";

/** What a Python expression is worth. A text may hold HOLE; HOLE alone is a value that nobody can tell. */
export type PyValue = string | number | boolean | null | readonly PyValue[] | PyList | PyDict | PyNamed;

/** Who changes a list, by whichever name, changes it for all. */
export interface PyList {
  /** Null: nobody can tell what it holds by now. */
  items: readonly PyValue[] | null;
}

/** A dictionary: likewise. */
export interface PyDict {
  /** By texts. HOLE for a value: it may be any, or not be there. Null: nobody can tell. */
  entries: Map<string, PyValue> | null;
}

/** Something that is known by where it comes from: `flask.Flask` is a name in a module, `flask.Flask()` what calling it makes. */
export interface PyNamed {
  readonly path: string;
  /** The call that made it. */
  readonly by?: PyCall;
  /** Of a function of the program's own. */
  readonly definition?: Definition;
  /** Of a module of the program's own. */
  readonly names?: Names;
  /** Of a class of the program's own, and of what it makes. */
  readonly own?: PyClass;
  /** Of what a class makes. */
  readonly attributes?: Names;
  /** Of a method: its object. */
  readonly self?: PyNamed;
}

const isObject = (value: PyValue | undefined): value is readonly PyValue[] | PyList | PyDict | PyNamed =>
  typeof value === "object" && value !== null;

export const isNamed = (value: PyValue | undefined): value is PyNamed => isObject(value) && "path" in value;
export const isList = (value: PyValue | undefined): value is PyList => isObject(value) && "items" in value;
export const isTuple = (value: PyValue | undefined): value is readonly PyValue[] => Array.isArray(value);
export const isDict = (value: PyValue | undefined): value is PyDict => isObject(value) && !isTuple(value) && "entries" in value;

/** Of a list or a tuple; null where nobody can tell. */
export const itemsOf = (value: PyValue | undefined): readonly PyValue[] | null =>
  isTuple(value) ? value : isList(value) ? value.items : null;

/** What it holds, as far as that is known. */
export const heldBy = (value: PyValue | undefined): readonly PyValue[] =>
  isDict(value) ? [...(value.entries?.values() ?? [])] : (itemsOf(value) ?? []);

/** As it is now, whatever becomes of its lists and dictionaries. */
export const frozen = (value: PyValue, depth = 0, seen = new Map<PyValue, PyValue>()): PyValue => {
  if (!isTuple(value) && !isList(value) && !isDict(value)) return value;
  const before = depth > DEEPEST ? HOLE : seen.get(value);
  if (before !== undefined) return before;
  const inner = (held: PyValue): PyValue => frozen(held, depth + 1, seen);
  seen.set(value, HOLE);
  const entries = isDict(value) ? value.entries : null;
  const whole =
    entries === null ? (itemsOf(value)?.map(inner) ?? HOLE) : { entries: new Map([...entries].map(([key, held]) => [key, inner(held)])) };
  seen.set(value, whole);
  return whole;
};

/** No address lies as deep. */
const DEEPEST = 8;

export const isConstant = (value: PyValue): boolean =>
  (isTuple(value) ? value : [value]).every((one) => one !== HOLE && (one === null || typeof one !== "object"));

/** As `len()` tells it. */
export function lengthOf(value: PyValue): PyValue {
  const { length } = heldBy(value);
  if (isDict(value)) return value.entries === null || heldBy(value).includes(HOLE) ? HOLE : length;
  return itemsOf(value) === null ? HOLE : length;
}

/** As `str()` writes it. */
export function textOf(value: PyValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return value === true ? "True" : value === false ? "False" : value === null ? "None" : HOLE;
}

/** As `bool()` takes it; undefined where that is not known: of another module's names nobody knows what they stand for. */
export function truth(value: PyValue): boolean | undefined {
  if (typeof value === "string") return value === "" ? false : value.replaceAll(HOLE, "") === "" ? undefined : true;
  if (isNamed(value)) return value.definition === undefined ? undefined : true;
  if (isDict(value)) {
    const held = heldBy(value);
    return held.some((one) => one !== HOLE) ? true : value.entries?.size === 0 ? false : undefined;
  }
  if (isTuple(value) || isList(value)) return itemsOf(value) === null ? undefined : itemsOf(value)?.length !== 0;
  return Boolean(value);
}
