import type { Served, Tunnel } from "../model/listener";
import { HOLE, hasHole } from "../model/text";
import { NOTHING, portsOf } from "./served";

/** Ports of URLs without one. https://www.iana.org/assignments/service-names-port-numbers */
const SCHEMES: Readonly<Record<string, string>> = { http: "80", https: "443", "https+insecure": "443", ssh: "22", rdp: "3389", smb: "445" };

/** Schemes of what is no port: `http_status:404`, `unix:/run/app.sock`, `file:///srv`. */
const NO_PORT = /^(http_status|hello_world|bastion|unix|unix\+tls|file|text|static):?/;

/** What a program carries: `5000`, `localhost:5000`, `http://[::1]:5000/path`. Null for what is no port. */
export function carried(process: string, target: string, says: string, protocol: Tunnel["protocol"] = "tcp"): Tunnel | null {
  if (NO_PORT.test(target) || target.startsWith("/")) return null;
  const [, scheme = "", rest = ""] = /^(?:([a-z+]+):\/\/)?([^/]*)/i.exec(target) ?? [];
  const [, host = "localhost", port] = /^\d+$/.test(rest)
    ? ["", "localhost", rest]
    : (/^(\[[^\]]*\]|[^:]*)(?::(\d+|[^:]*\uFFFC[^:]*))?$/.exec(rest) ?? ["", rest]);
  if (hasHole(target) && port === undefined) return anyPort(process, says);
  const ports = portsOf(port ?? SCHEMES[scheme.toLowerCase()] ?? "80");
  return typeof ports === "string" ? null : { process, protocol, host: host === "" ? "localhost" : host, ports, says };
}

/** One of whose target nobody knows anything. */
export const anyPort = (process: string, says: string): Tunnel => ({ process, protocol: "tcp", host: HOLE, ports: null, says });

/** What a program opens that only calls out. */
export function serveTunnels(...tunnels: readonly (Tunnel | null)[]): Served {
  const all = tunnels.filter((one): one is Tunnel => one !== null);
  return all.length === 0 ? NOTHING : { ...NOTHING, tunnels: all };
}
