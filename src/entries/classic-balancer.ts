import { allAddresses } from "../net/address-set";
import { addressApprox } from "../net/approx";
import { TCP } from "../net/protocol";
import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Interface, Place } from "../model/place";
import { kindOf, type Resource } from "../model/resource";
import { at, given } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";

import type { Call } from "./call";
import { listenersOf } from "./classic-listener";
import type { WayIn } from "./entry";
import type { Forward } from "./forward";
import { hopTo } from "./leading";
import { balancerPlace, facing, groupsOfNodes, nodesOf } from "./nodes";
import { told } from "./target";
import { targetsIn } from "./targets";

/**
 * In a VPC it speaks IPv4 alone; by availability zones it lies in the default subnets.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-internet-facing-load-balancers.html
 */
function interfaceOf(graph: Graph, balancer: Resource): Interface {
  const subnetsAt = given(at(balancer.values, "subnets"));
  const groupsAt = given(at(balancer.values, "security_groups"));
  const publicIpv4 = facing(balancer);
  return {
    resource: balancer,
    attachable: [],
    subnets: subnetsAt === null ? null : graph.many(subnetsAt, SUBNET),
    subnetsAt,
    placing: "spread",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(balancer.values, "security_groups"),
    publicIpv4,
    ipv6: { ...publicIpv4, must: false, may: false },
    addresses: null,
    internal: publicIpv4.may ? false : "internal-balancer",
    unfiltered: false,
    via: [],
  };
}

/** A rule may name its groups, or the one of these that it tells of itself: which of several, nobody knows. */
function carriedBy(of: Interface): Joined {
  const carried = groupsOfNodes(of);
  const one = carried.complete && carried.known.length + carried.foreign.length === 1 && carried.maybe.length === 0;
  return one || of.groups === null
    ? { ...carried, known: [...carried.known, of.resource] }
    : { ...carried, maybe: [...carried.maybe, of.resource] };
}

/** Instances see an address of the balancer's own. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-proxy-protocol.html */
function callOf(of: Interface): Call {
  const { addresses, unknowns } = nodesOf(of, 4);
  const groups = carriedBy(of);
  return { sender: { is: "balancer", groups, addresses, keepsClient: false, unknowns: [...groups.unknowns, ...unknowns] }, family: 4 };
}

const placeOf = (graph: Graph, balancer: Resource): Place => balancerPlace(balancer, [interfaceOf(graph, balancer)]);

/** The older balancer, which knows instances alone. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elb */
export const classicBalancer: WayIn = {
  reads: ["aws_elb", "aws_elb_attachment"],
  places: (graph) => graph.ofType("aws_elb").map((balancer) => placeOf(graph, balancer)),
  hops: (graph, places) => {
    const targets = targetsIn(graph, places);
    return places
      .filter(({ resource }) => kindOf(resource) === "aws_elb")
      .flatMap((place) => {
        const forward: Forward = {
          group: place.resource,
          clients: addressApprox.exactly(allAddresses),
          sure: true,
          via: [],
          ...NO_DOUBTS,
        };
        return place.interfaces
          .map(callOf)
          .flatMap((call) =>
            listenersOf(place.resource).flatMap(({ listening, port }) =>
              targets
                .of(place.resource)
                .map((target) => hopTo(place, listening, TCP, forward, { ...target, port, says: told(target.place, port) }, call)),
            ),
          );
      });
  },
};
