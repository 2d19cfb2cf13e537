import { basename, isAbsolute, relative, resolve } from "node:path";
import { type Files, type Invocation, UNSEEN } from "../model/launch";
import { listensText } from "../report/listens";
import { beforeDashes, NO_ARGV, severalWords, notAVariable, unreadable, OTHER_EXIT_CODES } from "../words/cli";
import { complain } from "./complain";
import { type Command, UsageError } from "./arguments";
import { codeOf, EXIT, type Io } from "./io";
import { listensOf } from "./launched";

/**
 * The files that a command may read: those in the working directory, and those that the command or `--file` names. Others belong to the host that
 * the command is for, and nobody has shown them; there too lies one that the command names and that is not here. Bytes that are no text
 * are unseen.
 */
function filesOf(argv: readonly string[], named: readonly string[], { readFile, cwd }: Io): Files {
  const shown = named.map((path) => resolve(cwd, path));
  return {
    read: (path) => {
      const full = resolve(cwd, path);
      const way = relative(cwd, full);
      const within = !way.startsWith("..") && !isAbsolute(way);
      if (!within && !shown.includes(full) && !argv.some((argument) => argument.includes(path))) return UNSEEN;
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(readFile(full));
      } catch (error) {
        const isNamed = argv.some((argument) => argument.includes(basename(full)));
        return within && codeOf(error) === "ENOENT" && !isNamed ? null : UNSEEN;
      }
    },
  };
}

/** Whether a file that somebody named cannot be read. */
function tellUnread(named: readonly string[], io: Io): boolean {
  const unread = named.flatMap((path) => {
    try {
      io.readFile(resolve(io.cwd, path));
      return [];
    } catch (error) {
      return [{ path, code: codeOf(error) }];
    }
  });
  for (const { path, code } of unread) complain(io, `${path}: ${unreadable(code ?? "unknown")}`);
  return unread.length > 0;
}

function variables(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((setting) => {
      const at = setting.indexOf("=");
      if (at < 1) throw new UsageError(notAVariable(setting));
      return [setting.slice(0, at), setting.slice(at + 1)];
    }),
  );
}

export const listens: Command = {
  name: "listens",
  operands: "-- ARGV…",
  says: "what a command would bind, and why",
  options: {
    env: { value: "NAME=VALUE", repeat: true, says: "a variable of its environment; may be repeated" },
    file: { value: "PATH", repeat: true, says: "a file outside of this directory that it may read, and does not name; may be repeated" },
    format: { value: "FORMAT", values: ["text", "json"], says: "how to print it" },
  },
  exitCodes: OTHER_EXIT_CODES.listens,
  examples: [
    "quadzero listens -- gunicorn -b 0.0.0.0:5001 app:app",
    "quadzero listens --env PORT=8080 -- sh -c 'exec uvicorn app:app --port $PORT'",
  ],
  run: ({ value, list, operands: [operand], rest }, io) => {
    if (operand !== undefined) throw new UsageError(beforeDashes(operand));
    if (rest === null || (rest[0] ?? "") === "") throw new UsageError(NO_ARGV);
    if (rest.length === 1 && /\s/.test(rest[0]?.trim() ?? "")) throw new UsageError(severalWords(rest[0] ?? ""));
    const invocation: Invocation = {
      argv: rest,
      environment: { values: variables(list("env")), complete: true },
      files: filesOf(rest, list("file"), io),
      cwd: io.cwd,
      root: null,
    };
    const { launcher } = require("../launch") as typeof import("../launch");
    const answer = listensOf(launcher.command(invocation));
    io.stdout.write(value("format") === "json" ? `${JSON.stringify(answer, null, 2)}\n` : listensText(answer, 80));
    return tellUnread(list("file"), io) ? EXIT.unreadable : EXIT.nothingBlocked;
  },
};
