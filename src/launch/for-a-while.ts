import { leave } from "./commands/started-container";
import type { Outcome, Process } from "./process";
import { possibly } from "../servers/served";

/** What it has in the foreground is ended in the end, and the script goes on. https://man7.org/linux/man-pages/man1/timeout.1.html */
export function forAWhile(process: Process): Outcome {
  const { served, containers } = process.world.tally;
  const before = new Set<unknown>([...served, ...containers]);
  const outcome = process.world.start(process);
  if (outcome.returns === true) return outcome;
  const own = new Set<unknown>([...served, ...containers].filter((one) => !before.has(one)));
  const end = (): void => {
    served.splice(0, served.length, ...served.map((one) => (own.has(one) ? possibly(one) : one)));
    leave(process, false, (container) => own.has(container));
  };
  return { status: "open", output: outcome.output, returns: true, over: new Set([{ end, byTime: true }]) };
}
