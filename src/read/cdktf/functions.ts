import { list, ON_KNOWN, texts, type Call, type Made } from "./known-functions";
import { isKnown, isLarge, isList, isMembers, textOf, Unknown, unknownOf, type Members, type Worth } from "./worth";

const flat = (worth: Worth): readonly Worth[] => (isList(worth) ? worth.flatMap(flat) : [worth]);

/** An element that is not known may be a list itself. */
const flattened = (worth: Worth | undefined): Made => {
  const found = worth === undefined || !isList(worth) ? undefined : flat(worth);
  return found?.some((one) => one instanceof Unknown) === true ? undefined : found;
};

function lookup([map, key, fallback]: readonly Worth[]): Made {
  const name = textOf(key);
  if (map === undefined || !isMembers(map) || name === undefined) return undefined;
  return Object.hasOwn(map, name) ? map[name] : fallback;
}

/** Those that work on lists and maps whatever is in them, be it unknown. */
const ON_SHAPE: Readonly<Record<string, Call>> = {
  base64encode: ([one]) =>
    one instanceof Unknown && one.text !== undefined
      ? new Unknown(one.names, false, undefined, Buffer.from(one.text, "utf8").toString("base64"))
      : undefined,
  jsonencode: ([value]) => (value === undefined || isKnown(value) ? undefined : new Unknown(unknownOf(value).names, false, value)),
  tolist: ([value]) => list(value),
  concat: (given) => (given.every(isList) ? given.flat() : undefined),
  flatten: ([value]) => flattened(value),
  element: ([value, index]) => {
    const items = list(value) ?? [];
    const at = Number(textOf(index));
    return items.length > 0 && Number.isInteger(at) && at >= 0 ? items[at % items.length] : undefined;
  },
  length: ([value]) => list(value)?.length ?? (value !== undefined && isMembers(value) ? Object.keys(value).length : undefined),
  lookup,
  merge: (given) => (given.every(isMembers) ? (Object.assign({}, ...given) as Members) : undefined),
  keys: ([value]) => (value !== undefined && isMembers(value) ? Object.keys(value).sort((a, b) => (a < b ? -1 : 1)) : undefined),
  values: ([value]) =>
    value !== undefined && isMembers(value)
      ? Object.keys(value)
          .sort((a, b) => (a < b ? -1 : 1))
          .map((name) => value[name] ?? null)
      : undefined,
  slice: ([value, from, to]) => {
    const [first, last] = [Number(textOf(from)), Number(textOf(to))];
    return Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last ? list(value)?.slice(first, last) : undefined;
  },
  reverse: ([value]) => list(value)?.toReversed(),
  zipmap: ([names, values]) => {
    const [left, right] = [texts(list(names) ?? [null]), list(values)];
    return left !== undefined && left.length === right?.length
      ? Object.fromEntries(left.map((name, at) => [name, right[at] ?? null]))
      : undefined;
  },
};

/** They read a file beside the configuration, which is not told here: what they make goes by the call. */
const ON_FILES = new Set(["file", "filebase64", "templatefile"]);

function ofFile(name: string, given: readonly Worth[]): Unknown {
  const [path = null, ...others] = given;
  const call = { text: `${name}("${textOf(path) ?? "…"}")`, block: null, key: null, attribute: "" };
  return new Unknown([call, ...unknownOf(path, ...others).names]);
}

/** What a function makes of its arguments. Of a function that is not followed, and of what it does not take, the value is unknown. */
export function called(name: string, given: readonly Worth[]): Worth {
  if (isLarge(given)) return unknownOf(...given);
  if (ON_FILES.has(name)) return ofFile(name, given);
  const shape = Object.hasOwn(ON_SHAPE, name) ? ON_SHAPE[name] : undefined;
  const known = Object.hasOwn(ON_KNOWN, name) ? ON_KNOWN[name] : undefined;
  return shape?.(given) ?? (given.every(isKnown) ? known?.(given) : undefined) ?? unknownOf(...given);
}
