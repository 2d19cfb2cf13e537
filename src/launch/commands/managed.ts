import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { instead, notUnderstood, type Outcome, type Process } from "../process";

/** What a manager of processes starts, by what it is: a command line, a script of some language, or a program. */
export function runManaged(process: Process, words: readonly string[], name: string): Outcome {
  const [script = "", ...rest] = words;
  if (script === "" || isManifest(script))
    return notUnderstood(process, unknowns.manifest(name, hasHole(script) || script === "" ? "its configuration" : script));
  const args = rest.filter((word, index) => word !== "--" || index > 0);
  if (/\s/.test(script)) return process.world.start(instead(process, ["sh", "-c", script]));
  if (/\.(c|m)?js$/.test(script)) return process.world.start(instead(process, ["node", script, ...args]));
  if (script.endsWith(".py")) return process.world.start(instead(process, ["python3", script, ...args]));
  return process.world.start(instead(process, [script, ...args]));
}

/** Whether it is a file that says what to start. */
export const isManifest = (name: string): boolean => /\.(json|ya?ml|config\.[cm]?js)$/.test(name);

const OPTIONS =
  /^(-n|--name|-i|--instances|-w|--watch|--interpreter|--cwd|-u|--user|--env|-e|--ext|--delay|-o|--output|-l|--log|--max-memory-restart|--node-args|--exec|-x|--namespace|--only)$/;

/** The words without options of the manager's own, up to `--`. */
export function operands(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const words = own.filter((arg, index) => !arg.startsWith("-") && !OPTIONS.test(own[index - 1] ?? ""));
  return end < 0 ? words : [...words, ...args.slice(end + 1)];
}
