import { allIpv4, type AddressSet } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import { allPackets } from "../net/packet-set";
import type { Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Door } from "../model/hop";

import { fromClients } from "./rule";
import { defaultVpcAssumed, type Site } from "./site";

/** Whom the main table of the default VPC, as AWS makes it, routes to the internet gateway. https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
export const defaultClients = (graph: Graph): Approx<AddressSet> =>
  graph.assumptions.has("default-vpc") ? addressApprox.exactly(allIpv4) : addressApprox.unknown;

export function defaultRoutes(graph: Graph, site: Site): Door {
  const resource = site.subnet ?? site.vpc.known[0] ?? null;
  const clients = defaultClients(graph);
  const doubts: Doubts = { unknowns: [], assumes: defaultVpcAssumed(graph, resource) };
  return {
    role: "route",
    admits: fromClients(clients),
    clauses: [
      {
        role: "route",
        admits: fromClients(clients),
        resource,
        attribute: null,
        says: "0.0.0.0/0 → the default VPC's internet gateway",
        via: site.via,
        ...doubts,
      },
    ],
    shut: { code: "no-route", resource, says: "no route to an internet gateway", via: site.via },
    doubts,
  };
}

/** Its network ACL. https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
export function defaultAcl(graph: Graph, site: Site): Door {
  const resource = site.subnet ?? site.vpc.known[0] ?? null;
  const taken = graph.assumptions.has("default-vpc");
  return {
    role: "acl",
    admits: taken ? packetApprox.exactly(allPackets) : packetApprox.unknown,
    clauses: [],
    shut: { code: "network-acl", resource, says: "the network ACL denies it", via: [] },
    doubts: { unknowns: [], assumes: resource === null ? [] : defaultVpcAssumed(graph, resource) },
  };
}
