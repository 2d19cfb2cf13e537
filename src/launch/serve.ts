import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { possibly } from "../servers/served";
import { loopbackNamed } from "./loopback";
import { listensAndNames } from "./named-sockets";
import { nameOwnAddresses } from "./own-address";
import { FAILS, PREPARES, STAYS, type Outcome, type Process } from "./process";

const invocationOf = ({ argv, environment, cwd, root, world }: Process): Invocation => ({
  argv,
  environment,
  files: world.files,
  cwd,
  root,
});

const ask = (server: Server, process: Process): Served => listensAndNames(server, invocationOf(process));

/** Whether it leaves the terminal; null: nobody knows. */
const leaves = ({ background }: Server, process: Process): boolean | null =>
  typeof background === "function" ? background(invocationOf(process)) : (background ?? null);

/** Whether a server is started in a way that it may listen, in which case it is more than the step of its name: `rsync --daemon`. */
export function mayListen(server: Server, process: Process): boolean {
  const { listeners, failsToStart, complete } = ask(server, process);
  return listeners.length + failsToStart.length > 0 || !complete;
}

/** Asks a server what it opens, and enters that. */
export function serve(server: Server, process: Process): Outcome {
  const opened = nameOwnAddresses(ask(server, process));
  const interpreted = INTERPRETERS.has(server.name) && opened.listeners.length === 0 && !opened.complete;
  const served: Served = {
    ...opened,
    failsToStart: opened.failsToStart.map((fails) => ({ process: server.name, ...fails })),
    ...(interpreted && opened.tunnels === undefined ? { mayEnd: true } : {}),
  };
  record(served, process);
  if (!served.complete) process.world.tally.loopback.push(...loopbackNamed(process));
  if (served.failsToStart.length > 0) return FAILS;
  const background = leaves(server, process);
  if (background === true || served.mayEnd === true) return PREPARES;
  if (background === false && served.listeners.some(({ certainty }) => certainty === "definite")) return STAYS;
  const open = served.listeners.length > 0 || served.tunnels !== undefined || !served.complete;
  return open ? { ...STAYS, returns: "perhaps" } : PREPARES;
}

/** What they run may be a server or a step on the way to one; where the author wrote something after it, it is taken for a step. */
const INTERPRETERS = new Set(["python", "node", "deno", "bun", "php", "ruby", "java", "perl"]);

type Recorded = Pick<Process, "argv" | "certain" | "doubt" | "kept" | "world">;

export function record(served: Served, { argv, certain, doubt, kept, world }: Recorded): void {
  const running = kept === true ? served : { ...served, argv };
  const open = doubt === undefined || served.listeners.length === 0 ? running : { ...running, unknowns: [...running.unknowns, doubt] };
  world.tally.served.push(certain ? running : possibly(open));
}
