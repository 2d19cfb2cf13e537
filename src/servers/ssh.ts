import type { Invocation, Server } from "../model/launch";
import type { Served, Tunnel } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { parseOptions, type Given } from "./options";
import { serve, unix, type Bind } from "./served";
import type { Said } from "./setting";
import { isOpen, keywordOf, keywordsFor, type Keyword } from "./ssh-config";
import { anyPort, carried } from "./tunnel";

const OPTIONS = {
  local: { names: ["-L"] },
  dynamic: { names: ["-D"] },
  remote: { names: ["-R"] },
  gateway: { names: ["-g"], takes: "none" },
  set: { names: ["-o"] },
  file: { names: ["-F"] },
} as const;
const TAKING = "-B -b -c -E -e -I -i -J -l -m -O -P -p -Q -S -W -w";
const FLAGS = "46AaCfGKkNnqsTtVvXxYy";

const HERE = /^(localhost|127\..*|\[::1\])$/;

/** `[ADDRESS:]PORT[:HOST:PORT]`, IPv6 addresses in brackets. */
const fieldsOf = (value: string): readonly string[] => value.match(/\[[^\]]*\]|[^:]+|(?<=^|:)(?=:)/g) ?? [];

/** A path is a unix socket, here or at the far end. */
function bindOf({ value, says, from }: Said, wide: boolean): Bind {
  const said = { says, from };
  if (value.startsWith("/")) return unix(value.split(":")[0] ?? "", said);
  const fields = fieldsOf(value);
  const named = fields.length === 4 || (fields.at(-1)?.startsWith("/") === true ? fields.length === 3 : fields.length === 2);
  const [address = "", port = ""] = named ? fields : ["", fields[0]];
  if (hasHole(value) && !/^\d+$/.test(port)) return { ...said, host: HOLE, port: null };
  return { ...said, host: named ? (address === "" ? "*" : address.replace(/^\[(.*)\]$/, "$1")) : wide ? "*" : "localhost", port };
}

/** The server at the far end may bind every address; where it is asked for its own loopback, it does not. */
function tunnelOf({ value, says }: Said): readonly Tunnel[] {
  const fields = fieldsOf(value);
  if (fields.length === 4 && HERE.test(fields[0] ?? "")) return [];
  const tunnel = fields.length < 3 ? anyPort("ssh", says) : carried("ssh", fields.slice(-2).join(":"), says);
  return tunnel === null ? [] : [tunnel];
}

function forwards(invocation: Invocation): Served {
  const autossh = (invocation.argv[0] ?? "").endsWith("autossh");
  const grammar = {
    style: "posix" as const,
    options: OPTIONS,
    taking: autossh ? `${TAKING} -M` : TAKING,
    flags: autossh ? FLAGS : `${FLAGS}M`,
  };
  const before = parseOptions(argumentsOf(invocation), grammar);
  // Options may follow the destination.
  const after = parseOptions(before.operands.slice(1), grammar);
  const given = (name: keyof typeof OPTIONS): readonly Given[] => [...before.given[name], ...after.given[name]];
  const config = keywordsFor(invocation, before.operands[0] ?? "", given("file")[0]?.value);
  const keywords = [...given("set").map(({ value, says }) => keywordOf(value, { says, from: "command" })), ...config.keywords].filter(
    (one) => one !== undefined,
  );
  const set = (...names: readonly string[]): readonly Keyword[] => keywords.filter(({ keyword }) => names.includes(keyword));
  // Of keywords that hold one value the first counts.
  const isSet = (name: string): boolean => /^(yes|true)$/i.test(set(name)[0]?.value ?? "");
  const commanded = (...names: readonly (keyof typeof OPTIONS)[]): readonly Said[] =>
    names.flatMap(given).map((one) => ({ ...one, from: "command" as const }));
  const wide = given("gateway").length > 0 || isSet("gatewayports");
  const cleared = isSet("clearallforwardings");
  const local = cleared ? [] : [...commanded("local", "dynamic"), ...set("localforward", "dynamicforward")];
  const tunnels = cleared ? [] : [...commanded("remote"), ...set("remoteforward")].flatMap(tunnelOf);
  const open = before.hazy || after.hazy || given("set").some(({ value }) => isOpen(value));
  const served = serve(
    "ssh",
    PASSIVE,
    local.map((one) => bindOf(one, wide)),
    [...config.doubts, ...(open ? [unseen.argument("ssh")] : []), ...(before.strays > 0 ? [unseen.option("ssh")] : [])],
  );
  return { ...served, ...(tunnels.length === 0 ? {} : { tunnels }) };
}

/** `-L` and `-D` listen here, on loopback unless they name an address or `-g` opens them; `-R` listens at the far end, and carries here. */
export const server: Server = {
  name: "ssh",
  programs: ["ssh", "autossh"],
  manual: "https://man.openbsd.org/ssh#L",
  background: onlyWith("-f", "46AaCGgKkMNnqsTtVvXxYy"),
  listens: forwards,
  examples: [
    { argv: ["ssh", "-fNT", "-L", "0.0.0.0:9000:db:6379", "bastion"], listens: ["tcp 0.0.0.0 9000"] },
    { argv: ["ssh", "-N", "-L9001:db:5432", "bastion"], listens: ["tcp localhost 9001"] },
    { argv: ["ssh", "-g", "-D", "1081", "bastion"], listens: ["tcp * 1081"] },
    { argv: ["ssh", "-L", "0.0.0.0:8313:db:5432", "-D", "*:1080", "bastion"], listens: ["tcp 0.0.0.0 8313", "tcp * 1080"] },
    { argv: ["ssh", "bastion", "-L", "[::1]:8314:[2001:db8::9]:80"], listens: ["tcp [::1] 8314"] },
    { argv: ["autossh", "-M", "0", "-N", "-L", "*:9002:[::1]:80", "bastion"], listens: ["tcp * 9002"] },
    { argv: ["ssh", "-o", "GatewayPorts=yes", "-o", "LocalForward=9003 db:80", "bastion"], listens: ["tcp * 9003"] },
    { argv: ["ssh", "-o", "GatewayPorts = yes", "-L", "9004:db:5432", "bastion"], listens: ["tcp * 9004"] },
    { argv: ["ssh", "-o", "LocalForward = 0.0.0.0:9005 db:80", "bastion"], listens: ["tcp 0.0.0.0 9005"] },
    { argv: ["ssh", "-o", "GatewayPorts=no", "-o", "GatewayPorts=yes", "-L", "9006:db:80", "bastion"], listens: ["tcp localhost 9006"] },
    { argv: ["ssh", "-o", "ClearAllForwardings yes", "-gL", "9007:db:80", "bastion"], listens: [] },
    { argv: ["ssh", "-gL", "9191:/var/run/docker.sock", "bastion"], listens: ["tcp * 9191"] },
    { argv: ["ssh", "-L", "10.0.0.9:9192:/run/a.sock", "bastion"], listens: ["tcp 10.0.0.9 9192"] },
    {
      argv: ["ssh", "-fN", "-F", "c", "ops@bastion"],
      files: {
        c: "Include more\nHost other\n  LocalForward 9 db:9\nHost bast* !bast\n  LocalForward 0.0.0.0:9008 db:6379\n  GatewayPorts=yes\n",
        more: "Host *\nDynamicForward 1082\n",
      },
      listens: ["tcp 0.0.0.0 9008", "tcp * 1082"],
    },
    {
      argv: ["ssh", "bastion"],
      files: { "/root/.ssh/config": "Match exec true\n  LocalForward 0.0.0.0:9009 db:80\n" },
      listens: ["? tcp 0.0.0.0 9009"],
    },
    {
      argv: ["ssh", "-F", "none", "bastion"],
      files: { "/root/.ssh/config": "LocalForward 0.0.0.0:9010 db:80\nRemoteForward 80 localhost:80\n" },
      listens: [],
    },
    { argv: ["ssh", "-L", "/run/db.sock:/run/postgresql/s", "bastion"], listens: ["unix /run/db.sock"] },
    { argv: ["autossh", "-M", "0", "-NR", "*:80:localhost:8315", "bastion"], listens: ["tunnel tcp localhost 8315"] },
    { argv: ["ssh", "-o", "RemoteForward=80 localhost:8317", "bastion"], listens: ["tunnel tcp localhost 8317"] },
    { argv: ["ssh", "-p", "443", "-R0:[::1]:8316", "a.pinggy.io"], listens: ["tunnel tcp [::1] 8316"] },
    { argv: ["ssh", "-R", "1080", "bastion"], listens: ["tunnel tcp ? ?"] },
    { argv: ["ssh", "-R", "localhost:80:localhost:8315", "bastion"], listens: [] },
    { argv: ["ssh", "bastion", "nc", "-L", "9004"], listens: [] },
    { argv: ["ssh", "bastion", "ls", "-R", "80:localhost:8315"], listens: [] },
  ],
};
