import { bindOfText } from "../model/bind";
import type { Listener, Reach } from "../model/listener";
import { socketOfText } from "./forms";

/** Linux lets an IPv6 wildcard socket answer IPv4 too, unless it asks otherwise. https://man7.org/linux/man-pages/man7/ipv6.7.html */
function reachOf(address: string): { readonly ipv4: Reach; readonly ipv6: Reach } | null {
  if (address === "*") return { ipv4: "any", ipv6: "any" };
  if (address === "localhost") return { ipv4: "loopback", ipv6: "loopback" };
  const bind = bindOfText(address);
  if (bind === null) return null;
  const { family, answers } = bind;
  if (family === 4) return { ipv4: answers, ipv6: "none" };
  return { ipv4: answers === "any" ? "any" : "none", ipv6: answers };
}

/** The socket that a user says an image has: `0.0.0.0:8080/tcp`. Nothing for what is none. */
export function hintedSocket(text: string): readonly Listener[] {
  const socket = socketOfText(text);
  const reach = socket === null ? null : reachOf(socket.address);
  if (socket === null || reach === null) return [];
  const { address, ports, protocol } = socket;
  return [{ process: "", protocol, address, ...reach, ports: [ports], certainty: "definite", from: "hint", says: text }];
}
