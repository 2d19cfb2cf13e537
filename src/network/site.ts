import type { Assumed } from "../model/assumption";
import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, type Value } from "../model/value";

import { VPC } from "./wanted";

/** One subnet that an interface may be in. */
export interface Site extends Doubts {
  /** Null: a subnet outside the plan, or a default subnet that nobody names. */
  readonly subnet: Resource | null;
  readonly vpc: Joined;
  /** The default VPC of the account, as AWS made it. */
  readonly inDefaultVpc: boolean;
  /** What to ask for where the plan does not hold the subnet. */
  readonly named: Value | null;
}

const isTrue = (value: Value): boolean => {
  const leaf = boolean(value);
  return leaf.is === "known" && leaf.value;
};

export const isDefaultVpc = (vpc: Resource): boolean =>
  vpc.type === "aws_default_vpc" || (vpc.mode === "data" && isTrue(at(vpc.values, "default")));

/** Rests on `default-vpc`: it is as AWS makes it. */
export const defaultVpcAssumed = (graph: Graph, resource: Resource): readonly Assumed[] =>
  graph.assumptions.has("default-vpc") ? [{ name: "default-vpc", resource, attribute: null }] : [];

export function siteOf(graph: Graph, subnet: Resource): Site {
  const vpc = graph.one(at(subnet.values, "vpc_id"), VPC);
  const inDefaultVpc =
    subnet.type === "aws_default_subnet" ||
    (subnet.mode === "data" && isTrue(at(subnet.values, "default_for_az"))) ||
    vpc.known.some(isDefaultVpc);
  return { subnet, vpc, inDefaultVpc, named: null, ...NO_DOUBTS };
}

/** The default VPC, where the plan manages it or has read it. */
export const defaultVpc = (graph: Graph): Resource | undefined =>
  graph.ofType("aws_default_vpc")[0] ?? graph.ofType("aws_vpc").find(isDefaultVpc);

/**
 * The subnets of an interface. Without any it is launched into a default subnet of the default VPC.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export function sitesOf(graph: Graph, of: Interface): readonly Site[] {
  if (of.subnets === null) {
    const known = defaultVpc(graph);
    const vpc = known === undefined ? NOTHING : { ...NOTHING, known: [known] };
    return [{ subnet: null, vpc, inDefaultVpc: true, named: null, ...NO_DOUBTS }];
  }
  const { known, maybe, foreign, complete } = of.subnets;
  const sites = [...known, ...maybe].map((subnet) => siteOf(graph, subnet));
  if (foreign.length === 0 && complete) return sites;
  const elsewhere: Site = {
    subnet: null,
    vpc: { ...NOTHING, complete: false },
    inDefaultVpc: false,
    named: of.subnetsAt,
    unknowns: of.subnetsAt === null ? [] : [unknownAt(of.subnetsAt, foreign.length > 0 ? "outside-plan" : "after-apply")],
    assumes: [],
  };
  return [...sites, elsewhere];
}
