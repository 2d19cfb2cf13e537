import { allAddresses, allIpv4, noAddresses, type AddressSet } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import { allPackets } from "../net/packet-set";
import { NO_DOUBTS } from "../model/fact";
import type { Clause, Door } from "../model/hop";

import { fromClients } from "./rule";
import type { Site } from "./site";

/**
 * The routes of a subnet that the configuration knows. A public subnet is one whose table routes to an internet gateway: IPv4 for
 * sure, IPv6 perhaps. https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types
 */
export function knownRoutes(site: Site, { is, id }: NonNullable<Site["known"]>): Door {
  const clients: Approx<AddressSet> = is === "private" ? addressApprox.exactly(noAddresses) : { must: allIpv4, may: allAddresses };
  const says = `${id} is ${is}, as configured`;
  const clause: Clause = {
    role: "route",
    admits: fromClients(clients),
    resource: site.subnet,
    attribute: null,
    says,
    via: site.via,
    ...NO_DOUBTS,
  };
  return {
    role: "route",
    admits: fromClients(clients),
    clauses: is === "private" ? [] : [clause],
    shut: { code: "no-route", resource: site.subnet, says, via: site.via },
    doubts: NO_DOUBTS,
  };
}

/** Of a subnet that is known to be public the ACL lets the internet in: that is what the configuration says with it. */
export const openAcl = (site: Site): Door => ({
  role: "acl",
  admits: packetApprox.exactly(allPackets),
  clauses: [],
  shut: { code: "network-acl", resource: site.subnet, says: "the network ACL denies it", via: [] },
  doubts: NO_DOUBTS,
});
