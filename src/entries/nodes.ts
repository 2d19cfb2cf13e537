import { allIpv4, allIpv6, onlyFamily } from "../net/address-set";
import { addressApprox } from "../net/approx";
import { parseCidr } from "../net/address";
import { NO_DOUBTS, type Fact } from "../model/fact";
import { NOTHING, type Joined } from "../model/join";
import { BARE, type Interface, type Place } from "../model/place";
import type { Resource } from "../model/resource";
import { cidrBlocksOf } from "../model/subnet";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, string } from "../model/value";

import type { Nodes } from "./call";

/**
 * Nodes of a balancer that faces the internet have public addresses; those of an internal one have not. Left out is not internal,
 * though a provider works it out. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb, `internal`
 */
export function facing(balancer: Resource): Fact {
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

/** A balancer as a place: it opens no socket of its own, what it hears goes on. */
export const balancerPlace = (balancer: Resource, interfaces: readonly Interface[]): Place => ({
  resource: balancer,
  kind: "balancer",
  container: null,
  interfaces,
  sockets: [],
  socketsComplete: true,
  unseenIn: null,
  doubts: NO_DOUBTS,
  ...BARE,
  via: [],
});

/** The groups that its nodes carry, of which a rule may speak: without any named they carry their VPC's default group. */
export const groupsOfNodes = ({ groups, unfiltered }: Interface): Joined => groups ?? { ...NOTHING, complete: unfiltered };

/** The addresses from which its nodes call their targets in a family: any of its subnets'. */
export function nodesOf({ resource, subnets, subnetsAt }: Interface, family: 4 | 6): Nodes {
  const every = family === 4 ? allIpv4 : allIpv6;
  if (subnets === null)
    return { addresses: addressApprox.atMost(every), unknowns: [unknownAt(at(resource.values, "subnets"), "outside-plan")] };
  const { known, maybe, foreign, complete } = subnets;
  const blocks = [...known, ...maybe].flatMap(cidrBlocksOf).flatMap((block) => (block.family === family ? [block.value] : []));
  const sets = blocks.map((block) => {
    const text = string(block);
    if (text.is === "omitted" || (text.is === "known" && text.value === "")) return addressApprox.exactly(addressApprox.none);
    const set = text.is === "known" ? parseCidr(text.value) : null;
    return set === null ? addressApprox.atMost(every) : addressApprox.exactly(set);
  });
  const all = complete && foreign.length === 0;
  const { must, may } = addressApprox.items(sets, all);
  return {
    addresses: { must, may: onlyFamily(may, family) },
    unknowns: [
      ...blocks.filter((_, index) => sets[index]?.must !== sets[index]?.may).map((block) => unknownAt(block)),
      ...(all || subnetsAt === null ? [] : [unknownAt(subnetsAt, foreign.length > 0 ? "outside-plan" : "after-apply")]),
    ],
  };
}
