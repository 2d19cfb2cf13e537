import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";

/** What a JavaScript expression is worth. A text may hold HOLE; HOLE alone is a value that nobody can tell. */
export type JsValue = string | number | boolean | null | undefined | JsObject | JsFunction | JsNamed;

export interface JsObject {
  /** Assignments change them, by whichever name the object goes. */
  readonly members: Map<string, JsValue>;
  /** False: it may have others (`...options`). */
  readonly complete: boolean;
}

export interface JsFunction {
  readonly node: SyntaxNode;
  readonly scope: Scope;
}

/** Something that is known by where it comes from: `express()`, `http.createServer()`. */
export interface JsNamed {
  readonly path: string;
  /** The arguments of the call that made it, or the object that it is a member of. */
  readonly made?: readonly JsValue[];
}

/** Names of a block or a module; a value is worked out when it is asked for. */
export interface Scope {
  readonly text: string;
  readonly names: Map<string, () => JsValue>;
  readonly outer: Scope | null;
  /** Path of the file. */
  readonly file: string;
  /** Where the file's exports are gathered. */
  readonly exports: Map<string, () => JsValue>;
}

const isStructure = (value: JsValue): value is JsObject | JsFunction | JsNamed => typeof value === "object" && value !== null;

export const isObject = (value: JsValue): value is JsObject => isStructure(value) && "members" in value;
export const isFunction = (value: JsValue): value is JsFunction => isStructure(value) && "node" in value;
export const isNamed = (value: JsValue): value is JsNamed => isStructure(value) && "path" in value;

/** Not known at all: what a name of another module stands for may be anything. */
export const isOpen = (value: JsValue): boolean => value === HOLE || isNamed(value);

/** As `String()` writes it. */
export const textOf = (value: JsValue): string => (isStructure(value) ? HOLE : String(value));

/** As a condition takes it; undefined where that is not known. */
export function truth(value: JsValue): boolean | undefined {
  if (isOpen(value)) return undefined;
  if (typeof value === "string" && value.includes(HOLE)) return true;
  return isStructure(value) ? true : Boolean(value);
}

/** As `Number()` takes it. */
export function numberOf(value: JsValue): JsValue {
  if (isOpen(value) || (typeof value === "string" && value.includes(HOLE))) return HOLE;
  return isStructure(value) ? NaN : value === undefined ? NaN : Number(value);
}
