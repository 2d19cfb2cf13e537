import type { Invocation, Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { split } from "./endpoint";
import { expand } from "./expand";
import { parseOptions } from "./options";
import { NOTHING, serve, type Bind } from "./served";
import { decide, fallback, gather, last, option, readFile, SILENT, type Layer } from "./setting";

/** Keys of the file at its top level, with the ports that open more sockets on the same host. */
const EXTRA = [
  ["http_port", "monitor_port", "http", "monitor"],
  ["https_port", "https"],
] as const;

export const server: Server = {
  name: "nats",
  programs: ["nats-server", "gnatsd"],
  manual: "https://docs.nats.io/running-a-nats-service/configuration",
  once: "-v -version --version -h -help --help -help_tls --help_tls -t",
  background: false,
  listens: (invocation) => {
    const parsed = parseOptions(argumentsOf(invocation), {
      style: "go",
      options: {
        host: { names: ["-a", "--addr", "--net"] },
        port: { names: ["-p", "--port"] },
        http: { names: ["-m", "--http_port", "-ms", "--https_port"] },
        profile: { names: ["--profile"] },
        cluster: { names: ["--cluster", "--cluster_listen"] },
        config: { names: ["-c", "--config"] },
        signal: { names: ["-sl", "--signal"] },
      },
      bare:
        "-h -help -help_tls -D -debug -V -trace -VV -DV -DVV -T -logtime -logtime_utc -s -syslog -v -version -js -jetstream -no_advertise " +
        "-tls -tlsverify",
    });
    if (parsed.given.signal.length > 0) return NOTHING;
    const name = parsed.given.config.at(-1)?.value;
    const file = name === undefined ? NOWHERE : configuration(invocation, name);
    const host = decide(last(option(parsed, "host")), file.host, fallback("0.0.0.0"));
    const port = decide(last(option(parsed, "port")), file.port, fallback("4222"));
    const http = decide(gather(last(option(parsed, "http")), last(option(parsed, "profile"))), file.extra);
    const binds = host.said.flatMap((where) =>
      [...port.said, ...http.said].map((one): Bind => {
        const { host: own, port: number } = split(one.value, { host: where.value, port: null, bare: "number-is-port" });
        const says = [own === where.value ? where.says : "", one.says].filter((text) => text !== "").join(" ");
        return { host: own, port: number, says, from: where.from === "default" ? one.from : where.from };
      }),
    );
    const clusters = parsed.given.cluster.map(({ value, says }): Bind => ({
      ...split(value.replace(/^nats:\/\//, ""), { host: "", port: null, bare: "host" }),
      says,
      from: "command",
    }));
    return serve("nats", GO, [...binds, ...clusters, ...file.cluster], [...host.doubts, ...port.doubts, ...http.doubts]);
  },
  examples: [
    { argv: ["nats-server"], listens: ["tcp * 4222"] },
    { argv: ["nats-server", "--signal", "reload=4117"], listens: [] },
    {
      argv: ["nats-server", "-js", "--user", "ann", "--profile", "6060", "-a", "127.0.0.1", "--port=4223", "-m", "8222"],
      listens: ["tcp 127.0.0.1 4223", "tcp 127.0.0.1 8222", "tcp 127.0.0.1 6060"],
    },
    {
      argv: ["nats-server", "-c", "n.conf"],
      files: { "n.conf": "# main\nlisten: 127.0.0.1:4224\nmonitor_port: 8222\ncluster {\n  port: 6222\n}\n" },
      listens: ["tcp 127.0.0.1 4224", "tcp 127.0.0.1 8222", "tcp * 6222"],
    },
    {
      argv: ["nats-server", "-c", "n.conf"],
      env: { NATS_HOST: "127.0.0.1" },
      files: { "n.conf": "host: $NATS_HOST\nport: 4225\n" },
      listens: ["tcp 127.0.0.1 4225"],
    },
    { argv: ["nats-server", "-c", "n.conf"], files: { "n.conf": "host: $NATS_HOST\nport: 4226\n" }, listens: ["? tcp ? 4226"] },
    { argv: ["nats-server", "-t", "-c", "n.conf"], listens: [] },
    { argv: ["nats-server", "-v"], listens: [] },
  ],
};

interface Configured {
  readonly host: Layer;
  readonly port: Layer;
  readonly extra: Layer;
  readonly cluster: readonly Bind[];
}

const NOWHERE: Configured = { host: SILENT, port: SILENT, extra: SILENT, cluster: [] };

/** `key: value` or `key = value` at the top level, and in `cluster { … }`; whatever includes others is left a doubt. */
function configuration(invocation: Invocation, name: string): Configured {
  const { path, text, doubts: unread } = readFile(invocation, name);
  const doubts: LaunchUnknown[] = [...unread, ...(/^\s*include\b/m.test(text ?? "") ? [unseen.computed(path)] : [])];
  // Names of variables are of the environment, or of the file itself. https://docs.nats.io/running-a-nats-service/configuration#variables
  const at = new Map([...keysOf(text ?? "")].map(([key, value]) => [key, expand(value, invocation.environment)]));
  const layer = (...keys: readonly string[]): Layer => {
    const key = keys.find((one) => at.has(one));
    const value = key === undefined ? undefined : at.get(key);
    return { said: value === undefined || key === undefined ? [] : [{ value, says: `${key}: ${value}`, from: "file" }], doubts };
  };
  const listen = at.get("listen");
  const { host, port } = split(listen ?? "", { host: "", port: null, bare: "number-is-port" });
  const says = `listen: ${listen ?? ""}`;
  const cluster =
    at.get("cluster.port") ??
    (at.get("cluster.listen") === undefined
      ? undefined
      : split(at.get("cluster.listen") ?? "", { host: "", port: null, bare: "number-is-port" }).port);
  const clusterHost =
    at.get("cluster.host") ?? split(at.get("cluster.listen") ?? ":", { host: "", port: null, bare: "number-is-port" }).host;
  return {
    host: listen === undefined ? layer("host", "net", "addr") : { said: [{ value: host, says, from: "file" }], doubts },
    port: listen === undefined ? layer("port") : { said: [{ value: port ?? "4222", says, from: "file" }], doubts },
    extra: { said: EXTRA.flatMap((keys) => layer(...keys).said), doubts },
    cluster: cluster === undefined ? [] : [{ host: clusterHost, port: cluster, says: `cluster ${cluster ?? ""}`, from: "file" }],
  };
}

function keysOf(text: string): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const within: string[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.replace(/(^|\s)(#|\/\/).*$/, "").trim();
    const opened = /^([\w.]+)\s*[:=]?\s*\{\s*(.*)$/.exec(line);
    const [, key, value] = /^([\w.]+)\s*[:=\s]\s*"?([^"{}]+?)"?\s*[},]?$/.exec(opened?.[2] ?? line) ?? [];
    if (opened !== null) within.push(opened[1] ?? "");
    if (key !== undefined && value !== undefined) keys.set([...within, key].join(".").toLowerCase(), value);
    if (line.includes("}")) within.pop();
  }
  return keys;
}
