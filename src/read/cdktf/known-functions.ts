import { cidrsubnet } from "./cidrsubnet";
import { booleanOf } from "./operators";
import { isList, isMembers, textOf, type Worth } from "./worth";

/** Undefined: not what the function takes, or more than is followed here. */
export type Made = Worth | undefined;
export type Call = (given: readonly Worth[]) => Made;

export const texts = (worth: readonly Worth[]): readonly string[] | undefined => {
  const found = worth.map(textOf);
  return found.every((one) => one !== undefined) ? found : undefined;
};

const onText =
  (make: (text: string) => Made): Call =>
  ([one]) => {
    const found = textOf(one);
    return found === undefined ? undefined : make(found);
  };

export const list = (worth: Worth | undefined): readonly Worth[] | undefined => (worth !== undefined && isList(worth) ? worth : undefined);

/** A set, where all of its elements are known: otherwise two may be one. */
const set = (worth: Worth | undefined): Made => {
  const items = list(worth);
  const known = items === undefined ? undefined : texts(items);
  return known === undefined ? undefined : [...new Set(known)].sort((a, b) => (a < b ? -1 : 1));
};

/** As Go writes JSON: keys in order, and the signs of HTML escaped. https://developer.hashicorp.com/terraform/language/functions/jsonencode */
const encoded = (worth: Worth): string => {
  if (isList(worth)) return `[${worth.map(encoded).join(",")}]`;
  if (!isMembers(worth)) return JSON.stringify(worth).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  const names = Object.keys(worth).sort((a, b) => (a < b ? -1 : 1));
  return `{${names.map((name) => `${JSON.stringify(name)}:${encoded(worth[name] ?? null)}`).join(",")}}`;
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
export const ON_KNOWN: Readonly<Record<string, Call>> = {
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
