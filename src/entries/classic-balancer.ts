import { allAddresses } from "../net/address-set";
import { addressApprox } from "../net/approx";
import { TCP } from "../net/protocol";
import { NO_DOUBTS } from "../model/fact";
import type { Joined } from "../model/join";
import type { Interface } from "../model/place";
import { kindOf } from "../model/resource";

import type { Call } from "./call";
import { listenersOf } from "./classic-listener";
import { classicInterface } from "./classic-nodes";
import type { WayIn } from "./entry";
import type { Forward } from "./forward";
import { hopTo } from "./leading";
import { balancerPlace, groupsOfNodes, nodesOf } from "./nodes";
import { sayTarget } from "./target";
import { targetsIn } from "./targets";

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

/** The older balancer, which knows instances alone. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elb */
export const classicBalancer: WayIn = {
  reads: ["aws_elb", "aws_elb_attachment"],
  places: (graph) => graph.ofType("aws_elb").map((balancer) => balancerPlace(balancer, [classicInterface(graph, balancer)])),
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
        return place.interfaces.map(callOf).flatMap((call) =>
          listenersOf(place.resource).flatMap(({ listening, port, unknowns }) =>
            targets.of(place.resource).map((target) => {
              const led = { ...target, port, says: sayTarget(target.place, port), unknowns: [...target.unknowns, ...unknowns] };
              return hopTo(place, listening, TCP, forward, led, call);
            }),
          ),
        );
      });
  },
};
