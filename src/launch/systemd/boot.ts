import { UNSEEN } from "../../model/launch";
import { unknowns } from "../../words/launch";
import { startUnit, unitKey } from "./control";
import { basename, instead, notUnderstood, type Process, type Tally, type World } from "../process";
import { bringsQuadlets, quadletsAtBoot } from "./quadlet";
import { environmentLines, managerEnvironment } from "./unit";
import { linkedUnits } from "./unit-files";

const RC_LOCAL = ["/etc/rc.local", "/etc/rc.d/rc.local"];
/** Tables whose lines name a user, and those that do not. https://man7.org/linux/man-pages/man5/crontab.5.html */
const CRON = ["/etc/cron.d", "/etc/crontab", "/var/spool/cron"];
/** https://manpages.debian.org/run-parts */
const JOBS = ["hourly", "daily", "weekly", "monthly"].map((often) => `/etc/cron.${often}`);
/** Init scripts by runlevel. https://manpages.debian.org/update-rc.d */
const RUNLEVELS = ["/etc/rc?.d/S*", "/etc/rc.d/rc?.d/S*"];
const PER_BOOT = "/var/lib/cloud/scripts/per-boot";

/** What the next boot starts, which may come or not. */
export function runAtBoot(process: Process): void {
  const { files, services } = process.world;
  for (const name of [...linkedUnits(files).map(basename), ...quadletsAtBoot(files)])
    if (!services.has(unitKey(name))) startUnit(process, name, false);
  const brought = bringsQuadlets(files);
  if (brought !== undefined) notUnderstood(process, unknowns.scheduled(brought));
  for (const path of [...RC_LOCAL, PER_BOOT].flatMap((place) => files.find(place))) runScriptAt(path, process);
  for (const path of RUNLEVELS.flatMap((place) => files.find(place))) runScriptAt(path, process, "start");
  for (const path of JOBS.flatMap((place) => files.find(place))) onlySockets(process, [path], { doubt: unknowns.scheduled(path) });
  for (const path of CRON.flatMap((place) => files.find(place))) runTable(path, process);
}

function runScriptAt(path: string, process: Process, ...args: readonly string[]): void {
  const { files } = process.world;
  const end = files.appended(path);
  const doubt = unknowns.atBoot(path);
  if (end !== null) startLater(process, ["sh", "-c", end.text], { doubt });
  else if (files.read(path) === UNSEEN) notUnderstood(process, unknowns.scheduled(path));
  else startLater(process, [path, ...args], { doubt });
}

/** Names of scripts that start a server, or start it again where it has ended. */
const KEEPS =
  /^(((re)?start|run|serve|launch|respawn|ensure|keep-?alive|watch-?dog)([-_]?(all|app|server|service|web|api|bot|daemon|prod|production))*|server|daemon)(\.(sh|bash|py|rb|pl|js))?$/i;

/** Whether a command's words tell of a server: `flock -n /run/lock /opt/app/start.sh`. */
const keeps = (command: string): boolean =>
  command.split(/[\s;&|]+/).some((word) => (word.includes("/") || /\.\w+$/.test(word)) && KEEPS.test(basename(word)));

/** Each line with a time and a command. At `@reboot` it may start a server; what comes again and again ends, or finds it running. */
function runTable(path: string, process: Process): void {
  const { files } = process.world;
  const end = files.appended(path);
  const text = end?.text ?? files.read(path);
  const sure = process.world.tally.rebooted && end?.certain !== false;
  if (text === UNSEEN) notUnderstood(process, unknowns.scheduled(path));
  const lines = typeof text === "string" ? environmentLines(text) : [];
  const environment = { values: new Map([...managerEnvironment().values, ...lines]), complete: true };
  for (const line of typeof text === "string" ? text.split("\n") : []) {
    const [, time = "", rest] = /^\s*(@[a-z]+|(?:[\d*][^\s=]*\s+){4}\S+)\s+(.*)$/.exec(line) ?? [];
    const command = path.startsWith("/var/spool/") ? rest : rest?.replace(/^\S+\s+/, "");
    if (command === undefined) continue;
    const argv = ["sh", "-c", command.replace(/(?<!\\)%[^]*/, "").replaceAll("\\%", "%")];
    // Images of Red Hat's family come without cron. https://docs.aws.amazon.com/linux/al2023/ug/deprecated-al2023.html
    const certain = time === "@reboot" && sure && process.world.distribution === "deb";
    const doubt = time === "@reboot" ? unknowns.atBoot("@reboot of a crontab") : unknowns.scheduled(path);
    if (time === "@reboot" || keeps(command)) startLater(process, argv, { environment, certain, doubt });
    else onlySockets(process, argv, { environment, doubt });
  }
}

/** Starts a command at another time, by root. A service that it restarts is as it was, if it runs already. */
export function startLater(process: Process, argv: readonly string[], change: Partial<Process> = {}): void {
  const { world } = process;
  const apart: World = { ...world, files: world.files.fork(), services: new Map() };
  const surroundings = { environment: managerEnvironment(), cwd: "/", root: true, input: null, certain: false, world: apart };
  world.start(instead(process, argv, { ...surroundings, ...change }));
  for (const [name, services] of apart.services) if (!world.services.has(name)) world.services.set(name, services);
}

/** A program that nobody has shown is taken for a job that ends; what a known one may open is kept. */
function onlySockets(process: Process, argv: readonly string[], change: Partial<Process> = {}): void {
  const { world } = process;
  const tally: Tally = { ...world.tally, served: [], containers: [], unknowns: [] };
  startLater({ ...process, world: { ...world, tally } }, argv, change);
  world.tally.served.push(...tally.served.map((served) => (served.mayEnd === true ? { ...served, unknowns: [], complete: true } : served)));
  world.tally.containers.push(...tally.containers);
}
