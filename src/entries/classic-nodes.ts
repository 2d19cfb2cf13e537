import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given } from "../model/value";
import { GROUP, SUBNET, VPC } from "../model/wanted";

import { facing } from "./nodes";

const isMade = ({ type, mode }: Resource): boolean => type === "aws_vpc" && mode === "managed";

/** Whether it lies in a VPC that the program made, so in no default one. */
function inOwnVpc(graph: Graph, subnets: Joined | null): boolean {
  if (subnets === null || !subnets.complete || subnets.foreign.length > 0) return false;
  return [...subnets.known, ...subnets.maybe].every((subnet) => {
    const { known, maybe, complete } = graph.one(at(subnet.values, "vpc_id"), VPC);
    return complete && maybe.length === 0 && known.length > 0 && known.every(isMade);
  });
}

/**
 * Without any named it carries its VPC's default group; in the default VPC one that AWS makes for all of its kind, which lets the
 * world in to the listeners of the first.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-vpc-security-groups.html
 */
function groupsOf(graph: Graph, balancer: Resource, subnets: Joined | null): Joined | null {
  const groupsAt = at(balancer.values, "security_groups");
  if (given(groupsAt) !== null) return graph.many(groupsAt, GROUP);
  return inOwnVpc(graph, subnets) ? null : { ...NOTHING, complete: false, unknowns: [unknownAt(groupsAt, "outside-plan")] };
}

/**
 * In a VPC it speaks IPv4 alone; by availability zones it lies in the default subnets.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-internet-facing-load-balancers.html
 */
export function classicInterface(graph: Graph, balancer: Resource): Interface {
  const subnetsAt = given(at(balancer.values, "subnets"));
  const subnets = subnetsAt === null ? null : graph.many(subnetsAt, SUBNET);
  const publicIpv4 = facing(balancer);
  return {
    resource: balancer,
    attachable: [],
    subnets,
    subnetsAt,
    placing: "spread",
    groups: groupsOf(graph, balancer, subnets),
    groupsAt: at(balancer.values, "security_groups"),
    publicIpv4,
    ipv6: { ...publicIpv4, must: false, may: false },
    addresses: null,
    internal: publicIpv4.may ? false : "internal-balancer",
    unfiltered: false,
    via: [],
  };
}
