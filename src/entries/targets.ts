import type { Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Place, Registration } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, number } from "../model/value";
import { TARGET, TARGET_GROUP } from "../model/wanted";

/** A place that a target group leads to. */
export interface Target extends Doubts {
  readonly place: Place;
  /** Null: not known. */
  readonly port: number | null;
  readonly sure: boolean;
  readonly says: string;
  readonly via: readonly Resource[];
}

const ATTACHMENT = pointer("aws_lb_target_group_attachment", "target_group_arn", TARGET_GROUP);

/** The group's own port; an application balancer as target answers on its listener's. */
const ownPort = (group: Resource): number | null => {
  const port = number(at(group.values, "port"));
  return port.is === "known" ? port.value : null;
};

const told = (place: Place, port: number | null): string =>
  `${port === null ? "a port not known yet" : String(port)} of ${place.resource.address}`;

/** A place that registers itself. */
function registered(group: Resource, place: Place, registration: Registration): Target {
  const port = registration.port === "unknown" ? null : (registration.port ?? ownPort(group));
  return {
    place,
    port,
    sure: registration.group.known.includes(group),
    says: told(place, port),
    via: [],
    unknowns: [...registration.unknowns, ...registration.group.unknowns],
    assumes: registration.group.assumes,
  };
}

/** Places by what an attachment may name: themselves, their interfaces, their fixed addresses. */
type Named = ReadonlyMap<Resource | string, readonly Place[]>;

function enter<K, V>(index: Map<K, V[]>, keys: Iterable<K>, value: V): void {
  for (const key of new Set(keys)) {
    const there = index.get(key);
    if (there === undefined) index.set(key, [value]);
    else there.push(value);
  }
}

/** `aws_lb_target_group_attachment`: by instance, by address, or another balancer. */
function attached(graph: Graph, group: Resource, hosts: readonly Place[], named: Named): readonly Target[] {
  const attachments = graph.referrers(group, ATTACHMENT);
  return [...attachments.known, ...attachments.maybe].flatMap((attachment) => {
    const idAt = at(attachment.values, "target_id");
    const joined: Joined = graph.one(idAt, TARGET);
    const portAt = given(at(attachment.values, "port"));
    const given_ = portAt === null ? null : number(portAt);
    const port = given_ === null ? ownPort(group) : given_.is === "known" ? given_.value : null;
    const placesOf = (names: readonly (Resource | string)[]): ReadonlySet<Place> => new Set(names.flatMap((name) => named.get(name) ?? []));
    const known = placesOf([...joined.known, ...joined.foreign]);
    // A target that cannot be followed may be any place of the plan that could be registered.
    const lost = !joined.complete && joined.maybe.length === 0;
    const maybe = lost ? hosts : [...placesOf(joined.maybe)];
    const target = (place: Place, sure: boolean): Target => ({
      place,
      port,
      sure: sure && attachments.known.includes(attachment),
      says: told(place, port),
      via: [attachment],
      unknowns: [...(sure ? [] : [unknownAt(idAt)]), ...(given_?.is === "unknown" && portAt !== null ? [unknownAt(portAt)] : [])],
      assumes: joined.assumes,
    });
    return [
      ...[...known].map((place) => target(place, true)),
      ...maybe.filter((place) => !known.has(place)).map((place) => target(place, false)),
    ];
  });
}

/** The targets of each group, found once. */
export function targetsIn(graph: Graph, places: readonly Place[]): (group: Resource) => readonly Target[] {
  const registrations = new Map<Resource, { place: Place; registration: Registration }[]>();
  // A group that cannot be followed may be any of the plan.
  const lost: { place: Place; registration: Registration }[] = [];
  for (const place of places) {
    for (const registration of place.registrations) {
      const { known, maybe, complete } = registration.group;
      enter(registrations, [...known, ...maybe], { place, registration });
      if (!complete && known.length + maybe.length === 0) lost.push({ place, registration });
    }
  }
  const hosts = places.filter(({ kind }) => kind !== "container");
  const named = new Map<Resource | string, Place[]>();
  for (const place of hosts) {
    const interfaces = place.interfaces.flatMap(({ attachable, via, addresses }) => [...attachable, ...via, ...(addresses ?? [])]);
    enter(named, [...(place.container === null ? [place.resource] : []), ...interfaces], place);
  }
  const found = new Map<Resource, readonly Target[]>();
  return (group) => {
    const there = found.get(group);
    if (there !== undefined) return there;
    const registering = [...(registrations.get(group) ?? []), ...lost].map(({ place, registration }) =>
      registered(group, place, registration),
    );
    const targets = [...registering, ...attached(graph, group, hosts, named)];
    found.set(group, targets);
    return targets;
  };
}
