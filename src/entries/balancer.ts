import type { Fact } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Interface } from "../model/place";
import { kindOf, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, items, string, type Value } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";

import type { WayIn } from "./entry";
import type { Balancing } from "./call";
import { routesOf } from "./forwarding";
import { fromElsewhere } from "./elsewhere";
import { balancerPlace, facing, groupsOfNodes, nodesOf } from "./nodes";
import { targetsIn } from "./targets";

export type BalancerKind = "application" | "network" | "gateway" | "unknown";

function speaks(balancer: Resource): BalancerKind {
  const type = string(at(balancer.values, "load_balancer_type"));
  if (type.is === "unknown") return "unknown";
  if (type.is === "omitted") return "application";
  return type.value === "network" || type.value === "gateway" ? type.value : "application";
}

function dualStack(balancer: Resource, public_: Fact): Fact {
  const value = at(balancer.values, "ip_address_type");
  const type = string(value);
  const left = given(value) === null;
  const unknown = type.is === "unknown" && !left;
  const both = type.is === "known" && type.value.startsWith("dualstack");
  return {
    ...public_,
    must: public_.must && both,
    may: public_.may && (both || unknown),
    attribute: "ip_address_type",
    says: "IPv6 addresses (dualstack)",
    unknowns: unknown ? [unknownAt(value)] : public_.unknowns,
  };
}

/** Both spellings: `subnets`, and `subnet_mapping` blocks. */
function subnetsOf(graph: Graph, balancer: Resource): { joined: Joined; at: Value } {
  const plain = at(balancer.values, "subnets");
  const mapped = items(at(balancer.values, "subnet_mapping")).known.map((mapping) => at(mapping, "subnet_id"));
  if (mapped.length === 0) return { joined: graph.many(plain, SUBNET), at: plain };
  return { joined: graph.each(mapped, SUBNET), at: at(balancer.values, "subnet_mapping") };
}

/**
 * A network balancer made without groups lets everybody reach its listeners.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function interfaceOf(graph: Graph, balancer: Resource, kind: BalancerKind): Interface {
  const { joined, at: subnetsAt } = subnetsOf(graph, balancer);
  const groupsAt = given(at(balancer.values, "security_groups"));
  const publicIpv4 = facing(balancer);
  const typeAt = at(balancer.values, "load_balancer_type");
  const unseen: Joined = { ...NOTHING, complete: false, unknowns: [unknownAt(typeAt)] };
  return {
    resource: balancer,
    attachable: [],
    subnets: joined,
    subnetsAt,
    placing: "spread",
    groups: groupsAt === null ? (kind === "unknown" ? unseen : null) : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(balancer.values, "security_groups"),
    publicIpv4,
    ipv6: dualStack(balancer, publicIpv4),
    addresses: null,
    internal: publicIpv4.may ? false : "internal-balancer",
    unfiltered: kind === "network" && groupsAt === null,
    via: [],
  };
}

/** Application and network balancers. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb */
export const balancer: WayIn = {
  reads: ["aws_lb", "aws_lb_listener", "aws_lb_listener_rule", "aws_lb_target_group", "aws_lb_target_group_attachment"],
  places: (graph) =>
    graph
      .ofType("aws_lb")
      .filter(({ mode }) => mode === "managed")
      .map((resource) => {
        const kind = speaks(resource);
        return balancerPlace(resource, kind === "gateway" ? [] : [interfaceOf(graph, resource, kind)]);
      }),
  hops: (graph, places) => {
    const targets = targetsIn(graph, places);
    return places
      .filter(({ kind, resource }) => kind === "balancer" && kindOf(resource) === "aws_lb")
      .flatMap((place) => {
        const [interface_] = place.interfaces;
        if (interface_ === undefined) return [];
        const balancing: Balancing = {
          place,
          kind: speaks(place.resource),
          groups: groupsOfNodes(interface_),
          nodes: (family) => nodesOf(interface_, family),
        };
        return routesOf(graph, balancing, targets);
      });
  },
  unseen: fromElsewhere,
};
