import type { LaunchUnknown, Served } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import type { Parsed } from "./options";
import { NOTHING, unknown } from "./served";

/** The first of some commands, of one word or several, that operands begin with: `pages dev`; `*` is any one word. */
export const commandOf = (operands: readonly string[], commands: readonly string[]): string | undefined =>
  commands.find((command) =>
    command.split(" ").every((word, index) => operands[index] === word || (word === "*" && index < operands.length)),
  );

/** Names in a text, separated by commas. */
export const listed = (names: string): readonly string[] => names.split(/,\s+/);

export type Asked = "yes" | "no" | "perhaps";

type Operands = Pick<Parsed, "operands" | "strays" | "hazy">;

/** What the operands are where an option that nobody knows takes the words that follow it: `--zz VALUE COMMAND`. */
const readings = ({ operands, strays }: Operands): readonly (readonly string[])[] =>
  Array.from({ length: strays + 1 }, (_, index) => operands.slice(index));

/** Whether the first operand is not the command for sure: something that is not known stands before it, or within. */
const isHidden = (args: readonly string[], { operands: [first = ""], hazy }: Operands): boolean =>
  (hazy || hasHole(first)) && (first === "" || args.slice(0, args.indexOf(first) + 1).some(hasHole));

/** Whether the command is one of some that listen. */
export function asks(args: readonly string[], parsed: Operands, commands: readonly string[]): Asked {
  if (isHidden(args, parsed)) return "perhaps";
  const [first, ...others] = readings(parsed).map((operands) => commandOf(operands, commands));
  return first !== undefined ? "yes" : others.some((one) => one !== undefined) ? "perhaps" : "no";
}

/** Whether a program that listens without a command does so, where some commands do something else and end. */
export function asksNot(args: readonly string[], parsed: Operands, steps: readonly string[]): Asked {
  const longest = Math.max(...steps.map((step) => step.split(" ").length));
  if (isHidden(args, parsed) || parsed.operands.slice(0, longest).some(hasHole)) return "perhaps";
  const ends = readings(parsed).map((operands) => commandOf(operands, steps) !== undefined);
  return ends.every(Boolean) ? "no" : ends.some(Boolean) ? "perhaps" : "yes";
}

/** The first of some commands that may be given. */
export const commandIn = (parsed: Operands, commands: readonly string[]): string | undefined =>
  readings(parsed)
    .map((operands) => commandOf(operands, commands))
    .find((one) => one !== undefined);

/** Why nobody can tell which command is given, or with which options. */
export function doubted(program: string, { operands, hazy }: Operands, asked: Asked): readonly LaunchUnknown[] {
  if (hazy || (asked === "perhaps" && operands.some(hasHole))) return [unseen.argument(program)];
  return asked === "perhaps" ? [unseen.option(program)] : [];
}

/** What a command opens that is none of those known: it may be a server, or a step that ends. */
export const unlisted = (program: string): Served => ({
  ...unknown(unseen.program(program, "this command of it is not known to quadzero")),
  mayEnd: true,
});

/**
 * What a program opens where no command of its own listens: nothing without a command, or by one that is known for that
 * (`harmless`, separated by commas; `*` for all); else nobody can tell.
 */
export function idle(program: string, operands: readonly string[], harmless: string): Served {
  const known = ["help", "version", "completion", ...listed(harmless)];
  return operands.length === 0 || harmless === "*" || commandOf(operands, known) !== undefined ? NOTHING : unlisted(program);
}
