import { allIpv4, allIpv6 } from "../net/address-set";
import { packetApprox } from "../net/approx";
import { isEmpty, noPackets, packets } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Fact } from "../model/fact";
import { pointer, type Graph, type Referrers } from "../model/graph";
import type { Clause, Door } from "../model/hop";
import type { Interface } from "../model/place";
import { ownAddress, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, isOmitted, type Value } from "../model/value";
import { INSTANCE, INTERFACE } from "../model/wanted";

import { defaultVpcAssumed, type Site } from "./site";

const ELASTIC = [
  pointer("aws_eip", "instance", INSTANCE),
  pointer("aws_eip", "network_interface", INTERFACE),
  pointer("aws_eip_association", "instance_id", INSTANCE),
  pointer("aws_eip_association", "network_interface_id", INTERFACE),
];

const fact = (value: Value, must: boolean, may: boolean, says: string): Fact => ({
  must,
  may,
  resource: value.resource,
  attribute: value.path,
  says,
  via: [],
  unknowns: must === may ? [] : [unknownAt(value)],
  assumes: [],
});

/** A yes-or-no argument as a fact; omitted counts as `otherwise`. */
function switchOf(value: Value, otherwise: boolean, says: string): Fact {
  const leaf = boolean(value);
  if (leaf.is === "unknown") return fact(value, false, true, says);
  const yes = leaf.is === "known" ? leaf.value : otherwise;
  return fact(value, yes, yes, says);
}

/** A subnet's word for it, as its host spells that. */
const saying = (what: string, subnet: Resource, attribute: string): string => `${what} (${subnet.spelled?.(attribute) ?? attribute})`;

/** Public IPv4 from the subnet: default subnets give one, others where they say so. */
function ofSubnet(graph: Graph, site: Site): Fact {
  const { subnet } = site;
  const attribute = "map_public_ip_on_launch";
  if (subnet !== null)
    return switchOf(at(subnet.values, attribute), subnet.type === "aws_default_subnet", saying("public address", subnet, attribute));
  const taken = site.inDefaultVpc && graph.assumptions.has("default-vpc");
  return {
    must: taken,
    may: true,
    resource: null,
    attribute: null,
    says: site.inDefaultVpc ? "public address (default subnet)" : "public address, perhaps",
    via: [],
    unknowns: site.unknowns,
    assumes: taken ? [{ name: "default-vpc", resource: null, attribute: null }] : [],
  };
}

/**
 * An IPv6 address is a public one. A subnet gives one if it has an IPv6 block and assigns on creation.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 */
function ipv6OfSubnet(site: Site): Fact {
  const { subnet } = site;
  const attribute = "assign_ipv6_address_on_creation";
  const says = subnet === null ? "IPv6 address, perhaps" : saying("IPv6 address", subnet, attribute);
  if (subnet !== null) return switchOf(at(subnet.values, attribute), false, says);
  const may = !site.inDefaultVpc;
  return { must: false, may, resource: null, attribute: null, says, via: [], unknowns: may ? site.unknowns : [], assumes: [] };
}

/** What gives an interface an Elastic IP. */
export function elasticIps(graph: Graph, of: Interface): Referrers {
  const found: Referrers[] = of.attachable.flatMap((resource) => ELASTIC.map((by) => graph.referrers(resource, by)));
  const known = [...new Set(found.flatMap((referrers) => referrers.known))];
  return { known, maybe: [...new Set(found.flatMap((referrers) => referrers.maybe))].filter((resource) => !known.includes(resource)) };
}

/** Elastic IPs make an interface public, whatever its subnet says. */
function elastic(graph: Graph, of: Interface): readonly Fact[] {
  const { known, maybe } = elasticIps(graph, of);
  return [
    ...known.map((resource) => ({ ...fact(resource.values, true, true, `Elastic IP ${ownAddress(resource)}`), attribute: null })),
    ...maybe.map((resource) => ({
      ...fact(resource.values, false, true, `Elastic IP ${ownAddress(resource)}, perhaps`),
      attribute: null,
      unknowns: [unknownAt(at(resource.values, isOmitted(at(resource.values, "instance")) ? "network_interface" : "instance"))],
    })),
  ];
}

/** By which addresses the internet finds the interface. */
export function addressDoor(graph: Graph, of: Interface, site: Site): Door {
  const ipv4 = [of.publicIpv4 ?? ofSubnet(graph, site), ...elastic(graph, of)];
  const ipv6 = of.ipv6 ?? ipv6OfSubnet(site);
  // The other subnets of its list too: without them the list would not be known.
  const listed = of.subnets === null ? [] : [...of.subnets.known, ...of.subnets.maybe];
  const around = [...of.via, ...(site.subnet === null ? [] : [site.subnet]), ...listed, ...site.via];
  const clause = (found: Fact, family: 4 | 6): Clause => {
    const all = packets({ addresses: family === 4 ? allIpv4 : allIpv6, protocol: "all" });
    return {
      role: "address",
      admits: { must: found.must ? all : noPackets, may: found.may ? all : noPackets },
      resource: of.resource,
      attribute: found.resource === of.resource ? found.attribute : null,
      says: found.says,
      via: [...found.via, ...(found.resource === null ? [] : [found.resource]), ...around],
      unknowns: found.unknowns,
      assumes: found.assumes,
    };
  };
  const clauses = [...ipv4.map((found) => clause(found, 4)), clause(ipv6, 6)];
  return {
    role: "address",
    admits: packetApprox.union(...clauses.map(({ admits }) => admits)),
    clauses: clauses.filter(({ admits }) => !isEmpty(admits.may)),
    shut:
      of.internal === false
        ? { code: "no-public-address", resource: of.resource, says: "no public address", via: around }
        : { code: of.internal, resource: of.resource, says: "internal: private addresses only", via: around },
    doubts: joinDoubts([...ipv4, ipv6, site.inDefaultVpc ? { unknowns: [], assumes: defaultVpcAssumed(graph, of.resource) } : NO_DOUBTS]),
  };
}
