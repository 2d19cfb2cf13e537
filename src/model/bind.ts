import { formatAddress, parseAddress } from "../net/address";
import type { Family } from "../net/address-set";

interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** A literal address as a socket is bound to it: an IPv4-mapped one is IPv4. */
export interface Bind extends Address {
  readonly answers: "any" | "loopback" | "address" | "none";
}

/** `::ffff:0:0/96`. https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 */
const MAPPED = 0xffffn;

/** Multicast and the broadcast address can be bound, and no connection reaches them; the rest of 0.0.0.0/8 cannot. */
function bindOfIpv4(value: bigint): Bind | null {
  const address = { family: 4, value } as const;
  const first = value >> 24n;
  if (first === 0n) return value === 0n ? { ...address, answers: "any" } : null;
  if (first === 127n) return { ...address, answers: "loopback" };
  return { ...address, answers: first >= 224n ? "none" : "address" };
}

/** Whom a socket answers that is bound to an address. Null where none can be. */
export function bindOf({ family, value }: Address): Bind | null {
  if (family === 4) return bindOfIpv4(value);
  if (value >> 32n === MAPPED) return bindOfIpv4(BigInt.asUintN(32, value));
  if (value < 2n) return { family, value, answers: value === 0n ? "any" : "loopback" };
  return { family, value, answers: value >> 120n === 0xffn ? "none" : "address" };
}

/** The same of a literal address in any of its spellings: `0:0::0` is `::`. Null for what is none, too. */
export function bindOfText(text: string): Bind | null {
  const address = parseAddress(text);
  return address === null ? null : bindOf(address);
}

/** As Debian's and Fedora's /etc/hosts have them. */
const OWN_NAMES = /^(localhost|localhost\.localdomain|localhost[46]|ip6-localhost|ip6-loopback)$/;

/** Whether what is bound to it, or published on it, answers a call to loopback. */
export const meetsLoopback = (host: string): boolean =>
  OWN_NAMES.test(host) || ["any", "loopback"].includes(bindOfText(host)?.answers ?? "");

/** An address in its one spelling, by which it may be compared: without brackets, a mapped one as IPv4. What is none stays as it is. */
export function plainAddress(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  const bind = bindOfText(bare);
  return bind === null ? bare : formatAddress(bind.family, bind.value);
}
