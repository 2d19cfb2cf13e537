import type { Tunnel } from "../model/listener";
import { hasHole } from "../model/text";
import { parseIni } from "./ini";
import type { Bind } from "./served";
import { parseToml } from "./toml";
import { anyPort, carried } from "./tunnel";
import { isMapping, yamlAt } from "./yaml";

/** One proxy, visitor or server of its own, by the names of version 0.52; those of before are turned into these. */
type Section = Readonly<Record<string, string>>;

interface Sections {
  readonly proxies: readonly Section[];
  readonly visitors: readonly Section[];
  readonly web: Section;
}

export interface FrpcConfig {
  readonly tunnels: readonly (Tunnel | null)[];
  readonly binds: readonly Bind[];
  /** False: it says more than is understood. */
  readonly complete: boolean;
}

/** Types of proxies for those who hold their key. https://gofrp.org/en/docs/features/stcp/ */
const PRIVATE = /^(stcp|xtcp|sudp)$/;

/** What the client names is called, or nothing that is a port. https://gofrp.org/en/docs/features/common/client-plugin/ */
const PROXY_PLUGIN = /^(http_proxy|socks5)$/;
const LOCAL_PLUGIN = /^(static_file|unix_domain_socket)$/;

/** `local_port` is `localPort`, and of a plug-in `plugin_local_addr` is `plugin.localAddr`. */
const spelled = (key: string): string =>
  key === "plugin"
    ? "plugin.type"
    : key
        .replace(/^plugin_/, "plugin.")
        .replace(/_ip$/, "IP")
        .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function flat(value: unknown, prefix = ""): Section {
  if (!isMapping(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
      isMapping(one) ? Object.entries(flat(one, `${prefix}${key}.`)) : [[`${prefix}${key}`, String(one)]],
    ),
  );
}

/** Before version 0.52: a section for each, `[common]` for the program. */
function fromIni(text: string): Sections {
  const sections = new Map<string, Record<string, string>>();
  for (const { section, key, value } of parseIni(text)) {
    const settings = sections.get(section) ?? {};
    sections.set(section, { ...settings, [spelled(key)]: value });
  }
  const { adminAddr, adminPort } = sections.get("common") ?? {};
  const all = [...sections].filter(([name]) => name !== "common").map(([, section]) => section);
  return {
    proxies: all.filter(({ role }) => role !== "visitor"),
    visitors: all.filter(({ role }) => role === "visitor"),
    web: { ...(adminAddr === undefined ? {} : { addr: adminAddr }), ...(adminPort === undefined ? {} : { port: adminPort }) },
  };
}

function fromTables(config: Readonly<Record<string, unknown>>): Sections {
  const list = (value: unknown): readonly Section[] => (Array.isArray(value) ? value.map((one) => flat(one)) : []);
  return { proxies: list(config["proxies"]), visitors: list(config["visitors"]), web: flat(config["webServer"]) };
}

/** One type is UDP and the others are TCP. */
const protocolsOf = (type: string, udp: string): readonly ("tcp" | "udp")[] =>
  hasHole(type) ? ["tcp", "udp"] : [type === udp ? "udp" : "tcp"];

function tunnelsOf(section: Section): readonly (Tunnel | null)[] {
  const { type = "tcp", localIP = "127.0.0.1", localPort = "", "plugin.type": plugin = "", "plugin.localAddr": address } = section;
  if (PRIVATE.test(type) || LOCAL_PLUGIN.test(plugin)) return [];
  if (plugin === "" && localPort !== "") {
    const ports = localPort.split(",").map((port) => port.trim());
    return protocolsOf(type, "udp").flatMap((protocol) =>
      ports.map((port) => carried("frpc", `${localIP}:${port}`, `local port ${port}`, protocol)),
    );
  }
  if (PROXY_PLUGIN.test(plugin) || address === undefined) return [anyPort("frpc", plugin === "" ? "its configuration" : plugin)];
  return [carried("frpc", address, `${plugin} ${address}`)];
}

/** Without an address it is loopback; without a port, or with none above zero, nothing listens. */
function bindsOf(address: string | undefined, port: string | undefined, type = "tcp"): readonly Bind[] {
  if (port === undefined || /^(0|-\d+)$/.test(port)) return [];
  const host = address === undefined || address === "" ? "127.0.0.1" : address;
  const certainty = hasHole(type) ? "possible" : "definite";
  return protocolsOf(type, "sudp").map((protocol) => ({ protocol, host, port, says: `${host}:${port}`, from: "file", certainty }));
}

/** Whether all in it has the shape that is known; a text that is none of this has nothing in it. */
const isRead = (root: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(root).length > 0 &&
  Object.entries(root).every(
    ([key, value]) =>
      !hasHole(key) && (!/^(proxies|visitors)$/.test(key) || Array.isArray(value)) && (key !== "webServer" || isMapping(value)),
  );

/** What a client's configuration says, in any of its three notations. https://github.com/fatedier/frp/blob/dev/conf/frpc_full_example.toml */
export function frpcConfig(text: string): FrpcConfig {
  const isIni = /^\s*\[\s*common\s*\]/m.test(text) || (/^\s*(local|bind)_port\s*=/m.test(text) && !/^\s*\[\[/m.test(text));
  const root = isIni ? {} : (parseToml(text) ?? yamlAt(text) ?? {});
  const { proxies, visitors, web } = isIni ? fromIni(text) : fromTables(root);
  const foreign = /^\s*"?(includes|store)\b|"includes"\s*:|\{\{/m.test(text);
  const complete = (isIni ? proxies.length + visitors.length > 0 : isRead(root)) && !foreign;
  return {
    tunnels: [...proxies.flatMap(tunnelsOf), ...(complete ? [] : [anyPort("frpc", "its configuration")])],
    binds: [...visitors.flatMap(({ type, bindAddr, bindPort }) => bindsOf(bindAddr, bindPort, type)), ...bindsOf(web["addr"], web["port"])],
    complete,
  };
}
