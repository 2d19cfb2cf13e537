import { UNSEEN } from "../../model/launch";
import type { StartedContainer } from "../../model/listener";
import { HOLE } from "../../model/text";
import { failures, unknowns } from "../../words/launch";
import { runAtBoot } from "./boot";
import { setRulesAtBoot } from "../commands/firewall";
import { unitKey } from "./control";
import { conditionsHold } from "./conditions";
import { HARMLESS_UNITS } from "../harmless";
import { joined, packagesOf, startAsPackaged } from "../packaged";
import { basename, notUnderstood, type Process, type Service, type World } from "../process";
import { record } from "../serve";
import { environmentOf } from "./environment";
import { execCommands, last, managerEnvironment, socketsOf, type Unit } from "./unit";
import { linkedUnits, unitOf, writtenUnit } from "./unit-files";
import { isRoot } from "../user";

const plainName = (name: string): string => name.replace(/\.\w+$/, "");

/** What a service opens once it runs. */
function runService({ process, certain }: Pick<Service, "process" | "certain">): void {
  const { files } = process.world;
  const [given = ""] = process.argv;
  const main = unitKey(given);
  // What was written under the package's own name for a unit is meant by its other names as well.
  const isAlias = given.endsWith(".service") && writtenUnit(files, given) === null && writtenUnit(files, main) !== null;
  const name = isAlias ? main : given;
  const written = writtenUnit(files, name);
  const texts = written?.filter((text) => text !== UNSEEN) ?? null;
  const hidden = written?.includes(UNSEEN) === true;
  const started: Process = { ...process, certain: certain && !hidden, kept: true };
  if (!certain) setRulesAtBoot(started, plainName(name));
  if (hidden && !HARMLESS_UNITS.has(plainName(name))) notUnderstood(process, unknowns.unit(name));
  if (hidden || texts === null || !/^\s*(ExecStart|Listen\w+)\s*=/m.test(texts.join("\n"))) startPackaged(started, name, texts);
  else if (name.endsWith(".socket")) record(socketsOf(unitOf(files, name), name), started);
  else runUnit(started, name, unitOf(files, name));
}

function startPackaged(process: Process, name: string, dropIns: readonly string[] | null): void {
  const plain = plainName(name);
  if (/^supervisord?$/.test(plain) && dropIns === null) {
    process.world.start({ ...process, argv: ["supervisord"], environment: managerEnvironment(), cwd: "/", root: true });
  } else if (plain === "rc-local" && process.world.files.has("/etc/rc.local")) {
    process.world.start({ ...process, argv: ["/etc/rc.local", "start"], environment: managerEnvironment(), cwd: "/", root: true });
  } else if (packagesOf(name).length > 0) {
    startAsPackaged(process, name, dropIns ?? [], (started, unit) => {
      runUnit(started, name, unit);
    });
  } else if (!HARMLESS_UNITS.has(plain) && !isOwn(name) && (dropIns === null || !/\.(target|timer|path)$/.test(name)))
    notUnderstood(process, unknowns.unit(name));
}

/** Units that name no program; of targets, those that come with systemd. https://www.freedesktop.org/software/systemd/man/latest/systemd.special.html */
const isOwn = (name: string): boolean => /\.(slice|scope|mount|automount|swap|device)$/.test(name) || OWN_TARGETS.test(name);
const OWN_TARGETS =
  /^(basic|default|emergency|rescue|final|getty|graphical|multi-user|network(-online|-pre)?|nss(-user)?-lookup|paths|poweroff|reboot|halt|kexec|(remote|local)-fs(-pre)?|shutdown|sleep|sockets|swap|sysinit|time-(set|sync)|timers|umount|cloud-(init|config))\.target$/;

/** Keys that keep a service from sockets that it asks for. https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html */
const LIMITS = ["IPAddressDeny", "SocketBindDeny", "RestrictAddressFamilies", "BindToDevice", "NetworkNamespacePath"];

/** Keys by which a service sees other files than those that are known here. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html */
const ELSEWHERE = ["RootDirectory", "RootImage", "BindPaths", "BindReadOnlyPaths", "TemporaryFileSystem", "MountImages", "ExtensionImages"];

const limits = (name: string, values: readonly string[]): boolean => {
  const families = values.join(" ").split(/\s+/);
  return values.length > 0 && !(name === "RestrictAddressFamilies" && families.includes("AF_INET") && families.includes("AF_INET6"));
};

function runUnit(process: Process, name: string, unit: Unit): void {
  // A network namespace of its own, which no packet reaches.
  if (/^(yes|true|1|on)$/i.test(last(unit, "Service.PrivateNetwork") ?? "")) return;
  const holds = conditionsHold(unit, process.world.files);
  if (holds === false) return;
  const limit = LIMITS.find((name) => limits(name, unit.get(`Service.${name}`) ?? []));
  if (limit !== undefined) notUnderstood(process, unknowns.unitKey(name, limit));
  const elsewhere = ELSEWHERE.find((key) => (unit.get(`Service.${key}`) ?? []).length > 0);
  if (elsewhere !== undefined) notUnderstood(process, unknowns.unitFiles(name, elsewhere));
  const socket = name.replace(/\.service$/, ".socket");
  const handedOver = (writtenUnit(process.world.files, socket) ?? []).some((text) => text !== UNSEEN);
  // Files are read anew for each command, which those before it may have written.
  const environmentNow = (): Process["environment"] => {
    const environment = environmentOf(unit, process);
    if (handedOver) environment.values.set("LISTEN_FDS", HOLE);
    return environment;
  };
  const user = last(unit, "Service.User");
  const folder = last(unit, "Service.WorkingDirectory")?.replace(/^-/, "") ?? "/";
  const commands = (setting: string): readonly (readonly string[])[] =>
    (unit.get(`Service.${setting}`) ?? []).flatMap((line) => execCommands(line, environmentNow()));
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
        environment: environmentNow(),
        cwd: folder.startsWith("/") ? folder : null,
        root,
        certain: process.certain && limit === undefined && elsewhere === undefined && holds === true,
      });
    }
  }
}

/** What a container is, however sure. */
const contents = (container: StartedContainer): string =>
  JSON.stringify(container, (key, value: unknown) => (key === "certain" || key === "certainty" ? undefined : value));

/** Runs a service as it was started, or as it ran before: then nothing was started. */
function runStarted(
  { before, process }: Service,
  run: (one: Service["process"], tally: World["tally"]) => void,
  tally: World["tally"],
): void {
  if (before.length === 0) {
    run(process, tally);
    return;
  }
  const tallies = [process, ...before.map((one) => one.process)].map((one) => {
    const own: World["tally"] = { ...tally, served: [], containers: [] };
    run(one, own);
    tally.budget = own.budget;
    return own;
  });
  tally.served.push(joined(tallies.map(({ served }) => served)));
  const sure = tallies.map(({ containers }) => new Set(containers.filter(({ certain }) => certain).map(contents)));
  const found = new Map(tallies.flatMap(({ containers }) => containers.map((container) => [contents(container), container] as const)));
  for (const [key, container] of found) tally.containers.push({ ...container, certain: sure.every((keys) => keys.has(key)) });
  tally.complete = tallies.every(({ complete }) => complete);
  tally.filtered = tallies.some(({ filtered }) => filtered);
}

const isEnabled = (files: World["files"], unit: string): boolean => linkedUnits(files).some((path) => unitKey(basename(path)) === unit);

/** Everything that runs when the machine is up: as it was started, and perhaps with the files that were written since. */
export function runServices(process: Process, seen: ReadonlySet<string> = new Set()): void {
  const { world } = process;
  if (seen.size === 0) {
    runAtBoot({ ...process, input: null });
    // Each service tells by itself what it depends on.
    delete world.tally.doubt;
  }
  const started = [...world.services].filter(([name]) => !seen.has(name));
  const names = new Set([...seen, ...world.services.keys()]);
  for (const [name, services] of started) {
    for (const service of services) {
      const as = (files: World["files"], tally: World["tally"]): World => ({ ...world, files: files.fork(), services: new Map(), tally });
      const certain = service.certain && services.length === 1;
      const run = (one: Process, tally: World["tally"]): void => {
        const now = { ...one, world: as(one.world.files, tally) };
        runService({ process: now, certain });
        runServices(now, names);
      };
      runStarted(service, run, world.tally);
      const later: World["tally"] = { ...world.tally, served: [], containers: [] };
      const asked = certain && service.asked === true && isEnabled(world.files, name);
      runService({ process: { ...service.process, world: as(world.files, later) }, certain: asked });
      world.tally.served.push(...(asked ? later.served.map((served) => ({ ...served, later: true as const })) : later.served));
      const before = new Set(world.tally.containers.map(contents));
      world.tally.containers.push(...later.containers.filter((container) => !before.has(contents(container))));
      world.tally.complete = later.complete;
      world.tally.filtered = later.filtered;
    }
  }
}
