import { Unknown, unknownOf, type Worth } from "./worth";

type Two<T, R> = (left: T, right: T) => R;

const ON_NUMBERS: Readonly<Record<string, Two<number, number | boolean>>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};

const ON_BOOLEANS: Readonly<Record<string, Two<boolean, boolean>>> = {
  "&&": (left, right) => left && right,
  "||": (left, right) => left || right,
};

/** Texts that are numbers or booleans stand for them. https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion */
const numberOf = (worth: Worth | undefined): number | undefined => {
  if (typeof worth === "number") return worth;
  return typeof worth === "string" && /^-?\d+(\.\d+)?$/.test(worth) ? Number(worth) : undefined;
};
export const booleanOf = (worth: Worth | undefined): boolean | undefined => {
  if (worth === true || worth === "true") return true;
  return worth === false || worth === "false" ? false : undefined;
};

function numeric(made: number | boolean | undefined): Worth | undefined {
  return typeof made === "number" && !Number.isFinite(made) ? undefined : made;
}

function unary(operator: string, of: Worth): Worth | undefined {
  if (operator === "!") {
    const known = booleanOf(of);
    return known === undefined ? undefined : !known;
  }
  const known = numberOf(of);
  return known === undefined ? undefined : -known;
}

/** Of different types, and of what has parts, whether they are equal is not told here. */
function equal(left: Worth, right: Worth): boolean | undefined {
  if (left instanceof Unknown || right instanceof Unknown) return undefined;
  if (left === null || right === null) return left === right;
  return typeof left === typeof right && typeof left !== "object" ? left === right : undefined;
}

function binary(operator: string, left: Worth, right: Worth): Worth | undefined {
  if (operator === "==" || operator === "!=") {
    const same = equal(left, right);
    return same === undefined ? undefined : same === (operator === "==");
  }
  const [a, b] = [booleanOf(left), booleanOf(right)];
  if (a !== undefined && b !== undefined) return ON_BOOLEANS[operator]?.(a, b);
  const [one, other] = [numberOf(left), numberOf(right)];
  return one === undefined || other === undefined ? undefined : numeric(ON_NUMBERS[operator]?.(one, other));
}

/** What an operator makes of its operands; unknown where they are, and where they are nothing that it takes. */
export function operated(operator: string, operands: readonly Worth[]): Worth {
  const [left = null, right] = operands;
  return (right === undefined ? unary(operator, left) : binary(operator, left, right)) ?? unknownOf(...operands);
}
