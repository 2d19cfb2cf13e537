import type { CompoundCommand, CompoundList, Redirected, Statement } from "unbash";

import { HOLE } from "../../model/text";
import type { Endings, Process, Status, World } from "../process";
import type { Job } from "./jobs";

/**
 * Where control is. Away: exit, return, break, continue; killed: a signal has ended the script; stay: a process in the foreground
 * never gives it back.
 */
export type Flow = "on" | "exit" | "return" | "break" | "continue" | "killed" | "stay";

export interface Variable {
  readonly value: string | readonly string[];
  readonly exported: boolean;
  /** What `declare` makes of all that is assigned; opaque: what comes of it is not followed. */
  readonly as?: "integer" | "lower" | "upper" | "opaque" | undefined;
  /** It keeps its value, whatever is assigned. */
  readonly isReadonly?: boolean;
}

export type FunctionBody = CompoundCommand | Redirected | CompoundList;

/** A shell in the middle of a script. Values that nobody knows hold HOLE. */
export interface Shell {
  variables: Map<string, Variable>;
  /** Null: which of several definitions it is depends on a branch. */
  functions: Map<string, FunctionBody | null>;
  /** `$0` first. */
  parameters: readonly string[];
  cwd: string | null;
  /** False: a variable that is not set here may be set all the same. */
  closed: boolean;
  errexit: boolean;
  /** Options that are on, of `set` and of `shopt`, by their long names. */
  options: ReadonlySet<string>;
  readonly isBash: boolean;
  /** Whether it has bash's own words, by whatever name. */
  readonly hasBash: boolean;
  inFunction: boolean;
  /** Whether `return` leads out of something: a function, or a file that is read in. */
  returns: boolean;
  /** How many loops stand around. */
  loops: number;
  /** Out of how many more of them `break` or `continue` leads. */
  outer: number;
  /** How the last command substitution ended. */
  substituted: Status;
  /** `$?` */
  status: string;
  /** What that tells. */
  told: Status;
  /** What it told when what is laid by for the end began. */
  ending: Status | undefined;
  output: string;
  flow: Flow;
  /** False: whether control comes here depends on what cannot be decided. */
  certain: boolean;
  /** Branches that went away and may have been the ones taken. */
  left: readonly Shell[];
  /** What `local` has hidden, to be put back when the function ends. */
  hidden: Map<string, Variable | undefined>;
  /** Whether `alias` gives commands names. */
  aliases: boolean;
  /** What `trap` has laid by for the end; not certain: perhaps. */
  trap: { readonly text: string; readonly certain: boolean };
  /** What `trap` has laid by for a command that fails; not certain: perhaps. */
  onError: Shell["trap"];
  /** What `trap` has laid by for a signal, or for a command that fails. */
  handlers: readonly string[];
  /** Variables that hold `$$`. */
  own: ReadonlySet<string>;
  /** What it has started in the background. */
  jobs: readonly Job[];
  /** Whether it waits for these or for one of them, and has started no program since. */
  waits: "no" | "for all" | "for one" | "perhaps";
  /** What the last program had in the foreground. */
  over: Endings;
  /** Within a condition, where a failure does not end the script. */
  guarded: boolean;
  /** Whether the last failure was within a list that asks about it, as `false && true` does, or has been dealt with. */
  excused: boolean;
  world: World;
  /** What the last program in the foreground that nobody has shown names of loopback: a range of the tally's. */
  step: { from: number; to: number };
  readonly process: Process;
  depth: number;
  readonly run: (statements: readonly Statement[], shell: Shell) => Status;
}

/** Among the options: some may be on or off that nobody knows. */
export const UNSURE = "?";

export const goesOn = ({ flow }: Shell): boolean => flow === "on";

export const NO_TRAP: Shell["trap"] = { text: "", certain: true };

/** A subshell: variables of its own, the same world. */
export const subshell = (shell: Shell, change: Partial<Shell> = {}): Shell => ({
  ...shell,
  variables: new Map(shell.variables),
  functions: new Map(shell.functions),
  hidden: new Map(shell.hidden),
  trap: NO_TRAP,
  onError: shell.options.has("errtrace") ? shell.onError : NO_TRAP,
  handlers: [],
  jobs: [],
  waits: "no",
  left: [],
  // Where bash says otherwise, within a command substitution, others do not.
  loops: shell.isBash ? 0 : shell.loops,
  depth: shell.depth + 1,
  ...change,
});

export const forkWorld = (world: World): World => ({ ...world, files: world.files.fork(), services: new Map(world.services) });

/** Longer texts are no address, no port and no file that a server reads; scripts that double them would never end. */
const LONGEST = 1 << 18;
export const bounded = (text: string): string => (text.length > LONGEST ? HOLE : text);

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** A text as a variable takes it. https://www.gnu.org/software/bash/manual/bash.html#index-declare */
function taken(text: string, as: Variable["as"]): string {
  if (as === undefined) return bounded(text);
  if (as === "integer") return /^(0|-?[1-9]\d{0,14})$/.test(text) ? text : HOLE;
  if (as === "opaque" || !isAscii(text)) return HOLE;
  return bounded(as === "lower" ? text.toLowerCase() : text.toUpperCase());
}

export const assign = (shell: Shell, name: string, value: string | readonly string[], exported?: boolean): void => {
  const before = shell.variables.get(name);
  const as = before?.as;
  const isList = typeof value !== "string";
  const known = !isList ? taken(value, as) : value.length > LONGEST || as === "opaque" ? HOLE : value.map((one) => taken(one, as));
  const mark = exported ?? (shell.options.has("allexport") || before?.exported === true);
  shell.variables.set(name, { ...before, value: before?.isReadonly === true ? before.value : known, exported: mark });
};

/** A builtin prints what is not followed. */
export function prints(shell: Shell): Status {
  shell.output += HOLE;
  return "success";
}

/** Any variable may have been set to anything. */
export function anything(shell: Shell): void {
  for (const [name, variable] of shell.variables) shell.variables.set(name, { ...variable, value: HOLE });
  shell.closed = false;
}

/** The variables that a process started here inherits. */
export function exportedFrom(shell: Shell): Process["environment"] {
  const values = new Map<string, string>();
  for (const [name, { value, exported }] of shell.variables) {
    if (exported && typeof value === "string") values.set(name, value);
  }
  return { values, complete: shell.closed };
}
