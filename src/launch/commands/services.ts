import { hasHole } from "../../model/text";
import { packagedAs } from "../../servers";
import { unknowns } from "../../words/launch";
import { ASKS, QUIET, notUnderstood, type Command, type Process, type Service, type World } from "../process";
import { forkWorld } from "../shell/state";

const fullName = (name: string): string => (/\.(service|socket|timer|target|path|mount|slice)$/.test(name) ? name : `${name}.service`);

/** One name for a service that has several: `redis.service` and `redis-server.service`. */
function key(name: string): string {
  const unit = packagedAs(name)?.packaged?.units[0];
  return unit === undefined ? fullName(name) : `${unit}.service`;
}

/** To start what runs changes nothing; what this launch has not installed may run since the machine came up. */
function begunBefore({ services, files }: World, unit: string, now: World["files"]): Service["begun"] {
  const [earlier, ...others] = services.get(unit) ?? [];
  if (earlier?.certain === true && others.length === 0) return earlier.begun;
  const installed = packagedAs(unit)?.packaged?.files ?? {};
  const isInstalled = Object.keys(installed).some((path) => typeof files.read(path) === "string");
  return [...(isInstalled ? [] : [null]), ...[earlier, ...others].flatMap((one) => one?.begun ?? []), now];
}

/** Starts a service by its unit, else as its package does. What it opens is asked at the end, with the files as they are now. */
function startUnit(process: Process, name: string, certain: boolean, anew = false): void {
  const { world } = process;
  if (hasHole(name)) {
    notUnderstood(process, unknowns.programName);
    return;
  }
  const now = forkWorld(world);
  const begun = anew ? [now.files] : begunBefore(world, key(name), now.files);
  const service: Service = { process: { ...process, argv: [fullName(name)], input: null, world: now }, certain, begun };
  world.services.set(key(name), [service]);
}

const STARTS = new Set(["start", "restart", "reload-or-restart", "force-reload"]);
const RELOADS = new Set(["reload", "try-restart", "condrestart", "try-reload-or-restart", "reload-or-try-restart"]);

function act(process: Process, verb: string, name: string, now: boolean): void {
  const { services } = process.world;
  const unit = key(name);
  if (STARTS.has(verb) || (verb === "enable" && now)) startUnit(process, name, process.certain, verb !== "start" && verb !== "enable");
  // Only the next boot starts it.
  else if (verb === "enable" && !services.has(unit)) startUnit(process, name, false);
  else if (RELOADS.has(verb) && services.has(unit))
    startUnit(process, name, process.certain && (services.get(unit)?.every(({ certain }) => certain) ?? false), /restart/.test(verb));
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
