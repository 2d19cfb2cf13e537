import { UNSEEN } from "../../model/launch";
import type { TestExpression } from "unbash";

import { HOLE, IF_ANY, hasHole } from "../../model/text";
import type { Status } from "../process";
import { readAt } from "../files/tree";
import { expandPattern, expandText } from "./expand";
import { lookUp } from "./parameter";
import { matches } from "./pattern";
import type { Shell } from "./state";

/** True, false, or null where nobody can tell. */
type Answer = boolean | null;

export const statusOf = (answer: Answer): Status => (answer === null ? "open" : answer ? "success" : "failure");

const not = (answer: Answer): Answer => (answer === null ? null : !answer);
const and = (one: Answer, other: Answer): Answer =>
  one === false || other === false ? false : one === null || other === null ? null : true;
const or = (one: Answer, other: Answer): Answer => not(and(not(one), not(other)));

/** https://www.gnu.org/software/bash/manual/bash.html#Bash-Conditional-Expressions */
function unary(operator: string, operand: string, shell: Shell): Answer {
  if (operator === "-n" || operator === "-z") {
    const empty = operand === "" ? true : operand.startsWith(IF_ANY) || operand.replaceAll(HOLE, "") === "" ? null : false;
    return operator === "-z" ? empty : not(empty);
  }
  if (operator === "-v") {
    const value = /^[a-z_]\w*$/i.test(operand) ? lookUp(shell, operand) : HOLE;
    const first = typeof value === "string" ? value : value?.[0];
    return first === undefined ? false : first === HOLE ? null : true;
  }
  const content = operand === "" ? null : readAt(shell.world.files, operand, shell.cwd);
  if (content === UNSEEN) return null;
  switch (operator) {
    case "-e":
    case "-a":
    case "-f":
      return content !== null ? true : operand === "" || operator === "-f" ? false : null;
    case "-r":
      return content !== null ? true : null;
    case "-s":
      return content === null ? null : content !== "";
    default:
      return null;
  }
}

const NUMBERS: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  "-eq": (one, other) => one === other,
  "-ne": (one, other) => one !== other,
  "-lt": (one, other) => one < other,
  "-le": (one, other) => one <= other,
  "-gt": (one, other) => one > other,
  "-ge": (one, other) => one >= other,
};

/** What is one number to `[` and to `[[`, which reads a leading zero as octal. */
const DECIMAL = /^\s*-?(0|[1-9]\d{0,14})\s*$/;

function binary(left: string, operator: string, right: string): Answer {
  if (hasHole(left) || hasHole(right)) return null;
  if (operator === "=" || operator === "==") return left === right;
  if (operator === "!=") return left !== right;
  const compare = NUMBERS[operator];
  return compare !== undefined && DECIMAL.test(left) && DECIMAL.test(right) ? compare(Number(left), Number(right)) : null;
}

/** `test` and `[`: by the number of arguments, as POSIX has it. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/test.html */
export function evaluateTest(words: readonly string[], shell: Shell): Answer {
  const [first = "", second = "", third = ""] = words;
  if (words.length === 0) return false;
  if (words.length === 1) return unary("-n", first, shell);
  if (words.length === 4 && first === "!") return not(evaluateTest(words.slice(1), shell));
  const conjunction = words.lastIndexOf("-o") > 0 ? words.lastIndexOf("-o") : words.lastIndexOf("-a");
  if (words.length > 3 && conjunction > 0) {
    const [left, right] = [words.slice(0, conjunction), words.slice(conjunction + 1)].map((part) => evaluateTest(part, shell));
    return words[conjunction] === "-o" ? or(left ?? null, right ?? null) : and(left ?? null, right ?? null);
  }
  if (words.length === 3 && (NUMBERS[second] !== undefined || /^(=|==|!=)$/.test(second))) {
    const answer = binary(first, second, third);
    // Others fail where they are not told by `=`.
    return answer === true && second === "==" && !shell.hasBash ? null : answer;
  }
  if (first === "!") return not(evaluateTest(words.slice(1), shell));
  if (first === "(" && words.at(-1) === ")") return evaluateTest(words.slice(1, -1), shell);
  return words.length === 2 && /^-\w$/.test(first) ? unary(first, second, shell) : null;
}

/** `[[ … ]]`, whose right side is a pattern. */
export function evaluateCondition(expression: TestExpression, shell: Shell): Answer {
  switch (expression.type) {
    case "TestUnary":
      return unary(expression.operator, expandText(expression.operand, shell), shell);
    case "TestBinary": {
      const left = expandText(expression.left, shell);
      const { operator } = expression;
      if (operator === "=~") return null;
      if (operator !== "=" && operator !== "==" && operator !== "!=") return binary(left, operator, expandText(expression.right, shell));
      const answer = matches(left, expandPattern(expression.right, shell, true), shell, true);
      return operator === "!=" ? not(answer) : answer;
    }
    case "TestLogical": {
      const join = expression.operator === "&&" ? and : or;
      return expression.operands.map((operand) => evaluateCondition(operand, shell)).reduce(join);
    }
    case "TestNot":
      return expression.negations.reduce<Answer>(not, evaluateCondition(expression.operand, shell));
    case "TestGroup":
      return evaluateCondition(expression.expression, shell);
  }
}
