import type { Invocation } from "../model/launch";
import { hasHole } from "../model/text";
import { argumentsOf } from "./arguments";
import { readFile } from "./setting";

/** Whether something holds of an invocation; null: nobody knows. */
type Asked = (invocation: Invocation) => boolean | null;

/** It leaves the terminal with one of these words only, or where its configuration says so. @param flags letters that may share the argument: `-vd` */
export const onlyWith =
  (words: string, flags = "", configured: Asked = () => false): Asked =>
  (invocation) =>
    isGiven(invocation, words, flags, true) ?? configured(invocation);

/** It leaves the terminal unless one of these words is there, or its configuration says that it stays. @param flags as above */
export const unlessWith =
  (words: string, flags = "", configured: Asked = () => false): Asked =>
  (invocation) =>
    isGiven(invocation, words, flags, false) ?? negated(configured(invocation));

const negated = (known: boolean | null): boolean | null => (known === null ? null : !known);

/** What one of the words tells; undefined where none is there, null where an argument that nobody knows may be one. */
function isGiven(invocation: Invocation, words: string, flags: string, told: boolean): boolean | null | undefined {
  const args = argumentsOf(invocation);
  const letters = words.split(" ").flatMap((word) => /^-(\w)$/.exec(word)?.[1] ?? []);
  const cluster = new RegExp(`^-[${flags}]*[${letters.join("")}]`);
  const given = (arg: string): boolean =>
    words.split(" ").some((word) => arg === word || arg.startsWith(`${word}=`)) ||
    (flags !== "" && letters.length > 0 && cluster.test(arg));
  if (args.some(given)) return told;
  return args.some((arg) => hasHole(arg[0] ?? "")) ? null : undefined;
}

/** Whether a line of its configuration says so. @param usual where it looks unless an option names the file; null: nowhere */
export const configured =
  (named: (args: readonly string[]) => readonly string[], usual: string | null, line: RegExp): Asked =>
  (invocation) => {
    const names = named(argumentsOf(invocation));
    const files = (names.length > 0 || usual === null ? names : [usual]).map((name) => readFile(invocation, name));
    if (files.some(({ text }) => text !== null && line.test(text))) return true;
    return files.some(({ doubts }) => doubts.length > 0) ? null : false;
  };

/** The first argument that is no option. */
export const operand = (args: readonly string[]): readonly string[] => args.filter((arg) => !arg.startsWith("-")).slice(0, 1);
