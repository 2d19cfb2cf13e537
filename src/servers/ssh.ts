import type { Invocation, Server } from "../model/launch";
import type { Served } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { parseOptions } from "./options";
import { serve, unix, type Bind } from "./served";

const FORWARDS = /^(GatewayPorts|LocalForward|DynamicForward)\b/i;
const KEYWORD = /^(LocalForward|DynamicForward)[=\s]\s*([^]*)$/i;

/**
 * `-L` and `-D` listen here, on loopback unless they name an address or `-g` opens them; what `-R` opens is at the other end. What a
 * configuration file forwards is not followed.
 */
export const server: Server = {
  name: "ssh",
  programs: ["ssh", "autossh"],
  manual: "https://man.openbsd.org/ssh#L",
  listens: forwards,
  examples: [
    { argv: ["ssh", "-fNT", "-L", "0.0.0.0:9000:db:6379", "bastion"], listens: ["tcp 0.0.0.0 9000"] },
    { argv: ["ssh", "-N", "-L9001:db:5432", "bastion"], listens: ["tcp localhost 9001"] },
    { argv: ["ssh", "-g", "-D", "1081", "bastion"], listens: ["tcp * 1081"] },
    { argv: ["autossh", "-M", "0", "-N", "-L", "*:9002:[::1]:80", "bastion"], listens: ["tcp * 9002"] },
    { argv: ["ssh", "-o", "GatewayPorts=yes", "-o", "LocalForward=9003 db:80", "bastion"], listens: ["tcp * 9003"] },
    { argv: ["ssh", "-L", "/run/db.sock:/run/postgresql/s", "bastion"], listens: ["unix /run/db.sock"] },
    { argv: ["ssh", "-R", "0.0.0.0:80:localhost:8000", "bastion"], listens: [] },
    { argv: ["ssh", "bastion", "nc", "-L", "9004"], listens: [] },
  ],
};

function forwards(invocation: Invocation): Served {
  const { given, hazy } = parseOptions(argumentsOf(invocation), {
    style: "posix",
    options: {
      local: { names: ["-L"] },
      dynamic: { names: ["-D"] },
      gateway: { names: ["-g"], takes: "none" },
      set: { names: ["-o"] },
    },
    taking: "-B -b -c -E -e -F -I -i -J -l -M -m -P -p -Q -R -S -W -w",
    flags: "46AaCfGKkNnqsTtVvXxYy",
  });
  const wide = given.gateway.length > 0 || given.set.some(({ value }) => /^GatewayPorts[=\s]\s*yes$/i.test(value));
  const set = given.set.flatMap(({ value, says }) => {
    const [, , forward] = KEYWORD.exec(value) ?? [];
    return forward === undefined ? [] : [{ value: forward.replace(/\s+/, ":"), says }];
  });
  const binds = [...given.local, ...given.dynamic, ...set].map(({ value, says }) => bindOf(value, says, wide));
  const open = hazy || given.set.some(({ value }) => hasHole(FORWARDS.test(value) ? value : (value.split("=")[0] ?? "")));
  return serve("ssh", PASSIVE, binds, open ? [unseen.argument("ssh")] : []);
}

/** `[ADDRESS:]PORT[:HOST:PORT]`; a path is a unix socket. */
function bindOf(value: string, says: string, wide: boolean): Bind {
  const said = { says, from: "command" as const };
  if (value.startsWith("/")) return unix(value.split(":")[0] ?? "", said);
  const fields = value.match(/\[[^\]]*\]|[^:]+|(?<=^|:)(?=:)/g) ?? [];
  const named = fields.length === 2 || fields.length === 4 || (fields.length === 3 && (fields[2] ?? "").startsWith("/"));
  const [address = "", port = ""] = named ? fields : ["", fields[0]];
  if (hasHole(value) && !/^\d+$/.test(port)) return { ...said, host: HOLE, port: null };
  return { ...said, host: named ? (address === "" ? "*" : address.replace(/^\[(.*)\]$/, "$1")) : wide ? "*" : "localhost", port };
}
