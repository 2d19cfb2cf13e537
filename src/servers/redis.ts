import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { HOLE } from "../model/text";
import { failure } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { includeFiles } from "./include";
import { fails, serve, unix, unknown, type Bind } from "./served";
import { readFile, type Said } from "./setting";
import { splitWords } from "./words";

/** A line of redis.conf, wherever it was written. */
interface Line {
  readonly words: readonly string[];
  readonly from: Said["from"];
  readonly says: string;
}

/** redis.conf of its sources. */
const SHIPPED = "# bind 192.168.1.100 10.0.0.1\nbind 127.0.0.1 -::1\nprotected-mode yes\nport 6379\n";

/**
 * Arguments are lines of the configuration, each begun by `--`; later ones win. Protected mode answers strangers with an error after
 * the connection is made: it is no filter on the bind. `*` is IPv4 alone; a leading `-` lets an address be missing.
 */
export const server: Server = {
  name: "redis",
  programs: ["redis-server", "valkey-server", "keydb-server", "redis-sentinel"],
  manual: "https://redis.io/docs/latest/operate/oss_and_stack/management/config/",
  once: "-v -h --version --help --test-memory --check-system",
  background: (invocation) => {
    const { lines, doubts } = linesOf(invocation);
    const said = lines.findLast(({ words }) => words[0]?.toLowerCase() === "daemonize")?.words[1];
    return said === "yes" || (doubts.length > 0 && said !== "no" ? null : false);
  },
  listens: (invocation) => {
    const { named, missing, lines, doubts } = linesOf(invocation);
    if (missing) return fails(failure("no-configuration", named ?? ""));
    if (doubts.length > 0 && lines.length === 0) return unknown(...doubts);
    const last = (name: string): Line | undefined => lines.findLast(({ words }) => words[0]?.toLowerCase() === name);
    const sentinel = /sentinel$/.test(invocation.argv[0] ?? "") || invocation.argv.includes("--sentinel");
    return open(
      {
        bind: last("bind"),
        port: last("port"),
        tls: last("tls-port"),
        socket: last("unixsocket"),
        cluster: last("cluster-enabled"),
        bus: last("cluster-port"),
      },
      sentinel ? "26379" : "6379",
      doubts,
    );
  },
  packaged: [
    {
      family: "deb",
      packages: ["redis", "redis-server"],
      units: ["redis-server", "redis"],
      service: ["ExecStart=/usr/bin/redis-server /etc/redis/redis.conf --supervised systemd --daemonize no"],
      files: { "/etc/redis/redis.conf": SHIPPED },
    },
    {
      family: "rpm",
      packages: ["redis"],
      units: ["redis"],
      service: ["ExecStart=/usr/bin/redis-server /etc/redis/redis.conf --daemonize no --supervised systemd"],
      files: { "/etc/redis/redis.conf": SHIPPED },
      names: { "/etc/redis.conf": "/etc/redis/redis.conf" },
    },
    {
      family: "rpm",
      packages: ["redis6"],
      units: ["redis6"],
      service: ["ExecStart=/usr/bin/redis6-server /etc/redis6/redis6.conf --daemonize no --supervised systemd"],
      files: { "/etc/redis6/redis6.conf": SHIPPED },
    },
    {
      packages: ["valkey", "valkey-server"],
      units: ["valkey", "valkey-server"],
      service: ["ExecStart=/usr/bin/valkey-server /etc/valkey/valkey.conf --daemonize no --supervised systemd"],
      files: { "/etc/valkey/valkey.conf": SHIPPED },
    },
  ],
  examples: [
    { argv: ["redis-server"], listens: ["tcp 0.0.0.0 6379", "tcp [::] 6379"] },
    { argv: ["redis-server", "--bind", "127.0.0.1", "10.0.0.9", "--port", "6380"], listens: ["tcp 127.0.0.1 6380", "tcp 10.0.0.9 6380"] },
    { argv: ["redis-server", "--bind", "0.0.0.0", "--bind", "127.0.0.1"], listens: ["tcp 127.0.0.1 6379"] },
    { argv: ["redis-server", "--bind", "*", "--protected-mode", "no"], listens: ["tcp 0.0.0.0 6379"] },
    { argv: ["redis-server", "--bind", ""], listens: ["fails no-address"] },
    {
      argv: ["redis-server", "/etc/redis.conf", "--port", "6381"],
      files: { "/etc/redis.conf": "# bind 10.0.0.1\nbind 127.0.0.1 -::1\nport 6390\nunixsocket /run/redis.sock\n" },
      listens: ["tcp 127.0.0.1 6381", "tcp [::1] 6381", "unix /run/redis.sock"],
    },
    {
      argv: ["redis-server", "/etc/redis.conf"],
      files: { "/etc/redis.conf": "bind 127.0.0.1\ninclude /etc/more.conf\n", "/etc/more.conf": "bind 10.0.0.9\n" },
      listens: ["tcp 10.0.0.9 6379"],
    },
    {
      argv: ["redis-server", "--bind", "10.0.0.9", "--port", "6382", "--cluster-enabled", "yes"],
      listens: ["tcp 10.0.0.9 6382", "tcp 10.0.0.9 16382"],
    },
    { argv: ["redis-server", "--port", "0", "--unixsocket", "/run/redis.sock"], listens: ["unix /run/redis.sock"] },
    { argv: ["redis-server", "-v"], listens: [] },
    { argv: ["redis-server", "--test-memory", "512"], listens: [] },
  ],
};

/** Of the file, which the arguments come after. */
function linesOf(invocation: Invocation): Written & { readonly named: string | undefined; readonly missing: boolean } {
  const args = argumentsOf(invocation);
  const named = args[0]?.startsWith("-") === false ? args[0] : undefined;
  const file = named === undefined || named === "" ? { text: "", doubts: [], path: "" } : readFile(invocation, named);
  const written = inFile(invocation, file.text ?? "", 0);
  const options = named === undefined ? args : args.slice(1);
  // The one word after an option is its value.
  const unread = options.filter(
    (argument, index) => argument.startsWith("-") || (argument.startsWith(HOLE) && !/^--(?!bind$)[\w-]+$/.test(options[index - 1] ?? "")),
  );
  return {
    named,
    missing: file.text === null && file.doubts.length === 0,
    lines: [...written.lines, ...inArguments(options)],
    doubts: [...file.doubts, ...written.doubts, ...unreadOptions(unread, "redis-server")],
  };
}

interface Written {
  readonly lines: readonly Line[];
  readonly doubts: readonly LaunchUnknown[];
}

/** What a file includes stands in its place. */
function inFile(invocation: Invocation, text: string, depth: number): Written {
  const parts = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((says) => {
      const words = splitWords(says);
      if (words[0]?.toLowerCase() !== "include" || depth > 8) return { lines: [{ words, from: "file" as const, says }], doubts: [] };
      const { files, doubts } = includeFiles(invocation, invocation.cwd, words[1] ?? "");
      const inner = files.map((one) => inFile(invocation, one.text, depth + 1));
      return { lines: inner.flatMap((one) => one.lines), doubts: [...doubts, ...inner.flatMap((one) => one.doubts)] };
    });
  return { lines: parts.flatMap((part) => part.lines), doubts: parts.flatMap((part) => part.doubts) };
}

function inArguments(args: readonly string[]): readonly Line[] {
  const lines: string[][] = [];
  for (const argument of args) {
    if (argument.startsWith("--")) lines.push([argument.slice(2)]);
    else lines.at(-1)?.push(...(argument === "" ? [""] : argument.split(/\s+/)));
  }
  return lines.map((words) => ({ words, from: "command", says: `--${words.join(" ")}` }));
}

function open(
  lines: Record<"bind" | "port" | "tls" | "socket" | "cluster" | "bus", Line | undefined>,
  usual: string,
  doubts: readonly LaunchUnknown[],
): ReturnType<Server["listens"]> {
  const hosts = lines.bind?.words.slice(1).map((host) => host.replace(/^-(?=.)/, "").replace(/^::\*$/, "::")) ?? ["*", "::"];
  const ports = [lines.port ?? null, ...(lines.tls === undefined ? [] : [lines.tls])];
  const binds = ports.flatMap((line): readonly Bind[] => {
    const port = line?.words[1] ?? usual;
    const says = [lines.bind?.says, line?.says].filter((text) => text !== undefined).join(" ");
    const from = lines.bind?.from ?? line?.from ?? "default";
    return port === "0" ? [] : hosts.map((host) => ({ host, port, says, from }));
  });
  // The bus of a cluster. https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/#redis-cluster-tcp-ports
  const base = [lines.port?.words[1] ?? usual, lines.tls?.words[1] ?? "0"].find((port) => port !== "0") ?? "0";
  const bus = lines.bus?.words[1] ?? "0";
  const cluster: readonly Bind[] =
    lines.cluster?.words[1]?.toLowerCase() !== "yes"
      ? []
      : hosts.map((host) => ({
          host,
          port: bus !== "0" ? bus : /^\d+$/.test(base) ? Number(base) + 10000 : base,
          says: lines.cluster?.says ?? "",
          from: lines.cluster?.from ?? "default",
        }));
  const path = lines.socket?.words[1];
  if (hosts.includes("") && doubts.length === 0) return fails(failure("no-address", lines.bind?.says ?? ""));
  const socket = path === undefined || lines.socket === undefined ? [] : [unix(path, lines.socket)];
  return serve("redis", { ...PASSIVE, star: ["any", "none"], localhost: ["loopback", "none"] }, [...binds, ...cluster, ...socket], doubts);
}
