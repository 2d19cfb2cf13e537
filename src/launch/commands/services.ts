import type { Served } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { packagedAs } from "../../servers";
import { failures, unknowns } from "../../words/launch";
import { HARMLESS_UNITS } from "../harmless";
import { ASKS, QUIET, notUnderstood, type Command, type Process, type Service, type World } from "../process";
import { record } from "../serve";
import { forkWorld } from "../shell/state";
import { environmentLines, execCommands, last, parseUnit, socketsOf, splitWords, type Unit } from "../systemd";
import { UNSEEN, readAt } from "../tree";
import { isRoot } from "../wrappers";

const FOLDERS = [
  "/etc/systemd/system",
  "/run/systemd/system",
  "/usr/local/lib/systemd/system",
  "/usr/lib/systemd/system",
  "/lib/systemd/system",
];

const fullName = (name: string): string => (/\.(service|socket|timer|target|path|mount|slice)$/.test(name) ? name : `${name}.service`);

/** One name for a service that has several: `redis.service` and `redis-server.service`. */
function key(name: string): string {
  const unit = packagedAs(name)?.packaged?.units[0];
  return unit === undefined ? fullName(name) : `${unit}.service`;
}

/** The text of a unit that the script wrote, with its drop-ins; null where it wrote none. */
function writtenUnit(world: World, name: string): readonly string[] | null {
  const template = name.replace(/@[^.]*\./, "@.");
  const names = [name, template].flatMap((unit) => FOLDERS.map((folder) => `${folder}/${unit}`));
  const path = names.find((candidate) => world.files.has(candidate));
  const main = path === undefined ? null : world.files.read(path);
  const dropIns = FOLDERS.flatMap((folder) => world.files.find(`${folder}/${name}.d`)).filter((file) => file.endsWith(".conf"));
  const texts = [main, ...dropIns.map((file) => world.files.read(file))].filter((text) => text !== null);
  return texts.length === 0 ? null : texts;
}

/** Starts a service by its unit, else as its package does. What it opens is asked at the end, with the files as they are now. */
function startUnit(process: Process, name: string, certain: boolean): void {
  const { world } = process;
  if (hasHole(name)) {
    notUnderstood(process, unknowns.programName);
    return;
  }
  const service: Service = { process: { ...process, argv: [fullName(name)], input: null, world: forkWorld(world) }, certain };
  world.services.set(key(name), [service]);
}

/** What a service opens once it runs. */
export function runService({ process, certain }: Service): void {
  const [name = ""] = process.argv;
  const started = { ...process, certain };
  const texts = writtenUnit(process.world, name);
  if (texts === null || !/^\s*(ExecStart|Listen\w+)\s*=/m.test(texts.join("\n"))) startPackaged(started, name, texts);
  else if (texts.includes(UNSEEN)) notUnderstood(process, unknowns.unit(name));
  else if (name.endsWith(".socket")) record(socketsOf(parseUnit(texts), name), started);
  else runUnit(started, name, parseUnit(texts));
}

function startPackaged(process: Process, name: string, dropIns: readonly string[] | null): void {
  const plain = name.replace(/\.\w+$/, "");
  const packaged = packagedAs(name)?.packaged;
  if (/^supervisord?$/.test(plain) && dropIns === null) {
    process.world.start({ ...process, argv: ["supervisord"], environment: managerEnvironment(), cwd: "/", root: true });
  } else if (packaged !== undefined) {
    if (dropIns !== null) notUnderstood(process, unknowns.unitKey(name, "a drop-in"));
    process.world.start({
      ...process,
      argv: packaged.argv,
      environment: managerEnvironment(),
      cwd: "/",
      root: true,
      certain: process.certain && dropIns === null,
    });
  } else if (!HARMLESS_UNITS.has(plain) && !/\.(timer|target|mount|slice|path)$/.test(name)) notUnderstood(process, unknowns.unit(name));
}

/** What systemd gives to every service. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment%20Variables%20in%20Spawned%20Processes */
const managerEnvironment = (): Process["environment"] => ({
  values: new Map(["PATH", "LANG", "INVOCATION_ID", "JOURNAL_STREAM", "HOSTNAME"].map((name) => [name, HOLE])),
  complete: true,
});

/** Keys that keep a service from sockets that it asks for. https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html */
const LIMITS = ["IPAddressDeny", "SocketBindDeny", "RestrictAddressFamilies", "BindToDevice", "NetworkNamespacePath"];

const limits = (name: string, values: readonly string[]): boolean => {
  const families = values.join(" ").split(/\s+/);
  return values.length > 0 && !(name === "RestrictAddressFamilies" && families.includes("AF_INET") && families.includes("AF_INET6"));
};

function runUnit(process: Process, name: string, unit: Unit): void {
  // A network namespace of its own, which no packet reaches.
  if (/^(yes|true|1|on)$/i.test(last(unit, "Service.PrivateNetwork") ?? "")) return;
  const limit = LIMITS.find((name) => limits(name, unit.get(`Service.${name}`) ?? []));
  if (limit !== undefined) notUnderstood(process, unknowns.unitKey(name, limit));
  const environment = environmentOf(unit, process);
  const user = last(unit, "Service.User");
  const folder = last(unit, "Service.WorkingDirectory")?.replace(/^-/, "") ?? "/";
  const commands = (setting: string): readonly (readonly string[])[] =>
    (unit.get(`Service.${setting}`) ?? []).flatMap((line) => execCommands(line, name, environment));
  if (commands("ExecStart").length > 1 && last(unit, "Service.Type") !== "oneshot") {
    record({ listeners: [], failsToStart: [failures.refused(name)], unknowns: [], complete: true }, process);
    return;
  }
  for (const setting of ["ExecStartPre", "ExecStart", "ExecStartPost"]) {
    for (const argv of commands(setting)) {
      const root = user === undefined ? true : isRoot(user);
      process.world.start({
        ...process,
        argv,
        environment,
        cwd: folder.startsWith("/") ? folder : null,
        root,
        certain: process.certain && limit === undefined,
      });
    }
  }
}

function environmentOf(unit: Unit, process: Process): Process["environment"] {
  const values = new Map(managerEnvironment().values);
  let complete = true;
  for (const line of unit.get("Service.Environment") ?? []) {
    for (const { text } of splitWords(line))
      if (text.includes("=")) values.set(text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1));
  }
  for (const path of unit.get("Service.EnvironmentFile") ?? []) {
    const text = readAt(process.world.files, path.replace(/^-/, ""), "/");
    if (text === UNSEEN) {
      // It comes after `Environment=`, and may overwrite any of it.
      for (const name of values.keys()) values.set(name, HOLE);
      complete = false;
    } else for (const [name, value] of environmentLines(text ?? "")) values.set(name, value);
  }
  return { values, complete };
}

const STARTS = new Set(["start", "restart", "reload-or-restart", "force-reload"]);
const RELOADS = new Set(["reload", "try-restart", "condrestart", "try-reload-or-restart", "reload-or-try-restart"]);

function act(process: Process, verb: string, name: string, now: boolean): void {
  const { services } = process.world;
  const unit = key(name);
  if (STARTS.has(verb) || (verb === "enable" && now)) startUnit(process, name, process.certain);
  // Only the next boot starts it.
  else if (verb === "enable" && !services.has(unit)) startUnit(process, name, false);
  else if (RELOADS.has(verb) && services.has(unit))
    startUnit(process, name, process.certain && (services.get(unit)?.every(({ certain }) => certain) ?? false));
  else if (verb === "stop" || ((verb === "disable" || verb === "mask") && now)) {
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
  if (args.includes("--user")) return QUIET;
  for (const name of names) act(process, verb, name, now);
  return QUIET;
};

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

const enabling: Command = (process) => {
  const [name = "", verb = ""] = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  if (verb === "on" || verb === "enable" || verb === "defaults") act(process, "enable", name, false);
  return QUIET;
};

export const SERVICE_COMMANDS: Readonly<Record<string, Command>> = {
  systemctl,
  service,
  "invoke-rc.d": service,
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

/** Everything that runs when the machine is up: as it was started, and perhaps with the files that were written since. */
export function runServices(world: World): void {
  const started = [...world.services.values()];
  for (const services of started) {
    const alone = services.length === 1;
    for (const service of services) {
      const { process } = service;
      const as = (from: World): World => ({ ...world, files: from.files, services: new Map() });
      runService({ process: { ...process, world: as(process.world) }, certain: service.certain && alone });
      const quiet: { served: Served[]; containers: World["tally"]["containers"] } = { served: [], containers: [] };
      runService({ process: { ...process, world: { ...as(world), tally: { ...world.tally, ...quiet, unknowns: [] } } }, certain: false });
      world.tally.served.push(...quiet.served);
    }
  }
}
