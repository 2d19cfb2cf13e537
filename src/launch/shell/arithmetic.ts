import type { ArithmeticExpression } from "unbash";

import { HOLE, hasHole } from "../../model/text";
import type { Status } from "../process";
import { mayLack } from "./branches";
import { parseScript } from "./parse";
import { anything, assign, type Shell } from "./state";

const OPERATIONS: Readonly<Record<string, (one: number, other: number) => number>> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => Math.trunc(one / other),
  "%": (one, other) => one % other,
  "**": (one, other) => one ** other,
  "==": (one, other) => Number(one === other),
  "!=": (one, other) => Number(one !== other),
  "<": (one, other) => Number(one < other),
  "<=": (one, other) => Number(one <= other),
  ">": (one, other) => Number(one > other),
  ">=": (one, other) => Number(one >= other),
};

const safe = (value: number): number | null => (Number.isSafeInteger(value) ? value : null);

/**
 * The value of an arithmetic expression; null where it is not known or not covered (bit operations, other bases). Then nobody knows
 * either what it has assigned. https://www.gnu.org/software/bash/manual/bash.html#Shell-Arithmetic
 */
export function calculate(expression: ArithmeticExpression | undefined, shell: Shell): number | null {
  const value = valueOf(expression, shell);
  if (value === null) for (const name of expression === undefined ? [] : assignedIn(expression)) assign(shell, name, HOLE);
  return value;
}

/** The value of an expression that a word holds. */
export function calculateText(text: string, shell: Shell): number | null {
  const [only, ...others] = hasHole(text) ? [] : parseScript(`((${text}))`).commands;
  if (only?.command.type === "ArithmeticCommand" && others.length === 0) return calculate(only.command.expression, shell);
  if (text.startsWith(HOLE)) anything(shell);
  for (const name of namesIn(text)) assign(shell, name, HOLE);
  return null;
}

/** The names in the text of an expression. */
export const namesIn = (text: string): readonly string[] => text.match(/[a-z_]\w*/gi) ?? [];

/** Zero is a failure. */
export const statusOfValue = (value: number | null): Status => (value === null ? "open" : value === 0 ? "failure" : "success");

function assignedIn(node: ArithmeticExpression): readonly string[] {
  const names = (target: ArithmeticExpression): readonly string[] =>
    target.type === "ArithmeticWord" ? (/^[a-z_]\w*/i.exec(target.value)?.slice(0, 1) ?? []) : assignedIn(target);
  switch (node.type) {
    case "ArithmeticBinary":
      return [...(ASSIGNS.test(node.operator) ? names(node.left) : assignedIn(node.left)), ...assignedIn(node.right)];
    case "ArithmeticUnary":
      return node.operator === "++" || node.operator === "--" ? names(node.operand) : assignedIn(node.operand);
    case "ArithmeticTernary":
      return [node.test, node.consequent, node.alternate].flatMap(assignedIn);
    case "ArithmeticGroup":
      return assignedIn(node.expression);
    default:
      return [];
  }
}

const ASSIGNS = /^([-+*/%&|^]|<<|>>|\*\*)?=$/;

function valueOf(expression: ArithmeticExpression | undefined, shell: Shell): number | null {
  switch (expression?.type) {
    case "ArithmeticWord":
      return wordValue(expression.value, shell, 0);
    case "ArithmeticGroup":
      return valueOf(expression.expression, shell);
    case "ArithmeticUnary": {
      const value = valueOf(expression.operand, shell);
      if (value === null) return null;
      if (expression.operator === "-") return -value;
      if (expression.operator === "+") return value;
      if (expression.operator === "!") return Number(value === 0);
      if (expression.operator !== "++" && expression.operator !== "--") return null;
      const next = value + (expression.operator === "++" ? 1 : -1);
      return store(expression.operand, next, shell) ? (expression.prefix ? next : value) : null;
    }
    case "ArithmeticTernary": {
      const test = valueOf(expression.test, shell);
      return test === null ? null : valueOf(test === 0 ? expression.alternate : expression.consequent, shell);
    }
    case "ArithmeticBinary": {
      const { operator, left, right } = expression;
      if (operator === "&&" || operator === "||") {
        const first = valueOf(left, shell);
        if (first === null || (first !== 0) === (operator === "||")) return first === null ? null : Number(first !== 0);
        const second = valueOf(right, shell);
        return second === null ? null : Number(second !== 0);
      }
      const before = operator === "=" ? 0 : valueOf(left, shell);
      const value = valueOf(right, shell);
      if (value === null || before === null) return null;
      if (operator === "=" || (operator.endsWith("=") && OPERATIONS[operator] === undefined)) {
        const next = operator === "=" ? value : safe(OPERATIONS[operator.slice(0, -1)]?.(before, value) ?? NaN);
        return next !== null && store(left, next, shell) ? next : null;
      }
      return safe(OPERATIONS[operator]?.(before, value) ?? NaN);
    }
    default:
      return null;
  }
}

function store(target: ArithmeticExpression, value: number, shell: Shell): boolean {
  if (target.type !== "ArithmeticWord" || !/^[a-z_]\w*$/i.test(target.value)) return false;
  assign(shell, target.value, String(value));
  return true;
}

/** A number, or a variable that holds one; an unset variable counts 0. */
function wordValue(text: string, shell: Shell, depth: number): number | null {
  if (/^(0|[1-9]\d*)$/.test(text)) return safe(Number(text));
  const name = /^\$?\{?([a-z_]\w*|\d)\}?$/i.exec(text)?.[1];
  if (name === undefined || depth > 8) return null;
  const value = /^\d$/.test(name) ? shell.parameters[Number(name)] : shell.variables.get(name)?.value;
  if (value === undefined) mayLack(shell);
  if (value === undefined || value === "") return shell.closed ? 0 : null;
  return typeof value === "string" ? wordValue(value, shell, depth + 1) : null;
}
