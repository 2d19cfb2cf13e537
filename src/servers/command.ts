import type { Served } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { NOTHING, unknown } from "./served";

/** The first of some commands, of one word or several, that operands begin with: `pages dev`. */
export const commandOf = (operands: readonly string[], commands: readonly string[]): string | undefined =>
  commands.find((command) => command.split(" ").every((word, index) => operands[index] === word));

/** Whether the first operand is the command for sure: nothing that is not known stands before it. */
export const isCommandKnown = (args: readonly string[], [first = ""]: readonly string[]): boolean =>
  first !== "" && !args.slice(0, args.indexOf(first) + 1).some(hasHole);

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
  const known = ["help", "version", "completion", ...harmless.split(/,\s+/)];
  return operands.length === 0 || harmless === "*" || commandOf(operands, known) !== undefined ? NOTHING : unlisted(program);
}
