import { HOLE } from "../../model/text";
import { joined } from "./dictionary";
import { lose } from "./forget";
import { isDict, isList, isNamed, isTuple, itemsOf, truth, type PyDict, type PyValue } from "./value";

/** Undefined: nobody can tell. */
type Verdict = boolean | undefined;

const orHole = (verdict: Verdict): PyValue => verdict ?? HOLE;
const not = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict);

export const negated = (value: PyValue): PyValue => orHole(not(truth(value)));

function kindOf(value: PyValue): string | undefined {
  if (value === HOLE || (isNamed(value) && value.definition === undefined)) return undefined;
  return value === null ? "None" : isTuple(value) ? "tuple" : isList(value) ? "list" : isDict(value) ? "dict" : typeof value;
}

const isNumeric = (value: PyValue): value is number | boolean => typeof value === "number" || typeof value === "boolean";

/** `==`: a truth value is a number. https://docs.python.org/3/reference/expressions.html#value-comparisons */
function equal(left: PyValue, right: PyValue): Verdict {
  const [one, other] = [kindOf(left), kindOf(right)];
  if (one === undefined || other === undefined) return undefined;
  if (isNumeric(left) && isNumeric(right)) return Number(left) === Number(right);
  if (one !== other) return false;
  if (typeof left === "string" && typeof right === "string")
    return left.includes(HOLE) || right.includes(HOLE) ? undefined : left === right;
  return left === null ? true : undefined;
}

/** `is`: of equal texts, numbers and tuples the interpreter may keep one, or two. */
function identical(left: PyValue, right: PyValue): Verdict {
  const [one, other] = [kindOf(left), kindOf(right)];
  if (one === undefined || other === undefined) return undefined;
  if (one !== other) return false;
  if (left === null || typeof left === "boolean" || isList(left) || isDict(left)) return left === right;
  return equal(left, right) === false ? false : undefined;
}

function contains(whole: PyValue, part: PyValue): Verdict {
  if (typeof whole === "string") {
    return typeof part !== "string" || whole.includes(HOLE) || part.includes(HOLE) ? undefined : whole.includes(part);
  }
  if (isDict(whole)) return holdsKey(whole, part);
  const found = itemsOf(whole)?.map((item) => equal(item, part));
  return found === undefined ? undefined : found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

function holdsKey({ entries }: PyDict, key: PyValue): Verdict {
  if (entries === null || typeof key !== "string" || key.includes(HOLE)) return undefined;
  return entries.get(key) === HOLE ? undefined : entries.has(key);
}

const ordered = (left: PyValue, right: PyValue, holds: (one: number, other: number) => boolean): Verdict =>
  isNumeric(left) && isNumeric(right) ? holds(Number(left), Number(right)) : undefined;

const COMPARISONS: Readonly<Record<string, (left: PyValue, right: PyValue) => Verdict>> = {
  "==": equal,
  "!=": (left, right) => not(equal(left, right)),
  is: identical,
  "is not": (left, right) => not(identical(left, right)),
  in: (left, right) => contains(right, left),
  "not in": (left, right) => not(contains(right, left)),
  "<": (left, right) => ordered(left, right, (one, other) => one < other),
  "<=": (left, right) => ordered(left, right, (one, other) => one <= other),
  ">": (left, right) => ordered(left, right, (one, other) => one > other),
  ">=": (left, right) => ordered(left, right, (one, other) => one >= other),
};

export const isComparison = (operator: string): boolean => Object.hasOwn(COMPARISONS, operator);

/** An operator that takes both sides, whatever they are. */
export function binary(operator: string, left: PyValue, right: PyValue): PyValue {
  if (isComparison(operator)) return orHole(COMPARISONS[operator]?.(left, right));
  if (operator === "|" && isDict(left) && isDict(right)) return joined(left, right);
  return operator === "+" ? sum(left, right) : lose(left, right);
}

/** No address is as long, nor a list of them. */
const LONGEST = 10_000;

export function sum(left: PyValue, right: PyValue): PyValue {
  if (typeof left === "number" && typeof right === "number") return Number.isSafeInteger(left + right) ? left + right : HOLE;
  if (typeof left === "string" && typeof right === "string")
    return (left === HOLE && right === HOLE) || left.length + right.length > LONGEST ? HOLE : left + right;
  if (typeof left === "string" && left !== HOLE && isNamed(right)) return left + HOLE;
  const [one, other] = [itemsOf(left), itemsOf(right)];
  if (one === null || other === null || isList(left) !== isList(right) || one.length + other.length > LONGEST) return lose(left, right);
  return isList(left) ? { items: [...one, ...other] } : [...one, ...other];
}
