import { UNSEEN, type Server } from "../model/launch";
import type { Served } from "../model/listener";
import { nameOwnAddresses } from "./own-address";
import { FAILS, PREPARES, STAYS, basename, type Outcome, type Process } from "./process";
import { readAt } from "./tree";

const ask = (server: Server, { argv, environment, cwd, root, world }: Process): Served =>
  server.listens({ argv, environment, files: world.files, cwd, root });

/** Whether a server is started in a way that it may listen, in which case it is more than the step of its name: `rsync --daemon`. */
export function mayListen(server: Server, process: Process): boolean {
  const { listeners, failsToStart, complete } = ask(server, process);
  return listeners.length + failsToStart.length > 0 || !complete;
}

/** Asks a server what it opens, and enters that. */
export function serve(server: Server, process: Process): Outcome {
  const opened = nameOwnAddresses(ask(server, process));
  const served = { ...opened, failsToStart: opened.failsToStart.map((fails) => ({ process: server.name, ...fails })) };
  record(served, process);
  if (served.failsToStart.length > 0) return FAILS;
  if (goesToBackground(process) || served.mayEnd === true) return PREPARES;
  if (served.listeners.some(({ certainty }) => certainty === "definite")) return STAYS;
  const open = served.listeners.length > 0 || served.tunnels !== undefined || (!served.complete && !INTERPRETERS.has(server.name));
  return open ? { ...STAYS, returns: "perhaps" } : PREPARES;
}

/** What they run may be a server or a step on the way to one; where the author wrote something after it, it is taken for a step. */
const INTERPRETERS = new Set(["python", "node", "deno", "bun", "php", "ruby", "java", "perl"]);

/** What a process opens that may not be started at all is possible; that it fails is then no fact. */
export function record(served: Served, { certain, world }: Pick<Process, "certain" | "world">): void {
  world.tally.served.push(
    certain
      ? served
      : { ...served, listeners: served.listeners.map((listener) => ({ ...listener, certainty: "possible" })), failsToStart: [] },
  );
}

/** When a server leaves the terminal: always but with one of these arguments, or only with one of them. */
interface Backgrounding {
  readonly programs: string;
  readonly unless?: string;
  readonly only?: string;
}

/** From each program's manual page. */
const BACKGROUNDING: readonly Backgrounding[] = [
  { programs: "httpd apache2", unless: "-DFOREGROUND FOREGROUND -X -DNO_DETACH NO_DETACH" },
  { programs: "apachectl apache2ctl", unless: "-DFOREGROUND FOREGROUND" },
  { programs: "sshd", unless: "-D -d -De" },
  { programs: "php-fpm", unless: "-F --nodaemonize" },
  { programs: "dnsmasq", unless: "-k -d --keep-in-foreground --no-daemon" },
  { programs: "named", unless: "-f -g" },
  { programs: "lighttpd", unless: "-D" },
  { programs: "squid", unless: "-N --foreground" },
  { programs: "unbound rpcbind slapd rpc.mountd", unless: "-d -f" },
  { programs: "vsftpd proftpd pure-ftpd", unless: "-n --nodaemon" },
  { programs: "redis-server valkey-server keydb-server", only: "--daemonize" },
  { programs: "memcached mosquitto thin puma nats-streaming-server", only: "-d" },
  { programs: "mongod mongos", only: "--fork -f" },
  { programs: "gunicorn unicorn haproxy rackup", only: "-D --daemon --daemonize" },
  { programs: "mysqld mariadbd", only: "--daemonize -D" },
  { programs: "uwsgi", only: "--daemonize --daemonize2 -d" },
  { programs: "caddy", only: "start" },
  { programs: "rsync", unless: "--no-detach" },
  { programs: "hg", only: "-d --daemon" },
  { programs: "git", only: "--detach instaweb" },
  { programs: "ssh autossh", only: "-f" },
  { programs: "tailscale", only: "--bg" },
  { programs: "pg_ctl pg_ctlcluster", only: "start restart" },
];

/** `-f`, alone or with other options in one argument. https://man.openbsd.org/ssh#f */
const SSH_BACKGROUND = /^-[46AaCGgKkMNnqsTtVvXxYy]*f/;

function goesToBackground(process: Process): boolean {
  const program = basename(process.argv[0] ?? "").replace(/[-.]?\d+(\.\d+)*$/, "");
  const args = process.argv.slice(1);
  if (program === "nginx" || program === "openresty") return !staysInForeground(process);
  if (program === "ssh" || program === "autossh") return args.some((arg) => SSH_BACKGROUND.test(arg));
  const entry = BACKGROUNDING.find(({ programs }) => programs.split(" ").includes(program));
  const named = (words: string): boolean => words.split(" ").some((word) => args.some((arg) => arg === word || arg.startsWith(`${word}=`)));
  if (entry?.unless !== undefined) return !named(entry.unless);
  return entry?.only !== undefined && named(entry.only);
}

/** nginx stays where `daemon off` is said, by `-g` or in its configuration. https://nginx.org/en/docs/ngx_core_module.html#daemon */
function staysInForeground({ argv, world, cwd }: Process): boolean {
  const says = (text: string): boolean => /(^|[;{}\s])daemon\s+off\s*;/.test(text.replace(/#.*/g, ""));
  const at = argv.indexOf("-c");
  const text = readAt(world.files, at < 0 ? "/etc/nginx/nginx.conf" : (argv[at + 1] ?? ""), cwd);
  return argv.some((arg) => says(`${arg};`)) || (text !== null && text !== UNSEEN && says(text));
}
