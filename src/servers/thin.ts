import type { Invocation, Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { asks, doubted, idle, unlisted } from "./command";
import { parseOptions } from "./options";
import { pair, serve, unix } from "./served";
import { decide, fallback, last, option, readFile, SILENT, type Layer, type Said } from "./setting";
import { yamlAt } from "./yaml";

/** What a file says stands above the command line. lib/thin/runner.rb: load_options_from_config_file! */
export const server: Server = {
  name: "thin",
  programs: ["thin"],
  manual: "https://github.com/macournoyer/thin",
  background: onlyWith("-d --daemonize"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const parsed = parseOptions(args, {
      options: {
        address: { names: ["-a", "--address"] },
        port: { names: ["-p", "--port"] },
        socket: { names: ["-S", "--socket"] },
        servers: { names: ["-s", "--servers"] },
        only: { names: ["-o", "--only"] },
        config: { names: ["-C", "--config"] },
      },
      taking:
        "-e --environment -R --rackup -c --chdir -P --pid -l --log -u --user -g --group -t --timeout -A --adapter --stats --prefix --tag " +
        "--ssl-key-file --ssl-cert-file -w --wait -b --backend --max-conns --max-persistent-conns -r --require",
      flags: "dOfDVhv",
    });
    const asked = asks(args, parsed, ["start", "restart"]);
    if (asked === "no") return idle("thin", parsed.operands, "config, install, stop");
    if (args.some((arg) => /^--all(=|$)/.test(arg))) return unlisted("thin");
    const file = inFile(invocation, parsed.given.config.at(-1)?.value);
    const setting = (name: "address" | "port" | "socket" | "servers" | "only", ...usual: readonly string[]): Layer =>
      decide(file(name), last(option(parsed, name)), fallback(...usual));
    const doubts = doubted("thin", parsed, asked);
    const [sockets, servers, only] = [setting("socket"), setting("servers"), setting("only")];
    const [address, port] = [setting("address", "0.0.0.0"), setting("port", "3000")];
    const binds = sockets.said.length > 0 ? sockets.said.map((one) => unix(one.value, one)) : pair(address, cluster(port, servers, only));
    return serve("thin", LIBC, binds, [...address.doubts, ...port.doubts, ...doubts]);
  },
  examples: [
    { argv: ["thin", "start"], listens: ["tcp 0.0.0.0 3000"] },
    { argv: ["thin", "-a", "127.0.0.1", "-p", "3001", "start"], listens: ["tcp 127.0.0.1 3001"] },
    { argv: ["thin", "start", "-d", "-s", "3", "-p", "9190"], listens: ["tcp 0.0.0.0 9190-9192"] },
    { argv: ["thin", "start", "--servers=3", "--only", "2", "-p", "9190"], listens: ["tcp 0.0.0.0 9192"] },
    { argv: ["thin", "restart", "-s2", "-o", "9191"], listens: ["tcp 0.0.0.0 9191"] },
    {
      argv: ["thin", "-p", "3002", "-C", "thin.yml", "start"],
      files: { "thin.yml": "address: 127.0.0.1\nport: 3003\nservers: 2\n" },
      listens: ["tcp 127.0.0.1 3003-3004"],
    },
    { argv: ["thin", "stop"], listens: [] },
    { argv: ["thin", "start", "-S", "/run/thin.sock"], listens: ["unix /run/thin.sock"] },
  ],
};

/** One server on each port from the first; `--only` one of them, by its place below 80, else by its port. lib/thin/controllers/cluster.rb */
function cluster({ said }: Layer, servers: Layer, only: Layer): Layer {
  const [size, one] = [servers.said[0], only.said[0]];
  const ports = said.map((port): Said => {
    const after = (count: string): string => (hasHole(port.value + count) ? HOLE : String(Number(port.value) + Number(count)));
    const says = (other: Said): string => [port.says, other.says].filter((text) => text !== "").join(" ");
    if (one !== undefined) return { ...one, value: Number(one.value) >= 80 ? one.value : after(one.value), says: says(one) };
    if (size === undefined || Number(size.value) <= 1) return port;
    return { ...size, value: `${port.value}-${hasHole(size.value) ? HOLE : after(String(Number(size.value) - 1))}`, says: says(size) };
  });
  return { said: ports, doubts: [] };
}

function inFile(invocation: Invocation, name: string | undefined): (key: string) => Layer {
  if (name === undefined) return () => SILENT;
  const { path, text, doubts } = readFile(invocation, name);
  const root = text === null ? {} : yamlAt(text);
  const unread = [...doubts, ...(root === undefined ? [unseen.computed(path)] : [])];
  return (key) => {
    const value = root?.[key];
    const given = typeof value === "string" || typeof value === "number";
    return { said: given ? [{ value: String(value), says: `${key}: ${String(value)}`, from: "file" }] : [], doubts: unread };
  };
}
