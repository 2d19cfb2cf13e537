import { addressRange, allIpv4, allIpv6, type AddressSet, type Family } from "./address-set";

export { formatAddress } from "./format";

/** An address as it is written, or a block: its family, and the bits of its prefix if it has one. */
interface Written {
  readonly family: Family;
  /** IPv6 in hexadecimal groups, with no dotted part and no zeros in front. */
  readonly address: string;
  readonly prefix: number | null;
}

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const DOTTED = `${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}`;
const IPV4 = new RegExp(`^${DOTTED}(?:/(3[0-2]|[12]?\\d))?$`);
const IPV6 = /^([0-9a-f:.]+)(?:\/(12[0-8]|1[01]\d|[1-9]?\d))?$/i;
const DOTTED_END = new RegExp(`:${DOTTED}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;

/** `::ffff:10.0.0.1` → `::ffff:a00:1`. https://www.rfc-editor.org/rfc/rfc4291#section-2.2 */
const inGroups = (address: string): string =>
  address.replace(DOTTED_END, (_, a: string, b: string, c: string, d: string) => {
    const group = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
    return `:${group(a, b)}:${group(c, d)}`;
  });

/** Eight groups, or fewer around a single `::`, which stands for one or more. */
function isIpv6(address: string): boolean {
  const [before, after, more] = address.split("::");
  if (before === undefined || more !== undefined) return false;
  const groups = [before, after ?? ""].flatMap((half) => (half === "" ? [] : half.split(":")));
  return groups.every((group) => GROUP.test(group)) && (after === undefined ? groups.length === 8 : groups.length < 8);
}

/** The whole grammar: RFC 4291 text and four decimal octets, prefixes in decimal; no zeros in front, no zones, no blanks. */
function read(text: string): Written | null {
  const ipv4 = IPV4.exec(text);
  if (ipv4 !== null) {
    const [, a = "", b = "", c = "", d = "", prefix] = ipv4;
    return { family: 4, address: `${a}.${b}.${c}.${d}`, prefix: prefix === undefined ? null : Number(prefix) };
  }
  const ipv6 = IPV6.exec(text);
  if (ipv6 === null) return null;
  const [, written = "", prefix] = ipv6;
  const address = inGroups(written);
  return isIpv6(address) ? { family: 6, address, prefix: prefix === undefined ? null : Number(prefix) } : null;
}

type Range = readonly [first: bigint, last: bigint];

/** Four octets are read here, for speed, and since most plans hold no other; a test holds it against ip-cidr. */
function rangeOfIpv4(address: string, prefix: number): Range {
  const value = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - prefix);
  const first = value - (value % size);
  return [BigInt(first), BigInt(first + size - 1)];
}

/** What ip-cidr answered: it takes some 50 µs, and rules repeat a few blocks. */
const answered = new Map<string, Range | null>();

/** ip-cidr takes about 20 ms to load, so it is loaded for the first text that needs it. */
function rangeOfIpv6(address: string, prefix: number): Range | null {
  const text = `${address}/${String(prefix)}`;
  let range = answered.get(text);
  if (range === undefined) {
    const { default: IPCIDR } = require("ip-cidr") as typeof import("ip-cidr");
    try {
      range = new IPCIDR(text).toRange<bigint>({ type: "bigInteger" });
    } catch {
      range = null;
    }
    answered.set(text, range);
  }
  return range;
}

const longest = (family: Family): number => (family === 4 ? 32 : 128);

function rangeOf({ family, address, prefix }: Written): Range | null {
  const length = prefix ?? longest(family);
  return family === 4 ? rangeOfIpv4(address, length) : rangeOfIpv6(address, length);
}

/**
 * The addresses of a CIDR, or of an address alone. Bits behind the prefix do not count: `10.0.0.5/8` is `10.0.0.0/8`.
 * @returns null for what cannot be read: that is unknown, and never empty
 */
export function parseCidr(text: string): AddressSet | null {
  const written = read(text);
  if (written === null) return null;
  if (written.prefix === 0) return written.family === 4 ? allIpv4 : allIpv6;
  const range = rangeOf(written);
  return range === null ? null : addressRange(written.family, range[0], range[1]);
}

/** The length of a CIDR's prefix; of an address alone 32 or 128; null for what cannot be read. */
export function prefixLength(text: string): number | null {
  const written = read(text);
  return written === null ? null : (written.prefix ?? longest(written.family));
}

/** One address, without a prefix; null for what cannot be read. */
export function parseAddress(text: string): { readonly family: Family; readonly value: bigint } | null {
  const written = read(text);
  if (written === null || written.prefix !== null) return null;
  const range = rangeOf(written);
  return range === null ? null : { family: written.family, value: range[0] };
}
