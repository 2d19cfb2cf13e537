import type { Resource } from "./resource";
import { HOLE } from "./text";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Which parts of a value are marked: true for the whole of it, false, null or nothing for none of it, else a list or an object of
 * masks in the value's own shape, where "*" is said of every member that has no mask of its own. Terraform's `after_unknown` and `after_sensitive` have this form.
 * https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
export type Mask = boolean | null | undefined | readonly Mask[] | { readonly [key: string]: Mask };

/**
 * A value about to be deployed, with its place in its resource. It is a cursor: nothing is read before somebody asks.
 * Read it with `string`, `number`, `boolean`, `items` and `at`, which make the unknown case visible; `raw` is for those alone.
 */
export interface Value {
  readonly resource: Resource;
  /** In the resource: `ingress[0].cidr_blocks[1]`; empty for the root. */
  readonly path: string;
  /** Undefined: absent. */
  readonly raw: Json | undefined;
  readonly unknown: Mask;
  readonly sensitive: Mask;
}

/** What can be said of one leaf. Omitted: null or absent. */
export type Leaf<T> = { readonly is: "known"; readonly value: T } | { readonly is: "omitted" } | { readonly is: "unknown" };

const OMITTED = { is: "omitted" } as const;
const UNKNOWN = { is: "unknown" } as const;

function partOf(mask: Mask, key: string | number): Mask {
  const marks = typeof mask === "object" && mask !== null ? (mask as Readonly<Record<string | number, Mask>>) : null;
  const part = marks === null ? (mask as boolean | null | undefined) : Object.hasOwn(marks, key) ? marks[key] : marks["*"];
  // A mark that is none (a text, a number) hides what it marks.
  const kind: string = typeof part;
  return kind === "string" || kind === "number" ? true : part;
}

/** The member or element of a value; of an unknown value it is unknown, of a missing one it is missing. */
export function at(value: Value, ...keys: readonly (string | number)[]): Value {
  let { path, raw, unknown, sensitive } = value;
  for (const key of keys) {
    // A value of another shape than its place asks for tells nothing of its parts.
    const misshapen = raw !== undefined && raw !== null && (typeof raw !== "object" || (typeof key === "number") !== Array.isArray(raw));
    raw = typeof raw === "object" && raw !== null && !misshapen ? (raw as Readonly<Record<string | number, Json>>)[key] : undefined;
    unknown = misshapen ? true : partOf(unknown, key);
    sensitive = partOf(sensitive, key);
    path = typeof key === "number" ? `${path}[${String(key)}]` : path === "" ? key : `${path}.${key}`;
  }
  return { resource: value.resource, path, raw, unknown, sensitive };
}

export const isUnknown = (value: Value): boolean => value.unknown === true;

/** True where the author left it out or wrote null. An unknown value is not omitted. */
export const isOmitted = (value: Value): boolean => value.unknown !== true && (value.raw === undefined || value.raw === null);

function holdsMark(mask: Mask): boolean {
  if (typeof mask !== "object" || mask === null) return mask === true;
  return (Array.isArray(mask) ? mask : Object.values(mask)).some((part: Mask) => holdsMark(part));
}

/** True where any part of the value is marked sensitive: it may be reasoned with, and is never shown. */
export const isSensitive = (value: Value): boolean => holdsMark(value.sensitive);

function leaf<T>(value: Value, read: (raw: Json) => T | undefined): Leaf<T> {
  if (isUnknown(value)) return UNKNOWN;
  if (value.raw === undefined || value.raw === null) return OMITTED;
  const known = read(value.raw);
  return known === undefined ? UNKNOWN : { is: "known", value: known };
}

/** Numbers and booleans count as the text that providers make of them. */
export const string = (value: Value): Leaf<string> => leaf(value, (raw) => (typeof raw === "object" ? undefined : String(raw)));

/** A text with HOLE for one that is not known, empty where it is left out. */
export const textOf = (value: Value): string => {
  const found = string(value);
  return found.is === "known" ? found.value : found.is === "unknown" ? HOLE : "";
};

/** Numbers may come as strings (`cpu: "256"`); what is no number is unknown. */
export const number = (value: Value): Leaf<number> =>
  leaf(value, (raw) => {
    if (typeof raw === "number") return raw;
    return typeof raw === "string" && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : undefined;
  });

/** Booleans may come as strings (a launch template's `associate_public_ip_address: "true"`); "" is omitted there. */
export function boolean(value: Value): Leaf<boolean> {
  if (value.raw === "" && !isUnknown(value)) return OMITTED;
  return leaf(value, (raw) => {
    if (typeof raw === "boolean") return raw;
    return raw === "true" || raw === "1" ? true : raw === "false" || raw === "0" ? false : undefined;
  });
}

/** Takes a leaf apart; each case has to be said. */
export const cases = <T, R>(of: Leaf<T>, answers: { known: (value: T) => R; omitted: () => R; unknown: () => R }): R =>
  of.is === "known" ? answers.known(of.value) : answers[of.is]();

export interface Items {
  /** The elements there surely are; one of them may itself be unknown. */
  readonly known: readonly Value[];
  /** False: there may be more. */
  readonly complete: boolean;
}

/** The elements of a list, set or block; null and absent are none; a lone object is one block. */
export function items(value: Value): Items {
  if (isUnknown(value)) return { known: [], complete: false };
  const { raw } = value;
  if (raw === undefined || raw === null) {
    const marked = Array.isArray(value.unknown) ? value.unknown.length : 0;
    return { known: Array.from({ length: marked }, (_, index) => at(value, index)), complete: true };
  }
  if (Array.isArray(raw)) return { known: raw.map((_, index) => at(value, index)), complete: true };
  return typeof raw === "object" ? { known: [value], complete: true } : { known: [], complete: false };
}

/** The first block of a list that holds at most one, or the root of nothing. */
export const block = (value: Value): Value => (Array.isArray(value.raw) || Array.isArray(value.unknown) ? at(value, 0) : value);

/** The names of a map's known members. */
export const keys = (value: Value): readonly string[] =>
  typeof value.raw === "object" && value.raw !== null && !Array.isArray(value.raw) ? Object.keys(value.raw) : [];

/**
 * An argument that the author gave a value, or null where it was left out: a computed argument is unknown on create though nobody
 * wrote it, and omitted ones come as null, "" or an empty list.
 */
export function given(value: Value): Value | null {
  if (isUnknown(value)) return value.resource.written(value.path) === "no" ? null : value;
  const { raw } = value;
  const empty = raw === undefined || raw === null || raw === "" || (Array.isArray(raw) && raw.length === 0);
  return empty && !holdsMark(value.unknown) ? null : value;
}

/** A yes-or-no argument that the author gave: no function gives one late. */
export const givenFlag = (value: Value): Value | null =>
  isUnknown(value) && value.resource.written(value.path) === "no or late" ? null : given(value);

/** A JSON text within an argument, as a value of its own: `container_definitions[0].image`. What is no JSON is unknown. */
export function embedded(value: Value): Value {
  if (isUnknown(value) || value.raw === undefined || value.raw === null) return value;
  const sensitive = isSensitive(value);
  if (typeof value.raw !== "string") return value;
  try {
    return { ...value, raw: JSON.parse(value.raw) as Json, unknown: false, sensitive };
  } catch {
    return { ...value, raw: undefined, unknown: true, sensitive };
  }
}
