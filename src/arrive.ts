import { addressApprox, packetApprox, type Approx } from "./net/approx";
import type { PacketSet } from "./net/packet-set";
import { pullBack } from "./net/translate";
import type { Arrival } from "./model/exposure";
import { NOTHING } from "./model/join";
import type { Door, Entry, Hop, Interface, Place, PortMap, Sender } from "./model/place";
import type { Unknown } from "./model/unknown";

/** Whom interfaces admit: lists of doors, in the order in which a packet meets them, one list for each way in. */
export interface Network {
  readonly fromInternet: (of: Interface) => readonly (readonly Door[])[];
  readonly fromPlace: (of: Interface, sender: Sender) => readonly (readonly Door[])[];
}

/** What else may lead to a place: resources that quadzero does not follow. */
export type Besides = ReadonlyMap<Place, readonly Unknown[]>;

/** Packets at the far side of some translations, by their outer ports. */
export const outward = (inner: Approx<PacketSet>, maps: readonly PortMap[]): Approx<PacketSet> =>
  maps.reduceRight((set, map) => pullBack(set, map), inner);

const STRENGTH: readonly Entry[] = ["direct", "passthrough", "terminated"];

/** An HTTP proxy anywhere on the path terminates it. */
const stronger = (a: Entry, b: Entry): Entry => (STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b);

const through = (doors: readonly Door[]): Approx<PacketSet> => packetApprox.intersect(...doors.map(({ admits }) => admits));

/** Where nobody can follow how a place is reached, anyone may come, to any port. */
const unfollowed = (place: Place, unknowns: readonly Unknown[]): Door => ({
  role: "place",
  admits: packetApprox.unknown,
  clauses: [],
  shut: { code: "not-attached", resource: place.resource, says: "", via: [] },
  doubts: { unknowns, assumes: [] },
});

/** Whoever calls through something that is not modelled: the place's own groups still have their say. */
const SOMEBODY: Sender = {
  is: "balancer",
  groups: { ...NOTHING, complete: false },
  addresses: addressApprox.unknown,
  keepsClient: "perhaps",
};

function strangeWays(place: Place, network: Network, besides: Besides): readonly (readonly Door[])[] {
  const unknowns = besides.get(place) ?? [];
  if (unknowns.length === 0) return [];
  const [primary] = place.interfaces;
  const door = unfollowed(place, unknowns);
  return primary === undefined ? [[door]] : network.fromPlace(primary, SOMEBODY).map((way) => [door, ...way]);
}

function direct(place: Place, network: Network, besides: Besides): readonly Arrival[] {
  const ways = [
    ...place.interfaces.flatMap((of) => network.fromInternet(of)),
    ...(place.unfollowed.length === 0 ? [] : [[unfollowed(place, place.unfollowed)]]),
    ...strangeWays(place, network, besides),
  ];
  return ways.map((way) => {
    const doors = way.map((door) => ({ door, hop: 0, maps: [] }));
    return { chain: [place], entry: "direct", doors, admits: through(way), maps: [], family: "same" };
  });
}

/** The doors at the far side of a hop; a place without an interface, or one entered from inside, has none. */
function farDoors(hop: Hop, network: Network): readonly (readonly Door[])[] {
  const [primary] = hop.to.interfaces;
  return hop.byInterface && primary !== undefined ? network.fromPlace(primary, hop.sender) : [[]];
}

function onward(before: Arrival, hop: Hop, network: Network): readonly Arrival[] {
  const count = before.chain.length;
  const maps = [...before.maps, hop.ports];
  const near = hop.doors.map((door) => ({ door, hop: count, maps: before.maps }));
  const admitted = packetApprox.intersect(before.admits, outward(through(hop.doors), before.maps));
  const chain = [...before.chain, hop.to];
  return farDoors(hop, network).map((far) => {
    const doors = [...near, ...far.map((door) => ({ door, hop: count, maps }))];
    return {
      chain,
      entry: stronger(before.entry, hop.entry),
      doors: [...before.doors, ...doors],
      admits: packetApprox.intersect(admitted, outward(through(far), maps)),
      maps,
      family: hop.family === "same" ? before.family : hop.family,
    };
  });
}

/** All ways from the internet to each place: over its own interfaces, and along hops. A way never meets a place twice. */
export function arrivalsOf(
  places: readonly Place[],
  hops: readonly Hop[],
  network: Network,
  besides: Besides,
): (place: Place) => readonly Arrival[] {
  const into = new Map<Place, Hop[]>(places.map((place) => [place, []]));
  for (const hop of hops) into.get(hop.to)?.push(hop);
  const sources = (place: Place): readonly Hop[] => into.get(place) ?? [];
  const above = new Map<Place, ReadonlySet<Place>>();
  /** Every place that some way leads from to this one. */
  const ancestorsOf = (place: Place): ReadonlySet<Place> => {
    const known = above.get(place);
    if (known !== undefined) return known;
    const met = new Set<Place>();
    const rest = sources(place).map(({ from }) => from);
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (met.has(next)) continue;
      met.add(next);
      rest.push(...sources(next).map(({ from }) => from));
    }
    above.set(place, met);
    return met;
  };
  const found = new Map<Place, readonly Arrival[]>();
  const search = (place: Place, visiting: readonly Place[]): readonly Arrival[] => {
    // On the way round a cycle ways are left out, so that only a search that meets none is kept.
    const apart = visiting.every((other) => !ancestorsOf(place).has(other));
    const known = apart ? found.get(place) : undefined;
    if (known !== undefined) return known;
    const arrivals = [
      ...direct(place, network, besides),
      ...sources(place)
        .filter((hop) => hop.from !== place && !visiting.includes(hop.from))
        .flatMap((hop) => search(hop.from, [...visiting, place]).flatMap((before) => onward(before, hop, network))),
    ];
    if (apart) found.set(place, arrivals);
    return arrivals;
  };
  return (place) => search(place, []);
}
