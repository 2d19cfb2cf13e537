import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { isInstalled, mainUnit, packagesOf } from "../packaged";
import { basename, notUnderstood, type Process, type Service, type World } from "../process";
import { forkWorld } from "../shell/state";
import { pulledBy } from "./pulled";
import { last } from "./unit";
import { linkedUnits, namesIn, UNIT_FOLDERS, unitOf, unitPath } from "./unit-files";

export const fullName = (name: string): string =>
  /\.(service|socket|timer|target|path|slice|scope|mount|automount|swap|device)$/.test(name) ? name : `${name}.service`;

/** One name for a service that has several: `redis.service` and `redis-server.service`. */
export function unitKey(name: string): string {
  const unit = mainUnit(name);
  return unit === undefined ? fullName(name) : `${unit}.service`;
}

/** To start what runs changes nothing; what this launch has not installed may run since the machine came up. */
function begunBefore({ services, files }: World, unit: string, now: World["files"]): Service["begun"] {
  const [earlier, ...others] = services.get(unit) ?? [];
  if (earlier?.certain === true && others.length === 0) return earlier.begun;
  return [...(isInstalled(files, unit) ? [] : [null]), ...[earlier, ...others].flatMap((one) => one?.begun ?? []), now];
}

/** Whether its command is done by the time that it is started once more. */
function ends(files: World["files"], name: string): boolean {
  const unit = unitOf(files, fullName(name));
  return last(unit, "Service.Type") === "oneshot" && !/^(yes|true|1|on)$/i.test(last(unit, "Service.RemainAfterExit") ?? "");
}

/** How it comes to run: a start leaves one that runs as it is, a reload or a restart does not. */
type Way = "start" | "reload" | "restart" | "boot";

/**
 * Starts a service by its unit, else as its package does, and what its unit starts besides. What they open is asked at the end, with
 * the files as they are now. https://www.freedesktop.org/software/systemd/man/latest/systemctl.html#start%20PATTERN%E2%80%A6
 */
export function startUnit(process: Process, name: string, certain: boolean, way: Way = "start"): void {
  const { world } = process;
  if (hasHole(name)) {
    notUnderstood(process, unknowns.programName);
    return;
  }
  if (world.files.read(maskOf(name)) === "") return;
  const unit = unitKey(name);
  const earlier = way === "start" && !ends(world.files, name) ? (world.services.get(unit) ?? []) : [];
  if (earlier.length !== 1 || earlier[0]?.certain !== true) {
    const now = forkWorld(world);
    const started: Process = { ...process, argv: [fullName(name)], input: null, world: now };
    const begun = way === "restart" ? [now.files] : begunBefore(world, unit, now.files);
    const before = earlier.flatMap((one) => (one.way === "boot" ? [] : [one, ...one.before]));
    world.services.set(unit, [{ process: started, certain, way, begun, before: [...new Set(before)] }]);
  } else if (certain) world.services.set(unit, [{ ...earlier[0], asked: true }]);
  for (const other of pulledBy(fullName(name), world.files)) {
    const running = world.services.get(unitKey(other.name));
    const sure = certain && other.certain;
    if (running === undefined || (sure && !running.every((one) => one.certain))) startUnit(process, other.name, sure);
  }
}

/** What `[Install]` asks for, and the folder of the other unit in which it is entered. */
const INSTALLED = [
  ["WantedBy", "wants"],
  ["RequiredBy", "requires"],
  ["UpheldBy", "upholds"],
] as const;

/** A package's unit, which the next boot starts. */
export const enablePackaged = (files: World["files"], name: string): void => {
  files.link(`${UNIT_FOLDERS[0]}/multi-user.target.wants/${unitKey(name)}`, `${UNIT_FOLDERS[3]}/${unitKey(name)}`);
};

/** Enters a unit where systemd looks for what others start. https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#WantedBy= */
export function enable(process: Process, name: string): void {
  const { files, services } = process.world;
  const full = fullName(name);
  const unit = unitOf(files, full);
  const path = unitPath(files, full);
  for (const [setting, suffix] of INSTALLED) {
    for (const other of namesIn(unit, `Install.${setting}`))
      if (path !== undefined) files.link(`${UNIT_FOLDERS[0]}/${other}.${suffix}/${full}`, path);
  }
  if (path === undefined && packagesOf(full).length > 0) enablePackaged(files, full);
  for (const also of namesIn(unit, "Install.Also")) if (!services.has(unitKey(also))) startUnit(process, also, false, "boot");
}

export function disable({ world }: Process, name: string): void {
  for (const path of linkedUnits(world.files)) if (unitKey(basename(path)) === unitKey(name)) world.files.write(path, null);
}

/** Where an empty file, or a link to `/dev/null`, keeps a unit from being started. */
export const maskOf = (name: string): string => `${UNIT_FOLDERS[0]}/${fullName(name)}`;
