import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { NO_ENDINGS, basename, notUnderstood, type Outcome, type Process } from "../process";
import { hasBashWords } from "./dialect";
import { setOptions } from "./options";
import { parseScript } from "./parse";
import { run } from "./run";
import { end, statusOfEnd } from "./end";
import { NO_TRAP, type Shell, type Variable } from "./state";

/**
 * Runs the text of a script.
 * @param parameters `$0` first
 * @param options as `set` takes them
 */
export function runScript(text: string, process: Process, parameters: readonly string[], options: readonly string[] = []): Outcome {
  const script = parseScript(text);
  const name = basename(process.argv[0] ?? "sh");
  if (script.errors !== undefined) notUnderstood(process, unknowns.syntax(`the script that ${hasHole(name) ? "a shell" : name} runs`));
  const shell = begin(process, parameters);
  if (options.length > 0) setOptions(options, shell);
  const status = run(script.commands, shell);
  const ended = end(shell, process.certain);
  const { flow, left } = ended;
  const stays = flow === "stay";
  const same = left.every((flow) => (flow === "stay") === stays);
  return {
    status: statusOfEnd(ended, status),
    output: left.length > 0 ? HOLE : shell.output,
    returns: same ? !stays : "perhaps",
    over: shell.over,
  };
}

function begin(process: Process, parameters: readonly string[]): Shell {
  const variables = new Map<string, Variable>();
  const isBash = /^r?bash$/.test(basename(process.argv[0] ?? ""));
  for (const [name, value] of process.environment.values) variables.set(name, { value, exported: true });
  return {
    variables,
    functions: new Map(),
    parameters,
    cwd: process.cwd,
    closed: process.environment.complete,
    errexit: false,
    options: new Set(),
    isBash,
    hasBash: hasBashWords(process),
    inFunction: false,
    returns: false,
    loops: 0,
    outer: 0,
    substituted: "presumed",
    status: "0",
    told: "success",
    ending: undefined,
    output: "",
    flow: "on",
    certain: process.certain,
    left: [],
    hidden: new Map(),
    aliases: !isBash,
    trap: NO_TRAP,
    onError: NO_TRAP,
    handlers: [],
    own: new Set(),
    jobs: [],
    waits: "no",
    over: NO_ENDINGS,
    guarded: false,
    excused: false,
    world: process.world,
    step: { from: 0, to: 0 },
    process,
    depth: 0,
    run,
  };
}
