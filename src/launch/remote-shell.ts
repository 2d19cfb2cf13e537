import type { Launched } from "../model/listener";
import { unknowns } from "../words/launch";
import { enablePackaged, startUnit, unitKey } from "./commands/services";
import { emptyTally, launchedOf } from "./launched";
import { packagesOf } from "./packaged";
import { basename, type Process, type World } from "./process";
import type { Tree } from "./tree";
import { linkedUnits } from "./unit-files";
import { runServices } from "./units";

const SSHD = "ssh";
const PORT = 22;
const INSTALLED = "/usr/lib/systemd/system/ssh.service";

/** The ssh server of a stock image: its files, and its unit, which each boot starts. */
export function provideShell(files: Tree): void {
  for (const packaged of packagesOf(SSHD)) files.provide({ files: packaged.files });
  enablePackaged(files, SSHD);
}

const linksOf = (files: Tree): readonly string[] => linkedUnits(files).filter((path) => unitKey(basename(path)) === unitKey(SSHD));

/** It starts after what cloud-init writes, and before what it runs. https://cloudinit.readthedocs.io/en/latest/explanation/boot.html */
export function startShell(process: Process): void {
  if (linksOf(process.world.files).length > 0) startUnit(process, SSHD, true);
}

/** Whether the script names files of its own. One that changes what nobody knows is not taken to mean them. */
const isMeant = ({ state }: Tree): boolean =>
  [...state.entries.keys(), ...state.blurred.map(({ path }) => path)].some((path) => /\/(etc|system)\/ssh/.test(path));

const isAsShipped = ({ listeners, complete }: Launched, files: Tree): boolean =>
  (complete || !isMeant(files)) &&
  listeners.length > 0 &&
  listeners.every(({ ports, certainty, from }) => certainty === "definite" && from === "default" && ports?.[0]?.[0] === PORT);

/**
 * Takes the image's own ssh server out of what the script has started: whether there is one is for the image to say.
 * @returns what it opens; undefined where the script leaves it as it is, or installs one itself
 */
export function takeShell(process: Process): Launched | undefined {
  const { world } = process;
  const key = unitKey(SSHD);
  if (typeof world.files.read(INSTALLED) === "string") return undefined;
  const running = world.services.get(key);
  const links = linksOf(world.files);
  const tally = { ...emptyTally(), budget: world.tally.budget };
  const apart: World = { ...world, tally, services: new Map(running === undefined ? [] : [[key, running]]) };
  if (running === undefined && links.length > 0) startUnit({ ...process, world: apart }, SSHD, false);
  // Of the rest that the boot starts, nothing is asked here.
  runServices({ ...process, world: apart }, new Set(["boot"]));
  world.services.delete(key);
  for (const path of links) world.files.write(path, null);
  const shell = launchedOf(apart);
  return isAsShipped(shell, world.files) ? undefined : { ...shell, unknowns: [...shell.unknowns, unknowns.shell] };
}
