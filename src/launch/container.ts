import type { ContainerStart, Environment, Files } from "../model/launch";
import type { Launched } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { serverFor } from "../servers";
import { failures, unknowns } from "../words/launch";
import { publicImage, UNKNOWN_IMAGE, type BuiltImage } from "./build/image";
import { hinted, NO_HINTS, type ImageHints } from "./hints";
import { emptyTally, launchedOf } from "./launched";
import { basename, notUnderstood, type Process, type World } from "./process";
import { start } from "./start";
import { treeOver } from "./files/tree-over";
import { runServices } from "./systemd/units";
import { wrapperFor } from "./wrappers";

/** A world of its own. */
export const worldOver = (files: Files, hints: ImageHints = NO_HINTS): World => ({
  files: treeOver(files),
  services: new Map(),
  tally: emptyTally(),
  start,
  container: (inner, built) => launchContainer(inner, hints, built),
});

/** Runs a process to its end, and tells what is open then. */
export function launch(process: Process): Launched {
  start(process);
  runServices(process);
  return launchedOf(process.world);
}

/**
 * A container as docker merges it: an entry point that is given drops the command of the image.
 * https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
 */
export function launchContainer(container: ContainerStart, hints: ImageHints = NO_HINTS, built?: BuiltImage): Launched {
  const image = built ?? (container.image === null ? UNKNOWN_IMAGE : publicImage(container.image));
  const world = worldOver(container.files(image.files), hints);
  const process: Process = {
    argv: [],
    environment: environmentOf(container.environment, image.environment),
    cwd: container.cwd ?? image.cwd,
    root: null,
    input: null,
    certain: true,
    world,
    depth: 0,
  };
  const argv = argvOf(container, image, process);
  const isImages = container.entryPoint === null && (image.entryPoint ?? []).length > 0;
  const main = isImages ? launchEntry : launch;
  const launched = hinted(argv === null ? launchedOf(world) : main({ ...process, argv }), container, hints);
  return launched.complete ? launched : { ...launched, loopback: world.tally.loopback };
}

/** An image's own entry point: where that ends with an error, nothing of what it prepares comes. */
function launchEntry(process: Process): Launched {
  const { status } = start(process);
  runServices(process);
  const launched = launchedOf(process.world);
  const { listeners, containers, tunnels, failsToStart, complete } = launched;
  const isIdle = complete && listeners.length + containers.length + tunnels.length + failsToStart.length === 0;
  return status === "failure" && isIdle ? { ...launched, failsToStart: [failures.exits(basename(process.argv[0] ?? ""))] } : launched;
}

/** The merged command; null where nobody can tell, which is then noted. */
function argvOf({ image: name, entryPoint, command }: ContainerStart, image: BuiltImage, process: Process): readonly string[] | null {
  const shown = name === null || hasHole(name) ? null : name;
  const told: Process = { ...process, argv: command === "unknown" ? [] : (command ?? image.command ?? []) };
  if (entryPoint === "unknown") {
    notUnderstood(told, unknowns.overrides("entry point"));
    return null;
  }
  if (command === "unknown") {
    notUnderstood(process, unknowns.overrides("command"));
    const entry = entryPoint ?? image.entryPoint ?? [];
    return entry.length === 0 ? null : [...entry, HOLE];
  }
  if (entryPoint !== null) return nonEmpty([...entryPoint, ...(command ?? [])], process);
  const wanted = command ?? image.command;
  if (image.entryPoint !== null && wanted !== null) return nonEmpty([...image.entryPoint, ...wanted], process);
  if (wanted === null || wanted.length === 0) {
    notUnderstood(process, unknowns.image(shown));
    return null;
  }
  // An entry point that nobody has shown may stand before it. Most images have none, or one that runs its arguments, and a
  // command that begins with a program was written for such an image.
  const [program = ""] = wanted;
  if (runsByItself(program)) return wanted;
  notUnderstood(told, shown === null ? unknowns.image(null) : unknowns.entryPoint(shown));
  return null;
}

function nonEmpty(argv: readonly string[], process: Process): readonly string[] | null {
  if (argv.length > 0) return argv;
  notUnderstood(process, unknowns.nothing);
  return null;
}

const runsByItself = (program: string): boolean =>
  !program.startsWith("-") &&
  !hasHole(program) &&
  (program.startsWith("/") || serverFor(basename(program)) !== undefined || wrapperFor(program) !== undefined || PROGRAMS.test(program));

/** Programs that are no options and no words of an entry point's own. */
const PROGRAMS = /^(sh|bash|dash|ash|zsh|npm|yarn|pnpm|su|supervisord|tail|sleep|true|cat|echo|\.{1,2}\/.*)$/;

/** What is given goes over the image's own. A runtime sets the host name. */
function environmentOf(given: Environment, own: Environment): Environment {
  const values = new Map([["HOSTNAME", HOLE], ["PATH", HOLE], ["HOME", HOLE], ...own.values, ...given.values]);
  return { values, complete: given.complete && own.complete };
}
