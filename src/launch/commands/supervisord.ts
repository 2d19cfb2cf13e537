import { UNSEEN } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { addressOf, LIBC } from "../../servers/address";
import { unknowns } from "../../words/launch";
import { ASKS, QUIET, STAYS, instead, notUnderstood, type Command, type Process } from "../process";
import { record } from "../serve";
import { last, managerEnvironment, parseUnit, splitWords, type Unit } from "../systemd/unit";
import { located } from "../files/paths";
import { readAt } from "../files/tree";

/** Where supervisord looks, in this order. https://supervisord.org/configuration.html */
const MAIN = ["/etc/supervisor/supervisord.conf", "/etc/supervisord.conf", "supervisord.conf", "etc/supervisord.conf"];
const INCLUDED = ["/etc/supervisor/conf.d", "/etc/supervisord.d"];

/** What a word of the configuration means as yes or no. */
const isNo = (value: string | undefined): boolean => /^(false|no|off|0)$/i.test(value ?? "");
const isYes = (value: string | undefined): boolean => /^(true|yes|on|1)$/i.test(value ?? "");

/** The configuration: the main file, and what it includes. As packaged, the main file includes the usual folders. */
function configurationOf(process: Process): Unit {
  const { argv, world, cwd } = process;
  const at = argv.findIndex((arg) => arg === "-c" || arg === "--configuration");
  const named = argv.find((arg) => arg.startsWith("--configuration="))?.slice(16) ?? (at > 0 ? argv[at + 1] : undefined);
  const main = named ?? MAIN.find((path) => typeof readAt(world.files, path, cwd) === "string");
  const text = main === undefined ? UNSEEN : readAt(world.files, main, cwd);
  const folder = located(main ?? "", cwd).replace(/\/[^/]*$/, "");
  const patterns =
    typeof text === "string"
      ? (last(parseUnit([text]), "include.files") ?? "").split(/\s+/).filter((word) => word !== "")
      : INCLUDED.map((place) => `${place}/*`);
  const paths = patterns.flatMap((pattern) => {
    const path = located(pattern.replaceAll("%(here)s", folder), folder);
    const found = world.files.find(path);
    const whole = world.files.list(path.replace(/\/[^/]*$/, "")).complete || typeof readAt(world.files, path, null) === "string";
    if (typeof text === "string" && found.length === 0 && !whole) notUnderstood(process, unknowns.manifest("supervisord", pattern));
    return found.length === 0 && !/[*?]/.test(path) ? [path] : found;
  });
  const included = paths.map((path) => readAt(world.files, path, cwd));
  const texts = [text, ...included].filter((one): one is string => one !== null && one !== UNSEEN);
  if ((text === UNSEEN && (named !== undefined || texts.length === 0)) || (typeof text === "string" && included.includes(UNSEEN)))
    notUnderstood(process, unknowns.manifest("supervisord", main ?? "its configuration"));
  return parseUnit(texts);
}

/** Its programs, as `program:NAME`. */
const programsIn = (unit: Unit): readonly string[] =>
  [...unit.keys()].flatMap((key) => /^((?:program|fcgi-program|eventlistener):.+)\.command$/.exec(key)?.[1] ?? []);

/** What supervisord starts by itself. https://supervisord.org/configuration.html */
const supervisord: Command = (process) => {
  const unit = configurationOf(process);
  const web = last(unit, "inet_http_server.port");
  if (web !== undefined) serveWeb(web, process);
  for (const program of programsIn(unit)) if (!isNo(last(unit, `${program}.autostart`))) startProgram(unit, program, process);
  const stays = process.argv.some((arg) => arg === "-n" || arg === "--nodaemon") || isYes(last(unit, "supervisord.nodaemon"));
  return { ...STAYS, returns: stays ? false : "perhaps" };
};

/** https://supervisord.org/configuration.html#program-x-section-settings */
function startProgram(unit: Unit, program: string, process: Process): void {
  const values = new Map(process.environment.values);
  for (const [, name = "", quoted, bare] of (last(unit, `${program}.environment`) ?? "").matchAll(
    /([A-Za-z_]\w*)=(?:"([^"]*)"|([^,]*))/g,
  )) {
    values.set(name, quoted ?? bare ?? "");
  }
  const expand = (text: string): string =>
    text.replace(/%\((\w+)\)[sd]/g, (_, name: string) =>
      name.startsWith("ENV_") ? (values.get(name.slice(4)) ?? HOLE) : name === "program_name" ? program.replace(/^.*:/, "") : HOLE,
    );
  const argv = splitWords(expand(last(unit, `${program}.command`) ?? "")).map(({ text }) => text);
  const folder = last(unit, `${program}.directory`);
  const user = last(unit, `${program}.user`);
  if (argv.length === 0) return;
  process.world.start(
    instead(process, argv, {
      environment: { values, complete: process.environment.complete },
      cwd: folder === undefined ? process.cwd : folder.startsWith("/") ? expand(folder) : null,
      root: user === undefined ? process.root : user === "root",
      kept: true,
    }),
  );
}

/** `[inet_http_server] port=9001` answers everywhere. https://supervisord.org/configuration.html#inet-http-server-section-settings */
function serveWeb(value: string, process: Process): void {
  const [, host = "*", port = ""] = /^(?:(.*):)?(\d+)$/.exec(value.trim()) ?? [];
  const address = host === "*" || host === "" ? addressOf("0.0.0.0", LIBC) : addressOf(host, LIBC);
  if (port === "" || typeof address === "string" || hasHole(value)) {
    notUnderstood(process, unknowns.elsewhere("supervisord", "its own web server"));
    return;
  }
  const known = { process: "supervisord", protocol: "tcp", certainty: "definite", from: "file", says: `port=${value}` } as const;
  record(
    { listeners: [{ ...known, ...address, ports: [[Number(port), Number(port)]] }], failsToStart: [], unknowns: [], complete: true },
    process,
  );
}

/** It makes a running supervisord read its configuration again, and starts programs that do not start by themselves. */
const supervisorctl: Command = (process) => {
  const [verb = "", ...names] = process.argv.slice(1).filter((arg, index, all) => !arg.startsWith("-") && all[index - 1] !== "-c");
  if (verb === "status" || verb === "tail") return ASKS;
  if (/^(start|restart|update|reload)$/.test(verb)) process.world.start({ ...process, argv: ["systemctl", "restart", "supervisor"] });
  if (!/^(start|restart)$/.test(verb)) return QUIET;
  const unit = configurationOf(process);
  const surroundings = { environment: managerEnvironment(), cwd: "/", root: true, input: null };
  for (const program of programsIn(unit)) {
    const name = program.replace(/^.*:/, "");
    const asked = names.some((one) => one === "all" || one.split(":")[0] === name || hasHole(one));
    if (asked && isNo(last(unit, `${program}.autostart`))) startProgram(unit, program, { ...process, ...surroundings });
  }
  return QUIET;
};

export const SUPERVISORD_COMMANDS: Readonly<Record<string, Command>> = { supervisord, supervisorctl };
