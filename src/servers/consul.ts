import type { Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { GO } from "./address";
import { argumentsOf } from "./arguments";
import { idle } from "./command";
import { parseOptions } from "./options";
import { serve, type Bind } from "./served";
import { decide, fallback, last, option, type Said } from "./setting";

/** `connect` may be a proxy; `exec`, `lock` and `watch` run what they are given. */
const HARMLESS =
  "acl, catalog, config, connect ca, connect expose, connect redirect-traffic, event, force-leave, info, intention, join, " +
  "keygen, keyring, kv, leave, login, logout, maint, members, monitor, operator, partition, peering, reload, resource, rtt, " +
  "services, snapshot inspect, snapshot restore, snapshot save, tls, troubleshoot, validate";

/** Clients are served on one address, the cluster on another. https://developer.hashicorp.com/consul/docs/reference/architecture/ports */
export const server: Server = {
  name: "consul",
  programs: ["consul"],
  manual: "https://developer.hashicorp.com/consul/commands/agent",
  background: false,
  listens: (invocation) => {
    const [command, ...args] = argumentsOf(invocation);
    if (command !== "agent") return idle("consul", argumentsOf(invocation), HARMLESS);
    const parsed = parseOptions(args, {
      style: "go",
      options: {
        client: { names: ["-client"] },
        bind: { names: ["-bind"] },
        http: { names: ["-http-port"] },
        dns: { names: ["-dns-port"] },
        dev: { names: ["-dev"], takes: "none" },
        server: { names: ["-server"], takes: "none" },
        config: { names: ["-config-file", "-config-dir"] },
      },
      bare:
        "-auto-reload-config -bootstrap -disable-host-node-id -disable-keyring-file -enable-local-script-checks -enable-script-checks " +
        "-log-json -non-voting-server -read-replica -rejoin -syslog -ui",
    });
    const doubts: LaunchUnknown[] = parsed.given.config.map(({ value }) => unseen.fileFormat(value));
    const dev = parsed.given.dev.length > 0;
    const clients = decide(last(option(parsed, "client")), fallback("127.0.0.1"));
    const cluster = decide(last(option(parsed, "bind")), fallback(dev ? "127.0.0.1" : "0.0.0.0"));
    const http = decide(last(option(parsed, "http")), fallback("8500"));
    const dns = decide(last(option(parsed, "dns")), fallback("8600"));
    const on = (said: Said, port: string, protocol: "tcp" | "udp" = "tcp"): Bind => ({
      host: templated(said.value),
      port,
      protocol,
      says: said.says,
      from: said.from,
    });
    const client = clients.said.flatMap((said) =>
      said.value.split(/\s+/).flatMap((value) => {
        const one = { ...said, value };
        const [httpPort = "8500", dnsPort = "8600"] = [http.said[0]?.value, dns.said[0]?.value];
        return [on(one, httpPort), on(one, dnsPort), on(one, dnsPort, "udp"), ...(dev ? [on(one, "8502")] : [])];
      }),
    );
    const serving = dev || parsed.given.server.length > 0;
    const ports = ["8301", ...(serving ? ["8300", "8302"] : [])];
    const members = cluster.said.flatMap((said) =>
      ports.flatMap((port) => [on(said, port), ...(port === "8300" ? [] : [on(said, port, "udp")])]),
    );
    return serve("consul", GO, [...client, ...members], [...doubts, ...(parsed.hazy ? [unseen.argument("consul")] : [])]);
  },
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
    { argv: ["consul", "members"], listens: [] },
  ],
};

/** `{{ GetPrivateIP }}` is worked out on the host. */
const templated = (value: string): string => (value.includes("{{") ? HOLE : value);
