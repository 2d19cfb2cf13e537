import { routableSize, unionAll } from "../net/address-set";
import { parseCidr } from "../net/address";
import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown, Tunnel } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { asks, asksNot, commandIn, doubted, idle, listed, type Asked } from "./command";
import { parseOptions, type Grammar, type Parsed } from "./options";
import { NOTHING, portsOf, serve, type Bind } from "./served";

/** Ports of URLs without one. https://www.iana.org/assignments/service-names-port-numbers */
const SCHEMES: Readonly<Record<string, string>> = {
  "": "80",
  http: "80",
  ws: "80",
  https: "443",
  wss: "443",
  "https+insecure": "443",
  ssh: "22",
  rdp: "3389",
  smb: "445",
};

/** Schemes of what is no port: `http_status:404`, `unix:/run/app.sock`, `file:///srv`. */
const NO_PORT = /^(?:(?:http_status|unix|unix\+tls|file|text|static):|hello_world$|\/)/;

/**
 * What a program carries: `5000`, `localhost:5000`, `http://[::1]:5000/path`. Null for what is no port; of what is not understood, anything.
 * Of a URL neither credentials nor path are kept.
 */
export function carried(process: string, target: string, says: string, protocol: Tunnel["protocol"] = "tcp"): Tunnel | null {
  if (NO_PORT.test(target)) return null;
  const [, scheme = "", authority = ""] = /^(?:([^/:@?#]+):\/\/)?(?:[^/?#]*@)?([^/?#]*)/.exec(target) ?? [];
  const shown = says.replace(target, () => (scheme === "" ? authority : `${scheme}://${authority}`));
  const [, host, port = SCHEMES[scheme.toLowerCase()]] = /^\d+$/.test(authority)
    ? ["", "localhost", authority]
    : (/^(\[[^\]]*\]|[^:]*)(?::([^:]*))?$/.exec(authority) ?? []);
  if (host === undefined || port === undefined || (hasHole(authority) && !authority.includes(":"))) return anyPort(process, shown);
  const ports = portsOf(port);
  if (ports === "literal-variable") return null;
  return ports === "not-a-port"
    ? anyPort(process, shown)
    : { process, protocol, host: host === "" ? "localhost" : host, ports, says: shown };
}

/** One of whose target nobody knows anything. */
export const anyPort = (process: string, says: string): Tunnel => ({ process, protocol: "tcp", host: HOLE, ports: null, says });

/** What a program carries, and where it listens itself: an inspector, its metrics. */
export interface Opened {
  /** Null: none. */
  readonly tunnels?: readonly (Tunnel | null)[];
  readonly binds?: readonly Bind[];
  readonly doubts?: readonly LaunchUnknown[];
}

/** A program that calls out and carries what comes back: what tells it from others of its kind. */
export interface Calls<Name extends string> {
  readonly name: string;
  readonly grammar: Grammar<Name>;
  /** It carries only where the operands begin with one of these: `http`; absent: always. */
  readonly commands?: readonly string[];
  /** True: it does so without a command, too. */
  readonly bare?: true;
  /** Commands that surely open nothing: `config, update`. */
  readonly harmless?: string;
  /** True: an argument that is not known may make it listen. */
  readonly listens?: true;
  /** Who comes has to show who he is. */
  readonly isGuarded?: (parsed: Parsed<Name>) => boolean;
  readonly opens: (parsed: Parsed<Name>, invocation: Invocation) => Opened;
}

/** Whether a program carries that does so without a command, too: what is given for one may be the value of an option. */
function asksBare(args: readonly string[], parsed: Parsed, commands: readonly string[]): Asked {
  if (parsed.operands.length === 0 && !parsed.hazy) return "yes";
  const asked = asks(args, parsed, commands);
  return asked === "no" && parsed.operands.length === parsed.strays ? "perhaps" : asked;
}

/** What a program opens that calls out; with arguments that nobody knows it carries anything. */
export function calls<Name extends string>(spec: Calls<Name>): Server["listens"] {
  return (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, { style: "plain", ...spec.grammar });
    const { name, commands = [], harmless = "" } = spec;
    if (args.some((argument) => /^--(version|help)$/.test(argument))) return NOTHING;
    if (harmless !== "" && asksNot(args, parsed, listed(harmless)) === "no") return NOTHING;
    const asked =
      spec.commands === undefined ? "yes" : spec.bare === true ? asksBare(args, parsed, commands) : asks(args, parsed, commands);
    if (asked === "no") return idle(name, parsed.operands, harmless);
    const { tunnels = [], binds = [], doubts = [] } = spec.opens(parsed, invocation);
    const isOpen = parsed.hazy || asked === "perhaps";
    const any = isOpen ? [anyPort(name, commandIn(parsed, commands) ?? "")] : [];
    const all = spec.isGuarded?.(parsed) === true ? [] : [...tunnels.filter((one) => one !== null), ...any];
    const hidden = spec.listens === true || asked === "perhaps" ? doubted(name, parsed, asked) : [];
    const served = serve(name, GO, binds, [...doubts, ...hidden]);
    return all.length === 0 ? served : { ...served, tunnels: all };
  };
}

/** The one target among operands; of several nobody can tell which one it is, since an option that is not known may take a value. */
export function target(process: string, command: string, operands: readonly string[], protocol: Tunnel["protocol"] = "tcp"): Tunnel | null {
  const [first = "", ...others] = operands;
  return others.length > 0 ? anyPort(process, command) : carried(process, first, `${command} ${first}`, protocol);
}

/** Go's flags take one dash or two. https://pkg.go.dev/flag#hdr-Command_line_flag_syntax */
export const eitherDash = (names: string): string => names.replace(/--(\S+)/g, "--$1 -$1");

/** Networks that are fewer addresses than the world: at most a /8, or a /11 of IPv6. */
export function isFew(networks: readonly string[]): boolean {
  const sets = networks.map(parseCidr);
  const known = sets.filter((set) => set !== null);
  const all = unionAll(known);
  return sets.length > 0 && known.length === sets.length && routableSize(all, 4) <= 1n << 24n && routableSize(all, 6) <= 1n << 117n;
}
