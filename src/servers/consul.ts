import type { Server } from "../model/launch";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { configured } from "./consul-config";
import { withAddresses } from "./expand";
import { textAt } from "./hcl";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { decide, fallback, last, option, type Layer, type Said } from "./setting";

/** `connect` may be a proxy; `exec`, `lock` and `watch` run what they are given. */
const HARMLESS =
  "acl, catalog, config, connect ca, connect expose, connect redirect-traffic, event, force-leave, info, intention, join, " +
  "keygen, keyring, kv, leave, login, logout, maint, members, monitor, operator, partition, peering, reload, resource, rtt, " +
  "services, snapshot inspect, snapshot restore, snapshot save, tls, troubleshoot, validate";

/** By option, and by file. https://developer.hashicorp.com/consul/docs/reference/agent/configuration-file */
const SETTINGS = {
  client: { names: ["-client"], path: ["client_addr"] },
  bind: { names: ["-bind"], path: ["bind_addr"] },
  lan: { names: ["-serf-lan-bind"], path: ["serf_lan"] },
  wan: { names: ["-serf-wan-bind"], path: ["serf_wan"] },
  http: { names: ["-http-port"], path: ["ports", "http"] },
  https: { names: ["-https-port"], path: ["ports", "https"] },
  grpc: { names: ["-grpc-port"], path: ["ports", "grpc"] },
  grpcTls: { names: ["-grpc-tls-port"], path: ["ports", "grpc_tls"] },
  dns: { names: ["-dns-port"], path: ["ports", "dns"] },
  rpc: { names: ["-server-port"], path: ["ports", "server"] },
  lanPort: { names: ["-serf-lan-port"], path: ["ports", "serf_lan"] },
  wanPort: { names: ["-serf-wan-port"], path: ["ports", "serf_wan"] },
} as const;

type Key = keyof typeof SETTINGS;

interface Socket {
  readonly port: Key;
  /** Its name among `addresses`. */
  readonly name: string;
  readonly usual: string;
  readonly inDev?: string;
  readonly protocols: readonly ("tcp" | "udp")[];
  /** It is the cluster's: on an address of its own, else on that of the cluster. Absent: it is for clients. */
  readonly cluster?: Key | "";
  readonly servers?: true;
}

const SOCKETS: readonly Socket[] = [
  { port: "http", name: "http", usual: "8500", protocols: ["tcp"] },
  { port: "https", name: "https", usual: "-1", protocols: ["tcp"] },
  { port: "grpc", name: "grpc", usual: "-1", inDev: "8502", protocols: ["tcp"] },
  { port: "grpcTls", name: "grpc_tls", usual: "-1", protocols: ["tcp"] },
  { port: "dns", name: "dns", usual: "8600", protocols: ["tcp", "udp"] },
  { port: "lanPort", name: "", usual: "8301", protocols: ["tcp", "udp"], cluster: "lan" },
  { port: "rpc", name: "", usual: "8300", protocols: ["tcp"], cluster: "", servers: true },
  { port: "wanPort", name: "", usual: "8302", protocols: ["tcp", "udp"], cluster: "wan", servers: true },
];

/** Clients are served on one address, the cluster on another. https://developer.hashicorp.com/consul/docs/reference/architecture/ports */
export const server: Server = {
  name: "consul",
  programs: ["consul"],
  manual: "https://developer.hashicorp.com/consul/commands/agent",
  once: "-v -version --version -h -help --help",
  background: false,
  listens: (invocation) => {
    const [command, ...args] = argumentsOf(invocation);
    if (command !== "agent") return idle("consul", argumentsOf(invocation), HARMLESS);
    const parsed = parseOptions(args, {
      style: "go",
      options: {
        ...SETTINGS,
        dev: { names: ["-dev"], takes: "none" },
        server: { names: ["-server"], takes: "none" },
        config: { names: ["-config-file", "-config-dir"] },
        hcl: { names: ["-hcl"] },
      },
      bare:
        "-auto-reload-config -bootstrap -disable-host-node-id -disable-keyring-file -enable-local-script-checks -enable-script-checks " +
        "-log-json -non-voting-server -read-replica -rejoin -syslog -ui",
    });
    const read = configured(invocation, parsed.given.config, parsed.given.hcl);
    const { dev: devs, server: servers } = parsed.given;
    const dev = devs.length > 0;
    const written = (...path: readonly string[]): Layer => ({
      said: read.bodies.flatMap((body) => {
        const value = textAt(body, path);
        return value === undefined ? [] : [{ value, says: `${path.join(".")} = ${value}`, from: "file" as const }];
      }),
      doubts: [],
    });
    const setting = (key: Key, usual: string): Said => {
      const { path } = SETTINGS[key];
      return (
        decide(last(option(parsed, key)), last(written(...path)), fallback(usual)).said[0] ?? { value: usual, says: "", from: "default" }
      );
    };
    const serving = dev || servers.length > 0 || last(written("server")).said[0]?.value === "true";
    const client = setting("client", "127.0.0.1");
    const bind = setting("bind", dev ? "127.0.0.1" : "0.0.0.0");
    const on = (address: Said, port: Said, protocol: "tcp" | "udp"): readonly Bind[] =>
      /^(-1|0)$/.test(port.value)
        ? []
        : withAddresses(address.value)
            .split(/\s+/)
            .map((host) => ({
              host,
              port: port.value,
              protocol,
              says: [address, port].flatMap(({ says }) => (says === "" ? [] : [says])).join(" "),
              from: address.from === "default" ? port.from : address.from,
            }));
    const opened = SOCKETS.filter(({ servers: only }) => serving || only !== true).flatMap(
      ({ port, name, usual, inDev, protocols, cluster }) => {
        const own = cluster === undefined ? last(written("addresses", name)).said[0] : undefined;
        const address = cluster === undefined ? (own ?? client) : cluster === "" ? bind : setting(cluster, bind.value);
        const from = cluster !== undefined && cluster !== "" && address.says === "" ? bind : address;
        return protocols.flatMap((protocol) => on(from, setting(port, dev ? (inDev ?? usual) : usual), protocol));
      },
    );
    return serve("consul", GO, opened, [...read.doubts, ...(parsed.hazy ? [unseen.argument("consul")] : [])]);
  },
  packaged: [
    {
      packages: ["consul"],
      starts: false,
      units: ["consul"],
      service: ["ExecStart=/usr/bin/consul agent -config-dir=/etc/consul.d/"],
      files: {
        "/etc/consul.d/consul.hcl":
          'data_dir = "/opt/consul"\n\n#client_addr = "0.0.0.0"\n\n#ui_config{\n#  enabled = true\n#}\n\n#server = true\n\n' +
          '#bind_addr = "[::]" # Listen on all IPv6\n#bind_addr = "0.0.0.0" # Listen on all IPv4\n\n#bootstrap_expect=3\n\n#encrypt = "..."\n\n' +
          '#retry_join = ["consul.domain.internal"]\n',
      },
    },
  ],
  examples: [
    {
      argv: ["consul", "agent", "-dev", "-client", "0.0.0.0"],
      listens: [
        "tcp * 8500",
        "tcp * 8600",
        "udp * 8600",
        "tcp * 8502",
        "tcp 127.0.0.1 8301",
        "udp 127.0.0.1 8301",
        "tcp 127.0.0.1 8300",
        "tcp 127.0.0.1 8302",
        "udp 127.0.0.1 8302",
      ],
    },
    {
      argv: ["consul", "agent", "-ui", "-node-id", "x", "-bind=10.0.0.9", "-http-port=8501"],
      listens: ["tcp 127.0.0.1 8501", "tcp 127.0.0.1 8600", "udp 127.0.0.1 8600", "tcp 10.0.0.9 8301", "udp 10.0.0.9 8301"],
    },
    {
      argv: [
        "consul",
        "agent",
        "-server",
        "-https-port",
        "8511",
        "-http-port=-1",
        "-grpc-port=8512",
        "-serf-lan-port=8311",
        "-client=0.0.0.0",
      ],
      listens: [
        "tcp * 8511",
        "tcp * 8512",
        "tcp * 8600",
        "udp * 8600",
        "tcp * 8311",
        "udp * 8311",
        "tcp * 8300",
        "tcp * 8302",
        "udp * 8302",
      ],
    },
    {
      argv: ["consul", "agent", "-config-file=c.hcl", "-serf-wan-bind=10.0.0.9"],
      files: {
        "c.hcl":
          'server = true # the first\nclient_addr = "0.0.0.0"\nbind_addr = "127.0.0.1"\nports {\n  http = 8520\n  dns = -1\n}\n' +
          'addresses = { http = "10.0.0.8" }\nservice "web" { port = 80 }\nretry_join = ["a", "b"]\n',
      },
      listens: [
        "tcp 10.0.0.8 8520",
        "tcp 127.0.0.1 8301",
        "udp 127.0.0.1 8301",
        "tcp 127.0.0.1 8300",
        "tcp 10.0.0.9 8302",
        "udp 10.0.0.9 8302",
      ],
    },
    {
      argv: ["consul", "agent", "-client", "{{ GetPrivateIP }}", '-bind={{ GetInterfaceIP "eth0" }}', "-dns-port=-1", "-http-port=8503"],
      listens: ["? tcp ? 8301", "? udp ? 8301"],
    },
    {
      argv: ["consul", "agent", "-config-file=c.hcl"],
      files: {
        "c.hcl":
          'bind_addr = "{{ GetPrivateIP }}"\naddresses { http = "{{ GetAllInterfaces | include \\"flags\\" \\"up\\" | join \\"address\\" \\" \\" }}" }\n' +
          "ports { dns = -1 }\n",
      },
      listens: ["? tcp ? 8500"],
    },
    { argv: ["consul", "members"], listens: [] },
    { argv: ["consul", "-v"], listens: [] },
  ],
};
