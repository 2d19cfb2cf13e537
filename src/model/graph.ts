import type { Assumptions } from "./assumption";
import type { Plan } from "./plan";
import { kindOf, type Resource } from "./resource";
import type { Known } from "./settings";
import { at, given, string, type Value } from "./value";

import { joinEach, joinMany, joinOne, type Joined, type Wanted } from "./join";

/** Who points at a resource. */
export interface Referrers {
  readonly known: readonly Resource[];
  readonly maybe: readonly Resource[];
}

/** Who bears which name. */
export interface Names {
  readonly by: ReadonlyMap<string, readonly Resource[]>;
  readonly unknown: readonly Resource[];
}

const NOBODY: Referrers = { known: [], maybe: [] };

/** The ways an attribute points: a list of things, or one of several candidates. */
export type Pointing = "one" | "many";

/**
 * The resources of a plan, found by type, by id and by who refers to whom. The reverse index is made once for each attribute
 * that somebody asks about, so that nothing scans the plan for each resource.
 */
export interface Graph {
  readonly plan: Plan;
  readonly assumptions: Assumptions;
  /** Facts from outside the plan. */
  readonly known: Known;
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  /** By id, ARN or whatever else AWS lets an argument name it by; managed ones before data sources. */
  readonly byId: (id: string) => Resource | undefined;
  /**
   * Those of a type by what an attribute says, managed ones before data sources, and those of which it is given and not known. None by
   * ids: AWS gives these, so whatever is yet to be made has none that could be written out.
   */
  readonly named: (type: string, attribute: string) => Names;
  /** The resources of a type whose attribute points at a target. A pointer that cannot be followed may point at any. */
  readonly referrers: (target: Resource, from: Pointer) => Referrers;
  readonly one: (value: Value, wanted: Wanted) => Joined;
  readonly many: (value: Value, wanted: Wanted) => Joined;
  /** One argument of each of several blocks, together. */
  readonly each: (values: readonly Value[], wanted: Wanted) => Joined;
}

/** An attribute that points at something: `aws_route_table_association.subnet_id` at a subnet. */
export interface Pointer {
  readonly type: string;
  readonly pointing: Pointing;
  /** Where in a resource the pointing values are. */
  readonly values: (resource: Resource) => readonly Value[];
  readonly wanted: Wanted;
}

/** An argument that names one thing. */
export const pointer = (type: string, attribute: string, wanted: Wanted): Pointer => ({
  type,
  pointing: "one",
  values: (resource) => [at(resource.values, attribute)],
  wanted,
});

/** What names the resource itself, and what names something that comes with it. */
const OWN_IDS = ["id", "arn"];
const IDS_WITHIN = [
  "default_security_group_id",
  "main_route_table_id",
  "default_route_table_id",
  "default_network_acl_id",
  "primary_network_interface_id",
  "spot_instance_id",
];

const IDS = new Set([...OWN_IDS, ...IDS_WITHIN]);
const NO_NAMES: Names = { by: new Map(), unknown: [] };

interface ReverseIndex {
  readonly known: Map<Resource, Resource[]>;
  readonly maybe: Map<Resource, Resource[]>;
  /** Those that may point anywhere. */
  readonly anywhere: Resource[];
}

function add(index: Map<Resource, Resource[]>, target: Resource, resource: Resource): void {
  const there = index.get(target);
  if (there === undefined) index.set(target, [resource]);
  else if (!there.includes(resource)) there.push(resource);
}

export function graphOf(plan: Plan, assumptions: Assumptions, known: Known = new Map()): Graph {
  const types = new Map<string, Resource[]>();
  for (const resource of plan.resources) {
    const kind = kindOf(resource);
    const there = types.get(kind);
    if (there === undefined) types.set(kind, [resource]);
    else there.push(resource);
  }
  let ids: Map<string, Resource> | undefined;
  const names = new Map<string, Names>();
  const indexes = new Map<Pointer, ReverseIndex>();

  const ofType = (...wanted: readonly string[]): readonly Resource[] =>
    wanted.length === 1 ? (types.get(wanted[0] ?? "") ?? []) : wanted.flatMap((type) => types.get(type) ?? []);

  const byId = (id: string): Resource | undefined => {
    ids ??= indexById(plan.resources);
    return ids.get(id);
  };

  const graph: Graph = {
    plan,
    assumptions,
    known,
    ofType,
    byId,
    named: (type, attribute) => {
      if (IDS.has(attribute)) return NO_NAMES;
      const key = `${type}.${attribute}`;
      const there = names.get(key) ?? namesOf(ofType(type), attribute);
      names.set(key, there);
      return there;
    },
    one: (value, wanted) => joinOne(graph, value, wanted),
    many: (value, wanted) => joinMany(graph, value, wanted),
    each: (values, wanted) => joinEach(graph, values, wanted),
    referrers: (target, from) => {
      if (!types.has(from.type)) return NOBODY;
      let index = indexes.get(from);
      if (index === undefined) indexes.set(from, (index = reverse(graph, from)));
      const known = index.known.get(target) ?? [];
      const maybe = [...new Set([...(index.maybe.get(target) ?? []), ...index.anywhere])].filter((other) => !known.includes(other));
      return { known, maybe };
    },
  };
  return graph;
}

function namesOf(resources: readonly Resource[], attribute: string): Names {
  const by = new Map<string, Resource[]>();
  const unknown: Resource[] = [];
  const ordered = [...resources].sort((one, other) => Number(one.mode === "data") - Number(other.mode === "data"));
  for (const resource of ordered) {
    const value = given(at(resource.values, attribute));
    const name = value === null ? null : string(value);
    if (name?.is === "unknown") unknown.push(resource);
    if (name?.is !== "known") continue;
    const there = by.get(name.value);
    if (there === undefined) by.set(name.value, [resource]);
    else if (resource.mode === "managed") there.push(resource);
  }
  return { by, unknown };
}

/** A resource by its own id goes before one that merely has it, a managed one before a data source. */
function indexById(resources: readonly Resource[]): Map<string, Resource> {
  const ids = new Map<string, Resource>();
  const enter = (mode: Resource["mode"], names: readonly string[]): void => {
    for (const resource of resources) {
      const { raw } = resource.values;
      if (resource.mode !== mode || typeof raw !== "object" || raw === null) continue;
      for (const name of names) {
        const id = (raw as Readonly<Record<string, unknown>>)[name];
        if (typeof id === "string" && id !== "" && !ids.has(id)) ids.set(id, resource);
      }
    }
  };
  enter("managed", OWN_IDS);
  enter("data", OWN_IDS);
  enter("managed", IDS_WITHIN);
  enter("data", IDS_WITHIN);
  return ids;
}

function reverse(graph: Graph, from: Pointer): ReverseIndex {
  const index: ReverseIndex = { known: new Map(), maybe: new Map(), anywhere: [] };
  for (const resource of graph.ofType(from.type)) {
    if (resource.mode === "data") continue;
    for (const value of from.values(resource)) {
      // A computed argument that nobody wrote is unknown on create, and points nowhere.
      if (given(value) === null) continue;
      const joined = from.pointing === "one" ? graph.one(value, from.wanted) : graph.many(value, from.wanted);
      for (const target of joined.known) add(resource.perhaps === undefined ? index.known : index.maybe, target, resource);
      for (const target of joined.maybe) add(index.maybe, target, resource);
      if (!joined.complete && !index.anywhere.includes(resource)) index.anywhere.push(resource);
    }
  }
  return index;
}
