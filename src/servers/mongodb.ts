import type { Invocation, Server } from "../model/launch";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf, valuesOf } from "./arguments";
import { separate } from "./address-option";
import { configured, onlyWith } from "./background";
import { parseIni, type Setting } from "./ini";
import { parseOptions } from "./options";
import { NOTHING, pair, serve, unix } from "./served";
import { decide, fallback, last, option, readFile, SILENT, type Layer } from "./setting";
import { yamlAt } from "./yaml";

/** Loopback from 3.6 on, whatever the port; `--bind_ip_all` wins. IPv6 takes part with `--ipv6` alone. */
export const server: Server = {
  name: "mongodb",
  programs: ["mongod", "mongos"],
  manual: "https://www.mongodb.com/docs/manual/reference/program/mongod/#std-option-mongod.--bind_ip",
  background: onlyWith("--fork", "", configured(valuesOf("-f", "--config"), null, /^\s+fork\s*:\s*true\b/m)),
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      options: {
        host: { names: ["--bind_ip"] },
        all: { names: ["--bind_ip_all"], takes: "none" },
        six: { names: ["--ipv6"], takes: "none" },
        port: { names: ["--port"] },
        config: { names: ["-f", "--config"] },
        shard: { names: ["--shardsvr"], takes: "none" },
        configServer: { names: ["--configsvr"], takes: "none" },
        once: { names: ["--version", "--help", "-h", "--shutdown", "--repair", "--sysinfo"], takes: "none" },
      },
      taking: "--dbpath --logpath --replSet --keyFile --tlsMode --pidfilepath --unixSocketPrefix",
    });
    if (parsed.given.once.length > 0) return NOTHING;
    const name = parsed.given.config.at(-1)?.value;
    const file = name === undefined ? (): Layer => SILENT : configuration(invocation, name);
    const six = parsed.given.six.length > 0 || file("ipv6").said[0]?.value === "true";
    const everyAddress = six ? "::" : "0.0.0.0";
    const everywhere = decide(option(parsed, "all"), file("bindIpAll"));
    const all: Layer = {
      said: everywhere.said.filter(({ value }) => value !== "false").map((said) => ({ ...said, value: everyAddress })),
      doubts: everywhere.doubts,
    };
    const hosts = decide(last(all), last(option(parsed, "host")), file("bindIp"), fallback("localhost"));
    const role = parsed.given.shard.length > 0 ? "27018" : parsed.given.configServer.length > 0 ? "27019" : "27017";
    const ports = decide(last(option(parsed, "port")), file("port"), fallback(role));
    // An asterisk alone is `--bind_ip_all`. https://www.mongodb.com/docs/manual/reference/configuration-options/#mongodb-setting-net.bindIp
    const named = { ...hosts, said: hosts.said.map((said) => (said.value === "*" ? { ...said, value: everyAddress } : said)) };
    const each = separate(named, /\s*,\s*/);
    const paths = each.said.filter(({ value }) => value.startsWith("/")).map((said) => unix(said.value, said));
    const tcp = { ...each, said: each.said.filter(({ value }) => !value.startsWith("/")) };
    const resolver = six ? { ...PASSIVE, ipv6Any: ["any", "any"] as const } : { ...PASSIVE, localhost: ["loopback", "none"] as const };
    return serve("mongodb", { ...resolver, star: null }, [...pair(tcp, ports), ...paths], [...hosts.doubts, ...ports.doubts]);
  },
  packaged: [
    {
      packages: ["mongodb-org", "mongodb-org-server"],
      // https://www.mongodb.com/docs/manual/tutorial/install-mongodb-on-ubuntu/#start-mongodb
      starts: false,
      units: ["mongod"],
      service: ["ExecStart=/usr/bin/mongod --config /etc/mongod.conf"],
      files: { "/etc/mongod.conf": "net:\n  port: 27017\n  bindIp: 127.0.0.1\n" },
    },
    {
      packages: ["mongodb", "mongodb-server"],
      units: ["mongodb"],
      service: ["ExecStart=/usr/bin/mongod --config /etc/mongodb.conf"],
      files: { "/etc/mongodb.conf": "bind_ip = 127.0.0.1\n#port = 27017\n" },
    },
  ],
  examples: [
    { argv: ["mongod"], listens: ["tcp 127.0.0.1 27017"] },
    { argv: ["mongod", "--bind_ip_all", "--bind_ip", "127.0.0.1", "--port=27020"], listens: ["tcp 0.0.0.0 27020"] },
    { argv: ["mongod", "--bind_ip", "localhost,10.0.0.9"], listens: ["tcp 127.0.0.1 27017", "tcp 10.0.0.9 27017"] },
    {
      argv: ["mongod", "-f", "/etc/mongod.conf"],
      files: { "/etc/mongod.conf": "storage:\n  dbPath: /data\nnet:\n  port: 27021\n  bindIp: 0.0.0.0 # all\n" },
      listens: ["tcp 0.0.0.0 27021"],
    },
    {
      argv: ["mongod", "-f", "/etc/mongodb.conf"],
      files: { "/etc/mongodb.conf": "bind_ip = 10.0.0.9\n#port = 27017\nport = 27022\n" },
      listens: ["tcp 10.0.0.9 27022"],
    },
    { argv: ["mongod", "--ipv6", "--bind_ip_all"], listens: ["tcp * 27017"] },
    { argv: ["mongod", "--bind_ip", "*", "--port", "27023"], listens: ["tcp 0.0.0.0 27023"] },
    {
      argv: ["mongod", "-f", "/etc/mongod.conf"],
      files: { "/etc/mongod.conf": 'net:\n  port: 27024\n  ipv6: true\n  bindIp: "*"\n' },
      listens: ["tcp * 27024"],
    },
    { argv: ["mongod", "-f", "m.conf"], files: { "m.conf": "net:\n  bindIpAll: true\n" }, listens: ["tcp 0.0.0.0 27017"] },
    { argv: ["mongod", "--dbpath", "/data", "--repair"], listens: [] },
  ],
};

/** `bind_ip = 127.0.0.1`, as files were before YAML and still may be. */
const OLD_FORMAT = /^\s*\w+\s*=/m;

const oldNames = (settings: readonly Setting[]): Readonly<Record<string, string>> =>
  Object.fromEntries(settings.map(({ key, value }) => [key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value]));

function configuration(invocation: Invocation, name: string): (key: string) => Layer {
  const { path, text, doubts } = readFile(invocation, name);
  if (text === null) return () => ({ said: [], doubts });
  const net = OLD_FORMAT.test(text) ? oldNames(parseIni(text)) : yamlAt(text, "net");
  if (net === undefined) return () => ({ said: [], doubts: [unseen.computed(path)] });
  return (key) => ({ said: key in net ? [{ value: String(net[key]), says: `${key}: ${String(net[key])}`, from: "file" }] : [], doubts });
}
