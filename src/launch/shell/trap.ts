import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { notUnderstood, type Status, type World } from "../process";
import type { Builtin } from "./builtin";
import { parseScript } from "./parse";
import { either, mayStay, rejoin } from "./branches";
import { forkWorld, goesOn, NO_TRAP, subshell, type Shell } from "./state";

const isError = (signal: string): boolean => /^ERR$/i.test(signal);
const isEnd = (signal: string): boolean => /^(0|(SIG)?EXIT)$/i.test(signal);

/** https://www.gnu.org/software/bash/manual/bash.html#index-trap */
export const trap: Builtin = (args, shell) => {
  const words = args[0] === "--" ? args.slice(1) : args;
  const [action = "-", ...signals] = words.length === 1 ? ["-", ...words] : words;
  if (/^-[lpP]/.test(action)) return "success";
  const text = action === "-" ? "" : action;
  if (signals.some(isEnd)) shell.trap = { text, certain: true };
  // Other shells have no such signal.
  if (signals.some(isError)) shell.onError = { text, certain: shell.hasBash };
  if (text !== "" && !signals.every(isEnd)) shell.handlers = [...new Set([...shell.handlers, text])];
  return "success";
};

function runText(text: string, shell: Shell): void {
  if (text.startsWith(HOLE)) notUnderstood(shell.process, unknowns.evaluated);
  else shell.run(parseScript(text).commands, shell);
}

/** A command has failed that no list asks about: once for all that stands around it, as far as a subshell, a function or a script. */
export function failed(shell: Shell): void {
  const { onError, errexit } = shell;
  if (onError.text !== "") {
    shell.onError = NO_TRAP;
    const handle = (inner: Shell): Status => {
      runText(onError.text, inner);
      if (onError.text.startsWith(HOLE)) mayStay(inner, "exit");
      return "open";
    };
    if (onError.certain) handle(shell);
    else either(shell, [handle, () => "open"]);
    if (shell.onError.text === "") shell.onError = onError;
  }
  shell.excused = true;
  if (!goesOn(shell)) return;
  shell.status = HOLE;
  shell.told = "failure";
  if (errexit) shell.flow = "exit";
}

/**
 * Whether the signal comes, nobody knows: what is started then is possible. What it ends or changes is left as it is, for a script is
 * read as one that nothing befalls.
 */
function runHandler(text: string, shell: Shell): void {
  const { tally, services } = shell.world;
  const apart: World = { ...forkWorld(shell.world), services: new Map(), tally: { ...tally, served: [], containers: [] } };
  const process = { ...shell.process, certain: false, world: apart };
  runText(text, subshell(shell, { flow: "on", certain: false, depth: shell.depth, world: apart, process }));
  tally.served.push(...apart.tally.served);
  tally.containers.push(...apart.tally.containers);
  tally.complete &&= apart.tally.complete;
  tally.budget = apart.tally.budget;
  for (const [name, started] of apart.services) if (!services.has(name)) services.set(name, started);
}

/**
 * Runs what is laid by for the end of a shell, however it came there, and what may have been run before.
 * @returns what it tells of the shell where it exits itself
 */
export function runTraps(shell: Shell, certain: boolean): Status | undefined {
  const all = [shell, ...shell.left];
  const handlers = new Set(all.flatMap((one) => one.handlers));
  const exits = all.some(({ trap: { text } }) => text !== "") ? atEnd(shell, certain) : undefined;
  for (const text of handlers) runHandler(text, shell);
  return exits;
}

function atEnd(shell: Shell, certain: boolean): Status | undefined {
  rejoin(shell, ["exit", "return"], { certain, left: [] });
  const { trap } = shell;
  shell.certain &&= trap.certain;
  shell.trap = NO_TRAP;
  shell.ending = shell.told;
  if (!goesOn(shell)) return undefined;
  runText(trap.text, shell);
  if (shell.left.some(({ flow }) => flow === "exit") || (!trap.certain && !goesOn(shell))) return "open";
  return shell.flow === "exit" ? shell.told : undefined;
}
