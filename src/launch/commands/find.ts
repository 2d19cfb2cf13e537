import { UNSEEN } from "../../model/launch";
import { HOLE, IF_ANY, hasHole } from "../../model/text";
import { PREPARES, basename, instead, prints, type Command, type Process } from "../process";
import { below, located, SOME } from "../files/paths";

/** A file that may be anywhere below a folder. There may be none at all. @param name with wildcards as `find -name` has them */
export const someBelow = (folder: string, name = ""): string =>
  `${IF_ANY}${folder.replace(/\/+$/, "")}/${HOLE}${name.replace(/[*?]|\[[^\]]*\]/g, HOLE)}`;

/** Tests and actions by which it prints other names than those of `-name`. */
const OTHERWISE = /^(-o|-or|-not|!|,|-f?printf|-f?ls|-fprint0?|-delete)$/;

const EXEC = /^-(exec|execdir|ok|okdir)$/;

/** The commands of `-exec COMMAND {} ;`, each run where those before it succeed. */
function commandsIn(args: readonly string[]): readonly (readonly string[])[] {
  const from = args.findIndex((arg) => EXEC.test(arg));
  if (from < 0) return [];
  const length = args.slice(from).findIndex((arg) => /^(;|\+)$/.test(arg));
  const end = length < 0 ? args.length : from + length;
  return [args.slice(from + 1, end), ...commandsIn(args.slice(end + 1))];
}

const commandOn = (command: readonly string[], file: string): readonly string[] => command.map((word) => word.replaceAll("{}", file));

/** Runs the commands on a file that is there. @returns whether it is known how far they come */
function onFile(process: Process, commands: readonly (readonly string[])[], file: string): boolean {
  for (const [index, command] of commands.entries()) {
    const { status } = process.world.start(instead(process, commandOn(command, file), { input: null }));
    if (status === "failure") return true;
    if (status === "open" && index + 1 < commands.length) return false;
  }
  return true;
}

/** Runs them on files of which nobody knows whether they are there, and how far they come. */
function onSome(process: Process, commands: readonly (readonly string[])[], file: string): void {
  for (const command of commands) process.world.start(instead(process, commandOn(command, file), { certain: false, input: null }));
}

/** The files that were written below a folder and that the tests are sure to find: those by the last part of the name alone. */
function writtenBelow({ world }: Process, folder: string, tests: readonly string[], name: string): readonly string[] {
  const isPlain = tests.every((test, index) =>
    index % 2 === 0 ? test === "-name" || (test === "-type" && tests[index + 1] === "f") : true,
  );
  if (!isPlain || tests.filter((test) => test === "-name").length > 1 || SOME.test(folder) || hasHole(name)) return [];
  const { links } = world.files.state;
  const isNamed = below(`/${name === "" ? "*" : name}`);
  return world.files
    .find(folder)
    .filter((path) => world.files.read(path) !== UNSEEN && !links.has(path) && isNamed.test(`/${basename(path)}`));
}

/**
 * `find FOLDER… -name PATTERN` prints the names of files that may be anywhere below the folder, and runs with `-exec COMMAND {} ;` a
 * command on each. Which files there are besides those that were written is not followed.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/find.html
 */
const find: Command = (process) => {
  const args = process.argv.slice(1);
  const exec = args.findIndex((arg) => EXEC.test(arg));
  const tests = exec < 0 ? args : args.slice(0, exec);
  const first = tests.findIndex((arg) => /^[-(!]/.test(arg));
  const folders = tests.slice(0, first < 0 ? tests.length : first);
  const at = tests.indexOf("-name");
  const name = at < 0 || tests.some((arg) => OTHERWISE.test(arg)) ? "" : (tests[at + 1] ?? "");
  const found = (folders.length > 0 ? folders : ["."]).map((folder) => someBelow(located(folder, process.cwd), name));
  if (exec < 0) return args.some((arg) => /printf$|ls$/.test(arg)) ? PREPARES : prints(found.map((file) => `${file}\n`).join(""));
  const commands = commandsIn(args);
  const written =
    args[exec] !== "-exec" || first < 0
      ? []
      : folders.flatMap((folder) => writtenBelow(process, located(folder, process.cwd), tests.slice(first), name));
  const { files } = process.world;
  const done = written.filter((file) => onFile(process, commands, file)).map((path) => [path, files.read(path)] as const);
  for (const file of found) onSome(process, commands, file);
  for (const [path, text] of done) files.write(path, text);
  return PREPARES;
};

export const FIND_COMMANDS: Readonly<Record<string, Command>> = { find };
