import * as addressSet from "./address-set";
import { allAddresses, noAddresses, type AddressSet } from "./address-set";
import type { Approx } from "./approx";
import { packets, restrict, slices, unionAll, type PacketSet } from "./packet-set";
import { ports } from "./port-set";

/** Ports from the first to the last, both included. */
export type PortRange = readonly [first: number, last: number];

/**
 * Which ports at the far side the outer ports become. Same: unchanged. Each: shifted, one to one. To: all to one. OneOf: each to
 * some port of a range that nobody knows yet. What a map does not name does not pass.
 */
export type PortMap =
  | { readonly is: "same" }
  | { readonly is: "each"; readonly protocol: number; readonly outer: PortRange; readonly inner: PortRange }
  | { readonly is: "to"; readonly protocol: number; readonly outer: PortRange; readonly inner: number }
  | { readonly is: "oneOf"; readonly protocol: number; readonly outer: PortRange; readonly inner: PortRange };

const within = (set: PacketSet, protocol: number, [first, last]: PortRange): PacketSet =>
  restrict(set, { protocol, ports: ports(first, last) });

/** Who may send to every port of a range. */
export function toEvery(set: PacketSet, protocol: number, range: PortRange): AddressSet {
  let [next, senders] = [range[0], allAddresses];
  for (const slice of slices(within(set, protocol, range))) {
    if (slice.ports[0] !== next) return noAddresses;
    senders = addressSet.intersect(senders, slice.addresses);
    next = slice.ports[1] + 1;
  }
  return next === range[1] + 1 ? senders : noAddresses;
}

/** Who may send to any port of a range. */
const toAny = (set: PacketSet, protocol: number, range: PortRange): AddressSet =>
  addressSet.unionAll(slices(within(set, protocol, range)).map(({ addresses }) => addresses));

/** The same clients on ports moved by a distance. */
const shifted = (set: PacketSet, protocol: number, distance: number): PacketSet =>
  unionAll(
    slices(set).map(({ ports: [first, last], addresses }) =>
      packets({ addresses, protocol, ports: ports(first + distance, last + distance) }),
    ),
  );

/**
 * Which packets, by their outer ports, become packets of a set at the far side. Where the two ranges of `each` differ in length,
 * what is left over has no partner and does not pass.
 */
export function pullBack(inner: Approx<PacketSet>, map: PortMap): Approx<PacketSet> {
  if (map.is === "same") return inner;
  const { protocol, outer } = map;
  if (map.is === "each") {
    const distance = outer[0] - map.inner[0];
    const paired: PortRange = [map.inner[0], Math.min(map.inner[1], outer[1] - distance)];
    const back = (set: PacketSet): PacketSet => shifted(within(set, protocol, paired), protocol, distance);
    const must = back(inner.must);
    return { must, may: inner.must === inner.may ? must : back(inner.may) };
  }
  const range: PortRange = map.is === "to" ? [map.inner, map.inner] : map.inner;
  const arriving = (addresses: AddressSet): PacketSet => packets({ addresses, protocol, ports: ports(outer[0], outer[1]) });
  return { must: arriving(toEvery(inner.must, protocol, range)), may: arriving(toAny(inner.may, protocol, range)) };
}

/** Packets at the far side of some translations, by their outer ports. */
export const outward = (inner: Approx<PacketSet>, maps: readonly PortMap[]): Approx<PacketSet> =>
  maps.reduceRight((set, map) => pullBack(set, map), inner);
