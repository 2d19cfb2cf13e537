import { parseArgs } from "node:util";
import { emptyValue, notAValue, needsValue, takesNoValue, tooOften, unknownOption } from "../words/cli";
import type { Io } from "./io";
import { nearest } from "../words/nearest";

/** Arguments or configuration that cannot be meant. The message is one line: what is wrong, and what would be right. */
export class UsageError extends Error {}

export interface Option {
  /** What stands for the value in a usage line; absent for a flag. */
  readonly value?: string;
  /** The values it takes, where they are few. */
  readonly values?: readonly string[];
  readonly repeat?: boolean;
  /** Whether `=FILE` may follow each of the values. */
  readonly toFile?: boolean;
  readonly says: string;
}

export interface Command {
  readonly name: string;
  /** What follows the name: `INPUT…`. */
  readonly operands: string;
  readonly says: string;
  /** By long name, without dashes. */
  readonly options: Readonly<Record<string, Option>>;
  /** The operands there are, where they are few. */
  readonly values?: readonly (readonly [name: string, says: string])[];
  readonly exitCodes: readonly (readonly [code: string, says: string])[];
  readonly examples: readonly string[];
  /** @returns the exit code @throws UsageError */
  readonly run: (given: Given, io: Io) => Promise<number> | number;
}

/** Arguments as given. */
export interface Given {
  readonly flag: (name: string) => boolean;
  readonly value: (name: string) => string | undefined;
  readonly list: (name: string) => readonly string[];
  readonly operands: readonly string[];
  /** What follows `--`; null where there is none. */
  readonly rest: readonly string[] | null;
}

export const HELP: Option = { says: "this text" };

/** @throws UsageError */
export function parseArguments(argv: readonly string[], options: Readonly<Record<string, Option>>): Given {
  const end = argv.indexOf("--");
  const known: Readonly<Record<string, Option>> = { ...options, help: HELP };
  const { tokens } = parseArgs({
    args: argv.slice(0, end === -1 ? undefined : end),
    options: Object.fromEntries(
      Object.entries(known).map(
        ([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string", multiple: true }] as const,
      ),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const name = token.rawName === "-h" ? "help" : token.name;
    const option = token.rawName === "-h" || token.rawName.startsWith("--") ? known[name] : undefined;
    if (option === undefined)
      throw new UsageError(unknownOption(token.rawName, nearest(token.name, Object.keys(known)), Object.keys(known)));
    if (option.value === undefined && token.value !== undefined) throw new UsageError(takesNoValue(name));
    // parseArgs would take the next option for the value.
    const swallowed = token.inlineValue === false && /^-./.test(token.value);
    if (option.value !== undefined && (token.value === undefined || swallowed)) throw new UsageError(needsValue(name, option.value));
    const values = given.get(name) ?? [];
    if (values.length > 0 && option.value !== undefined && option.repeat !== true) throw new UsageError(tooOften(name));
    const plain = option.toFile === true ? token.value?.replace(/=.*/s, "") : token.value;
    if (option.values !== undefined && plain !== undefined && !option.values.includes(plain)) {
      throw new UsageError(notAValue(name, plain, option.values, nearest(plain.toLowerCase(), option.values)));
    }
    if (token.value === "") throw new UsageError(emptyValue(name, option.value ?? ""));
    given.set(name, [...values, token.value ?? ""]);
  }
  return {
    flag: (name) => given.has(name),
    value: (name) => given.get(name)?.[0],
    list: (name) => given.get(name) ?? [],
    operands,
    rest: end === -1 ? null : argv.slice(end + 1),
  };
}
