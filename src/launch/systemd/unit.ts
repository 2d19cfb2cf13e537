import type { Environment } from "../../model/launch";
import type { PortRange, Listener, Served } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { LIBC, addressOf } from "../../servers/address";

/** A unit file: for each section and key the values in order. An empty value takes back those before it. */
export type Unit = ReadonlyMap<string, readonly string[]>;

/** The end of a line that goes on in the next one which is no comment. */
const CONTINUED = /\\\r?\n(?:\s*[#;].*\r?\n)*\s*/g;

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html @param texts the unit and its drop-ins, in order */
export function parseUnit(texts: readonly string[]): Unit {
  const unit = new Map<string, string[]>();
  for (const text of texts) {
    let section = "";
    for (const raw of text.replace(CONTINUED, " ").split(/\r?\n/)) {
      const line = raw.trim();
      if (line === "" || /^[#;]/.test(line)) continue;
      const heading = /^\[(.+)\]$/.exec(line)?.[1];
      if (heading !== undefined) section = heading;
      const [, key, value = ""] = /^([A-Za-z]\w*)\s*=\s*(.*)$/.exec(line) ?? [];
      if (key === undefined) continue;
      const name = `${section}.${key}`;
      if (value === "") unit.set(name, []);
      else unit.set(name, [...(unit.get(name) ?? []), value]);
    }
  }
  return unit;
}

export const last = (unit: Unit, key: string): string | undefined => unit.get(key)?.at(-1);

/**
 * Words of a command line or of `Environment=`: quotes group, a backslash escapes; there is no shell.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
 */
export function splitWords(text: string): readonly { readonly text: string; readonly quoted: boolean }[] {
  const words: { text: string; quoted: boolean }[] = [];
  for (const [token] of text.matchAll(/(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\\[^]|[^\s"'\\])+/g)) {
    const plain = token.replace(
      /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|\\([^])/g,
      (_, double?: string, single?: string, escaped?: string) =>
        escaped === undefined ? (double ?? single ?? "").replace(/\\([^])/g, (__, char: string) => unescape(char)) : unescape(escaped),
    );
    words.push({ text: plain, quoted: /^["']/.test(token) });
  }
  return words;
}

const unescape = (char: string): string => ({ n: "\n", t: "\t", s: " " })[char] ?? char;

/** `-` stands for `/`, and `\\x2d` for a character. https://www.freedesktop.org/software/systemd/man/latest/systemd-escape.html */
const unescaped = (text: string): string =>
  text.replaceAll("-", "/").replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** `%i` and its like; what is not known of the machine is HOLE. https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers */
function specifiers(text: string, name: string): string {
  const plain = name.replace(/\.\w+$/, "");
  const [, prefix = "", instance = ""] = /^([^@]*)@?(.*)$/.exec(plain) ?? [];
  const last = prefix.slice(prefix.lastIndexOf("-") + 1);
  const known: Readonly<Record<string, string>> = {
    "%": "%",
    i: instance,
    I: unescaped(instance),
    p: prefix,
    P: unescaped(prefix),
    j: last,
    J: unescaped(last),
    n: name,
    N: plain,
  };
  return text.replace(/%([%a-zA-Z])/g, (_, letter: string) => known[letter] ?? HOLE);
}

/** A unit by its name, which its values may refer to. */
export const resolveSpecifiers = (unit: Unit, name: string): Unit =>
  new Map([...unit].map(([key, values]) => [key, values.map((value) => specifiers(value, name))]));

/**
 * The commands of an `ExecStart=` as plain argv; a semicolon alone stands between two. `${VAR}` is one word or part of one, `$VAR`
 * alone is split into words, `$$` is a dollar sign.
 */
export function execCommands(line: string, environment: Environment): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const { text, quoted } of splitWords(line)) {
    const current = commands.at(-1) ?? [];
    if (text === ";" && !quoted) commands.push([]);
    else current.push(...(current.length === 0 ? [text] : expandWord(text, environment)));
  }
  return commands.filter((command) => command.length > 0).map(withoutPrefix);
}

function expandWord(text: string, { values, complete }: Environment): readonly string[] {
  const valueOf = (variable: string): string => values.get(variable) ?? (complete ? "" : HOLE);
  const alone = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
  if (alone !== undefined) {
    return valueOf(alone)
      .split(/\s+/)
      .filter((word) => word !== "");
  }
  return [
    text.replace(/\$\$|\$\{([A-Za-z_]\w*)\}/g, (token, variable: string | undefined) => (token === "$$" ? "$" : valueOf(variable ?? ""))),
  ];
}

/** `-@:+!` before the program; with `@` the second word is what the program is told to be called. */
function withoutPrefix([program = "", ...args]: readonly string[]): readonly string[] {
  const [prefix = ""] = /^[-@:+!|]*/.exec(program) ?? [];
  return [program.slice(prefix.length), ...(prefix.includes("@") ? args.slice(1) : args)];
}

/** What systemd gives to every service. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment%20Variables%20in%20Spawned%20Processes */
export const managerEnvironment = (): Environment => ({
  values: new Map(["PATH", "LANG", "INVOCATION_ID", "JOURNAL_STREAM", "HOSTNAME"].map((name) => [name, HOLE])),
  complete: true,
});

/** Lines of an environment file. https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile= */
export function environmentLines(text: string): readonly (readonly [string, string])[] {
  return text
    .replace(/\\\r?\n/g, "")
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
      if (name === undefined) return [];
      const [, double, single] = /^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*$/.exec(value) ?? [];
      return [[name, double?.replace(/\\(.)/g, "$1") ?? single ?? value.trim()] as const];
    });
}

/**
 * The sockets of a `.socket` unit: systemd opens them, whatever the service says. A port alone answers both families, unless
 * `BindIPv6Only=` says otherwise. https://www.freedesktop.org/software/systemd/man/latest/systemd.socket.html#ListenStream=
 */
export function socketsOf(unit: Unit, name: string): Served {
  const listeners: Listener[] = [];
  for (const [key, protocol] of [
    ["Socket.ListenStream", "tcp"],
    ["Socket.ListenDatagram", "udp"],
  ] as const) {
    for (const value of (unit.get(key) ?? []).filter((one) => !one.startsWith("vsock:")))
      listeners.push(socketOf(value, protocol, `${key.slice(7)}=${value}`, name, last(unit, "Socket.BindIPv6Only") === "ipv6-only"));
  }
  const within = last(unit, "Socket.BindToDevice") === "lo" ? listeners.map(onLoopback) : listeners;
  return { listeners: within, failsToStart: [], unknowns: [], complete: true };
}

const onLoopback = (listener: Listener): Listener => ({
  ...listener,
  ipv4: listener.ipv4 === "any" ? "loopback" : listener.ipv4,
  ipv6: listener.ipv6 === "any" ? "loopback" : listener.ipv6,
});

function socketOf(value: string, protocol: "tcp" | "udp", says: string, process: string, ipv6Only: boolean): Listener {
  const known = { process, certainty: "definite", from: "file", says } as const;
  if (/^[/@]/.test(value)) return { ...known, protocol: "unix", address: value, ipv4: "none", ipv6: "none", ports: [] };
  const [, host = "", port = ""] = /^(?:(.*):)?([^:]*)$/.exec(value) ?? [];
  const ports: readonly PortRange[] | null = /^\d+$/.test(port) ? [[Number(port), Number(port)]] : null;
  const address = host === "" ? ({ address: "*", ipv4: "any", ipv6: "any" } as const) : addressOf(host.replace(/^\[(.*)\]$/, "$1"), LIBC);
  if (typeof address === "string" || hasHole(host))
    return { ...known, protocol, address: host, ipv4: "unknown", ipv6: "unknown", ports, certainty: "possible" };
  return { ...known, protocol, ...address, ...(ipv6Only && address.ipv6 !== "none" ? { ipv4: "none" as const } : {}), ports };
}
