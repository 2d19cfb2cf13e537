import { HOLE } from "../../model/text";
import { PREPARES, instead, type Command } from "../process";
import { located } from "../tree";

/**
 * `find FOLDER… -name PATTERN -exec COMMAND {} ;` runs the command on a file that may be anywhere below the folder. Which files there
 * are is not followed. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/find.html
 */
const find: Command = (process) => {
  const args = process.argv.slice(1);
  const exec = args.findIndex((arg) => /^-(exec|execdir|ok)$/.test(arg));
  if (exec < 0) return PREPARES;
  const tests = args.slice(0, exec);
  const first = tests.findIndex((arg) => /^[-(!]/.test(arg));
  const folders = tests.slice(0, first < 0 ? tests.length : first);
  const at = tests.findIndex((arg) => /^-i?name$/.test(arg));
  const name = at < 0 ? "" : (tests[at + 1] ?? "");
  const end = args.findIndex((arg, index) => index > exec && /^(;|\+)$/.test(arg));
  const command = args.slice(exec + 1, end < 0 ? args.length : end);
  for (const folder of folders.length > 0 ? folders : ["."]) {
    const file = `${located(folder, process.cwd)}/${HOLE}${name}`;
    process.world.start(
      instead(
        process,
        command.map((word) => word.replaceAll("{}", file)),
        { certain: false, input: null },
      ),
    );
  }
  return PREPARES;
};

export const FIND_COMMANDS: Readonly<Record<string, Command>> = { find };
