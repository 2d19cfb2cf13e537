import type { ParameterExpansionPart, ParameterOperation, Word } from "unbash";

import { HOLE, hasHole } from "../../model/text";
import { mayLack } from "./branches";
import { replaced, without, type PatternPart } from "./pattern";
import { assign, type Shell } from "./state";

type ParameterSliceOperation = Extract<ParameterOperation, { type: "Slice" }>;

/** What the operand of an expansion needs of the words around it. */
export interface Operands {
  readonly text: (word: Word) => string;
  readonly pattern: (word: Word) => readonly PatternPart[];
}

/** Variables that a shell sets by itself, with values that no plan holds. https://www.gnu.org/software/bash/manual/bash.html#Bash-Variables */
const OWN =
  /^(RANDOM|SRANDOM|SECONDS|EPOCH\w*|LINENO|PPID|SHLVL|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|BASH\w*|OPTIND|OPTARG|OLDPWD|PIPESTATUS|REPLY|_)$/;

/** The value of a parameter; undefined where it is surely not set. `*` and `@` are the positional ones. */
export function lookUp(shell: Shell, name: string): string | readonly string[] | undefined {
  if (name === "@" || name === "*") return shell.parameters.slice(1);
  if (name === "#") return shell.parameters.some(hasHole) ? HOLE : String(shell.parameters.length - 1);
  if (name === "?") return shell.status;
  if (name === "$" || name === "!" || name === "-") return HOLE;
  if (/^\d+$/.test(name)) {
    const known = shell.parameters[Number(name)];
    return known ?? (shell.parameters.slice(1).some((parameter) => parameter === HOLE) ? HOLE : undefined);
  }
  const variable = shell.variables.get(name);
  if (variable !== undefined) return variable.value;
  if (name === "PWD") return shell.cwd ?? HOLE;
  if (name === "UID" || name === "EUID") return shell.process.root === true ? "0" : HOLE;
  return shell.closed && !OWN.test(name) ? undefined : HOLE;
}

/** `${name…}` as a list of values: one, but for `${name[@]}`. */
export function expandParameter(part: ParameterExpansionPart, shell: Shell, operands: Operands): readonly string[] {
  const all = part.index?.value === "@" || part.index?.value === "*" || part.parameter === "@" || part.parameter === "*";
  const found = lookUp(shell, part.parameter);
  if (part.prefix === "#") {
    if (all) return [Array.isArray(found) && !found.includes(HOLE) ? String(found.length) : HOLE];
    const text = element(found, part, shell) ?? "";
    return [hasHole(text) ? HOLE : String(text.length)];
  }
  if (part.prefix === "!") {
    const name = element(found, part, shell) ?? "";
    const target = hasHole(name) || part.operation !== undefined || all ? HOLE : (lookUp(shell, name) ?? "");
    return [typeof target === "string" ? target : (target[0] ?? "")];
  }
  if (all) {
    const values = typeof found === "string" ? [found] : (found ?? []);
    const { operation } = part;
    if (operation === undefined) return values;
    if (operation.type === "Default") {
      const joined = values.length === 0 ? undefined : values.join(" ");
      const chosen = operate(joined, operation, part.parameter, shell, operands);
      return joined !== undefined && chosen === joined ? values : [chosen];
    }
    if (operation.type === "Slice")
      return slicedList(values, operation, part.index === undefined ? (shell.parameters[0] ?? "") : null, operands);
    return values.map((value) => operate(value, operation, part.parameter, shell, operands));
  }
  const value = element(found, part, shell);
  if (value === undefined && part.operation?.type !== "Default") mayLack(shell);
  return [part.operation === undefined ? (value ?? "") : operate(value, part.operation, part.parameter, shell, operands)];
}

/** An array without an index is its first element. */
function element(value: string | readonly string[] | undefined, part: ParameterExpansionPart, shell: Shell): string | undefined {
  if (part.index === undefined || part.index.value === "@" || part.index.value === "*") {
    return typeof value === "string" || value === undefined ? value : value[0];
  }
  const index = Number(part.index.value);
  if (typeof value === "string") return index === 0 ? value : HOLE;
  // A word that is not known may have been several, or none.
  if (!Number.isInteger(index) || value?.slice(0, index).includes(HOLE) === true) return HOLE;
  return value === undefined ? undefined : (value.at(index) ?? (shell.closed ? undefined : HOLE));
}

function operate(value: string | undefined, operation: ParameterOperation, name: string, shell: Shell, operands: Operands): string {
  if (operation.type === "Default") return byDefault(value, operation.operator, () => operands.text(operation.operand), name, shell);
  const text = value ?? "";
  if (hasHole(text)) return HOLE;
  switch (operation.type) {
    case "Remove":
      return without(text, operands.pattern(operation.operand), operation.operator, shell) ?? HOLE;
    case "Replace": {
      const by = operands.text(operation.replacement);
      // Since bash 5.2 it stands for what was found.
      if (by.includes("&")) return HOLE;
      return value === undefined ? text : (replaced(text, operands.pattern(operation.pattern), operation.operator, by, shell) ?? HOLE);
    }
    case "Slice": {
      const bounds = boundsOf(operation, text.length, operands);
      return bounds === null ? HOLE : text.slice(...bounds);
    }
    case "CaseModification": {
      if (operation.operand !== undefined) return HOLE;
      const change = (part: string): string => (operation.operator.startsWith("^") ? part.toUpperCase() : part.toLowerCase());
      return operation.operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
    }
    default:
      return HOLE;
  }
}

/** Where a slice begins and ends; null where nobody can tell. Below nothing a list has an error, and a text nothing. */
function boundsOf({ offset, length }: ParameterSliceOperation, size: number, operands: Operands): readonly [number, number] | null {
  const [start, count] = [offset, length].map((word) => (word === undefined ? undefined : operands.text(word).trim()));
  const isNumber = (text: string | undefined): boolean => text !== undefined && /^(0|-?[1-9]\d{0,8})$/.test(text);
  if (!isNumber(start) || (count !== undefined && !isNumber(count))) return null;
  const from = Number(start) < 0 ? size + Number(start) : Number(start);
  if (from < 0) return [0, 0];
  const end = count === undefined ? size : Number(count) < 0 ? size + Number(count) : from + Number(count);
  return end < from ? null : [from, end];
}

/** Some of a list; of the positional parameters `$0` counts too. @param zero null: it is no list of these */
function slicedList(
  values: readonly string[],
  operation: ParameterSliceOperation,
  zero: string | null,
  operands: Operands,
): readonly string[] {
  const list = zero === null ? values : [zero, ...values];
  const bounds = boundsOf(operation, list.length, operands);
  // A word that is not known may have been several, or none.
  if (bounds === null || list.includes(HOLE) || (operation.length !== undefined && operands.text(operation.length).trim().startsWith("-")))
    return [HOLE];
  return list.slice(...bounds);
}

/** With a colon, an empty value counts as not set. https://www.gnu.org/software/bash/manual/bash.html#Shell-Parameter-Expansion */
function byDefault(value: string | undefined, operator: string, operand: () => string, name: string, shell: Shell): string {
  const colon = operator.startsWith(":");
  if (value === HOLE) return HOLE;
  const isSet = value !== undefined && !(colon && value === "");
  switch (operator.replace(":", "")) {
    case "+":
      return isSet ? operand() : "";
    case "=": {
      const given = isSet ? value : operand();
      if (!isSet) assign(shell, name, given);
      return given;
    }
    case "?":
      if (!isSet) {
        shell.flow = "exit";
        shell.status = "1";
        shell.told = "failure";
      }
      return value ?? "";
    default:
      return isSet ? value : operand();
  }
}
