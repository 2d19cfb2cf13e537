import type { Files, Invocation } from "../../src/model/launch";
import type { Listener, Reach, Served, Tunnel } from "../../src/model/listener";
import { hasHole } from "../../src/model/text";

/** Who answers whom: `tcp 4 any 8000`, one line for each family of each socket; `?` in front where it is only possible. */
export type Facts = readonly string[];

/** The notation of a server's examples, and of `ss`, in facts. */
export function factsOfNotation(lines: readonly string[]): Facts {
  return lines.flatMap((line) => {
    const [mark, rest] = /^\?\s*/.test(line) ? ["? ", line.replace(/^\?\s*/, "")] : ["", line];
    const [protocol = "", address = "", port = ""] = rest.split(" ");
    if (protocol === "fails" || protocol === "tunnel") return [line];
    if (protocol === "unix") return [`${mark}unix ${address}`];
    return familiesOf(address).map(([family, reach]) => `${mark}${protocol} ${family} ${reach} ${port}`);
  });
}

function familiesOf(address: string): readonly (readonly [family: string, reach: Reach])[] {
  if (address === "*")
    return [
      ["4", "any"],
      ["6", "any"],
    ];
  if (address === "?")
    return [
      ["4", "unknown"],
      ["6", "unknown"],
    ];
  if (address === "localhost")
    return [
      ["4", "loopback"],
      ["6", "loopback"],
    ];
  if (address === "0.0.0.0") return [["4", "any"]];
  const six = /^\[(.*)\]$/.exec(address)?.[1];
  if (six === undefined) return [["4", address.startsWith("127.") ? "loopback" : "address"]];
  if (six.startsWith("::ffff:")) return [["4", six.startsWith("::ffff:127.") ? "loopback" : "address"]];
  return [["6", six === "::" ? "any" : six === "::1" ? "loopback" : "address"]];
}

const factsOfTunnel = ({ protocol, host, ports }: Tunnel): Facts =>
  (ports ?? ["?"]).map(
    (range) => `tunnel ${protocol} ${hasHole(host) ? "?" : host} ${typeof range === "string" ? range : String(range[0])}`,
  );

export const factsOfServed = ({ listeners, failsToStart, tunnels = [] }: Pick<Served, "listeners" | "failsToStart" | "tunnels">): Facts => [
  ...listeners.flatMap(factsOfListener),
  ...tunnels.flatMap(factsOfTunnel),
  ...failsToStart.map(({ code }) => `fails ${code}`),
];

function factsOfListener({ protocol, address, ipv4, ipv6, ports, certainty }: Listener): Facts {
  const mark = certainty === "possible" ? "? " : "";
  if (protocol === "unix") return [`${mark}unix ${hasHole(address) ? "?" : address}`];
  const families = (
    [
      ["4", ipv4],
      ["6", ipv6],
    ] as const
  ).filter(([, reach]) => reach !== "none");
  const shown =
    ports === null ? ["?"] : ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`));
  return families.flatMap(([family, reach]) => shown.map((port) => `${mark}${protocol} ${family} ${reach} ${port}`));
}

export const sorted = (facts: Facts): Facts => [...new Set(facts)].sort();

/** Files by path, all there are; relative ones are in the working directory. */
export function filesOf(texts: Readonly<Record<string, string>>, cwd: string): Files {
  const all = new Map(Object.entries(texts).map(([path, text]) => [path.startsWith("/") ? path : `${cwd}/${path}`, text]));
  return {
    read: (path) => all.get(path) ?? null,
    list: (directory) => ({
      names: [...all.keys()]
        .filter((path) => path.slice(0, path.lastIndexOf("/")) === directory)
        .map((path) => path.slice(directory.length + 1)),
      complete: true,
    }),
  };
}

export interface Given {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Everything known: root in /srv, and no file or variable but those given. */
export const invocationOf = ({ argv, env = {}, files = {} }: Given): Invocation => ({
  argv,
  environment: { values: new Map(Object.entries(env)), complete: true },
  files: filesOf(files, "/srv"),
  cwd: "/srv",
  root: true,
});
