import type { Listens } from "../model/report";

type Listener = Listens["listeners"][number];

export const FROM_HOST = "from the host itself";
export const FROM_NETWORK = "from its network, and from the internet where a public address leads here";

export const NOTHING_LISTENS = "nothing listens";
export const OPENS_NOTHING = "nothing listens: this command opens no socket, as far as it can be read";
export const ADMITS_NOBODY = "This admits nobody by itself: whether anyone may send is for the firewall or security group to say.";

export const notKnown = (what: string, why: string): string => `not known: ${what}: ${why}`;

function onWhich({ address, ipv4, ipv6 }: Listener): string {
  if (ipv4 === "unknown" || ipv6 === "unknown") return "on addresses that cannot be told";
  if (ipv4 === "any") return ipv6 === "any" ? "on every address of its host" : "on every IPv4 address of its host";
  if (ipv6 === "any") return "on every IPv6 address of its host";
  if (ipv4 === "loopback" || ipv6 === "loopback") return `on loopback only, ${address}`;
  return `on ${address} only`;
}

/** `gunicorn answers tcp 5001 on every IPv4 address of its host` */
export function answers(listener: Listener, ports: string | null): string {
  const { process, protocol, address, certainty } = listener;
  const verb = certainty === "possible" ? "may answer" : "answers";
  if (protocol === "unix") return `${process} ${verb} on the socket ${address}, which no network address leads to`;
  return `${process} ${verb} ${protocol} ${ports ?? "on a port that is not known,"} ${onWhich(listener)}`;
}

/** Why an address is not answered, or why nobody can say. */
export function silent({ address, ipv4, ipv6 }: Listener, family: "ipv4" | "ipv6", answer: "no" | "?"): string {
  if (answer === "?") return `nobody has said yet what ${address} stands for`;
  const other = family === "ipv4" ? ipv6 : ipv4;
  if ((family === "ipv4" ? ipv4 : ipv6) === "none" && other !== "none")
    return `${address === "*" ? "this socket" : address} is ${family === "ipv4" ? "IPv6" : "IPv4"} only`;
  return `it answers ${address} only`;
}
