import { addressApprox, type Approx } from "../net/approx";
import type { AddressSet } from "../net/address-set";
import { parseCidr } from "../net/address";
import { NO_DOUBTS, type Fact } from "../model/fact";
import { NOTHING, type Joined } from "../model/join";
import type { Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { cidrBlocksOf } from "../model/subnet";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, string } from "../model/value";

/** Nodes of a balancer that faces the internet have public addresses; those of an internal one have not. */
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
  mappings: [],
  failures: [],
  within: null,
  tunnels: [],
  redirects: [],
  registrations: [],
  unfollowed: [],
  via: [],
});

/** The groups that its nodes carry, of which a rule may speak: without any named they carry their VPC's default group. */
export const groupsOfNodes = ({ groups, unfiltered }: Interface): Joined => groups ?? { ...NOTHING, complete: unfiltered };

/** The addresses from which its nodes call their targets: any of its subnets'. */
export function nodeAddresses({ subnets }: Interface): Approx<AddressSet> {
  if (subnets === null) return addressApprox.unknown;
  const { known, maybe, foreign, complete } = subnets;
  const blocks = [...known, ...maybe].flatMap(cidrBlocksOf);
  const sets = blocks.map((block) => {
    const text = string(block);
    if (text.is === "omitted" || (text.is === "known" && text.value === "")) return addressApprox.exactly(addressApprox.none);
    const set = text.is === "known" ? parseCidr(text.value) : null;
    return set === null ? addressApprox.unknown : addressApprox.exactly(set);
  });
  return addressApprox.items(sets, complete && foreign.length === 0);
}
