import { HOLE, IF_ANY } from "../../model/text";
import { PREPARES, instead, prints, type Command } from "../process";
import { located } from "../files/paths";

/** A file that may be anywhere below a folder. There may be none at all. @param name with wildcards as `find -name` has them */
export const someBelow = (folder: string, name = ""): string =>
  `${IF_ANY}${folder.replace(/\/+$/, "")}/${HOLE}${name.replace(/[*?]|\[[^\]]*\]/g, HOLE)}`;

/** Tests and actions by which it prints other names than those of `-name`. */
const OTHERWISE = /^(-o|-or|-not|!|,|-f?printf|-f?ls|-fprint0?|-delete)$/;

/**
 * `find FOLDER… -name PATTERN` prints the names of files that may be anywhere below the folder, and runs with `-exec COMMAND {} ;` a
 * command on each. Which files there are is not followed. https://pubs.opengroup.org/onlinepubs/9699919799/utilities/find.html
 */
const find: Command = (process) => {
  const args = process.argv.slice(1);
  const exec = args.findIndex((arg) => /^-(exec|execdir|ok)$/.test(arg));
  const tests = exec < 0 ? args : args.slice(0, exec);
  const first = tests.findIndex((arg) => /^[-(!]/.test(arg));
  const folders = tests.slice(0, first < 0 ? tests.length : first);
  const at = tests.indexOf("-name");
  const name = at < 0 || tests.some((arg) => OTHERWISE.test(arg)) ? "" : (tests[at + 1] ?? "");
  const found = (folders.length > 0 ? folders : ["."]).map((folder) => someBelow(located(folder, process.cwd), name));
  if (exec < 0) return args.some((arg) => /printf$|ls$/.test(arg)) ? PREPARES : prints(found.map((file) => `${file}\n`).join(""));
  const end = args.findIndex((arg, index) => index > exec && /^(;|\+)$/.test(arg));
  const command = args.slice(exec + 1, end < 0 ? args.length : end);
  for (const file of found) {
    const argv = command.map((word) => word.replaceAll("{}", file));
    process.world.start(instead(process, argv, { certain: false, input: null }));
  }
  return PREPARES;
};

export const FIND_COMMANDS: Readonly<Record<string, Command>> = { find };
