import type { Running } from "../process";
import { mayStay } from "./branches";
import type { Builtin } from "./builtin";
import type { Shell } from "./state";

/** A command in the background. */
export interface Job {
  readonly runs: readonly Running[];
  /** Whether it stays where nothing ends it. */
  readonly stays: boolean | "perhaps";
}

/** `wait 4711` and `wait -n` wait for one, and tell what it did; which, is not followed. */
export const wait: Builtin = (args, shell) => {
  shell.waits = args.length === 0 ? "for all" : "for one";
  return args.length === 0 ? "success" : "presumed";
};

/** What is bound to an address that the host perhaps has not may fail. */
const surely = ({ runs, stays }: Job, { world }: Shell): boolean =>
  stays === true &&
  runs.some(
    (run) =>
      world.tally.served.includes(run) && run.listeners.some(({ certainty, ipv4 }) => certainty === "definite" && ipv4 !== "address"),
  );

/**
 * The end of a shell that waits for what it has in the background: it stays there. Of a wait in the middle it is thought that what
 * it waits for has ended. https://www.gnu.org/software/bash/manual/bash.html#index-wait
 */
export function settleWait(shell: Shell): void {
  const { jobs, waits } = shell;
  if (waits === "no" || jobs.every(({ stays }) => stays === false)) return;
  const staying = jobs.filter((job) => surely(job, shell)).length;
  if (waits === "for all" ? staying > 0 : waits === "for one" && staying === jobs.length) shell.flow = "stay";
  else mayStay(shell);
}
