import { addressApprox, packetApprox } from "../net/approx";
import { NOTHING } from "./join";
import type { Called, Door, Entry, PortMap, Sender } from "./hop";
import type { Place } from "./place";
import type { Unknown } from "./unknown";

/** A way in that begins at something which is not in the plan, or which quadzero does not follow: anybody may come by it. */
export interface UnseenWay {
  readonly door: Door;
  readonly entry: Entry;
  readonly ports: PortMap;
  readonly calls: Called;
  /** It enters by an interface of the place, past its groups and ACL; else it is already inside. */
  readonly byInterface: boolean;
  /** Who the place sees where it does: its own groups still have their say. */
  readonly sender: Sender;
}

/** Whoever calls through something of which nothing is told. */
export const SOMEBODY = {
  is: "balancer",
  groups: { ...NOTHING, complete: false },
  addresses: addressApprox.unknown,
  keepsClient: "perhaps",
  unknowns: [],
} as const satisfies Sender;

/** The ways of that kind to each place. */
export type UnseenWays = ReadonlyMap<Place, readonly UnseenWay[]>;

/** Where nobody can follow how a place is reached, anyone may come, to any port. */
export const anyWay = (place: Place, unknowns: readonly Unknown[]): UnseenWay => ({
  door: {
    role: "place",
    admits: packetApprox.unknown,
    clauses: [],
    shut: { code: "not-attached", resource: place.resource, says: "", via: [] },
    doubts: { unknowns, assumes: [] },
  },
  entry: "direct",
  ports: { is: "same" },
  calls: "interface",
  byInterface: true,
  sender: SOMEBODY,
});

/** The ways of several sources together. */
export function together(sources: readonly UnseenWays[]): UnseenWays {
  const by = new Map<Place, readonly UnseenWay[]>();
  for (const [place, ways] of sources.flatMap((source) => [...source])) by.set(place, [...(by.get(place) ?? []), ...ways]);
  return by;
}
