import { packetApprox } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import { keyOf, type Exposure } from "../model/exposure";
import type { Door } from "../model/hop";
import type { Choice, Place, Socket } from "../model/place";
import type { Resource } from "../model/resource";

/** What is said of a maker's machines, kind by kind; most make one kind alone. */
export type Kinds<T> = readonly (readonly T[])[];

/** Which of two sockets goes before the other, as `sort` takes it. */
type SocketOrder = (one: Socket, other: Socket) => number;

/** The places of each resource, by the kind of machine that they are or live on. */
export function byKind(places: readonly Place[]): readonly Kinds<Place>[] {
  const makers = new Map<Resource, Map<number, Place[]>>();
  for (const place of places) {
    const kinds = makers.get(place.resource) ?? new Map<number, Place[]>();
    makers.set(place.resource, kinds);
    const kind = place.choice?.kind ?? 0;
    kinds.set(kind, [...(kinds.get(kind) ?? []), place]);
  }
  return [...makers.values()].map((kinds) => [...kinds.values()]);
}

/** One socket along one chain of places, whichever kind of machine opens it, by whatever program. */
function socketKey({ chain, entry, sockets: [socket] }: Exposure): string {
  const ports = socket?.knowledge === "unknown" ? null : socket?.listener.ports;
  return JSON.stringify([entry, chain.map(keyOf), socket?.container, socket?.listener.protocol, ports]);
}

/** What holds whichever kind is made, and what may. */
const choiceDoor = ({ resource }: Place, sure: PacketSet, { open }: Choice): Door => ({
  role: "place",
  admits: { must: sure, may: packetApprox.all },
  clauses: [],
  shut: { code: "not-attached", resource, says: "", via: [] },
  doubts: { unknowns: [open], assumes: [] },
});

/** One socket of several kinds: its machines are met for sure by whom each kind lets in, perhaps by whom any does. */
function joined(kinds: Kinds<Exposure>, choice: Choice, order: SocketOrder): readonly Exposure[] {
  const all = kinds.flat();
  const first = all.find(({ place }) => !place.socketsComplete) ?? all[0];
  if (first === undefined) return [];
  const each = kinds.map((exposures) => packetApprox.union(...exposures.map(({ admitted }) => admitted)));
  const sure = each.length === choice.of ? packetApprox.intersect(...each).must : packetApprox.none;
  const door = choiceDoor(first.place, sure, choice);
  const passed = { door, hop: first.chain.length - 1, maps: [] };
  const ways = all
    .flatMap((exposure) => exposure.ways)
    .map((way) => ({
      ...way,
      arrival: {
        ...way.arrival,
        doors: [...way.arrival.doors, passed],
        admits: packetApprox.intersect(way.arrival.admits, door.admits),
      },
      admitted: packetApprox.intersect(way.admitted, door.admits),
    }));
  return [
    {
      ...first,
      sockets: all.flatMap(({ sockets }) => sockets).toSorted(order),
      ways,
      admitted: { must: sure, may: packetApprox.union(...each).may },
    },
  ];
}

/**
 * What a maker's machines expose. Of a choice the must is what all kinds have in common, the may what any has.
 * @param order which of several sockets stands for the others: the first
 */
export function ofAnyKind(kinds: Kinds<Exposure>, order: SocketOrder): readonly Exposure[] {
  const choice = kinds.flat()[0]?.place.choice;
  if (choice === undefined) return kinds.flat();
  const by = new Map<string, Exposure[][]>();
  for (const exposures of kinds) {
    const own = new Map<string, Exposure[]>();
    for (const exposure of exposures) own.set(socketKey(exposure), [...(own.get(socketKey(exposure)) ?? []), exposure]);
    for (const [key, alike] of own) by.set(key, [...(by.get(key) ?? []), alike]);
  }
  return [...by.values()].flatMap((alike) => joined(alike, choice, order));
}
