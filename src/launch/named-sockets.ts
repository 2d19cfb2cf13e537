import { bindOfText } from "../model/bind";
import type { Invocation, Server } from "../model/launch";
import type { BindOrigin, Listener, PortRange, Served } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { NOTHING, portsOf } from "../servers/served";
import { CALLED } from "./loopback";

/** A setting, wherever it stands: a word and the one after it. */
interface Pair {
  readonly key: string;
  readonly value: string;
  readonly from: BindOrigin;
}

/** A port that a setting names, and the setting. */
interface Named {
  readonly address: string;
  readonly port: string;
  readonly says: string;
  readonly from: BindOrigin;
}

/** Of a program's source its own reader tells; a port in it may be anything's. */
const SOURCE = /\.([cm]?[jt]sx?|py|rb|ru|php|pl|go|java)$/;

/** Comments as configurations have them. */
const uncommented = (text: string): string =>
  text
    .split("-->")
    .map((part, index, all) => (index === all.length - 1 ? part : (part.split("<!--", 1)[0] ?? "")))
    .join("\n")
    .split("\n")
    .filter((line) => line.length < 2000 && !/^\s*([#;!]|\/\/|--\s)/.test(line))
    .map((line) => line.replace(/\s(#|\/\/).*/, ""))
    .join("\n");

const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[\s"'=<>,;(){}]+/)
    .map((word) => word.replace(/^(.+):$/, "$1"))
    .filter((word) => word !== "" && word !== ":");

const pairsOf = (words: readonly string[], from: BindOrigin): readonly Pair[] =>
  words.map((value, index) => ({ key: words[index - 1] ?? "", value, from }));

/** A variable may hold options, as those of Java; by itself a port is mostly that of a service to call. */
function inVariable(key: string, value: string): readonly Pair[] {
  if (/^-/.test(value)) return /OPTS|JAVA|JVM/.test(key) ? pairsOf(wordsOf(value), "environment") : [];
  return takesPort(key) || hasHole(value) ? [] : [{ key, value, from: "environment" }];
}

/** Names of what others listen on, and of what only tells of it. */
const OTHERS = /redirect|advertis|announce|external|public|forward|virtualhost|pass$|smtp|mail|ldap|^\$|\/\//i;

/** `http_port`, `httpPort`, `HTTP-PORT`, `listen`: the last word of a name. */
const takesPort = (key: string): boolean => /(^|[-_.])(port|listen|bind)$/i.test(key.replace(/Port$/, "-port"));

const ALL = /^(0\.0\.0\.0|::|\[::\])$/;

const isBind = (key: string): boolean => /listen|bind|inet\b|metrics|control|admin/i.test(key);

const isAddress = (key: string): boolean => isBind(key) || /addr|endpoint|socket|interface/i.test(key);

/**
 * The port of a setting that may be a socket of one's own: `icp_port 3130`, `metrics-addr :9323`; or whatever its name, an address of
 * all interfaces with a port, since nobody calls it. Those on loopback answer nobody, and a URL of HTTP is mostly one to call.
 */
function namedBy({ key, value, from }: Pair): readonly Named[] {
  if (OTHERS.test(key) || (CALLED.test(key) && !isAddress(key))) return [];
  // A word that decides nothing may be a secret.
  const words = [...(takesPort(key) || isAddress(key) ? [key] : []), ...(hasHole(value) ? [] : [value])];
  const named = (address: string, port: string): readonly Named[] => [{ address, port, says: words.join(" "), from }];
  if (hasHole(value) && (takesPort(key) || (/listen|bind/i.test(key) && value === HOLE))) return named("0.0.0.0", HOLE);
  if (takesPort(key) && /^\d+$/.test(value)) return named("0.0.0.0", value);
  // Nobody knows the port of `--metrics-address 0.0.0.0`. A variable of that kind is mostly another program's.
  if (from !== "environment" && (isAddress(key) || /host$/i.test(key)) && ALL.test(value)) return named(value, HOLE);
  const [, scheme = "", host = "", port = ""] =
    /^(?:([a-z]+\d?)(?::\/\/|[@:]))?(\[[^\]]*\]|\*|[\d.\uFFFC]*|::):([^:/]+)\/?$/i.exec(value) ?? [];
  if (port === "" || (/^https?$/.test(scheme) && !isBind(key))) return [];
  const bare = bareHost(host);
  const answers = bare === "*" || bare === "" || hasHole(bare) ? "any" : bindOfText(bare)?.answers;
  const own = answers === "any" ? (bare !== "" && !hasHole(bare)) || isAddress(key) : answers === "address" && /listen|bind/i.test(key);
  return own ? named(bare === "" || hasHole(bare) ? "0.0.0.0" : bare, port) : [];
}

/** Null where it is not known, or none. */
function rangesOf(port: string): readonly PortRange[] | null {
  const ports = portsOf(port);
  return typeof ports === "string" ? null : ports;
}

const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

/** `port` of a file and `--port` are one setting. */
const bareOf = (word: string): string => word.replace(/^-{1,2}/, "");

/** Whether the plug-in tells of a port, or has weighed a setting: another of that name makes a socket, or its package ships it. */
function isKnown({ key, value, from: origin }: Pair, { port }: Named, { packaged = [] }: Server, listeners: readonly Listener[]): boolean {
  const [[from, to] = [-1, -1]] = rangesOf(port) ?? [];
  const covers = ([first, last]: PortRange): boolean => first <= from && to <= last;
  if (listeners.some(({ ports }) => ports === null || ports.some(covers))) return true;
  if (ALL.test(value) && listeners.some(({ address }) => bareHost(address) === bareHost(value))) return true;
  // A file's address is overruled by an option or a variable, of whatever name.
  if (ALL.test(value) && origin === "file" && listeners.some(({ from: by }) => by === "command" || by === "environment")) return true;
  if (
    (value === port || hasHole(value) || ALL.test(value)) &&
    listeners.some(({ says }) => wordsOf(says).map(bareOf).includes(bareOf(key)))
  )
    return true;
  return packaged.some(({ files }) =>
    Object.values(files).some((text) =>
      pairsOf(wordsOf(uncommented(text ?? "")), "file").some((one) => one.key === key && one.value === value),
    ),
  );
}

/**
 * What a server opens, and beside it what its settings name that its plug-in does not tell of: such a socket is possible. No program's
 * manual is known to the last of its settings, and that nothing else listens must not rest on it.
 */
export function listensAndNames(server: Server, invocation: Invocation): Served {
  const texts = new Map<string, string>();
  const read: Invocation["files"]["read"] = (path) => {
    const text = invocation.files.read(path);
    if (typeof text === "string" && !SOURCE.test(path)) texts.set(path, text);
    return text;
  };
  const served = server.listens({ ...invocation, files: { ...invocation.files, read } });
  if (!served.complete || served === NOTHING || served.failsToStart.length > 0) return served;
  const pairs = [
    ...pairsOf(
      invocation.argv.slice(1).flatMap((word) => word.split("=")),
      "command",
    ),
    ...[...invocation.environment.values].flatMap(([key, value]) => inVariable(key, value)),
    ...[...texts.values()].flatMap((text) => pairsOf(wordsOf(uncommented(text)), "file")),
  ];
  const named = pairs.flatMap((pair) => namedBy(pair).filter((one) => !isKnown(pair, one, server, served.listeners)));
  const sockets = [...new Map(named.map((one) => [one.port, one])).values()];
  const more = sockets.flatMap(({ address, port, says, from }): readonly Listener[] => {
    const ports = rangesOf(port);
    if (ports === null && !hasHole(port)) return [];
    const reach = bindOfText(address)?.answers === "any" || address === "*" ? ("any" as const) : ("address" as const);
    return (["tcp", "udp"] as const).map((protocol) => ({
      process: server.name,
      protocol,
      address,
      ipv4: reach,
      ipv6: reach,
      ports,
      certainty: "possible",
      from,
      says,
    }));
  });
  return more.length === 0 ? served : { ...served, listeners: [...served.listeners, ...more] };
}
