import type { SyntaxNode } from "@lezer/common";
import { HOLE } from "../../model/text";
import type { PyCall } from "./call";
import { either, lose } from "./forget";
import { heldBy, isDict, type PyDict, type PyValue } from "./value";

/** Gives an entry of a dictionary another value. */
type Put = (dictionary: PyDict, key: PyValue | undefined, value: PyValue) => void;

const isKey = (key: PyValue | undefined): key is string => typeof key === "string" && !key.includes(HOLE);

/** Keys that are no text are not followed. @param certain whether it is sure that this is done */
export function put(dictionary: PyDict, key: PyValue | undefined, value: PyValue, certain = true): void {
  const { entries } = dictionary;
  if (entries === null || !isKey(key)) lose(dictionary, value);
  else entries.set(key, certain ? value : either(entries.get(key) ?? HOLE, value));
}

/** Gives it what another one holds. */
export function merge(dictionary: PyDict, given: PyValue, one: Put): void {
  if (!isDict(given) || given.entries === null) lose(dictionary, given);
  else for (const [key, value] of given.entries) one(dictionary, key, value);
}

/** `{"host": host, **others}` */
export function dictionaryOf(children: readonly SyntaxNode[], value: (node: SyntaxNode | undefined) => PyValue): PyDict {
  const dictionary: PyDict = { entries: new Map() };
  children.forEach(({ name }, index) => {
    if (name === ":") put(dictionary, value(children[index - 1]), value(children[index + 1]));
    if (name === "**") merge(dictionary, value(children[index + 1]), put);
  });
  return dictionary;
}

export function joined(...parts: readonly PyValue[]): PyDict {
  const dictionary: PyDict = { entries: new Map() };
  for (const part of parts) merge(dictionary, part, put);
  return dictionary;
}

/** `dict(others, host=host)`, `dictionary.update(…)`. https://docs.python.org/3/library/stdtypes.html#dict */
export function fill(dictionary: PyDict, { positional, named, open }: PyCall, one: Put): PyDict {
  for (const { value } of positional) merge(dictionary, value, one);
  for (const [key, { value }] of named) one(dictionary, key, value);
  if (open) lose(dictionary);
  return dictionary;
}

export function entryOf(dictionary: PyDict, key: PyValue | undefined, fallback: PyValue = HOLE): PyValue {
  const { entries } = dictionary;
  if (entries === null || !isKey(key)) return lose(...heldBy(dictionary), fallback);
  const found = entries.get(key) ?? fallback;
  return found === HOLE ? lose(fallback) : found;
}

/** What a method gives; undefined where it is not followed. */
export function ofDictionary(dictionary: PyDict, method: string, call: PyCall, one: Put): PyValue | undefined {
  const [key, fallback = null] = call.positional.map(({ value }) => value);
  if (call.open || (call.named.size > 0 && method !== "update")) return undefined;
  switch (method) {
    case "get":
      return entryOf(dictionary, key, fallback);
    case "setdefault": {
      const found = entryOf(dictionary, key, fallback);
      one(dictionary, key, found);
      return found;
    }
    case "pop": {
      const found = entryOf(dictionary, key, fallback);
      one(dictionary, key, HOLE);
      return found;
    }
    case "copy":
      return joined(dictionary);
    case "update":
      fill(dictionary, call, one);
      return null;
    case "items":
    case "keys":
    case "values":
      return lose(...heldBy(dictionary));
    default:
      return undefined;
  }
}
