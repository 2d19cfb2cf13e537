import { nameOf } from "../words/bug";
import { bug, NO_COMMAND, STDOUT, unknownCommand, unwritable } from "../words/cli";
import { type Command, parseArguments, UsageError } from "./arguments";
import { ConfigError } from "../model/config";
import { check } from "./check";
import { complain } from "./complain";
import { config } from "./config";
import { explain } from "./explain";
import { commandHelp, help } from "./help";
import { init } from "./init";
import { EXIT, type Io, UnwritableError, versionOf } from "./io";
import { listens } from "./listens";
import { nearest } from "../words/nearest";

export { codeOf, type Io, UnwritableError } from "./io";
export { writeWhole } from "./write";

const COMMANDS: readonly Command[] = [check, listens, explain, config, init];

async function run([name, ...argv]: readonly string[], io: Io): Promise<number> {
  if (name === undefined) {
    complain(io, NO_COMMAND);
    io.stderr.write(`\n${help(COMMANDS)}`);
    return EXIT.badArguments;
  }
  if (["--version", "-v"].includes(name)) {
    io.stdout.write(`${versionOf(io)}\n`);
    return EXIT.nothingBlocked;
  }
  if (["--help", "-h", "help"].includes(name) && argv.length === 0) {
    io.stdout.write(help(COMMANDS));
    return EXIT.nothingBlocked;
  }
  const wanted = name === "help" ? argv[0] : name;
  const command = COMMANDS.find((candidate) => candidate.name === wanted);
  if (command === undefined) {
    const names = COMMANDS.map((candidate) => candidate.name);
    throw new UsageError(unknownCommand(wanted ?? "", nearest(wanted ?? "", names), names));
  }
  const given = parseArguments(name === "help" ? ["--help"] : argv, command.options);
  if (!given.flag("help")) return command.run(given, io);
  io.stdout.write(commandHelp(command));
  return EXIT.nothingBlocked;
}

/**
 * The command line.
 * @param argv without the interpreter and the script
 * @returns the exit code: 0 nothing blocked, 1 blocked, 2 bad arguments or configuration, 3 an input could not be read, or a bug
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      complain(io, error.message);
      return EXIT.badArguments;
    }
    if (error instanceof ConfigError) {
      for (const problem of error.problems) complain(io, problem);
      return EXIT.badArguments;
    }
    if (error instanceof UnwritableError) {
      complain(io, `${STDOUT}: ${unwritable(error.code)}`);
      return EXIT.badArguments;
    }
    complain(io, bug(versionOf(io), nameOf(error)));
    if ((io.env["QUADZERO_DEBUG"] ?? "") !== "" && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
    return EXIT.unreadable;
  }
}
