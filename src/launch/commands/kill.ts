import { HOLE, hasHole } from "../../model/text";
import { expressionOf, finds } from "../match/expression";
import { packagesOf, SHELL_UNIT } from "../packaged";
import { ASKS, QUIET, basename, type Command, type Process, type Running } from "../process";
import { possibly } from "../../servers/served";
import { parseUnit } from "../systemd/unit";
import { unitOf } from "../systemd/unit-files";

/** Whether a process is meant; null: nobody knows. */
type Which = (argv: readonly string[], running: Running) => boolean | null;

/** Processes that a signal ends listen no more; what is started again does. */
export function ended({ world, certain, kept }: Process, which: Which): void {
  const { served } = world.tally;
  // A service's own commands are followed at the end, and run when the service does.
  const sure = certain && kept !== true;
  const left = served.flatMap((running) => {
    const meant = running.argv === undefined ? false : which(running.argv, running);
    if (meant === false) return [running];
    return meant === true && sure ? [] : [possibly(running)];
  });
  served.splice(0, served.length, ...left);
}

const nameOf = ([program = ""]: readonly string[]): string => basename(program);

/** Processes by the name of their program. */
export const isCalled =
  (pattern: RegExp): Which =>
  (argv) =>
    pattern.test(nameOf(argv));

/**
 * Programs whose process has their name for sure. Others may have that of their interpreter, or a title that they give themselves.
 * https://man7.org/linux/man-pages/man5/proc_pid_comm.5.html
 */
const NAMED =
  /^(nginx|apache2|httpd|haproxy|caddy|lighttpd|traefik|memcached|mysqld|mariadbd|mongod|dnsmasq|unbound|mosquitto|etcd|consul|vault|nats-server|prometheus|(redis|valkey)-server|gunicorn3?|uvicorn|hypercorn|uwsgi|flask|socat|nc|ncat|iperf3|ttyd|dockerd|minio|varnishd|tinyproxy|sshd|postgres|java|php-fpm[\d.]*)$/;
/** Interpreters that leave their arguments as they are. */
const PLAIN = /^(python|pypy|java)[\d.]*$/;

/** The kernel keeps no more of a name. https://man7.org/linux/man-pages/man1/pgrep.1.html */
const LONGEST = 15;

/** Whether a process is named so; `whole`: the pattern is held against all of its command line. */
function meets(argv: readonly string[], pattern: Pattern | null, whole: boolean): boolean | null {
  const name = nameOf(argv);
  if (pattern === null || hasHole(name)) return null;
  if (!whole) return NAMED.test(name) ? pattern(name.slice(0, LONGEST)) : null;
  if (NAMED.test(name) && pattern(name) === true) return true;
  const line = argv.join(" ");
  return PLAIN.test(name) && pattern(line.split(HOLE)[0] ?? "") === true
    ? true
    : pattern(line) !== false || !NAMED.test(name) || hasHole(line)
      ? null
      : false;
}

/** Whether a text holds a pattern, or is it; null: nobody knows. */
type Pattern = (text: string) => boolean | null;

function patternOf(text: string, exact: boolean, folds: boolean, { world }: Process): Pattern | null {
  const expression = hasHole(text) ? null : expressionOf(text, { extended: true, folds });
  return expression === null ? null : (line) => finds(expression, line, world.tally, exact);
}

/** Signals by which a process ends. To HUP and USR1 servers read their configuration again, or open their logs anew. */
const ENDS = /^(SIG)?(TERM|KILL|INT|QUIT|ABRT|15|9|2|3|6)$/i;

/** The signal of a command. */
function signalOf(args: readonly string[]): string {
  const named =
    args.find((_arg, index) => /^(-s|--signal)$/.test(args[index - 1] ?? "")) ?? args.find((arg) => /^--signal=/.test(arg))?.slice(9);
  const short = args.find((arg) => /^-(\d+|(SIG)?[A-Z]{2}[A-Z0-9]+)$/.test(arg))?.slice(1);
  return named ?? short ?? "TERM";
}

/** Whether the signal of a command ends those who get it; null: nobody knows. */
function signalEnds(args: readonly string[]): boolean | null {
  const signal = signalOf(args);
  return hasHole(signal) ? null : ENDS.test(signal);
}

/** What leaves a shell as it is, and what only asks. https://man7.org/linux/man-pages/man7/signal.7.html */
const SPARES = /^(SIG)?(0|CHLD|CONT|URG|WINCH|17|18|23|28)$/i;

/** Whether the signal of a command may end a shell that gets it. */
export const endsShell = (args: readonly string[]): boolean =>
  !SPARES.test(signalOf(args)) && !args.some((arg) => /^(-[lL]|--list|--table)/.test(arg));

/** Ends what is meant, as far as the signal does. */
function end(process: Process, which: Which): void {
  const ends = signalEnds(process.argv.slice(1));
  if (ends !== false) ended({ ...process, certain: process.certain && ends === true }, which);
}

/** A service that ends with its process runs again at the next boot; one that restarts it runs on. */
function endServices({ argv, world }: Process, which: (argv: readonly string[]) => boolean | null): void {
  if (signalEnds(argv.slice(1)) === false) return;
  for (const [name, services] of world.services) {
    const unit = unitOf(world.files, name);
    const shipped = packagesOf(name).flatMap(
      ({ service }) => parseUnit([["[Service]", ...service].join("\n")]).get("Service.ExecStart") ?? [],
    );
    const programs = [...(unit.get("Service.ExecStart") ?? []), ...shipped].map((line) => line.split(/\s+/));
    const restarts = /^(always|on-)/.test(unit.get("Service.Restart")?.at(-1) ?? "");
    // The image's own ssh server is taken to run on, unless it is meant for sure.
    const isMeant = (words: readonly string[]): boolean => (name === SHELL_UNIT ? which(words) === true : which(words) !== false);
    if (restarts || !programs.some(isMeant)) continue;
    world.services.set(
      name,
      services.map((service) => ({ ...service, certain: false })),
    );
  }
}

const TAKING =
  /^(-s|--signal|-u|--user|--euid|-U|--uid|-P|--parent|-g|--pgroup|-G|--group|-t|--terminal|-n|--ns|-F|--pidfile|-o|-y|-Z|-d)$/;
/** Options that leave out some of those with the name. */
const FEWER =
  /^(-[uUPgGtFoynOZvN]$|--(user|euid|uid|parent|pgroup|group|terminal|pidfile|newest|oldest|older|younger|inverse|interactive))/;

const operands = (args: readonly string[]): readonly string[] =>
  args.filter((arg, index) => !arg.startsWith("-") && !TAKING.test(args[index - 1] ?? ""));

const has = (args: readonly string[], letter: string, long: string): boolean =>
  args.some((arg) => arg === long || (/^-[a-z]+$/.test(arg) && arg.includes(letter)));

/** https://man7.org/linux/man-pages/man1/pgrep.1.html */
const pkill: Command = (process) => {
  const args = process.argv.slice(1);
  const fewer = args.some((arg) => FEWER.test(arg));
  const [text = HOLE] = operands(args);
  const pattern = patternOf(text, has(args, "x", "--exact"), has(args, "i", "--ignore-case"), process);
  const which = (argv: readonly string[]): boolean | null => {
    const meant = meets(argv, pattern, has(args, "f", "--full"));
    return meant === true && fewer ? null : meant;
  };
  end(process, which);
  endServices(process, which);
  return QUIET;
};

/** https://man7.org/linux/man-pages/man1/killall.1.html */
const killall: Command = (process) => {
  const args = process.argv.slice(1);
  const fewer = args.some((arg) => FEWER.test(arg));
  const plain = (text: string): string => (has(args, "r", "--regexp") ? text : basename(text).replace(/[.+*?()[\]{}|^$\\]/g, "\\$&"));
  const patterns = operands(args).map((text) =>
    patternOf(plain(text), !has(args, "r", "--regexp"), has(args, "I", "--ignore-case"), process),
  );
  const which = (argv: readonly string[]): boolean | null => {
    const meant = patterns.map((pattern) => meets(argv, pattern, false));
    return meant.includes(true) && !fewer ? true : meant.some((one) => one !== false) ? null : false;
  };
  end(process, which);
  endServices(process, which);
  return QUIET;
};

/** Which processes the numbers are of, nobody knows. https://man7.org/linux/man-pages/man1/kill.1.html */
const kill: Command = (process) => {
  if (process.argv.some((arg) => /^-[lL]$/.test(arg))) return ASKS;
  end(process, () => null);
  return QUIET;
};

/** `fuser -k 80/tcp`. https://man7.org/linux/man-pages/man1/fuser.1.html */
const fuser: Command = (process) => {
  const args = process.argv.slice(1);
  if (!has(args, "k", "--kill")) return ASKS;
  const space = args.find((_arg, index) => /^(-n|--namespace)$/.test(args[index - 1] ?? ""));
  const named = args.flatMap((arg) => {
    const [, port, protocol = space] = /^(\d+)(?:\/(tcp|udp))?$/.exec(arg) ?? [];
    return port === undefined ? [] : [{ port: Number(port), protocol }];
  });
  const unknown = args.some(hasHole);
  if (named.length === 0 && !unknown) return QUIET;
  const signal = args.some((arg) => /^-([A-Z]{3,}|\d)/.test(arg)) ? args : ["-KILL"];
  end({ ...process, argv: ["fuser", ...signal] }, (_argv, { listeners, complete }) => {
    const holds = listeners.some(
      ({ certainty, ports, protocol }) =>
        certainty === "definite" &&
        named.some((one) => one.protocol === protocol && ports?.some(([from, to]) => from === one.port && to === one.port)),
    );
    if (holds) return true;
    return unknown || !complete || listeners.some(({ ports, certainty }) => ports === null || certainty === "possible") ? null : false;
  });
  return QUIET;
};

export const KILL_COMMANDS: Readonly<Record<string, Command>> = { kill, pkill, killall, fuser };
