import { addressApprox, type Approx } from "../net/approx";
import type { AddressSet } from "../net/address-set";
import { parseCidr } from "../net/address";
import type { Fact } from "../model/fact";
import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import { joinedAll, NOTHING, type Joined } from "../model/join";
import type { Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { cidrBlocksOf } from "../model/subnet";
import { at, boolean, given, items, string, type Value } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";

import type { WayIn } from "./entry";
import type { Balancing } from "./call";
import { routesOf } from "./forwarding";
import { fromElsewhere } from "./elsewhere";
import { targetsIn } from "./targets";

export type BalancerKind = "application" | "network" | "gateway" | "unknown";

export function kindOf(balancer: Resource): BalancerKind {
  const type = string(at(balancer.values, "load_balancer_type"));
  if (type.is === "unknown") return "unknown";
  if (type.is === "omitted") return "application";
  return type.value === "network" || type.value === "gateway" ? type.value : "application";
}

/**
 * Nodes of a balancer that faces the internet have public addresses; those of an internal one have not. Left out is not internal,
 * though a provider works it out. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb, `internal`
 */
function facing(balancer: Resource): Fact {
  const value = at(balancer.values, "internal");
  const internal = given(value) === null ? { is: "omitted" as const } : boolean(value);
  return {
    must: internal.is === "omitted" || (internal.is === "known" && !internal.value),
    may: internal.is !== "known" || !internal.value,
    resource: balancer,
    attribute: "internal",
    says: "internet-facing",
    via: [],
    unknowns: internal.is === "unknown" ? [unknownAt(value)] : [],
    assumes: [],
  };
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
  return { joined: joinedAll(mapped.map((subnet) => graph.one(subnet, SUBNET))), at: at(balancer.values, "subnet_mapping") };
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

function placeOf(graph: Graph, balancer: Resource): Place {
  const kind = kindOf(balancer);
  return {
    resource: balancer,
    kind: "balancer",
    container: null,
    interfaces: kind === "gateway" ? [] : [interfaceOf(graph, balancer, kind)],
    sockets: [],
    socketsComplete: true,
    unseenIn: null,
    doubts: NO_DOUBTS,
    mappings: [],
    failures: [],
    within: null,
    tunnels: [],
    redirects: [],
    registrations: [],
    unfollowed: [],
    via: [],
  };
}

/** The addresses from which its nodes call their targets: any of its subnets'. */
function nodeAddresses(interface_: Interface): Approx<AddressSet> {
  const { known, maybe, foreign, complete } = interface_.subnets ?? NOTHING;
  const blocks = [...known, ...maybe].flatMap(cidrBlocksOf);
  const sets = blocks.map((block) => {
    const text = string(block);
    if (text.is === "omitted" || (text.is === "known" && text.value === "")) return addressApprox.exactly(addressApprox.none);
    const set = text.is === "known" ? parseCidr(text.value) : null;
    return set === null ? addressApprox.unknown : addressApprox.exactly(set);
  });
  return addressApprox.items(sets, complete && foreign.length === 0);
}

/** Application and network balancers. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb */
export const balancer: WayIn = {
  reads: ["aws_lb", "aws_lb_listener", "aws_lb_listener_rule", "aws_lb_target_group", "aws_lb_target_group_attachment"],
  places: (graph) =>
    graph
      .ofType("aws_lb")
      .filter(({ mode }) => mode === "managed")
      .map((resource) => placeOf(graph, resource)),
  hops: (graph, places) => {
    const targets = targetsIn(graph, places);
    return places
      .filter(({ kind }) => kind === "balancer")
      .flatMap((place) => {
        const [interface_] = place.interfaces;
        if (interface_ === undefined) return [];
        const balancing: Balancing = {
          place,
          kind: kindOf(place.resource),
          // Without any it carries its VPC's default group, of which a rule may speak.
          groups: interface_.groups ?? { ...NOTHING, complete: interface_.unfiltered },
          addresses: nodeAddresses(interface_),
        };
        return routesOf(graph, balancing, targets);
      });
  },
  unseen: fromElsewhere,
};
