import type { Assumed } from "../model/assumption";
import type { Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Place, Registration } from "../model/place";
import { isYetToBeMade, type Resource } from "../model/resource";
import { unknownAt, whetherThere, type Unknown } from "../model/unknown";
import { at, given, number, type Value } from "../model/value";
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

/** What is not known of the port where the group's own is meant. */
const unknownPort = (group: Resource | null): readonly Unknown[] =>
  group !== null && ownPort(group) === null ? [unknownAt(at(group.values, "port"))] : [];

const told = (place: Place, port: number | null): string =>
  `${port === null ? "a port not known yet" : String(port)} of ${place.resource.address}`;

/** Whether what is named there may live outside the plan: an id of another stack, a data source, a value that leads nowhere. */
export const isElsewhere = (value: Value, { known, maybe, foreign, complete }: Joined): boolean =>
  foreign.length > 0 || known.some(({ mode }) => mode === "data") || (!complete && (known.length + maybe.length === 0 || isLost(value)));

const isLost = (value: Value): boolean => value.resource.references(value.path).ends.length === 0;

/**
 * What a name is taken for that leads nowhere (a local, a `dynamic` block), where this deployment makes some that it may be: for one of
 * these, since it is known after the deployment alone.
 */
const takenHere = (graph: Graph, value: Value, { maybe, complete }: Joined): readonly Assumed[] =>
  !complete && isLost(value) && graph.assumptions.has("lone-candidate") && maybe.some(isYetToBeMade)
    ? [{ name: "lone-candidate", resource: value.resource, attribute: value.path }]
    : [];

/** A place that registers itself. @param group null: one outside the plan */
function registered(graph: Graph, group: Resource | null, place: Place, registration: Registration): Target {
  const port = registration.port === "unknown" ? null : (registration.port ?? (group === null ? null : ownPort(group)));
  return {
    place,
    port,
    sure: group !== null && registration.group.known.includes(group),
    says: told(place, port),
    via: registration.via,
    unknowns: [...registration.unknowns, ...registration.group.unknowns, ...(registration.port === null ? unknownPort(group) : [])],
    assumes: [...registration.group.assumes, ...takenHere(graph, registration.at, registration.group)],
  };
}

/** What may be attached, and by which names: places themselves, their interfaces, their fixed addresses. */
interface Attachable {
  readonly all: readonly Place[];
  readonly by: ReadonlyMap<Resource | string, readonly Place[]>;
}

function enter<K, V>(index: Map<K, V[]>, keys: Iterable<K>, value: V): void {
  for (const key of new Set(keys)) {
    const there = index.get(key);
    if (there === undefined) index.set(key, [value]);
    else there.push(value);
  }
}

function attachableOf(places: readonly Place[]): Attachable {
  const all = places.filter(({ kind }) => kind !== "container");
  const by = new Map<Resource | string, Place[]>();
  for (const place of all) {
    const interfaces = place.interfaces.flatMap(({ attachable, via, addresses }) => [...attachable, ...via, ...(addresses ?? [])]);
    enter(by, [...(place.container === null ? [place.resource] : []), ...interfaces], place);
  }
  return { all, by };
}

/**
 * `aws_lb_target_group_attachment`: by instance, by address, or another balancer.
 * @param group null: one outside the plan
 */
function attached(graph: Graph, group: Resource | null, attachment: Resource, attachable: Attachable): readonly Target[] {
  const groupAt = at(attachment.values, "target_group_arn");
  const naming = graph.one(groupAt, TARGET_GROUP);
  const surely = group !== null && naming.known.includes(group) && attachment.perhaps === undefined;
  const idAt = at(attachment.values, "target_id");
  const joined: Joined = graph.one(idAt, TARGET);
  const portAt = given(at(attachment.values, "port"));
  const given_ = portAt === null ? null : number(portAt);
  const port = given_ === null ? (group === null ? null : ownPort(group)) : given_.is === "known" ? given_.value : null;
  const placesOf = (names: readonly (Resource | string)[]): ReadonlySet<Place> =>
    new Set(names.flatMap((name) => attachable.by.get(name) ?? []));
  const known = placesOf([...joined.known, ...joined.foreign]);
  // A target that cannot be followed may be any place of the plan that could be registered.
  const lost = !joined.complete && joined.maybe.length === 0;
  const maybe = lost ? attachable.all : [...placesOf(joined.maybe)];
  const target = (place: Place, sure: boolean): Target => ({
    place,
    port,
    sure: sure && surely,
    says: told(place, port),
    via: [attachment],
    unknowns: [
      ...whetherThere(attachment),
      ...naming.unknowns,
      ...(sure ? [] : [unknownAt(idAt)]),
      ...(portAt === null ? unknownPort(group) : given_?.is === "unknown" ? [unknownAt(portAt)] : []),
    ],
    assumes: [...naming.assumes, ...takenHere(graph, groupAt, naming), ...joined.assumes],
  });
  return [
    ...[...known].map((place) => target(place, true)),
    ...maybe.filter((place) => !known.has(place)).map((place) => target(place, false)),
  ];
}

/** Why what is named there cannot be followed. */
export const strayed = (value: Value, { known, foreign }: Joined): Unknown =>
  unknownAt(value, known.length + foreign.length > 0 ? "outside-plan" : "after-apply");

const registeredElsewhere = (graph: Graph, places: readonly Place[]): readonly Target[] =>
  places.flatMap((place) =>
    place.registrations
      .filter(({ at, group }) => isElsewhere(at, group) && group.known.length === 0 && takenHere(graph, at, group).length === 0)
      .map((registration) => {
        const target = registered(graph, null, place, registration);
        return { ...target, unknowns: [...target.unknowns, strayed(registration.at, registration.group)] };
      }),
  );

const attachedElsewhere = (graph: Graph, attachable: Attachable): readonly Target[] =>
  graph.ofType("aws_lb_target_group_attachment").flatMap((attachment) => {
    const groupAt = at(attachment.values, "target_group_arn");
    const group = graph.one(groupAt, TARGET_GROUP);
    if (!isElsewhere(groupAt, group) || group.known.length > 0 || takenHere(graph, groupAt, group).length > 0) return [];
    const unknown = strayed(groupAt, group);
    return attached(graph, null, attachment, attachable).map((target) => ({ ...target, unknowns: [...target.unknowns, unknown] }));
  });

/** Which places target groups lead to. */
export interface Targets {
  readonly of: (group: Resource) => readonly Target[];
  /** Those of groups that live elsewhere. */
  readonly elsewhere: readonly Target[];
}

/** The targets of each group, found once. */
export function targetsIn(graph: Graph, places: readonly Place[]): Targets {
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
  const attachable = attachableOf(places);
  const found = new Map<Resource, readonly Target[]>();
  const of = (group: Resource): readonly Target[] => {
    const there = found.get(group);
    if (there !== undefined) return there;
    const registering = [...(registrations.get(group) ?? []), ...lost].map(({ place, registration }) =>
      registered(graph, group, place, registration),
    );
    const { known, maybe } = graph.referrers(group, ATTACHMENT);
    const attachments = [...known, ...maybe].flatMap((attachment) => attached(graph, group, attachment, attachable));
    const targets = [...registering, ...attachments];
    found.set(group, targets);
    return targets;
  };
  return { of, elsewhere: [...registeredElsewhere(graph, places), ...attachedElsewhere(graph, attachable)] };
}
