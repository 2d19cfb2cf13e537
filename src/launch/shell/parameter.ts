import type { ParameterExpansionPart, ParameterOperation, Word } from "unbash";

import { HOLE, hasHole } from "../../model/text";
import { patternSource, type PatternPart } from "./pattern";
import { assign, type Shell } from "./state";

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
    return values.map((value) => operate(value, operation, part.parameter, shell, operands));
  }
  const value = element(found, part, shell);
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
    case "Remove": {
      const source = patternSource(operands.pattern(operation.operand), operation.operator.length === 2);
      if (source === null) return HOLE;
      return operation.operator.startsWith("#")
        ? text.replace(new RegExp(`^(?:${source})`, "s"), "")
        : withoutEnd(text, source, operation.operator === "%%");
    }
    case "Replace": {
      const source = patternSource(operands.pattern(operation.pattern));
      if (source === null) return HOLE;
      const all = operation.operator === "//";
      const [start, end] = [operation.operator === "/#" ? "^" : "", operation.operator === "/%" ? "$" : ""];
      if (value === undefined || (source === "" && start + end === "")) return text;
      const by = operands.text(operation.replacement);
      return text.replace(new RegExp(`${start}(?:${source})${end}`, all ? "gs" : "s"), (found: string, at: number) =>
        // At the end of a text that matched before, nothing is left to replace.
        all && found === "" && at > 0 ? "" : by,
      );
    }
    case "Slice": {
      const [offset, length] = [operation.offset, operation.length].map((word) =>
        word === undefined ? undefined : operands.text(word).trim(),
      );
      if (offset === undefined || !/^-?\d+$/.test(offset) || (length !== undefined && !/^-?\d+$/.test(length))) return HOLE;
      const from = Number(offset) < 0 ? text.length + Number(offset) : Number(offset);
      if (from < 0) return "";
      const end = length === undefined ? text.length : Number(length) < 0 ? text.length + Number(length) : from + Number(length);
      return text.slice(from, Math.max(from, end));
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

/** The shortest or the longest end that matches. */
function withoutEnd(text: string, source: string, longest: boolean): string {
  const end = new RegExp(`^(?:${source})$`, "s");
  const starts = Array.from({ length: text.length + 1 }, (_, index) => (longest ? index : text.length - index));
  const start = starts.find((index) => end.test(text.slice(index)));
  return start === undefined ? text : text.slice(0, start);
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
      }
      return value ?? "";
    default:
      return isSet ? value : operand();
  }
}
