import type { ContainerStart, Distribution, Environment } from "../model/launch";
import type { LaunchUnknown, Launched, Redirect, Served, StartedContainer } from "../model/listener";
import { HOLE } from "../model/text";
import type { BuiltImage } from "./build/image";
import { loopbackNamed } from "./loopback";
import type { Tree } from "./files/tree";
import type { HostFilters } from "./netfilter/host-filter";

/**
 * The exit status of a command. Presumed: it does preparing work that the author counts on (`apt-get update && …`), so what follows
 * a success follows. Open: it asks something (`grep -q`), and either answer is possible.
 */
export type Status = "success" | "failure" | "presumed" | "open";

export interface Outcome {
  readonly status: Status;
  /** What it writes to standard output; HOLE for what nobody knows. */
  readonly output: string;
  /** False: it stays in the foreground, and what is written after it never runs. */
  readonly returns: boolean | "perhaps";
  /** What it had in the foreground has ended by the time that another program runs: each is called then, once or more. */
  readonly over?: Endings;
}

export type Endings = ReadonlySet<Ending>;

export interface Ending {
  readonly end: () => void;
  /** Whether time ends it, in the background too. */
  readonly byTime: boolean;
}

/** Nothing was in the foreground. */
export const NO_ENDINGS: Endings = new Set();

/** A process that was started, with what it opens. */
export interface Running extends Served {
  /** Its command; absent where it is started again once it has ended. */
  readonly argv?: readonly string[];
}

/** A container with a volume that has a name. */
export interface Mounting {
  readonly name: string;
  /** What started it. */
  readonly by: string;
  readonly container: StartedContainer;
  /** Another one may write there: what is in the volume is not known any more. */
  readonly hide: () => void;
}

/** Everything that has been started in one network namespace, and what could not be understood. */
export interface Tally {
  /** One for each process, in the order in which they are started. */
  readonly served: Running[];
  readonly containers: StartedContainer[];
  /** In the order in which packets meet them. */
  readonly redirects: Redirect[];
  /** Images that are built here, by name and tag. */
  readonly images: Map<string, BuiltImage>;
  readonly volumes: Mounting[];
  readonly unknowns: LaunchUnknown[];
  /** By which ports what is not read in full names loopback to listen on; null: by none. */
  readonly loopback: (number | null)[];
  complete: boolean;
  /** What all that is started from now on depends on. */
  doubt?: LaunchUnknown;
  /** True: the host filters packets in a way that nobody reads, so that what listens may not answer. */
  filtered: boolean;
  /** True: so may it with what its containers publish, which passes by its other rules. */
  filteredForward: boolean;
  /** True: the machine is restarted for sure, and what the next boot starts is. */
  rebooted: boolean;
  readonly filters: HostFilters;
  /** Commands that may still be followed, so that loops and recursion end. */
  budget: number;
}

/** A service as it was last started. */
export interface Service {
  /** Its world is a copy that keeps the files as they were then. */
  readonly process: Process;
  readonly certain: boolean;
  /** Boot: only the next one starts it. */
  readonly way: "start" | "reload" | "restart" | "boot";
  /** A start was asked of it again, which left it as it runs: what was written meanwhile holds from the next boot on. */
  readonly asked?: true;
  /** As it may have run already: then to start it has changed nothing. */
  readonly before: readonly Service[];
  /** The files that it may have begun with: those of now, unless it ran before; null for those of the machine image. */
  readonly begun: readonly (Tree | null)[];
}

/** What processes share: files, services, and the tally. A branch that may not be taken works on a fork of it. */
export interface World {
  files: Tree;
  /** By unit name; several where it depends on a branch which of them was started last. */
  services: Map<string, readonly Service[]>;
  readonly tally: Tally;
  /** Of the machine image; absent: not known. */
  readonly distribution?: Distribution;
  readonly start: (process: Process) => Outcome;
  /** @param built what its image is, where the launch itself has built it */
  readonly container: (start: ContainerStart, built?: BuiltImage) => Launched;
}

/** A command about to run. */
export interface Process {
  readonly argv: readonly string[];
  readonly environment: Environment;
  readonly cwd: string | null;
  readonly root: boolean | null;
  /** Standard input, or null where it has none or nobody wrote it. */
  readonly input: string | null;
  /** False: whether it is started at all depends on what cannot be decided. */
  readonly certain: boolean;
  /** What it depends on, where that has a name. */
  readonly doubt?: LaunchUnknown;
  /** True: a manager of services starts it, and starts it again once it has ended. */
  readonly kept?: true;
  readonly world: World;
  /** How many shells and wrappers stand around it. */
  readonly depth: number;
}

/** What a command does that quadzero knows: a function of the process, entered in a table by the command's name. */
export type Command = (process: Process) => Outcome;

/** It prepares something and prints what nobody knows. */
export const PREPARES: Outcome = { status: "presumed", output: HOLE, returns: true };
/** It prepares something and prints nothing. */
export const QUIET: Outcome = { status: "presumed", output: "", returns: true };
/** It asks something. */
export const ASKS: Outcome = { status: "open", output: HOLE, returns: true };
export const FAILS: Outcome = { status: "failure", output: "", returns: true };
export const STAYS: Outcome = { status: "open", output: "", returns: false };

export const prints = (output: string): Outcome => ({ status: "success", output, returns: true });

/** A command of the same surroundings. */
export const instead = (process: Process, argv: readonly string[], change: Partial<Process> = {}): Process => ({
  ...process,
  ...change,
  argv,
  depth: process.depth + 1,
});

/** The name of a program, without its folder. */
export const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export function notUnderstood(process: Process, unknown: LaunchUnknown): Outcome {
  const { tally } = process.world;
  tally.complete = false;
  tally.loopback.push(...loopbackNamed(process));
  if (!tally.unknowns.some(({ what, why }) => what === unknown.what && why === unknown.why)) tally.unknowns.push(unknown);
  return PREPARES;
}
