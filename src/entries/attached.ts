import { parseAddress } from "../net/address";
import { pointer, type Graph, type Pointer } from "../model/graph";
import type { Joined, Wanted } from "../model/join";
import { ownedBy } from "../model/own-address";
import type { Place } from "../model/place";
import { isYetToBeRead, kindOf, type Resource } from "../model/resource";
import { unknownAt, whetherThere } from "../model/unknown";
import { at, given, number } from "../model/value";
import { CLASSIC_BALANCER, INSTANCE, TARGET, TARGET_GROUP } from "../model/wanted";
import { WHOSE_ADDRESS } from "../words/verdict";

import { hasStrayed, strayed, takenHere } from "./stray";
import { isClassic, ownPort, sayTarget, unknownPort, type Target } from "./target";

/** What attaches places: by which arguments it names the group and the target. */
interface Attaching {
  readonly group: string;
  readonly groups: Wanted;
  readonly target: string;
  readonly targets: Wanted;
  readonly pointing: Pointer;
}

const attaching = (type: string, group: string, groups: Wanted, target: string, targets: Wanted): Attaching => ({
  group,
  groups,
  target,
  targets,
  pointing: pointer(type, group, groups),
});

const ATTACHING: readonly Attaching[] = [
  attaching("aws_lb_target_group_attachment", "target_group_arn", TARGET_GROUP, "target_id", TARGET),
  attaching("aws_elb_attachment", "elb", CLASSIC_BALANCER, "instance", INSTANCE),
];

/** What may be attached, and by which names: places themselves, their interfaces, their fixed addresses. */
interface Attachable {
  readonly all: readonly Place[];
  readonly by: ReadonlyMap<Resource | string, readonly Place[]>;
}

/** Enters something under each of its keys. */
export function enter<K, V>(index: Map<K, V[]>, keys: Iterable<K>, value: V): void {
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

/** Whether a place of which no plan tells the address may have one that is written out. */
const mayHave = (place: Place, id: string): boolean => parseAddress(id) !== null && ownedBy(place, id) === "perhaps";

/** The places that an argument names: for sure, or perhaps. */
function placesNamed(joined: Joined, { all, by }: Attachable): readonly { readonly place: Place; readonly sure: boolean }[] {
  const placesOf = (names: readonly (Resource | string)[]): ReadonlySet<Place> => new Set(names.flatMap((name) => by.get(name) ?? []));
  const known = placesOf([...joined.known, ...joined.foreign]);
  // A target that cannot be followed, or that is looked up in the deployment, may be any place of the plan that could be registered.
  const lost = (!joined.complete && joined.maybe.length === 0) || [...joined.known, ...joined.maybe].some(isYetToBeRead);
  const unclaimed = known.size === 0 ? joined.foreign : [];
  const maybe = lost ? all : [...placesOf(joined.maybe), ...all.filter((place) => unclaimed.some((id) => mayHave(place, id)))];
  return [
    ...[...known].map((place) => ({ place, sure: true })),
    ...[...new Set(maybe)].filter((place) => !known.has(place)).map((place) => ({ place, sure: false })),
  ];
}

/**
 * By an attachment: an instance, an address, another balancer.
 * @param group null: one outside the plan
 */
function attached(
  graph: Graph,
  group: Resource | null,
  attachment: Resource,
  { group: groupName, groups, target, targets }: Attaching,
  attachable: Attachable,
): readonly Target[] {
  const groupAt = at(attachment.values, groupName);
  const naming = graph.one(groupAt, groups);
  const surely = group !== null && naming.known.includes(group) && attachment.perhaps === undefined;
  const idAt = at(attachment.values, target);
  const joined = graph.one(idAt, targets);
  const portAt = given(at(attachment.values, "port"));
  const given_ = portAt === null ? null : number(portAt);
  const port = given_ === null ? (group === null ? null : ownPort(group)) : given_.is === "known" ? given_.value : null;
  return placesNamed(joined, attachable).map(({ place, sure }) => ({
    place,
    port,
    sure: sure && surely,
    says: sayTarget(place, port),
    via: [attachment],
    unknowns: [
      ...whetherThere(attachment),
      ...naming.unknowns,
      ...(sure ? [] : [joined.foreign.length === 0 ? unknownAt(idAt) : { ...unknownAt(idAt), detail: WHOSE_ADDRESS }]),
      ...(portAt === null
        ? group !== null && isClassic(group)
          ? []
          : unknownPort(group)
        : given_?.is === "unknown"
          ? [unknownAt(portAt)]
          : []),
    ],
    assumes: [...naming.assumes, ...takenHere(graph, groupAt, naming), ...joined.assumes],
  }));
}

/** Those that a classic balancer itself lists. */
function listed(graph: Graph, balancer: Resource, attachable: Attachable): readonly Target[] {
  const instancesAt = given(at(balancer.values, "instances"));
  if (instancesAt === null) return [];
  const joined = graph.many(instancesAt, INSTANCE);
  return placesNamed(joined, attachable).map(({ place, sure }) => ({
    place,
    port: null,
    sure,
    says: sayTarget(place, null),
    via: [],
    unknowns: sure ? [] : [unknownAt(instancesAt)],
    assumes: joined.assumes,
  }));
}

/** What attachments lead to. */
export interface Attached {
  readonly to: (group: Resource) => readonly Target[];
  /** By those that name groups elsewhere. */
  readonly elsewhere: readonly Target[];
}

export function attachedIn(graph: Graph, places: readonly Place[]): Attached {
  const all = attachableOf(places);
  const instances = attachableOf(places.filter(({ kind }) => kind === "host"));
  const attachable = ({ groups }: Attaching): Attachable => (groups === CLASSIC_BALANCER ? instances : all);
  const to = (group: Resource): readonly Target[] => [
    ...ATTACHING.filter(({ groups }) => Object.hasOwn(groups, kindOf(group))).flatMap((by) => {
      const { known, maybe } = graph.referrers(group, by.pointing);
      return [...known, ...maybe].flatMap((attachment) => attached(graph, group, attachment, by, attachable(by)));
    }),
    ...(isClassic(group) ? listed(graph, group, instances) : []),
  ];
  const elsewhere = ATTACHING.flatMap((by) =>
    graph.ofType(by.pointing.type).flatMap((attachment) => {
      const groupAt = at(attachment.values, by.group);
      const group = graph.one(groupAt, by.groups);
      if (!hasStrayed(graph, groupAt, group)) return [];
      const unknown = strayed(groupAt, group);
      return attached(graph, null, attachment, by, attachable(by)).map((target) => ({
        ...target,
        unknowns: [...target.unknowns, unknown],
      }));
    }),
  );
  return { to, elsewhere };
}
