import type { Listens, Reach } from "../model/report";
import { ADMITS_NOBODY, answers, FROM_HOST, FROM_NETWORK, NOTHING_LISTENS, notKnown, OPENS_NOTHING, silent } from "../words/listens";
import { hang, indent } from "./layout";
import { printed, readable } from "./paint";
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

interface Row {
  readonly address: string;
  readonly says: string;
  readonly why: string;
}

function triedRow(listener: Listener, { address, family, loopback }: (typeof TRIED)[number]): Row {
  const says = answer(listener[family], loopback);
  const why = says === "yes" ? (loopback ? FROM_HOST : FROM_NETWORK) : silent(listener, family, says);
  // All of 127.0.0.0/8 is loopback (RFC 1122 3.2.1.3), and a socket bound to one of them answers that one.
  return { address: loopback && says === "yes" && listener.address.startsWith("127.") ? listener.address : address, says, why };
}

function rows(listener: Listener, width: number): string[] {
  const bound = listener.ipv4 === "address" || listener.ipv6 === "address";
  const own: Row[] = bound ? [{ address: listener.address, says: "yes", why: FROM_NETWORK }] : [];
  const tried = TRIED.filter(({ loopback, family }) => loopback || !["none", "address"].includes(listener[family]));
  return [...tried.map((one) => triedRow(listener, one)), ...own].flatMap(({ address, says, why }) =>
    hang(`${`  ${address}`.padEnd(ANSWER - 2)}  ${says}`.padEnd(REASON), why, width, REASON),
  );
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

/** Whether anybody but the host itself may be answered. */
const leadsIn = ({ ipv4, ipv6 }: Listener): boolean => [ipv4, ipv6].some((reach) => reach !== "loopback" && reach !== "none");

/** `quadzero listens` for people: each socket, whom it answers, and what nobody knows. */
export function listensText(given: Listens, width: 80): string {
  const { listeners, failsToStart, unknowns } = readable(given);
  const nothing = failsToStart !== null ? `${NOTHING_LISTENS}: ${failsToStart.text}` : unknowns.length === 0 ? OPENS_NOTHING : null;
  const lines = [
    ...listeners.flatMap((listener) => block(listener, width)),
    ...(listeners.length === 0 && nothing !== null ? hang("", nothing, width, 2) : []),
    ...(listeners.length > 0 && failsToStart !== null ? hang("", failsToStart.text, width, 2) : []),
    ...unknowns.flatMap(({ what, why }) => hang("", notKnown(what, why), width, 2)),
    ...(listeners.some(leadsIn) ? hang("", ADMITS_NOBODY, width) : []),
  ];
  return printed(lines);
}
