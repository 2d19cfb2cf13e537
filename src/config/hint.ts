import { parseAddress } from "../net/address";
import type { Listener, Reach } from "../model/listener";
import { socketOfText } from "./forms";

/** Linux lets an IPv6 wildcard socket answer IPv4 too, unless it asks otherwise. https://man7.org/linux/man-pages/man7/ipv6.7.html */
function reachOf(address: string): { readonly ipv4: Reach; readonly ipv6: Reach } {
  if (address === "*" || address === "::") return { ipv4: "any", ipv6: "any" };
  if (address === "localhost") return { ipv4: "loopback", ipv6: "loopback" };
  const family = parseAddress(address)?.family;
  if (family === 6) return { ipv4: "none", ipv6: address === "::1" ? "loopback" : "address" };
  return { ipv4: address === "0.0.0.0" ? "any" : address.startsWith("127.") ? "loopback" : "address", ipv6: "none" };
}

/** The socket that a user says an image has: `0.0.0.0:8080/tcp`. Nothing for what is none. */
export function hintedSocket(text: string): readonly Listener[] {
  const socket = socketOfText(text);
  if (socket === null) return [];
  const { address, ports, protocol } = socket;
  return [{ process: "", protocol, address, ...reachOf(address), ports: [ports], certainty: "definite", from: "hint", says: text }];
}
