import { HOLE } from "../../model/text";
import type { PyCall } from "./call";
import type { PyClass } from "./classes";
import type { Definition, Names } from "./scope";

/** What a Python expression is worth. A text may hold HOLE; HOLE alone is a value that nobody can tell. */
export type PyValue = string | number | boolean | null | readonly PyValue[] | PyList | PyNamed;

/** Who changes a list, by whichever name, changes it for all. */
export interface PyList {
  /** Null: nobody can tell what it holds by now. */
  items: readonly PyValue[] | null;
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

const isObject = (value: PyValue | undefined): value is readonly PyValue[] | PyList | PyNamed =>
  typeof value === "object" && value !== null;

export const isNamed = (value: PyValue | undefined): value is PyNamed => isObject(value) && "path" in value;
export const isList = (value: PyValue | undefined): value is PyList => isObject(value) && "items" in value;
export const isTuple = (value: PyValue | undefined): value is readonly PyValue[] => Array.isArray(value);

/** Of a list or a tuple; null where nobody can tell. */
export const itemsOf = (value: PyValue | undefined): readonly PyValue[] | null =>
  isTuple(value) ? value : isList(value) ? value.items : null;

/** As it is now, whatever becomes of its lists. */
export const frozen = (value: PyValue, depth = 0): PyValue => {
  const items = itemsOf(value);
  if (items !== null && depth > DEEPEST) return HOLE;
  return items === null ? (isList(value) ? HOLE : value) : items.map((item) => frozen(item, depth + 1));
};

/** No address lies as deep. */
const DEEPEST = 8;

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
  if (isTuple(value) || isList(value)) return itemsOf(value) === null ? undefined : itemsOf(value)?.length !== 0;
  return Boolean(value);
}
