import { booleanOf } from "./operators";
import { isKnown, isLarge, isList, isMembers, textOf, Unknown, unknownOf, type Members, type Worth } from "./worth";

/** Undefined: not what the function takes, or more than is followed here. */
type Made = Worth | undefined;
type Call = (given: readonly Worth[]) => Made;

const texts = (worth: readonly Worth[]): readonly string[] | undefined => {
  const found = worth.map(textOf);
  return found.every((one) => one !== undefined) ? found : undefined;
};

const onText =
  (make: (text: string) => Made): Call =>
  ([one]) => {
    const found = textOf(one);
    return found === undefined ? undefined : make(found);
  };

const list = (worth: Worth | undefined): readonly Worth[] | undefined => (worth !== undefined && isList(worth) ? worth : undefined);

/** A set, where all of its elements are known: otherwise two may be one. */
const set = (worth: Worth | undefined): Made => {
  const items = list(worth);
  const known = items === undefined ? undefined : texts(items);
  return known === undefined ? undefined : [...new Set(known)].sort((a, b) => (a < b ? -1 : 1));
};

const flat = (worth: Worth): readonly Worth[] => (isList(worth) ? worth.flatMap(flat) : [worth]);

/** An element that is not known may be a list itself. */
const flattened = (worth: Worth | undefined): Made => {
  const found = worth === undefined || !isList(worth) ? undefined : flat(worth);
  return found?.some((one) => one instanceof Unknown) === true ? undefined : found;
};

/** Numbers of an address, the highest first; null for IPv6 and for what is none. */
function block(cidr: string): { readonly base: number; readonly length: number } | null {
  const [, a, b, c, d, length] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr) ?? [];
  const parts = [a, b, c, d].map(Number);
  if (length === undefined || parts.some((part) => part > 255) || Number(length) > 32) return null;
  return { base: parts.reduce((sum, part) => sum * 256 + part, 0), length: Number(length) };
}

/** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet */
function cidrsubnet([prefix, bits, number]: readonly Worth[]): Made {
  const found = typeof prefix === "string" ? block(prefix) : null;
  const [more, index] = [Number(textOf(bits)), Number(textOf(number))];
  if (found === null || !Number.isInteger(more) || !Number.isInteger(index) || more < 0 || index < 0) return undefined;
  const length = found.length + more;
  if (length > 32 || index >= 2 ** more) return undefined;
  const size = 2 ** (32 - found.length);
  const base = Math.floor(found.base / size) * size + index * 2 ** (32 - length);
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${parts.join(".")}/${String(length)}`;
}

/** As Go writes JSON: keys in order, and the signs of HTML escaped. https://developer.hashicorp.com/terraform/language/functions/jsonencode */
const encoded = (worth: Worth): string => {
  if (isList(worth)) return `[${worth.map(encoded).join(",")}]`;
  if (!isMembers(worth)) return JSON.stringify(worth).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const names = Object.keys(worth).sort((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${encoded(worth[name] ?? null)}`).join(",")}}`;
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

/** Numbers, or texts that Terraform takes for some. */
const onNumbers =
  (make: (numbers: readonly number[]) => number): Call =>
  (given) => {
    const found = texts(given);
    return found === undefined || found.length === 0 || !found.every((text) => /^-?\d+(\.\d+)?$/.test(text))
      ? undefined
      : make(found.map(Number));
  };

const onTwoTexts =
  (make: (one: string, other: string) => Made): Call =>
  (given) => {
    const [one, other] = texts(given) ?? [];
    return one === undefined || other === undefined ? undefined : make(one, other);
  };

/** https://developer.hashicorp.com/terraform/language/functions/parseint */
const parsed = onTwoTexts((digits, base) => {
  const radix = Number(base);
  // Of letters in both cases as digits of their own, as it takes them above 36, JavaScript knows nothing.
  if (!(radix >= 2 && radix <= 36)) return undefined;
  const number = parseInt(digits, radix);
  return number.toString(radix) === digits.toLowerCase() ? number : undefined;
});

/** Those that work on values known to the last leaf. https://developer.hashicorp.com/terraform/language/functions */
const ON_KNOWN: Readonly<Record<string, Call>> = {
  jsonencode: ([value]) => (value === undefined ? undefined : encoded(value)),
  jsondecode: onText((found) => {
    try {
      return JSON.parse(found) as Worth;
    } catch {
      return undefined;
    }
  }),
  base64encode: onText((found) => Buffer.from(found, "utf8").toString("base64")),
  base64decode: onText((found) => Buffer.from(found, "base64").toString("utf8")),
  tostring: ([value]) => (value === null ? null : textOf(value)),
  tonumber: onText((found) => (/^-?\d+(\.\d+)?$/.test(found) ? Number(found) : undefined)),
  tobool: ([value]) => booleanOf(value),
  toset: ([value]) => set(value),
  distinct: ([value]) => {
    const known = texts(list(value) ?? [null]);
    return known === undefined ? undefined : [...new Set(known)];
  },
  compact: ([value]) => list(value)?.filter((one) => one !== null && one !== ""),
  sort: ([value]) => {
    const known = texts(list(value) ?? [null]);
    return known?.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  },
  contains: ([value, wanted]) => {
    const known = texts(list(value) ?? [null]);
    const one = textOf(wanted);
    return known === undefined || one === undefined ? undefined : known.includes(one);
  },
  join: ([separator, ...lists]) => {
    const [between, known] = [textOf(separator), texts(lists.flatMap((one) => list(one) ?? [null]))];
    return between === undefined ? undefined : known?.join(between);
  },
  split: ([separator, value]) => {
    const [between, found] = [textOf(separator), textOf(value)];
    return between === undefined || between === "" ? undefined : found?.split(between);
  },
  range: (given) => {
    const numbers = given.map((one) => Number(textOf(one)));
    const [from, to] = numbers.length === 1 ? [0, numbers[0] ?? NaN] : [numbers[0] ?? NaN, numbers[1] ?? NaN];
    const fits = numbers.length <= 2 && Number.isInteger(from) && Number.isInteger(to) && to >= from && to - from <= 1024;
    return fits ? Array.from({ length: to - from }, (_, index) => from + index) : undefined;
  },
  coalesce: (given) => given.find((one) => one !== null && one !== ""),
  parseint: parsed,
  max: onNumbers((numbers) => Math.max(...numbers)),
  min: onNumbers((numbers) => Math.min(...numbers)),
  startswith: onTwoTexts((text, start) => text.startsWith(start)),
  endswith: onTwoTexts((text, end) => text.endsWith(end)),
  trimprefix: onTwoTexts((text, start) => (text.startsWith(start) ? text.slice(start.length) : text)),
  trimsuffix: onTwoTexts((text, end) => (end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  trimspace: onText((found) => found.trim()),
  lower: onText((found) => found.toLowerCase()),
  upper: onText((found) => found.toUpperCase()),
  // The format verbs that take a value as it stands.
  format: ([pattern, ...values]) => {
    const found = textOf(pattern);
    const known = texts(values);
    if (found === undefined || known === undefined || found.replace(/%[sdv%]/g, "").includes("%")) return undefined;
    const rest = [...known];
    return found.replace(/%([sdv%])/g, (_, verb: string) => (verb === "%" ? "%" : (rest.shift() ?? "")));
  },
  replace: ([value, from, to]) => {
    const [found, old, fresh] = [textOf(value), textOf(from), textOf(to)];
    const isPattern = old === undefined || /^\/.*\/$/.test(old) || old === "";
    return found === undefined || fresh === undefined || isPattern ? undefined : found.replaceAll(old, () => fresh);
  },
  cidrsubnet,
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
