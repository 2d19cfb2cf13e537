import { UNSEEN } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { startLater } from "../systemd/boot";
import { ASKS, PREPARES, QUIET, STAYS, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { readAt } from "../files/tree";
import { SUPERVISORD_COMMANDS } from "./supervisord";

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
  const outcome = run({ ...process, kept: true }, verb === "start" || verb === "restart" ? rest : [verb, ...rest], "pm2");
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
  if (text !== null) startLater(process, ["sh"], { input: text });
  return QUIET;
};

export const SUPERVISOR_COMMANDS: Readonly<Record<string, Command>> = {
  ...SUPERVISORD_COMMANDS,
  pm2,
  "pm2-runtime": pm2,
  "pm2-docker": pm2,
  nodemon: monitored,
  forever: (process) => {
    monitored({ ...process, kept: true });
    return QUIET;
  },
  "ts-node-dev": monitored,
  concurrently,
  "rabbitmq-plugins": rabbitmqPlugins,
  crontab,
  at,
  batch: at,
};
