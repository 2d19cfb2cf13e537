import type { PortRange, Publish } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { shown } from "../own-address";

const range = (text: string): PortRange | null => {
  const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  return first === undefined || Number(last ?? first) > 65535 ? null : [Number(first), Number(last ?? first)];
};

/** On the address that its network has for ports without one. */
export const withDefault = (publish: Publish, address: string | null): Publish =>
  publish.hostAddress !== null || address === null
    ? publish
    : { ...publish, hostAddress: address, says: `${publish.says}, by default on ${address}` };

/** Behind a part that is not known there may be any port. */
const ANY: PortRange = [1, 65535];

/**
 * `[host:][hostPort:]containerPort[/protocol]`; the host in brackets where it has colons. Null where no port can be told.
 * A host part that is no address (a CIDR) is kept as written. https://docs.docker.com/engine/network/port-publishing/
 */
export function parsePublish(text: string, says: string): Publish | null {
  const [, body = "", protocol = "tcp"] = /^([^]*?)(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  const named = new Map(body.split(",").map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)]));
  const target = named.get("target");
  if (target !== undefined && body.includes("=")) {
    const host = named.has("published") ? `${named.get("published") ?? ""}:` : "";
    return parsePublish(`${host}${target}/${named.get("protocol") ?? "tcp"}`, says);
  }
  const [, bracketed, rest = body] = /^\[([^\]]*)\]:([^]*)$/.exec(body) ?? [];
  const parts = rest.split(":");
  const container = parts.pop() ?? "";
  const hostPort = parts.pop();
  // What stands for a port may be more: `${BIND}:80` with `127.0.0.1:8080`.
  const own = hostPort?.startsWith(HOLE) === true ? HOLE : null;
  const host = bracketed ?? (parts.length > 0 ? parts.join(":") : own);
  const containerPorts = range(container);
  if (containerPorts === null || protocol.toLowerCase() === "sctp") return null;
  const hostPorts = hostPort === undefined || hostPort === "" ? null : hasHole(hostPort) ? ANY : range(hostPort);
  if (hostPorts === null && hostPort !== undefined && hostPort !== "") return null;
  return {
    hostAddress: host === "" || host === null ? null : shown(host),
    hostPorts,
    containerPorts,
    protocol: protocol.toLowerCase() === "udp" ? "udp" : "tcp",
    says: shown(says),
  };
}
