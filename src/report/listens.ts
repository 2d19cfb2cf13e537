import type { Listens, Reach } from "../model/report";
import { ADMITS_NOBODY, answers, fromHost, fromNetwork, NOTHING_LISTENS, notKnown, OPENS_NOTHING, silent } from "../words/listens";
import { hang, indent } from "./layout";
import { visible } from "./paint";
import { spellPorts } from "./path";

type Listener = Listens["listeners"][number];

/** Addresses to try: loopback and, for the host's own, one that RFC 1918 and one that RFC 3849 set aside. */
const TRIED = [
  { address: "127.0.0.1", family: "ipv4", loopback: true },
  { address: "10.0.1.10", family: "ipv4", loopback: false },
  { address: "::1", family: "ipv6", loopback: true },
  { address: "2001:db8::10", family: "ipv6", loopback: false },
] as const;

const ANSWER = 17;
const REASON = 24;

/** Whether a socket answers an address: yes, no, or nobody knows. */
function answer(reach: Reach, loopback: boolean): "yes" | "no" | "?" {
  if (reach === "unknown") return "?";
  return reach === "any" || (reach === "loopback" && loopback) ? "yes" : "no";
}

function rows(listener: Listener, width: number): string[] {
  const { ipv4, ipv6, address } = listener;
  const own = ipv4 === "address" || ipv6 === "address" ? [{ address, says: "yes", why: fromNetwork }] : [];
  const tried = TRIED.filter(({ loopback, family }) => loopback || listener[family] !== "none").map(({ address, family, loopback }) => {
    const says = answer(listener[family], loopback);
    return { address, says, why: says === "yes" ? (loopback ? fromHost : fromNetwork) : silent(listener, family, says) };
  });
  return [...tried, ...own].flatMap(({ address, says, why }) => hang(`${`  ${address}`.padEnd(ANSWER)}${says}`.padEnd(REASON), why, width));
}

function block(listener: Listener, width: number): string[] {
  const { protocol, ports, says } = listener;
  const title = answers(listener, ports === null ? null : spellPorts(ports));
  const lines = hang("", title, width, 2);
  const last = lines.at(-1) ?? "";
  const headed =
    last.length + 2 + says.length <= width
      ? [...lines.slice(0, -1), `${last}${says.padStart(width - last.length)}`]
      : [...lines, ...hang(indent(2), says, width)];
  return protocol === "unix" ? headed : [...headed, ...rows(listener, width)];
}

/** `quadzero listens` for people: each socket, whom it answers, and what nobody knows. */
export function listensText({ listeners, failsToStart, unknowns }: Listens, width: 80): string {
  const nothing = failsToStart !== null ? `${NOTHING_LISTENS}: ${failsToStart.text}` : unknowns.length === 0 ? OPENS_NOTHING : null;
  const lines = [
    ...listeners.flatMap((listener) => block(listener, width)),
    ...(listeners.length === 0 && nothing !== null ? hang("", nothing, width, 2) : []),
    ...(listeners.length > 0 && failsToStart !== null ? hang("", failsToStart.text, width, 2) : []),
    ...unknowns.flatMap(({ what, why }) => hang("", notKnown(what, why), width, 2)),
    ...(listeners.some(({ protocol }) => protocol !== "unix") ? hang("", ADMITS_NOBODY, width) : []),
  ];
  return lines.map((line) => `${visible(line)}\n`).join("");
}
