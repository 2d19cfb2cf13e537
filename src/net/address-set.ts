import { formatAddress } from "./format";
import * as line from "./line";
import { GLOBAL_UNICAST, SPECIAL_IPV4, SPECIAL_IPV6, type Block } from "./special-purpose";

/**
 * A set of addresses, both families. Canonical: equal sets have equal points. IPv4-mapped IPv6 addresses are IPv6 addresses.
 */
export interface AddressSet {
  readonly ipv4: line.Line<number>;
  readonly ipv6: line.Line<bigint>;
}

export type Family = 4 | 6;

const BITS = { 4: 32n, 6: 128n } as const;

const NOBODY: line.Line<never> = [];
const EVERY_IPV4: line.Line<number> = [0, 2 ** 32];
const EVERY_IPV6: line.Line<bigint> = [0n, 1n << BITS[6]];

export const noAddresses: AddressSet = { ipv4: NOBODY, ipv6: NOBODY };
export const allIpv4: AddressSet = { ipv4: EVERY_IPV4, ipv6: NOBODY };
export const allIpv6: AddressSet = { ipv4: NOBODY, ipv6: EVERY_IPV6 };
export const allAddresses: AddressSet = { ipv4: EVERY_IPV4, ipv6: EVERY_IPV6 };

/** The addresses of one family from the first to the last, both included. */
export const addressRange = (family: Family, first: bigint, last: bigint): AddressSet =>
  family === 4 ? { ipv4: [Number(first), Number(last) + 1], ipv6: NOBODY } : { ipv4: NOBODY, ipv6: [first, last + 1n] };

/** A set that is equal to a or to b is that very object, so that comparing it again costs nothing. */
const made = (ipv4: line.Line<number>, ipv6: line.Line<bigint>, a: AddressSet, b: AddressSet): AddressSet => {
  if (ipv4 === a.ipv4 && ipv6 === a.ipv6) return a;
  return ipv4 === b.ipv4 && ipv6 === b.ipv6 ? b : { ipv4, ipv6 };
};

export const union = (a: AddressSet, b: AddressSet): AddressSet =>
  a === b ? a : made(line.union(a.ipv4, b.ipv4), line.union(a.ipv6, b.ipv6), a, b);

export const intersect = (a: AddressSet, b: AddressSet): AddressSet =>
  a === b ? a : made(line.intersect(a.ipv4, b.ipv4), line.intersect(a.ipv6, b.ipv6), a, b);

export const subtract = (a: AddressSet, b: AddressSet): AddressSet =>
  a === b ? noAddresses : made(line.subtract(a.ipv4, b.ipv4), line.subtract(a.ipv6, b.ipv6), a, b);

/** In the time of a sort, however many there are. */
export function unionAll(list: readonly AddressSet[]): AddressSet {
  const [first, second] = list;
  if (first === undefined) return noAddresses;
  if (second === undefined) return first;
  if (list.length === 2) return union(first, second);
  return {
    ipv4: line.unionAll(
      list.map(({ ipv4 }) => ipv4).filter(({ length }) => length > 0),
      line.sortNumbers,
    ),
    ipv6: line.unionAll(
      list.map(({ ipv6 }) => ipv6).filter(({ length }) => length > 0),
      line.sortBigints,
    ),
  };
}

export const complement = (set: AddressSet): AddressSet => subtract(allAddresses, set);

/** True where b ⊆ a. */
export const contains = (a: AddressSet, b: AddressSet): boolean =>
  a === b || (line.contains(a.ipv4, b.ipv4) && line.contains(a.ipv6, b.ipv6));

/** True where the two have an address in common. */
export const meets = (a: AddressSet, b: AddressSet): boolean => line.meets(a.ipv4, b.ipv4) || line.meets(a.ipv6, b.ipv6);

export const isEmpty = (set: AddressSet): boolean => set.ipv4.length === 0 && set.ipv6.length === 0;

export const equals = (a: AddressSet, b: AddressSet): boolean => a === b || (line.equals(a.ipv4, b.ipv4) && line.equals(a.ipv6, b.ipv6));

export const onlyFamily = (set: AddressSet, family: Family): AddressSet =>
  family === 4 ? { ipv4: set.ipv4, ipv6: NOBODY } : { ipv4: NOBODY, ipv6: set.ipv6 };

/** The ranges of one family, `[first, end)`. */
function* rangesOf(set: AddressSet, family: Family): Generator<readonly [first: bigint, end: bigint]> {
  for (const [first, end] of line.rangesOf<number | bigint>(family === 4 ? set.ipv4 : set.ipv6)) yield [BigInt(first), BigInt(end)];
}

/** How many addresses of one family. */
export function sizeOf(set: AddressSet, family: Family): bigint {
  let size = 0n;
  for (const [first, end] of rangesOf(set, family)) size += end - first;
  return size;
}

/** The largest block that begins at an address and ends before another. */
function prefixAt(first: bigint, end: bigint, bits: bigint): bigint {
  let free = 0n;
  while (free < bits && (first & ((1n << (free + 1n)) - 1n)) === 0n && first + (1n << (free + 1n)) <= end) free += 1n;
  return bits - free;
}

/** The fewest CIDRs that make up the set, IPv4 first, in order: of maximal ranges, always the largest block that fits next. */
export function cidrsOf(set: AddressSet): string[] {
  const cidrs: string[] = [];
  for (const family of [4, 6] as const) {
    for (const [first, end] of rangesOf(set, family)) {
      let next = first;
      while (next < end) {
        const prefix = prefixAt(next, end, BITS[family]);
        cidrs.push(`${formatAddress(family, next)}/${String(prefix)}`);
        next += 1n << (BITS[family] - prefix);
      }
    }
  }
  return cidrs;
}

const blockOf = (family: Family, [first, prefix]: Block<number | bigint>): AddressSet =>
  addressRange(family, BigInt(first), BigInt(first) + (1n << (BITS[family] - BigInt(prefix))) - 1n);

/** The addresses that clients on the internet have: 3 702 258 432 of IPv4; of IPv6 global unicast but the special blocks. */
export const routable: AddressSet = subtract(
  union(allIpv4, blockOf(6, GLOBAL_UNICAST)),
  unionAll([...SPECIAL_IPV4.map((block) => blockOf(4, block)), ...SPECIAL_IPV6.map((block) => blockOf(6, block))]),
);

/** How many routable addresses of one family. */
export const routableSize = (set: AddressSet, family: Family): bigint => sizeOf(intersect(onlyFamily(set, family), routable), family);
