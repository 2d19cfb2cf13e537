import { UNSEEN } from "../../model/launch";
import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { startLater } from "../systemd/boot";
import { ASKS, QUIET, STAYS, instead, notUnderstood, type Command } from "../process";
import { readAt } from "../files/tree";
import { operands, runManaged } from "./managed";
import { parseAnywhere } from "./run-options";
import { pm2 } from "./pm2";
import { SUPERVISORD_COMMANDS } from "./supervisord";

const monitored: Command = (process) => {
  const words = operands(process.argv.slice(1));
  return runManaged(process, words[0] === "start" ? words.slice(1) : words, process.argv[0] ?? "");
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
  // Some images come without it, and whether its daemon runs is not followed.
  const doubt = unknowns.scheduled("at");
  if (text === HOLE || text === UNSEEN) return notUnderstood(process, doubt);
  if (text !== null) startLater(process, ["sh"], { input: text, doubt });
  return QUIET;
};

/** Options without a value. https://manpages.debian.org/start-stop-daemon */
const FLAGS = (
  "--start --stop --status --help --version --background --notify-await --no-close --make-pidfile --remove-pidfile --test --oknodo " +
  "--quiet --verbose"
).split(" ");

const startStop: Command = (process) => {
  const args = process.argv.slice(1);
  const end = args.indexOf("--");
  const { values, operands: given } = parseAnywhere(end < 0 ? args : args.slice(0, end), FLAGS, "SKTHVbCmtoqv");
  const has = (long: string, short: string): boolean => values.has(long) || values.has(short);
  if (has("--status", "-T")) return ASKS;
  // A test does nothing; it succeeds where the program does not run yet.
  if (has("--test", "-t") || !has("--start", "-S")) return QUIET;
  const program = (values.get("--startas") ?? values.get("-a") ?? values.get("--exec") ?? values.get("-x"))?.at(-1);
  if (program === undefined || program === "") return notUnderstood(process, unknowns.elsewhere("start-stop-daemon", "a program"));
  const outcome = process.world.start(instead(process, [program, ...given, ...(end < 0 ? [] : args.slice(end + 1))]));
  return has("--background", "-b") ? QUIET : outcome;
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
  "start-stop-daemon": startStop,
  crontab,
  at,
  batch: at,
};
