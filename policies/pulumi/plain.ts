import { UNKNOWN_TEXT } from "../../src";

/** Deeper than any property; an object that holds itself ends here. */
const DEEPEST = 64;

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** The SDK wraps properties so that reading an unknown one throws. Under this name it hands out what is within, unknowns and all. */
const WITHIN = "__getSpecialProxyTarget";

function unwrapped(value: object): object {
  try {
    const within = (value as Readonly<Record<string, unknown>>)[WITHIN];
    return typeof within === "object" && within !== null ? within : value;
  } catch {
    return value;
  }
}

function member(of: object, name: string, depth: number): Plain | undefined {
  let value: unknown;
  try {
    value = (of as Readonly<Record<string, unknown>>)[name];
  } catch {
    return UNKNOWN_TEXT;
  }
  return value === undefined ? undefined : plain(value, depth + 1);
}

/** JSON of a property, read leaf by leaf: what cannot be read, or is no JSON (an asset, an archive), is unknown. */
function plain(value: unknown, depth: number): Plain {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object" || depth > DEEPEST) return UNKNOWN_TEXT;
  const within = unwrapped(value);
  if (Array.isArray(within)) return Array.from({ length: within.length }, (_, index) => member(within, String(index), depth) ?? null);
  const proto: unknown = Object.getPrototypeOf(within);
  return proto === Object.prototype || proto === null ? plainObject(within, depth) : UNKNOWN_TEXT;
}

function plainObject(of: object, depth: number): { readonly [name: string]: Plain } {
  const members = Object.keys(of).map((name) => [name, member(of, name, depth)] as const);
  return Object.fromEntries(members.filter((entry): entry is readonly [string, Plain] => entry[1] !== undefined));
}

/** A resource's properties as JSON, in which an unknown value is the engine's mark for it. Never throws. */
export const plainProperties = (props: object): { readonly [name: string]: Plain } => plainObject(unwrapped(props), 0);
