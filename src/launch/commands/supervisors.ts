import { UNSEEN } from "../../model/launch";
import { addressOf, LIBC } from "../../servers/address";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { perhaps } from "../boot";
import { ASKS, PREPARES, QUIET, STAYS, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { record } from "../serve";
import { last, parseUnit, splitWords, type Unit } from "../systemd";
import { readAt } from "../tree";

/** Where supervisord looks, in this order. https://supervisord.org/configuration.html */
const MAIN = ["/etc/supervisor/supervisord.conf", "/etc/supervisord.conf", "supervisord.conf", "etc/supervisord.conf"];
const INCLUDED = ["/etc/supervisor/conf.d", "/etc/supervisord.d"];

/** What supervisord starts by its configuration: the main file, and what was written beside it. */
const supervisord: Command = (process) => {
  const { argv, world, cwd } = process;
  const at = argv.findIndex((arg) => arg === "-c" || arg === "--configuration");
  const named = argv.find((arg) => arg.startsWith("--configuration="))?.slice(16) ?? (at > 0 ? argv[at + 1] : undefined);
  const main = named ?? MAIN.find((path) => typeof readAt(world.files, path, cwd) === "string");
  const text = main === undefined ? UNSEEN : readAt(world.files, main, cwd);
  const included = INCLUDED.flatMap((folder) => world.files.find(folder)).map((path) => world.files.read(path));
  const texts = [text, ...included].filter((one): one is string => one !== null && one !== UNSEEN);
  // As packaged, the main file includes those folders and starts nothing by itself.
  if (text === UNSEEN && (named !== undefined || texts.length === 0))
    notUnderstood(process, unknowns.manifest("supervisord", main ?? "its configuration"));
  const unit = parseUnit(texts);
  const web = last(unit, "inet_http_server.port");
  if (web !== undefined) serveWeb(web, process);
  for (const key of unit.keys()) {
    const program = /^((?:program|fcgi-program|eventlistener):.+)\.command$/.exec(key)?.[1];
    if (program !== undefined && last(unit, `${program}.autostart`) !== "false") startProgram(unit, program, process);
  }
  return {
    ...STAYS,
    returns: argv.some((arg) => arg === "-n" || arg === "--nodaemon") || last(unit, "supervisord.nodaemon") === "true" ? false : "perhaps",
  };
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

/** It makes a running supervisord read its configuration again. */
const supervisorctl: Command = (process) => {
  const verb = process.argv.slice(1).find((arg) => !arg.startsWith("-"));
  if (verb === "status" || verb === "tail") return ASKS;
  if (/^(start|restart|update|reload)$/.test(verb ?? "")) process.world.start({ ...process, argv: ["systemctl", "restart", "supervisor"] });
  return QUIET;
};

/** A script by what runs it. */
function run(process: Process, words: readonly string[], name: string): Outcome {
  const [script = "", ...rest] = words;
  if (script === "" || /\.(json|ya?ml|config\.c?js)$/.test(script))
    return notUnderstood(process, unknowns.manifest(name, hasHole(script) || script === "" ? "its configuration" : script));
  const args = rest.filter((word, index) => word !== "--" || index > 0);
  if (/\s/.test(script)) return process.world.start(instead(process, ["sh", "-c", script]));
  if (/\.(c|m)?js$/.test(script)) return process.world.start(instead(process, ["node", script, ...args]));
  if (script.endsWith(".py")) return process.world.start(instead(process, ["python3", script, ...args]));
  return process.world.start(instead(process, [script, ...args]));
}

const OPTIONS =
  /^(-n|--name|-i|--instances|-w|--watch|--interpreter|--cwd|-u|--user|--env|-e|--ext|--delay|-o|--output|-l|--log|--max-memory-restart|--node-args|--exec|-x|--namespace)$/;

/** The words without options of the manager's own, up to `--`. */
function operands(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const words = own.filter((arg, index) => !arg.startsWith("-") && !OPTIONS.test(own[index - 1] ?? ""));
  return end < 0 ? words : [...words, ...args.slice(end + 1)];
}

/** https://pm2.keymetrics.io/docs/usage/quick-start/ */
const pm2: Command = (process) => {
  const [verb = "", ...rest] = operands(process.argv.slice(1));
  const runtime = process.argv[0]?.endsWith("runtime") === true || process.argv[0]?.endsWith("docker") === true;
  if (verb === "serve") return notUnderstood(process, unknowns.elsewhere("pm2 serve", "a web server"));
  if (verb !== "start" && verb !== "restart" && !runtime) return PREPARES;
  const outcome = run(process, verb === "start" || verb === "restart" ? rest : [verb, ...rest], "pm2");
  return runtime ? outcome : QUIET;
};

const monitored: Command = (process) => {
  const words = operands(process.argv.slice(1));
  return run(process, words[0] === "start" ? words.slice(1) : words, process.argv[0] ?? "");
};

/** Every argument is a command line of its own. https://www.npmjs.com/package/concurrently */
const concurrently: Command = (process) => {
  for (const line of operands(process.argv.slice(1))) process.world.start(instead(process, ["sh", "-c", line]));
  return { ...STAYS, returns: "perhaps" };
};

const PLUGINS = "/etc/rabbitmq/enabled_plugins";

/** It writes the list of plugins, and the broker that runs takes them up. https://www.rabbitmq.com/docs/plugins */
const rabbitmqPlugins: Command = (process) => {
  const [verb, ...names] = process.argv.slice(1).filter((arg) => !arg.startsWith("-"));
  if (verb !== "enable" && verb !== "set") return verb === "disable" ? QUIET : ASKS;
  const text = readAt(process.world.files, PLUGINS, null);
  const before = verb === "enable" && text !== null && text !== UNSEEN ? text.replace(/[[\].\s]/g, "") : "";
  process.world.files.write(PLUGINS, `[${[before, ...names].filter((name) => name !== "").join(",")}].\n`);
  return process.world.start({ ...process, argv: ["systemctl", "try-restart", "rabbitmq-server"], input: null });
};

/** `crontab FILE`, or standard input: the table that cron reads from then on. https://man7.org/linux/man-pages/man1/crontab.1.html */
const crontab: Command = (process) => {
  const { argv, world, cwd, input, root } = process;
  const at = argv.indexOf("-u");
  const user = at > 0 ? (argv[at + 1] ?? "") : root === true ? "root" : "user";
  const table = `/var/spool/cron/${user}`;
  const before = world.files.has(table) ? world.files.read(table) : UNSEEN;
  if (argv.includes("-l")) return { ...ASKS, output: typeof before === "string" ? before : `${HOLE}\n` };
  const [file = "-"] = argv.slice(1).filter((arg, index) => (arg === "-" || !arg.startsWith("-")) && index !== at);
  const text = file === "-" ? (input ?? HOLE) : readAt(world.files, file, cwd);
  if (argv.includes("-r")) world.files.write(table, null);
  else if (text === UNSEEN || text?.trim() === HOLE) return notUnderstood(process, unknowns.scheduled("crontab"));
  else if (text !== null) world.files.write(table, text);
  return QUIET;
};

/** Commands on standard input or in a file, for later. https://man7.org/linux/man-pages/man1/at.1p.html */
const at: Command = (process) => {
  const { argv, world, cwd, input } = process;
  if (argv.some((arg) => /^-[lrdc]$/.test(arg))) return ASKS;
  const file = argv.indexOf("-f");
  const text = file < 0 ? (input ?? HOLE) : readAt(world.files, argv[file + 1] ?? "", cwd);
  if (text === HOLE || text === UNSEEN) return notUnderstood(process, unknowns.scheduled("at"));
  if (text !== null) perhaps(process, ["sh"], { input: text });
  return QUIET;
};

export const SUPERVISOR_COMMANDS: Readonly<Record<string, Command>> = {
  supervisord,
  supervisorctl,
  pm2,
  "pm2-runtime": pm2,
  "pm2-docker": pm2,
  nodemon: monitored,
  forever: (process) => {
    monitored(process);
    return QUIET;
  },
  "ts-node-dev": monitored,
  concurrently,
  "rabbitmq-plugins": rabbitmqPlugins,
  crontab,
  at,
  batch: at,
};
