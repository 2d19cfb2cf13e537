import type { Assumed } from "../model/assumption";
import { isDefaultVpc } from "../model/default-vpc";
import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Interface } from "../model/place";
import { ofAnotherStack, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, items, string, type Value } from "../model/value";
import { VPC } from "../model/wanted";
import { OF_ITS_VPC, WHICH_REGION } from "../words/verdict";

/** One subnet that an interface may be in. */
export interface Site extends Doubts {
  /** Null: a subnet outside the plan, or a default subnet that nobody names. */
  readonly subnet: Resource | null;
  readonly vpc: Joined;
  /** The default VPC of the account, as AWS made it. */
  readonly inDefaultVpc: boolean;
  /** What to ask for where the plan does not hold the subnet. */
  readonly named: Value | null;
  /** What the configuration knows of a subnet whose routes the plan does not hold, with its id. */
  readonly known: { readonly is: "public" | "private"; readonly id: string } | null;
  /** Data sources that tell of it. */
  readonly via: readonly Resource[];
}

/** In a network of AWS's own there is nothing of the user's. */
export const NOWHERE: Site = { subnet: null, vpc: NOTHING, inDefaultVpc: false, named: null, known: null, via: [], ...NO_DOUBTS };

const isTrue = (value: Value): boolean => {
  const leaf = boolean(value);
  return leaf.is === "known" && leaf.value;
};

/** Rests on `default-vpc`: it is as AWS makes it. */
export const defaultVpcAssumed = (graph: Graph, resource: Resource | null): readonly Assumed[] =>
  graph.assumptions.has("default-vpc") ? [{ name: "default-vpc", resource, attribute: null }] : [];

function knownSubnet(graph: Graph, id: string): Site["known"] {
  const fact = graph.known.get(id);
  return fact === "public" || fact === "private" ? { is: fact, id } : null;
}

/** Another stack tells of its subnet: what that leaves open, the configuration may say. */
export const isShown = ({ subnet }: Site): boolean => subnet !== null && ofAnotherStack(subnet);

export function siteOf(graph: Graph, subnet: Resource): Site {
  const named = graph.one(at(subnet.values, "vpc_id"), VPC);
  const isDefault = subnet.type === "aws_default_subnet" || (subnet.mode === "data" && isTrue(at(subnet.values, "default_for_az")));
  // Default subnets are in the default VPC alone.
  const vpc =
    isDefault && named.known.length + named.foreign.length === 0 ? (defaultVpc(graph, at(subnet.values, "vpc_id")) ?? named) : named;
  const inDefaultVpc = isDefault || vpc.known.some(isDefaultVpc);
  const id = string(at(subnet.values, "id"));
  const known = (subnet.mode === "data" || ofAnotherStack(subnet)) && id.is === "known" ? knownSubnet(graph, id.value) : null;
  return { subnet, vpc, inDefaultVpc, named: null, known, via: vpc.known, ...NO_DOUBTS };
}

/** What keeps it open which VPC's own table or ACL a subnet has. */
export function doubtsOfVpc({ subnet, vpc, unknowns }: Site, which: keyof typeof OF_ITS_VPC): Doubts {
  if (subnet === null || vpc.unknowns.length > 0) return { unknowns: subnet === null ? unknowns : vpc.unknowns, assumes: [] };
  return { unknowns: [{ ...unknownAt(at(subnet.values, "vpc_id"), "outside-plan"), detail: OF_ITS_VPC[which] }], assumes: [] };
}

const idOf = ({ values, address }: Resource): string => {
  const id = string(at(values, "id"));
  return id.is === "known" ? id.value : address;
};

/**
 * The default VPC, where the plan manages it or has read it; null where it does not. Each region has one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
function defaultVpc(graph: Graph, asking: Value): Joined | null {
  const managed = graph.ofType("aws_default_vpc");
  const told = managed.length > 0 ? managed : graph.ofType("aws_vpc").filter(isDefaultVpc);
  const each = [...new Map(told.toReversed().map((vpc) => [idOf(vpc), vpc])).values()];
  if (each.length < 2) return each.length === 0 ? null : { ...NOTHING, known: each };
  return { ...NOTHING, maybe: each, complete: false, unknowns: [{ ...unknownAt(asking), detail: WHICH_REGION }] };
}

const holds = (value: Value, id: string): boolean =>
  items(value).known.some((element) => {
    const leaf = string(element);
    return leaf.is === "known" && leaf.value === id;
  });

/** What a list of subnets was asked for: a VPC's, or those that are their zone's default. */
function asked(list: Resource): { vpc: readonly Value[]; defaults: boolean } {
  const filters = items(at(list.values, "filter")).known;
  const by = (name: string): readonly Value[] =>
    filters.filter((filter) => at(filter, "name").raw === name).flatMap((filter) => items(at(filter, "values")).known);
  const own = at(list.values, "vpc_id");
  return {
    vpc: [...by("vpc-id"), ...(string(own).is === "known" ? [own] : [])],
    defaults: by("default-for-az").some(isTrue) || by("defaultForAz").some(isTrue),
  };
}

/** A subnet outside the plan that `data.aws_subnets` found: of it the VPC is known. */
function listedSite(graph: Graph, id: string, named: Value | null): Site | null {
  const list = graph.ofType("aws_subnets", "aws_subnet_ids").find(({ values }) => holds(at(values, "ids"), id));
  if (list === undefined) return null;
  const { vpc, defaults } = asked(list);
  const [only] = vpc;
  const joined = only !== undefined && vpc.length === 1 ? graph.one(only, VPC) : { ...NOTHING, complete: false };
  return {
    subnet: null,
    vpc: joined,
    inDefaultVpc: defaults || joined.known.some(isDefaultVpc),
    named,
    known: null,
    via: [list, ...joined.known],
    unknowns: named === null ? [] : [unknownAt(named, "outside-plan")],
    assumes: [],
  };
}

/**
 * The subnets of an interface, those that may be meant after those that surely are. Without any it is launched into a default subnet
 * of the default VPC.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export function sitesOf(graph: Graph, of: Interface, site: (subnet: Resource) => Site): readonly Site[] {
  if (of.subnets === null) {
    const vpc = defaultVpc(graph, of.resource.values) ?? NOTHING;
    return [{ subnet: null, vpc, inDefaultVpc: true, named: null, known: null, via: vpc.known, unknowns: vpc.unknowns, assumes: [] }];
  }
  const { known, maybe, foreign, complete } = of.subnets;
  const elsewhere: Site = {
    subnet: null,
    vpc: { ...NOTHING, complete: false },
    inDefaultVpc: false,
    named: of.subnetsAt,
    known: null,
    via: [],
    unknowns: of.subnetsAt === null ? [] : [unknownAt(of.subnetsAt, foreign.length > 0 ? "outside-plan" : "after-apply")],
    assumes: [],
  };
  const listed = foreign.map((id) => {
    const listing = listedSite(graph, id, of.subnetsAt);
    const known = knownSubnet(graph, id);
    return known === null ? listing : { ...(listing ?? elsewhere), known };
  });
  const found = [...known.map(site), ...listed.filter((site) => site !== null), ...maybe.map(site)];
  if (listed.every((site) => site !== null) && complete) return found;
  return [...found, elsewhere];
}
