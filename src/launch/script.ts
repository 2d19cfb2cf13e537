import { UNSEEN } from "../model/launch";
import { HOLE, hasHole } from "../model/text";
import { serverFor } from "../servers";
import { unknowns } from "../words/launch";
import { PREPARES, STAYS, basename, instead, notUnderstood, type Outcome, type Process } from "./process";
import { runScript } from "./shell";
import { located } from "./files/paths";
import { readAt } from "./files/tree";

/** By the name of the program. */
export const isShell = (name: string): boolean => /^(r?bash|sh|a?dash|ash|zsh|m?ksh(93)?)$/.test(name);

const FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/**
 * A program that nobody has shown is taken for a step that ends, since the author wrote something after it. One that the launch
 * itself wrote, in a way that cannot be followed, may be a server as well.
 */
export const stepOr = ({ world, cwd }: Process, path: string): Outcome =>
  world.files.has(located(path, cwd)) ? { ...STAYS, returns: "perhaps" } : PREPARES;

/** A program that is a file which the launch itself wrote or brought along. */
export function scriptOf({ argv, world, cwd }: Process): { path: string; text: string } | null {
  const [program = ""] = argv;
  const paths = program.includes("/") ? [program] : FOLDERS.map((folder) => `${folder}/${program}`).filter((path) => world.files.has(path));
  for (const path of paths) {
    const text = readAt(world.files, path, cwd);
    if (text !== null && text !== UNSEEN) return { path, text };
  }
  return null;
}

/** By its first line, else in `sh`. https://man7.org/linux/man-pages/man2/execve.2.html */
export function runFile(path: string, text: string, process: Process): Outcome {
  const args = process.argv.slice(1);
  const [, interpreter = "/bin/sh", rest = ""] = /^#!\s*(\S+)[ \t]*([^\n]*)/.exec(text) ?? [];
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const isEnv = basename(interpreter) === "env";
  // The kernel hands on all that follows as one word, which only `env -S` splits; others find no program or option of that name.
  const certain = process.certain && (words.length < 2 || (isEnv && /^-\w*S|^--split-string/.test(rest)));
  const at = isEnv ? words.findIndex((word) => !word.startsWith("-") && !word.includes("=")) : -1;
  const program = (isEnv ? words[at] : interpreter) ?? "";
  if (isShell(basename(program))) return shell({ ...process, certain, argv: [program, ...words.slice(at + 1), path, ...args] }, text);
  return process.world.start(
    instead(process, [interpreter, ...(isEnv || rest.trim() === "" ? words : [rest.trim()]), path, ...args], { certain }),
  );
}

/** Options of a shell that are those of `set` as well. */
const SETS = /^[-+][a-zA-Z]*$/;

/** An option without the letters that say where the script comes from. */
const ofSet = (arg: string): string => arg.replace(/[cilrsDO]/g, "");

/** `sh -c TEXT [NAME ARGS]`, `sh FILE ARGS`, or a script on standard input. @param shown what the file says */
export function shell(process: Process, shown?: string): Outcome {
  const [program = "", ...args] = process.argv;
  const { world, cwd, input } = process;
  let reads = false;
  let index = 0;
  const options: string[] = [];
  for (let arg = args[index]; arg !== undefined && /^[-+]/.test(arg); arg = args[index]) {
    index += 1;
    if (arg === "--" || arg === "-") break;
    const from = index;
    if (arg === "--rcfile" || arg === "--init-file" || /^[-+][a-zA-Z]*[oO]$/.test(arg)) index += 1;
    if (/^-[a-zA-Z]*c/.test(arg)) reads = true;
    if (SETS.test(arg) && ofSet(arg).length > 1) options.push(ofSet(arg), ...(arg.includes("O") ? [] : args.slice(from, index)));
  }
  // It reads the script and runs nothing of it.
  if (options.some((option) => /^-\w*n/.test(option))) return PREPARES;
  const [first, ...rest] = args.slice(index);
  if (reads) return first === undefined ? PREPARES : runText(first, process, [rest[0] ?? program, ...rest.slice(1)], options);
  if (first === undefined || args.slice(0, index).includes("-s")) {
    return input === null ? PREPARES : runText(input, process, [program, ...args.slice(index)], options);
  }
  const text = shown ?? readAt(world.files, first, cwd);
  // A server's own script: `sh /opt/tomcat/bin/catalina.sh run`.
  if (text === UNSEEN && /(^|\/)bin\//.test(first) && !hasHole(first) && serverFor(basename(first)) !== undefined)
    return process.world.start(instead(process, [first, ...rest], { input: null }));
  if (text === UNSEEN) {
    notUnderstood(process, hasHole(first) ? unknowns.script(basename(program)) : unknowns.program(basename(first)));
    return stepOr(process, first);
  }
  return text === null ? PREPARES : runScript(text, { ...process, depth: process.depth + 1 }, [first, ...rest], options);
}

function runText(text: string, process: Process, parameters: readonly string[], options: readonly string[]): Outcome {
  if (text.trim() === HOLE) return notUnderstood(process, unknowns.script(basename(process.argv[0] ?? "")));
  return runScript(text, { ...process, input: null, depth: process.depth + 1 }, parameters, options);
}
