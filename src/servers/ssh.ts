import type { Server } from "../model/launch";
import type { Tunnel } from "../model/listener";
import { argumentsOf } from "./arguments";
import { PASSIVE } from "./address";
import { type Given, parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { anyPort, carried } from "./tunnel";

const OPTIONS = {
  local: { names: ["-L"] },
  socks: { names: ["-D"] },
  remote: { names: ["-R"] },
  shared: { names: ["-g"], takes: "none" },
} as const;
const TAKING = "-b -c -E -e -F -I -i -J -l -m -O -o -p -Q -S -W -w -B";
const FLAGS = "46AaCfGKkNnqsTtVvXxYy";

/** `[bind:]port:host:hostport`, IPv6 addresses in brackets. */
const partsOf = (spec: string): readonly string[] => spec.match(/\[[^\]]*\](?=:|$)|[^:[\]]+|(?<=^|:)(?=:|$)/g) ?? [];

const HERE = /^(localhost|127\..*|\[::1\])$/;

/** Without an address it is on loopback, unless `-g` says otherwise; an empty one and `*` are every address. */
function bindOf({ value, says }: Given, shared: boolean, ownParts: number): Bind {
  const parts = partsOf(value);
  const bound = parts.length > ownParts;
  const [host = "", port = ""] = bound ? parts : [shared ? "*" : "localhost", ...parts];
  return { host: host.replace(/^\[(.*)\]$/, "$1") || "*", port, says, from: "command" };
}

/** The server at the far end may bind every address; where it is asked for its own loopback, it does not. */
function remote({ value, says }: Given): Tunnel | null {
  const parts = partsOf(value);
  if (parts.length === 4 && HERE.test(parts[0] ?? "")) return null;
  return parts.length < 3 ? anyPort("ssh", says) : carried("ssh", parts.slice(-2).join(":"), says);
}

/** What it forwards: ports of its own host by `-L` and `-D`, ports at the far end by `-R`. Options may follow the destination. */
export const server: Server = {
  name: "ssh",
  programs: ["ssh", "autossh", "pinggy"],
  manual: "https://man.openbsd.org/ssh.1",
  listens: (invocation) => {
    const autossh = (invocation.argv[0] ?? "").endsWith("autossh");
    const grammar = {
      style: "posix" as const,
      options: OPTIONS,
      taking: autossh ? `${TAKING} -M` : TAKING,
      flags: autossh ? FLAGS : `${FLAGS}M`,
    };
    const before = parseOptions(argumentsOf(invocation), grammar);
    const after = parseOptions(before.operands.slice(1), grammar);
    const given = (name: keyof typeof OPTIONS): readonly Given[] => [...before.given[name], ...after.given[name]];
    const shared = given("shared").length > 0;
    const isPath = ({ value }: Given): boolean => value.startsWith("/");
    const binds = [
      ...given("local")
        .filter((one) => !isPath(one))
        .map((one) => bindOf(one, shared, one.value.includes(":/") ? 2 : 3)),
      ...given("socks").map((one) => bindOf(one, shared, 1)),
    ];
    const tunnels = given("remote")
      .map(remote)
      .filter((one): one is Tunnel => one !== null);
    return { ...serve("ssh", PASSIVE, binds), ...(tunnels.length === 0 ? {} : { tunnels }) };
  },
  examples: [
    { argv: ["ssh", "-fNL", "8311:db:5432", "bastion"], listens: ["tcp localhost 8311"] },
    { argv: ["ssh", "-N", "-g", "-L", "8312:db:5432", "bastion"], listens: ["tcp * 8312"] },
    { argv: ["ssh", "-L", "0.0.0.0:8313:db:5432", "-D", "*:1080", "bastion"], listens: ["tcp 0.0.0.0 8313", "tcp * 1080"] },
    { argv: ["ssh", "-L", "[::1]:8314:[2001:db8::9]:80", "bastion"], listens: ["tcp [::1] 8314"] },
    { argv: ["autossh", "-M", "0", "-NR", "*:80:localhost:8315", "bastion"], listens: ["tunnel tcp localhost 8315"] },
    { argv: ["pinggy", "-p", "443", "-R0:[::1]:8316", "a.pinggy.io"], listens: ["tunnel tcp [::1] 8316"] },
    { argv: ["ssh", "-R", "1080", "bastion"], listens: ["tunnel tcp ? ?"] },
    { argv: ["ssh", "-R", "localhost:80:localhost:8315", "bastion"], listens: [] },
    { argv: ["ssh", "bastion", "ls", "-R", "80:localhost:8315"], listens: [] },
  ],
};
