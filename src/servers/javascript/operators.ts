import { HOLE } from "../../model/text";
import {
  LONGEST,
  isFunction,
  isNamed,
  isObject,
  isOpen,
  isPrimitive,
  textOf,
  truth,
  type JsObject,
  type JsValue,
  type Primitive,
} from "./value";

/** The language's own, on what is known. */
const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => Primitive>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "**": (left, right) => left ** right,
  "&": (left, right) => left & right,
  "|": (left, right) => left | right,
  "^": (left, right) => left ^ right,
  "<<": (left, right) => left << right,
  ">>": (left, right) => left >> right,
  ">>>": (left, right) => left >>> right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};

const known = (condition: boolean | undefined): JsValue => condition ?? HOLE;
const not = (condition: boolean | undefined): boolean | undefined => (condition === undefined ? undefined : !condition);

export function unary(operator: string, operand: JsValue): JsValue {
  if (operator === "void") return undefined;
  if (operator === "!") return known(not(truth(operand)));
  if (operator === "typeof") return typeOf(operand);
  if (!isPrimitive(operand)) return HOLE;
  if (operator === "+") return Number(operand);
  return operator === "-" ? -Number(operand) : operator === "~" ? ~Number(operand) : HOLE;
}

function typeOf(value: JsValue): JsValue {
  if (isFunction(value)) return "function";
  if (isOpen(value) || !(isPrimitive(value) || isObject(value))) return HOLE;
  return value === null || isObject(value) ? "object" : typeof value;
}

/** Whether the right side of `||`, `&&` and `??` is what counts; undefined where that is open; null for other operators. */
export function takesRight(operator: string, left: JsValue): boolean | undefined | null {
  if (operator === "||") return not(truth(left));
  if (operator === "&&") return truth(left);
  if (operator === "??") return isOpen(left) ? undefined : left === undefined || left === null;
  return null;
}

/** `K.default || K`: the same module by either name. */
export const either = (left: JsValue, right: JsValue): JsValue =>
  isNamed(left) && isNamed(right) && left.path === `${right.path}.default` ? right : left === right ? left : HOLE;

export function binary(operator: string, left: JsValue, right: JsValue): JsValue {
  const result = together(operator, left, right);
  return typeof result === "string" && result.length > LONGEST ? HOLE : result;
}

function together(operator: string, left: JsValue, right: JsValue): JsValue {
  if (/^[!=]==?$/.test(operator)) {
    const same = equal(left, right, operator.length === 3);
    return known(operator.startsWith("!") ? not(same) : same);
  }
  if (operator === "in") return isObject(right) && isPrimitive(left) ? isWithin(String(left), right) : HOLE;
  if (isPrimitive(left) && isPrimitive(right)) return ARITHMETIC[operator]?.(left as number, right as number) ?? HOLE;
  return operator === "+" && (typeof left === "string" || typeof right === "string") ? textOf(left) + textOf(right) : HOLE;
}

function isWithin(key: string, { members }: JsObject): JsValue {
  if (members.has(key)) return members.get(key) === HOLE ? HOLE : true;
  return members.has(HOLE) || key in {} ? HOLE : false;
}

export function equal(left: JsValue, right: JsValue, strict: boolean): boolean | undefined {
  if (isNamed(left) && left.path === "require.main" && isNamed(right) && right.path === "module") return true;
  if (isPrimitive(left) && isPrimitive(right)) return strict ? left === right : looselyEqual(left, right);
  if (isOpen(left) || isOpen(right)) return undefined;
  if (isPrimitive(left) || isPrimitive(right)) {
    const [plain, other] = isPrimitive(left) ? [left, right] : [right, left];
    if (typeof other === "string")
      return typeof plain === "string" ? undefined : strict || plain === null || plain === undefined ? false : undefined;
    return strict || plain === null || plain === undefined ? false : undefined;
  }
  return left === right && typeof left !== "string" ? true : typeof left === "string" || typeof right === "string" ? undefined : false;
}

/** https://tc39.es/ecma262/#sec-islooselyequal */
function looselyEqual(left: Primitive, right: Primitive): boolean {
  const nothing = [left, right].filter((one) => one === null || one === undefined).length;
  if (nothing > 0) return nothing === 2;
  return typeof left === typeof right ? left === right : Number(left) === Number(right);
}
