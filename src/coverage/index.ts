import type { Graph } from "../model/graph";
import type { Wanted } from "../model/join";
import type { Place } from "../model/place";
import { at, given, items, keys, type Json, type Value } from "../model/value";
import { kindOf, type Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { GROUP } from "../model/wanted";
import { anyWay, type UnseenWay, type UnseenWays } from "../model/unseen";
import { LEADING, TELLING } from "./arguments";
import { mayServe } from "./other-providers";
import { ANSWERING, HARMLESS, HTTP_PROXIES, VPC_ORIGIN } from "./resource-types";

/**
 * A resource that says something of the network and that quadzero does not follow: named, never passed over. What it points at
 * may be reached through it.
 */
export interface NotModelled {
  readonly type: string;
  readonly resources: readonly Resource[];
  readonly widens: readonly Place[];
}

/** The names of a value's members; unknown ones stand in the mask alone. */
const members = (value: Value): readonly string[] => {
  const { unknown } = value;
  const masked = typeof unknown === "object" && unknown !== null && !Array.isArray(unknown) ? Object.keys(unknown) : [];
  return [...new Set([...keys(value), ...masked])];
};

/** `target_parameters[0].ecs_task_parameters[0].network_configuration[0].aws_vpc_configuration[0].subnets` */
const DEEPEST = 9;

function leaves(value: Value, name: string, depth: number): readonly { name: string; value: Value }[] {
  if (TELLING.has(name)) return [{ name, value }];
  if (depth > DEEPEST) return [];
  const isList = Array.isArray(value.raw) || Array.isArray(value.unknown);
  if (isList) return items(value).known.flatMap((element) => leaves(element, "", depth + 1));
  return members(value).flatMap((key) => leaves(at(value, key), key, depth + 1));
}

/** What the resource says of the network. */
const telling = ({ type, values }: Resource): readonly { name: string; value: Value }[] =>
  [...leaves(values, "", 0), ...(type === VPC_ORIGIN.type ? [{ name: "target_id", value: at(values, ...VPC_ORIGIN.target) }] : [])].filter(
    ({ value }) => given(value) !== null,
  );

const wantedOf = (places: readonly Place[], groups: readonly Resource[]): Wanted =>
  Object.fromEntries([
    ...places.map(({ resource }): [string, readonly string[]] => [
      kindOf(resource),
      ["id", "arn", "dns_name", "private_ip", "primary_network_interface_id", "spot_instance_id"],
    ]),
    ...groups.map((group): [string, readonly string[]] => [kindOf(group), ["id", "arn"]]),
  ]);

/** The places that each resource leads to: their own, and the target groups that they register with. What a host runs is met through it. */
function leadingTo(places: readonly Place[]): ReadonlyMap<Resource, readonly Place[]> {
  const by = new Map<Resource, Place[]>();
  for (const place of places) {
    if (place.within?.host.resource === place.resource) continue;
    const registered = place.registrations.flatMap(({ group }) => [...group.known, ...group.maybe]);
    for (const resource of new Set([place.resource, ...registered])) {
      const there = by.get(resource);
      if (there === undefined) by.set(resource, [place]);
      else there.push(place);
    }
  }
  return by;
}

/** Types of the plan that tell of the network and are not among those that quadzero reads. */
export function notModelled(graph: Graph, places: readonly Place[], modelled: ReadonlySet<string>): readonly NotModelled[] {
  const wanted = wantedOf(places, graph.ofType("aws_lb_target_group"));
  const led = leadingTo(places);
  const found = new Map<string, { resources: Resource[]; widens: Set<Place> }>();
  for (const resource of graph.plan.resources) {
    if (resource.mode === "data" || modelled.has(kindOf(resource)) || HARMLESS.has(resource.type)) continue;
    const isOurs = resource.type.startsWith("aws_");
    const answers = Object.hasOwn(ANSWERING, resource.type) ? ANSWERING[resource.type] : undefined;
    const said = isOurs ? telling(resource) : [];
    if (isOurs ? (answers === undefined ? said.length === 0 : !answers(resource.values, graph)) : !mayServe(resource)) continue;
    const entry = found.get(resource.type) ?? { resources: [], widens: new Set<Place>() };
    found.set(resource.type, entry);
    entry.resources.push(resource);
    const named = said
      .filter(({ name }) => LEADING.has(name))
      .flatMap(({ value }) => {
        const { known, maybe } = graph.many(value, wanted);
        return [...known, ...maybe];
      });
    for (const place of named.flatMap((each) => led.get(each) ?? [])) entry.widens.add(place);
  }
  return [...found].map(([type, { resources, widens }]) => ({ type, resources, widens: [...widens] }));
}

function textsIn(json: Json | undefined): readonly string[] {
  if (typeof json === "string") return [json];
  return typeof json === "object" && json !== null ? Object.values<Json>(json).flatMap(textsIn) : [];
}

/** The security groups that a resource names, wherever in it: by an argument of any name. */
export function groupsNamed(graph: Graph, { values }: Resource): readonly Resource[] {
  const { known, maybe } = graph.many({ ...values, raw: undefined, unknown: true }, GROUP);
  const byId = textsIn(values.raw).flatMap((text) => graph.byId(text) ?? []);
  return [...known, ...maybe, ...byId];
}

/** What may lead to places by resources that quadzero does not follow: one way by HTTP proxies, and one by whatever else. */
export function waysThrough(unmodelled: readonly NotModelled[]): UnseenWays {
  const by = new Map<Place, Record<"direct" | "terminated", Unknown[]>>();
  for (const { type, resources, widens } of unmodelled) {
    const touched = resources.map((resource) => unknownAt(resource.values, "not-modelled"));
    for (const place of widens) {
      const ways = by.get(place) ?? { direct: [], terminated: [] };
      by.set(place, ways);
      ways[HTTP_PROXIES.has(type) ? "terminated" : "direct"].push(...touched);
    }
  }
  const waysOf = (place: Place, ways: Record<"direct" | "terminated", Unknown[]>): readonly UnseenWay[] =>
    (["direct", "terminated"] as const)
      .filter((entry) => ways[entry].length > 0)
      .map((entry) => ({ ...anyWay(place, ways[entry]), entry }));
  return new Map([...by].map(([place, ways]) => [place, waysOf(place, ways)]));
}
