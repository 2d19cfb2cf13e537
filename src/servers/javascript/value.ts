import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";

/** What a JavaScript expression is worth. A text may hold HOLE; HOLE alone is a value that nobody can tell. */
export type JsValue = string | number | boolean | null | undefined | JsObject | JsFunction | JsNamed;

/** Values by name: the variables of a block, the members of an object. */
export type Names = Map<string, JsValue>;

/** An object or a list, whose members have numbers. One of the name HOLE: it may have any others. */
export interface JsObject {
  readonly members: Names;
  readonly isList: boolean;
}

/** A function, or a class, of the program's own. */
export interface JsFunction {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly members: Names;
  /** The `this` that it is bound to. */
  readonly self?: JsValue;
}

/** Something that is known by where it comes from: `express()`, `http.createServer()`. */
export interface JsNamed {
  readonly path: string;
  /** The arguments of the call that made it, or the object that it is a member of. */
  readonly made?: readonly JsValue[];
}

/** Names of a block or a module. */
export interface Scope {
  readonly text: string;
  readonly names: Names;
  readonly outer: Scope | null;
  /** Path of the file. */
  readonly file: string;
  /** Where the file's exports are gathered. */
  readonly exports: Names;
  /** The function or module around the block. */
  readonly home: Home;
}

export interface Home {
  /** Where a `var` goes. */
  readonly names: Names;
  readonly returns: JsValue[];
  /** How much had been written when it first gave way to others; null: it has not. */
  suspended: number | null;
}

const isStructure = (value: JsValue): value is JsObject | JsFunction | JsNamed => typeof value === "object" && value !== null;

export const isObject = (value: JsValue): value is JsObject => isStructure(value) && "isList" in value;
export const isFunction = (value: JsValue): value is JsFunction => isStructure(value) && "node" in value;
export const isNamed = (value: JsValue): value is JsNamed => isStructure(value) && "path" in value;

export const isClass = ({ node }: JsFunction): boolean => /^Class/.test(node.name);

/** Whether it has no members but those that are known. */
export const isComplete = ({ members }: JsObject): boolean => !members.has(HOLE);

export type Primitive = string | number | boolean | null | undefined;

/** Known to the last letter. */
export const isPrimitive = (value: JsValue): value is Primitive => !isStructure(value) && !textOf(value).includes(HOLE);

/** Not known at all: what a name of another module stands for may be anything. */
export const isOpen = (value: JsValue): boolean => value === HOLE || isNamed(value);

/** As `String()` writes it. */
export const textOf = (value: JsValue): string => (isStructure(value) ? HOLE : String(value));

/** As a condition takes it; undefined where that is not known. */
export function truth(value: JsValue): boolean | undefined {
  if (isNamed(value)) return undefined;
  if (isStructure(value)) return true;
  return textOf(value) !== "" && textOf(value).replaceAll(HOLE, "") === "" ? undefined : Boolean(value);
}

/** No address is as long, nor a list of them: what is, is not followed. */
export const LONGEST = 10_000;

/** The elements of a list in their order; null where they are not all known. */
export function elementsOf(value: JsValue): readonly JsValue[] | null {
  if (!isObject(value) || !value.isList || !isComplete(value) || value.members.size > LONGEST) return null;
  const { members } = value;
  return Array.from({ length: members.size }, (_, index) => members.get(String(index)));
}

/** Of the options of a call. */
const DEEPEST = 2;

/** Whether two values are worth the same; an object by its members. */
export function alike(one: JsValue, other: JsValue, depth = 0): boolean {
  if (isNamed(one) && isNamed(other)) return one.path === other.path;
  if (isFunction(one) && isFunction(other)) return one.node.from === other.node.from;
  if (!isObject(one) || !isObject(other)) return Object.is(one, other);
  if (one === other) return true;
  const keys = [...one.members.keys()];
  return (
    depth < DEEPEST &&
    one.members.size === other.members.size &&
    keys.every((key) => other.members.has(key) && alike(one.members.get(key), other.members.get(key), depth + 1))
  );
}

/** An object as it is now, whatever becomes of it. */
export const copyOf = (value: JsValue, depth = 0): JsValue =>
  isObject(value) && depth < DEEPEST
    ? { ...value, members: new Map([...value.members].map(([key, one]) => [key, copyOf(one, depth + 1)])) }
    : value;
