import * as addressSet from "./address-set";
import { allAddresses, noAddresses, type AddressSet } from "./address-set";
import { allPorts, portsOf, rangesOf, type PortSet } from "./port-set";

/** Protocol and port in one number, so that a set is sorted along one line: a channel is `protocol * PORTS + port`. */
const PORTS = 65536;
const CHANNELS = 256 * PORTS;

/** The channels from the first up to the end, which is not of them, and who may send there. */
export interface Band {
  readonly first: number;
  readonly end: number;
  readonly addresses: AddressSet;
}

/**
 * A set of packets; a packet is (client address, protocol 0 to 255, destination port 0 to 65535). Protocols without ports have all
 * of them. Canonical: bands are sorted, disjoint and not empty, and where two touch their addresses differ.
 */
export interface PacketSet {
  readonly bands: readonly Band[];
}

export const noPackets: PacketSet = { bands: [] };
export const allPackets: PacketSet = { bands: [{ first: 0, end: CHANNELS, addresses: allAddresses }] };

/** Bands in order, of which some may be empty or say the same as the one they touch, to a set. */
function canonical(bands: Iterable<Band>): PacketSet {
  const kept: Band[] = [];
  for (const band of bands) {
    if (band.first >= band.end || addressSet.isEmpty(band.addresses)) continue;
    const last = kept[kept.length - 1];
    if (last?.end === band.first && addressSet.equals(last.addresses, band.addresses)) kept[kept.length - 1] = { ...last, end: band.end };
    else kept.push(band);
  }
  return kept.length === 0 ? noPackets : { bands: kept };
}

/** What these clients send by a protocol (a number, or all) to these ports (all, if not given). */
export function packets(of: { addresses: AddressSet; protocol: number | "all"; ports?: PortSet }): PacketSet {
  const { addresses, protocol, ports = allPorts } = of;
  if (protocol === "all" && ports === allPorts) {
    return addresses === allAddresses ? allPackets : canonical([{ first: 0, end: CHANNELS, addresses }]);
  }
  const protocols = protocol === "all" ? Array.from({ length: 256 }, (_, number) => number) : [protocol];
  const ranges = rangesOf(ports);
  return canonical(
    protocols.flatMap((number) =>
      ranges.map(([first, last]) => ({ first: number * PORTS + first, end: number * PORTS + last + 1, addresses })),
    ),
  );
}

/** Both sets cut at all points of either; `join(∅, ∅)` must be ∅. */
function* zip(a: PacketSet, b: PacketSet, join: (a: AddressSet, b: AddressSet) => AddressSet): Generator<Band> {
  let [i, j, at] = [0, 0, 0];
  for (;;) {
    const [x, y] = [a.bands[i], b.bands[j]];
    if (x === undefined && y === undefined) return;
    const inX = x !== undefined && x.first <= at;
    const inY = y !== undefined && y.first <= at;
    const end = Math.min((inX ? x.end : x?.first) ?? CHANNELS, (inY ? y.end : y?.first) ?? CHANNELS);
    if (inX || inY) yield { first: at, end, addresses: join(inX ? x.addresses : noAddresses, inY ? y.addresses : noAddresses) };
    at = end;
    if (x?.end === at) i += 1;
    if (y?.end === at) j += 1;
  }
}

export function intersect(a: PacketSet, b: PacketSet): PacketSet {
  if (a === b || b === allPackets || isEmpty(a)) return a;
  return a === allPackets || isEmpty(b) ? b : canonical(zip(a, b, addressSet.intersect));
}

export const subtract = (a: PacketSet, b: PacketSet): PacketSet =>
  isEmpty(a) || isEmpty(b) ? a : canonical(zip(a, b, addressSet.subtract));

export const complement = (set: PacketSet): PacketSet => subtract(allPackets, set);

export const union = (...sets: readonly PacketSet[]): PacketSet => unionAll(sets);

/**
 * In about the time of a sort plus the size of the answer. The channels between two neighbouring points of the sets are the leaves
 * of a segment tree; a band is left at the fewest nodes that make it up, and a leaf answers what lies on its way to the root.
 */
export function unionAll(list: readonly PacketSet[]): PacketSet {
  const sets = list.filter(({ bands }) => bands.length > 0);
  const [first, second] = sets;
  if (first === undefined) return noPackets;
  if (second === undefined) return first;
  if (sets.length === 2) return canonical(zip(first, second, addressSet.union));
  const points = new Set<number>();
  for (const { bands } of sets) for (const band of bands) points.add(band.first).add(band.end);
  const cuts = Float64Array.from(points).sort();
  const indexes = new Map(Array.from(cuts, (point, index) => [point, index]));
  const leaves = cuts.length - 1;
  const left = new Map<number, AddressSet[]>();
  const leave = (node: number, addresses: AddressSet): void => {
    const there = left.get(node);
    if (there === undefined) left.set(node, [addresses]);
    else there.push(addresses);
  };
  for (const { bands } of sets) {
    for (const band of bands) {
      let low = leaves + (indexes.get(band.first) ?? 0);
      let high = leaves + (indexes.get(band.end) ?? 0);
      for (; low < high; low >>= 1, high >>= 1) {
        if (low % 2 === 1) leave(low++, band.addresses);
        if (high % 2 === 1) leave(--high, band.addresses);
      }
    }
  }
  const answers: AddressSet[] = [noAddresses];
  for (let node = 1; node < 2 * leaves; node += 1) {
    answers.push(addressSet.union(answers[node >> 1] ?? noAddresses, addressSet.unionAll(left.get(node) ?? [])));
  }
  return canonical(answers.slice(leaves).map((addresses, index) => ({ first: cuts[index] ?? 0, end: cuts[index + 1] ?? 0, addresses })));
}

/** True where b ⊆ a. */
export const contains = (a: PacketSet, b: PacketSet): boolean => a === allPackets || isEmpty(subtract(b, a));

/** True where the two have a packet in common. */
export const meets = (a: PacketSet, b: PacketSet): boolean => !isEmpty(intersect(a, b));

export const isEmpty = (set: PacketSet): boolean => set.bands.length === 0;

export const equals = (a: PacketSet, b: PacketSet): boolean =>
  a === b ||
  (a.bands.length === b.bands.length &&
    a.bands.every((band, index) => {
      const other = b.bands[index];
      return band.first === other?.first && band.end === other.end && addressSet.equals(band.addresses, other.addresses);
    }));

/** Who may send anything at all: the projection to addresses. */
export const addressesOf = (set: PacketSet): AddressSet => addressSet.unionAll(set.bands.map(({ addresses }) => addresses));

/** On which ports anybody may send by a protocol: the projection to its ports. */
export const portsOfPackets = (set: PacketSet, protocol: number): PortSet =>
  portsOf(
    set.bands
      .map(({ first, end }) => [first - protocol * PORTS, end - 1 - protocol * PORTS] as const)
      .filter(([first, last]) => first < PORTS && last >= 0),
  );

/** The packets of a set that have this protocol, these ports and these clients, each if it is given. */
export function restrict(set: PacketSet, to: { protocol?: number | "all"; ports?: PortSet; addresses?: AddressSet }): PacketSet {
  const { protocol = "all", ports = allPorts, addresses = allAddresses } = to;
  const through = onChannels(set, protocol, ports);
  return addresses === allAddresses ? through : mapAddresses(through, (of) => addressSet.intersect(of, addresses));
}

function onChannels(set: PacketSet, protocol: number | "all", ports: PortSet): PacketSet {
  if (protocol === "all") return ports === allPorts ? set : intersect(set, packets({ addresses: allAddresses, protocol, ports }));
  const kept: Band[] = [];
  for (const [low, high] of rangesOf(ports)) {
    const [from, to] = [protocol * PORTS + low, protocol * PORTS + high + 1];
    for (const band of set.bands) {
      if (band.first >= to) break;
      if (band.end <= from) continue;
      const cut = band.first < from || band.end > to;
      kept.push(cut ? { ...band, first: Math.max(band.first, from), end: Math.min(band.end, to) } : band);
    }
  }
  return kept.length === 0 ? noPackets : { bands: kept };
}

/** Other clients for the same protocols and ports. What nobody may send stays so: the function is not asked about it. */
export const mapAddresses = (set: PacketSet, change: (addresses: AddressSet) => AddressSet): PacketSet =>
  canonical(set.bands.map((band) => ({ ...band, addresses: change(band.addresses) })));

/** A part of a set in which addresses, protocols and ports combine freely. */
export interface Slice {
  /** One, or all from the first to the last; of several, `ports` are all ports. */
  readonly protocol: number | readonly [first: number, last: number];
  readonly ports: readonly [first: number, last: number];
  readonly addresses: AddressSet;
}

/** The parts of a set, in order of protocol and port, disjoint. */
export function slices(set: PacketSet): Slice[] {
  const parts: Slice[] = [];
  for (const { first, end, addresses } of set.bands) {
    let at = first;
    while (at < end) {
      const protocol = Math.floor(at / PORTS);
      const port = at % PORTS;
      const whole = port === 0 ? Math.floor((end - at) / PORTS) : 0;
      const last = whole === 0 ? Math.min(PORTS, port + end - at) - 1 : PORTS - 1;
      parts.push({ protocol: whole > 1 ? [protocol, protocol + whole - 1] : protocol, ports: [port, last], addresses });
      at += whole === 0 ? last - port + 1 : whole * PORTS;
    }
  }
  return parts;
}
