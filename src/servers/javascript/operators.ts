import { HOLE } from "../../model/text";
import { isNamed, numberOf, textOf, truth, type JsValue } from "./value";

export const negated = (condition: boolean | undefined): JsValue => (condition === undefined ? HOLE : !condition);

export const unary = (operator: string, operand: JsValue): JsValue => (operator === "+" ? numberOf(operand) : HOLE);

export function binary(operator: string, left: JsValue, right: (certain: boolean) => JsValue): JsValue {
  const condition = truth(left);
  const settled = operator === "||" ? condition : operator === "&&" ? negated(condition) : operator === "??" ? known(left) : null;
  if (settled === true) return left;
  if (settled === false) return right(true);
  if (settled !== null) {
    const other = right(false);
    // `K.default || K`: the same module by either name.
    return isNamed(left) && isNamed(other) && left.path === `${other.path}.default` ? other : HOLE;
  }
  if (operator === "as" || operator === "satisfies") return left;
  const other = right(true);
  const plain = [left, other].every((value) => typeof value !== "object" || value === null);
  if (operator === "+" && (typeof left === "string" || typeof other === "string")) return textOf(left) + textOf(other);
  if (operator === "+" && typeof left === "number" && typeof other === "number") return left + other;
  if (!/^[!=]==?$/.test(operator)) return HOLE;
  if (isNamed(left) && left.path === "require.main" && isNamed(other) && other.path === "module") return !operator.startsWith("!");
  if (!plain || textOf(left).includes(HOLE) || textOf(other).includes(HOLE)) return HOLE;
  return (left === other) !== operator.startsWith("!");
}

/** Whether `??` keeps the left side. */
const known = (value: JsValue): JsValue => (value === HOLE || isNamed(value) ? HOLE : value !== undefined && value !== null);
