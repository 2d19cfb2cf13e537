import { ASKS, PREPARES, QUIET, basename, instead, type Command, type Process } from "../process";
import { located } from "../files/paths";
import { disable, enable, fullName, maskOf, startUnit, unitKey } from "../systemd/control";
import { UNIT_FOLDERS, unitPath } from "../systemd/unit-files";
import { saveRules, setRules, unsetRules } from "./firewall";

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
