import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { outward, toEvery } from "../net/translate";
import { byHost, isByHost } from "./by-host";
import { filtered } from "./filter";
import type { Arrival, Destination } from "../model/exposure";
import { comesTo } from "../model/own-address";
import type { Door, Entry, Hop, Sender } from "../model/hop";
import type { Interface, Place } from "../model/place";
import { redirected } from "./redirect";
import { whetherThere } from "../model/unknown";
import { anyWay, type UnseenWay, type UnseenWays } from "../model/unseen";
import { ENTRIES } from "../model/worst";

/** Whom interfaces admit: lists of doors, in the order in which a packet meets them, one list for each way in. */
export interface Network {
  readonly fromInternet: (of: Interface) => readonly (readonly Door[])[];
  readonly fromPlace: (of: Interface, sender: Sender) => readonly (readonly Door[])[];
  readonly destination: (of: Interface) => Destination;
}

/** An HTTP proxy anywhere on the path terminates it. */
const stronger = (a: Entry, b: Entry): Entry => (ENTRIES.indexOf(a) >= ENTRIES.indexOf(b) ? a : b);

const through = (doors: readonly Door[]): Approx<PacketSet> => packetApprox.intersect(...doors.map(({ admits }) => admits));

function directly(place: Place, ways: readonly (readonly Door[])[], to: Destination | null): readonly Arrival[] {
  return ways.map((way) => {
    const doors = way.map((door) => ({ door, hop: 0, maps: [] }));
    return {
      chain: [place],
      entry: "direct",
      doors,
      admits: through(way),
      maps: [],
      calls: "interface",
      family: "same",
      ...(to === null ? {} : { to }),
    };
  });
}

function unseen(place: Place, { door, entry, ports, calls, byInterface, sender }: UnseenWay, network: Network): readonly Arrival[] {
  const maps = ports.is === "same" ? [] : [ports];
  return farDoors(place, byInterface ? sender : null, network).map((far) => ({
    chain: [place],
    entry,
    doors: [{ door, hop: 0, maps: [] }, ...far.map((each) => ({ door: each, hop: 0, maps }))],
    admits: packetApprox.intersect(door.admits, outward(through(far), maps)),
    maps,
    calls,
    family: byInterface ? "same" : "either",
  }));
}

/** Nothing comes for sure by an interface that may be another place's. */
const ifIts = (place: Place, { perhaps }: Interface, ways: readonly (readonly Door[])[]): readonly (readonly Door[])[] =>
  perhaps === undefined ? ways : ways.map((way) => [...way, anyWay(place, perhaps).door]);

/** Ways that no hop of the plan leads along. */
function direct(place: Place, network: Network, unseenWays: UnseenWays, into: readonly Hop[]): readonly Arrival[] {
  const arriving = (way: UnseenWay): readonly Arrival[] =>
    isByHost(way, place)
      ? byHost(way, place, into).flatMap(({ host, ports, publish }) =>
          settled(host, unseen(host, { ...way, ports }, network)).flatMap((before) => onward(before, publish, network)),
        )
      : unseen(place, way, network);
  return [
    ...place.interfaces.flatMap((of) => directly(place, ifIts(place, of, network.fromInternet(of)), network.destination(of))),
    ...directly(place, place.unfollowed.length === 0 ? [] : [[anyWay(place, place.unfollowed).door]], null),
    ...(unseenWays.get(place) ?? []).flatMap(arriving),
  ];
}

/** Nothing arrives for sure at a place that may not be there. */
function ifThere(place: Place, arrivals: readonly Arrival[]): readonly Arrival[] {
  if (place.resource.perhaps === undefined) return arrivals;
  const { door } = anyWay(place, whetherThere(place.resource));
  return arrivals.map((arrival) => ({
    ...arrival,
    doors: [...arrival.doors, { door, hop: arrival.chain.length - 1, maps: arrival.maps }],
    admits: packetApprox.atMost(arrival.admits.may),
  }));
}

/** What has come as far as a place, once that has changed the ports that it changes. */
const settled = (place: Place, arrivals: readonly Arrival[]): readonly Arrival[] => ifThere(place, redirected(place, arrivals));

/**
 * The doors at the far side of a hop. Whoever is inside meets none, and those of a place that nobody can follow may be anything.
 * @param sender null: one who is inside
 */
function farDoors(to: Place, sender: Sender | null, network: Network): readonly (readonly Door[])[] {
  const [primary] = to.interfaces;
  if (sender === null) return [[]];
  if (primary !== undefined) {
    const meant = primary.perhaps === undefined ? [primary] : to.interfaces.filter(({ perhaps }) => perhaps !== undefined);
    return meant.flatMap((of) => ifIts(to, of, network.fromPlace(of, sender)));
  }
  return [to.unfollowed.length === 0 ? [] : [anyWay(to, to.unfollowed).door]];
}

/**
 * A door to one port of several, which nobody knows yet: who may send to each of them surely meets it. Behind another translation
 * nobody can tell.
 */
function chosenDoor(door: Door, before: Arrival, { ports: map, oneOfOuter }: Hop): Door {
  if (oneOfOuter !== true || map.is === "same") return door;
  if (before.maps.length > 0) return { ...door, admits: packetApprox.atMost(door.admits.may) };
  const { protocol, outer } = map;
  const addresses = toEvery(packetApprox.intersect(before.admits, door.admits).must, protocol, outer);
  return { ...door, admits: { must: packets({ addresses, protocol, ports: ports(...outer) }), may: door.admits.may } };
}

/** A door at one address of the near place stands where packets come to that one. */
function addressedDoor(door: Door, before: Arrival, { onAddress }: Hop): Door {
  const comes = onAddress === undefined ? "yes" : comesTo(before, onAddress);
  if (comes === "yes") return door;
  const limit = (admits: Approx<PacketSet>): Approx<PacketSet> =>
    comes === "no" ? packetApprox.exactly(packetApprox.none) : packetApprox.atMost(admits.may);
  return { ...door, admits: limit(door.admits), clauses: door.clauses.map((clause) => ({ ...clause, admits: limit(clause.admits) })) };
}

function onward(before: Arrival, hop: Hop, network: Network): readonly Arrival[] {
  const count = before.chain.length;
  const maps = [...before.maps, hop.ports];
  const published = before.calls === "loopback" ? (hop.onLoopback ?? hop.doors) : hop.doors.map((door) => addressedDoor(door, before, hop));
  const way = published.map((door) => chosenDoor(door, before, hop));
  const near = way.map((door) => ({ door, hop: count, maps: before.maps }));
  const admitted = packetApprox.intersect(before.admits, outward(through(way), before.maps));
  const chain = [...before.chain, hop.to];
  return farDoors(hop.to, hop.byInterface ? hop.sender : null, network).map((far) => {
    const doors = [...near, ...far.map((door) => ({ door, hop: count, maps }))];
    return {
      chain,
      entry: stronger(before.entry, hop.entry),
      doors: [...before.doors, ...doors],
      admits: packetApprox.intersect(admitted, outward(through(far), maps)),
      maps,
      calls: "interface",
      family: hop.family === "same" ? before.family : hop.family,
    };
  });
}

/** One hop further, or two where the way leads by the place's host. */
const along = (before: readonly Arrival[], hop: Hop, into: readonly Hop[], network: Network): readonly Arrival[] =>
  isByHost(hop, hop.to)
    ? byHost(hop, hop.to, into).flatMap(({ host, ports, publish }) =>
        along(settled(host, along(before, { ...hop, to: host, ports }, into, network)), publish, into, network),
      )
    : before.flatMap((arrival) => onward(arrival, hop, network));

/** All ways from the internet to each place: over its own interfaces, and along hops. A way never meets a place twice. */
export function arrivalsOf(
  places: readonly Place[],
  hops: readonly Hop[],
  network: Network,
  unseenWays: UnseenWays,
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
    const arrivals = settled(place, [
      ...direct(place, network, unseenWays, sources(place)),
      ...sources(place)
        .filter((hop) => hop.from !== place && !visiting.includes(hop.from))
        .flatMap((hop) => along(search(hop.from, [...visiting, place]), hop, sources(place), network)),
    ]);
    if (apart) found.set(place, arrivals);
    return arrivals;
  };
  return (place) => filtered(place, search(place, []));
}
