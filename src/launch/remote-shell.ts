import type { Launched } from "../model/listener";
import { unknowns } from "../words/launch";
import { enablePackaged, startUnit, unitKey } from "./systemd/control";
import { emptyTally, launchedOf } from "./launched";
import { packagesOf, SHELL_UNIT } from "./packaged";
import { basename, type Process, type Service, type World } from "./process";
import type { Tree } from "./files/tree";
import { linkedUnits } from "./systemd/unit-files";
import { runServices } from "./systemd/units";

const PORT = 22;
const INSTALLED = `/usr/lib/systemd/system/${SHELL_UNIT}`;

/** The ssh server of a stock image: its files, and its unit, which each boot starts. */
export function provideShell(files: Tree): void {
  for (const packaged of packagesOf(SHELL_UNIT))
    files.provide({ files: packaged.files, ...(packaged.alike === true ? { alike: true } : {}) });
  enablePackaged(files, SHELL_UNIT);
}

const linksOf = (files: Tree): readonly string[] => linkedUnits(files).filter((path) => unitKey(basename(path)) === SHELL_UNIT);

/** It starts after what cloud-init writes, and before what it runs. https://cloudinit.readthedocs.io/en/latest/explanation/boot.html */
export function startShell(process: Process): void {
  if (linksOf(process.world.files).length > 0) startUnit(process, SHELL_UNIT, true);
}

/** Whether the script names files of its own. One that changes what nobody knows is not taken to mean them. */
const isMeant = ({ state }: Tree): boolean =>
  [...state.entries.keys(), ...state.blurred.map(({ path }) => path)].some((path) => /\/(etc|system)\/ssh/.test(path));

const isAsShipped = ({ listeners, complete }: Launched, files: Tree): boolean =>
  (complete || !isMeant(files)) &&
  listeners.length > 0 &&
  listeners.every(({ ports, certainty, from }) => certainty === "definite" && from === "default" && ports?.[0]?.[0] === PORT);

/** What it opens if these are the ways in which it may have been started last; of the rest that the boot starts, nothing is asked here. */
function openedBy(process: Process, ways: readonly Service[]): Launched {
  const { world } = process;
  const tally = { ...emptyTally(), budget: world.tally.budget };
  const apart: World = { ...world, tally, services: new Map(ways.length === 0 ? [] : [[SHELL_UNIT, ways]]) };
  if (ways.length === 0 && linksOf(world.files).length > 0) startUnit({ ...process, world: apart }, SHELL_UNIT, false);
  runServices({ ...process, world: apart }, new Set(["boot"]));
  return launchedOf(apart);
}

/** Whichever way of several it was, what all of them open is sure: `systemctl restart ssh || systemctl restart sshd`. */
function opened(process: Process): Launched {
  const ways = process.world.services.get(SHELL_UNIT) ?? [];
  const several = ways.length > 1 && linksOf(process.world.files).length > 0;
  const [first, ...others] = several ? ways.map((way) => openedBy(process, [{ ...way, certain: true }])) : [];
  const isSame = first !== undefined && others.every(({ listeners }) => JSON.stringify(listeners) === JSON.stringify(first.listeners));
  return isSame ? first : openedBy(process, ways);
}

/**
 * Takes the image's own ssh server out of what the script has started: whether there is one is for the image to say.
 * @returns what it opens; undefined where the script leaves it as it is, or installs one itself
 */
export function takeShell(process: Process): Launched | undefined {
  const { files, services } = process.world;
  if (typeof files.read(INSTALLED) === "string") return undefined;
  const shell = opened(process);
  services.delete(SHELL_UNIT);
  for (const path of linksOf(files)) files.write(path, null);
  return isAsShipped(shell, files) ? undefined : { ...shell, unknowns: [...shell.unknowns, unknowns.shell] };
}
