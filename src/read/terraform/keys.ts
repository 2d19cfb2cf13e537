import type { Json } from "../../model/value";

import type { Key, Keys, Placed } from "./ends";

const isIndex = (reference: string): boolean => reference === "count.index" || reference === "each.key";

/** What differs from instance to instance. */
const isOfRepeat = (reference: string): boolean => /^(?:each|count)\./.test(reference);

/** What may hold keys. */
const holdsKeys = (reference: string): boolean => /^(?:var|each|count)\./.test(reference);

/** A module may be given a collection. */
const isCollection = (reference: string, { scope }: Placed): boolean =>
  !holdsKeys(reference) || (scope.parent !== null && reference.startsWith("var."));

/** Of a collection the element at the key of the block; `element` begins anew at the end of a list. */
function elementAt(value: Json, key: Key): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return typeof key === "number" ? ((value as readonly Json[])[key % value.length] ?? null) : null;
  return key !== null && Object.hasOwn(value, key) ? ((value as Readonly<Record<string | number, Json>>)[key] ?? null) : null;
}

const isText = (value: Json): value is string => typeof value === "string";

/**
 * By which values of the plan a collection is asked: a key in brackets is listed right after it (`aws_subnet.this[each.value.subnet]`,
 * `module.net.subnets[var.subnet_of[each.key]]`), a list that `for` walks right before it
 * (`[for key in var.keys : aws_subnet.this[key].id]`).
 * A list after it may be a filter (`if !contains(var.private, key)`).
 */
export function keysBeside(
  constantsOf: (placed: readonly Placed[]) => readonly Json[],
  placed: Placed,
  written: readonly string[],
  at: number,
): Keys {
  if (!isCollection(written[at] ?? "", placed)) return [];
  const valuesOf = (names: readonly string[]): readonly Json[] => {
    const from = names
      .filter((name) => !isIndex(name))
      .map((name) => ({ ...placed, rest: [], expression: { constant: undefined, references: [name] } }));
    const values = from.length === 0 ? [] : constantsOf(from);
    return names.some(isIndex) ? values.map((value) => elementAt(value, placed.repeat.key)) : values;
  };
  const next = written.findIndex((reference, index) => index > at && !holdsKeys(reference));
  const last = written.findLastIndex((reference, index) => index < at && !holdsKeys(reference));
  const behind = written.slice(at + 1, next < 0 ? written.length : next);
  const lists = behind.some(isIndex) ? [] : valuesOf(written.slice(last + 1, at));
  const keys = valuesOf(behind);
  return [
    ...keys.filter(isText).map((key) => [key]),
    ...lists.filter((list): list is string[] => Array.isArray(list) && list.length > 0 && (list as readonly Json[]).every(isText)),
    ...(keys.length === 0 && behind.some(isOfRepeat) ? [null] : []),
  ];
}
