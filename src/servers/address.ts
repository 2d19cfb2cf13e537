import { bindOf } from "../model/bind";
import type { Reach } from "../model/listener";
import { hasHole } from "../model/text";

/** Whom a host token answers, once its program's resolver has read it. */
export interface Address {
  /** As written; of an empty token what it means. */
  readonly address: string;
  readonly ipv4: Reach;
  readonly ipv6: Reach;
}

/** Why no socket can be bound to a token. */
export type AddressFault = "literal-variable" | "cidr-as-bind" | "not-an-address";

/** How a program's resolver reads a host token. `null`: it refuses the token. */
export interface Resolver {
  /** `127.1` and `0x7f.1`: all that inet_aton(3) takes, decimal parts alone (Java), or four decimal parts and no less. */
  readonly numbers: "inet_aton" | "decimal" | "strict";
  readonly empty: Reaches | null;
  readonly star: Reaches | null;
  readonly ipv4Any: Reaches;
  /** `::`: an IPv6 socket that answers IPv4 too, or IPv6 alone. */
  readonly ipv6Any: Reaches;
  readonly localhost: Reaches;
  /** Whether it takes the brackets of `[::1]` off by itself. */
  readonly brackets: boolean;
  /** Whether it looks names up. */
  readonly names: boolean;
  /** True: its configuration has no variables; else what looks like one may be expanded. */
  readonly verbatim?: true;
}

type Reaches = readonly [ipv4: Reach, ipv6: Reach];

const IPV4: Reaches = ["any", "none"];
const IPV6: Reaches = ["none", "any"];
const BOTH: Reaches = ["any", "any"];
const LOOPBACK4: Reaches = ["loopback", "none"];
const LOOPBACK: Reaches = ["loopback", "loopback"];

/** `socket.bind((host, port))` of Python and its like: AF_INET unless the host has a colon; no IPV6_V6ONLY. */
export const LIBC: Resolver = {
  numbers: "inet_aton",
  empty: IPV4,
  star: null,
  ipv4Any: IPV4,
  ipv6Any: BOTH,
  localhost: LOOPBACK4,
  brackets: false,
  names: true,
};

/** getaddrinfo(3) with AI_PASSIVE, one socket for each answer, IPv6 ones with IPV6_V6ONLY: asyncio, PostgreSQL, memcached. */
export const PASSIVE: Resolver = { ...LIBC, empty: BOTH, star: BOTH, ipv6Any: IPV6, localhost: LOOPBACK };

/** nginx: inet_aton and getaddrinfo; `*` is IPv4; `ipv6only=on` unless said otherwise. */
export const NGINX: Resolver = { ...PASSIVE, empty: null, star: IPV4, brackets: true, verbatim: true };

/** getaddrinfo with a dual socket for `::`, both loopbacks for `localhost`, `*` for IPv4. */
export const PUMA: Resolver = { ...LIBC, star: null, localhost: LOOPBACK };

/** `net.Server.listen`: no host means `::`, with IPv4. `localhost` is one of the two loopbacks, whichever is listed first. */
export const NODE: Resolver = { ...LIBC, empty: BOTH, localhost: LOOPBACK };

/** With `ipv6Only: true`. https://nodejs.org/api/net.html#serverlistenoptions-callback */
export const NODE_IPV6_ONLY: Resolver = { ...NODE, empty: IPV6, ipv6Any: IPV6 };

/** `net.Listen("tcp", …)`: every wildcard opens one socket for both families. https://pkg.go.dev/net#Listen */
export const GO: Resolver = {
  numbers: "strict",
  empty: BOTH,
  star: null,
  ipv4Any: BOTH,
  ipv6Any: BOTH,
  localhost: LOOPBACK4,
  brackets: true,
  names: true,
};

/** `net.Listen("tcp4", …)` for an IPv4 address and `"tcp6"` for an IPv6 one, whose socket has IPV6_V6ONLY. */
export const GO_APART: Resolver = { ...GO, ipv4Any: IPV4, ipv6Any: IPV6 };

/** `InetAddress.getByName`: nothing means loopback, and every wildcard both families. */
export const JAVA: Resolver = { ...GO, numbers: "decimal", empty: LOOPBACK };

/** `ToSocketAddrs`: getaddrinfo without AI_PASSIVE. */
export const RUST: Resolver = { ...LIBC, empty: null, localhost: LOOPBACK, brackets: true };

/** Literal addresses alone, each family apart. */
export const LITERAL: Resolver = { ...LIBC, numbers: "strict", empty: null, names: false };

/** A variable that no shell expands. */
const VARIABLE = /\$(\w|\{|\()/;

export const isLiteralVariable = (text: string): boolean => VARIABLE.test(text);

/** What a host token binds; a part that is not known makes the reach unknown. */
export function addressOf(token: string, resolver: Resolver): Address | AddressFault {
  if (hasHole(token)) return { address: token, ipv4: "unknown", ipv6: "unknown" };
  if (isLiteralVariable(token)) return "literal-variable";
  if (token === "") return reaching(resolver.empty, resolver.empty === LOOPBACK ? "localhost" : undefined);
  if (token === "*") return reaching(resolver.star, token);
  const host = (resolver.brackets ? token.replace(/^\[(.*)\]$/, "$1") : token).normalize("NFKC");
  if (/^(localhost|ip6-localhost|ip6-loopback)$/i.test(host)) return reaching(resolver.localhost, token);
  const reaches = literal(host, resolver);
  if (reaches !== undefined) return reaching(reaches, token);
  const network = /^([^/]+)\/\d{1,3}$/.exec(host)?.[1];
  if (network !== undefined && literal(network.replace(/^\[(.*)\]$/, "$1"), LIBC) !== undefined) return "cidr-as-bind";
  return resolver.names && isName(host) ? { address: token, ipv4: "unknown", ipv6: "unknown" } : "not-an-address";
}

function reaching(reaches: Reaches | null, token?: string): Address | AddressFault {
  if (reaches === null) return "not-an-address";
  const [ipv4, ipv6] = reaches;
  return { address: token ?? (ipv6 === "none" ? "0.0.0.0" : "*"), ipv4, ipv6 };
}

/** A name whose last label is a number is never looked up. https://www.rfc-editor.org/rfc/rfc3696#section-2 */
const isName = (host: string): boolean =>
  /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(host) && !/(^|\.)(\d+|0x[0-9a-f]*)\.?$/i.test(host);

/** The families that a literal address answers; null where it cannot be bound; undefined where it is no literal. */
function literal(host: string, resolver: Resolver): Reaches | null | undefined {
  const ipv4 = ipv4Number(host, resolver.numbers);
  const value = ipv4 === undefined ? ipv6Value(host) : BigInt(ipv4);
  if (value === undefined) return undefined;
  const bind = bindOf({ family: ipv4 === undefined ? 6 : 4, value });
  if (bind === null) return null;
  const { family, answers } = bind;
  if (answers === "any") return family === 4 ? resolver.ipv4Any : resolver.ipv6Any;
  return family === 4 ? [answers, "none"] : ["none", answers];
}

/** One to four parts, the last filling what is left: inet_aton(3). */
export function ipv4Number(text: string, numbers: Resolver["numbers"]): number | undefined {
  const parts = text.split(".");
  if (parts.length > 4 || (numbers === "strict" && parts.length !== 4)) return undefined;
  let address = 0;
  for (const [index, part] of parts.entries()) {
    const value = partOf(part, numbers);
    const width = index === parts.length - 1 ? 5 - parts.length : 1;
    if (value === undefined || value >= 256 ** width) return undefined;
    address = address * 256 ** width + value;
  }
  return address;
}

function partOf(part: string, numbers: Resolver["numbers"]): number | undefined {
  if (numbers !== "inet_aton") return /^\d+$/.test(part) && (numbers === "decimal" || !/^0\d/.test(part)) ? Number(part) : undefined;
  if (/^0x[0-9a-f]+$/i.test(part)) return Number(part);
  if (/^0[0-7]*$/.test(part)) return parseInt(part, 8);
  return /^[1-9]\d*$/.test(part) ? Number(part) : undefined;
}

/** An IPv6 address in any of its spellings (RFC 4291 section 2.2); a zone (`%eth0`) is left aside. */
function ipv6Value(text: string): bigint | undefined {
  const [address = "", , rest] = text.split("%");
  if (rest !== undefined || !address.includes(":") || address.includes(":::")) return undefined;
  const halves = address.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => half.flatMap(groupsOf));
  const [left = [], right] = groups;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = right === undefined ? left : [...left, ...Array<number>(missing).fill(0), ...right];
  return all.some(Number.isNaN) ? undefined : all.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

function groupsOf(group: string): readonly number[] {
  if (!group.includes(".")) return [/^[0-9a-f]{1,4}$/i.test(group) ? parseInt(group, 16) : NaN];
  const ipv4 = ipv4Number(group, "strict");
  return ipv4 === undefined ? [NaN] : [ipv4 >>> 16, ipv4 & 0xffff];
}
