import { hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { isInstalled, mainUnit, packagesOf } from "../packaged";
import { ASKS, PREPARES, QUIET, basename, instead, notUnderstood, type Command, type Process, type Service, type World } from "../process";
import { pulledBy } from "../systemd/pulled";
import { forkWorld } from "../shell/state";
import { located } from "../files/paths";
import { saveRules, setRules, unsetRules } from "./firewall";
import { last } from "../systemd/unit";
import { linkedUnits, namesIn, UNIT_FOLDERS, unitOf, unitPath } from "../systemd/unit-files";

const fullName = (name: string): string =>
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
function enable(process: Process, name: string): void {
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

function disable({ world }: Process, name: string): void {
  for (const path of linkedUnits(world.files)) if (unitKey(basename(path)) === unitKey(name)) world.files.write(path, null);
}

/** Where an empty file, or a link to `/dev/null`, keeps a unit from being started. */
const maskOf = (name: string): string => `${UNIT_FOLDERS[0]}/${fullName(name)}`;

const STARTS = new Set(["start", "restart", "reload-or-restart", "force-reload", "isolate"]);
const RELOADS = new Set(["reload", "try-restart", "condrestart", "try-reload-or-restart", "reload-or-try-restart"]);

function act(process: Process, verb: string, name: string, now: boolean): void {
  const { services } = process.world;
  const unit = unitKey(name);
  if (STARTS.has(verb) || RELOADS.has(verb) || (verb === "enable" && now))
    setRules(process, name.replace(/\.service$/, ""), /restart/.test(verb));
  if (verb === "save") saveRules(process, name.replace(/\.service$/, ""));
  if (verb === "enable") enable(process, name);
  if (verb === "disable" || verb === "mask") disable(process, name);
  if (verb === "mask") process.world.files.write(maskOf(name), "");
  if (verb === "unmask" && process.world.files.read(maskOf(name)) === "") process.world.files.write(maskOf(name), null);
  if (STARTS.has(verb) || (verb === "enable" && now))
    startUnit(process, name, process.certain, verb === "start" || verb === "enable" ? "start" : "restart");
  // Only the next boot starts it.
  else if (verb === "enable" && !services.has(unit)) startUnit(process, name, false, "boot");
  else if (RELOADS.has(verb) && services.has(unit))
    startUnit(
      process,
      name,
      process.certain && (services.get(unit)?.every(({ certain }) => certain) ?? false),
      /restart/.test(verb) ? "restart" : "reload",
    );
  else if (verb === "stop" || ((verb === "disable" || verb === "mask") && now)) {
    unsetRules(process, name.replace(/\.service$/, ""));
    if (process.certain) services.delete(unit);
    else
      services.set(
        unit,
        (services.get(unit) ?? []).map((service) => ({ ...service, certain: false })),
      );
  }
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemctl.html */
const systemctl: Command = (process) => {
  const takes = /^(-t|-p|-o|-n|-H|-M|--type|--state|--property|--root|--job-mode|--signal)$/;
  const args = process.argv.slice(1).filter((_arg, index, all) => !takes.test(all[index - 1] ?? ""));
  const now = args.includes("--now");
  const [verb = "", ...names] = args.filter((arg) => !arg.startsWith("-"));
  if (/^(is-|status|show|list-|cat|get-)/.test(verb)) return ASKS;
  if (verb === "reboot" || verb === "poweroff" || verb === "halt") return process.world.start(instead(process, [verb]));
  const [first = "", ...others] = names;
  if (verb === "add-wants" || verb === "add-requires") for (const name of others) addTo(process, first, verb.slice(4), name);
  else for (const name of names) act(process, VERBS[verb] ?? verb, placed(process, name), now);
  return QUIET;
};

const VERBS: Readonly<Record<string, string>> = { reenable: "enable", preset: "enable" };

/** The name of a unit; `enable` and `link` take its path as well, and put it where units are. */
function placed({ world, cwd }: Process, name: string): string {
  if (!name.includes("/")) return name;
  const path = located(name, cwd);
  if (!UNIT_FOLDERS.some((folder) => path.startsWith(`${folder}/`))) world.files.link(`${UNIT_FOLDERS[0]}/${basename(path)}`, path);
  return basename(path);
}

/** Only the next boot starts it. */
function addTo(process: Process, target: string, suffix: string, name: string): void {
  const { files, services } = process.world;
  const path = unitPath(files, fullName(name));
  if (path !== undefined) files.link(`${UNIT_FOLDERS[0]}/${target}.${suffix}/${fullName(name)}`, path);
  if (!services.has(unitKey(name))) startUnit(process, name, false, "boot");
}

/** `service NAME VERB`, `/etc/init.d/NAME VERB`, `rc-service NAME VERB`. */
const service: Command = (process) => {
  const [name = "", verb = ""] = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  if (verb === "status") return ASKS;
  act(process, verb, name, true);
  return QUIET;
};

const init: Command = (process) => {
  const [path = "", verb = ""] = process.argv;
  act(process, verb, path.slice(path.lastIndexOf("/") + 1), true);
  return QUIET;
};

/** `chkconfig [--level LEVELS] NAME on`, `chkconfig --add NAME`, `update-rc.d NAME defaults`. */
const enabling: Command = (process) => {
  const args = process.argv.slice(1);
  const [name = "", verb = ""] = args.filter((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--level");
  if (args.includes("--add") || /^(on|enable|defaults|start)$/.test(verb)) act(process, "enable", name, false);
  return QUIET;
};

/** `cloud-init-per once NAME COMMAND`. https://manpages.ubuntu.com/manpages/noble/man1/cloud-init-per.1.html */
const cloudInitPer: Command = (process) => {
  const command = process.argv.slice(3);
  return command.length === 0 ? PREPARES : process.world.start(instead(process, command));
};

export const SERVICE_COMMANDS: Readonly<Record<string, Command>> = {
  systemctl,
  service,
  "invoke-rc.d": service,
  "cloud-init-per": cloudInitPer,
  "rc-service": service,
  chkconfig: enabling,
  "update-rc.d": enabling,
  "rc-update": (process) => {
    const [, verb = "", name = ""] = process.argv;
    if (verb === "add") act(process, "enable", name, false);
    return QUIET;
  },
};

/** `/etc/init.d/nginx start`. */
export const INIT_SCRIPT = /^\/etc\/(init\.d|rc\.d\/init\.d)\/[\w.@-]+$/;
export const runInitScript = init;
