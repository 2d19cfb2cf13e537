import type { AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import { UDP } from "../net/protocol";
import type { Joined } from "../model/join";
import type { Sender } from "../model/hop";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, boolean, givenFlag, string, type Value } from "../model/value";

import type { BalancerKind } from "./balancer";

/** A balancer with what its targets see of it. */
export interface Balancing {
  readonly place: Place;
  readonly kind: BalancerKind;
  readonly groups: Joined;
  readonly nodes: (family: 4 | 6) => Nodes;
}

/** The addresses from which a balancer calls, and what of them is not known. */
export interface Nodes {
  readonly addresses: Approx<AddressSet>;
  readonly unknowns: readonly Unknown[];
}

interface Keeps {
  readonly keeps: boolean | "perhaps";
  /** Where it is not known. */
  readonly at: Value | null;
}

const surely = (keeps: boolean): Keeps => ({ keeps, at: null });
const perhaps = (at: Value): Keeps => ({ keeps: "perhaps", at });

/**
 * Whose address a target sees. Network balancers keep the client's for instances, for UDP and for other balancers, and hide it
 * for addresses over TCP, unless the group says otherwise; HTTP proxies always hide it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
function keepsClient(balancing: Balancing, group: Resource, protocol: number): Keeps {
  if (balancing.kind === "application") return surely(false);
  if (balancing.kind !== "network") return perhaps(at(balancing.place.resource.values, "load_balancer_type"));
  const typeAt = at(group.values, "target_type");
  const type = string(typeAt);
  if (protocol === UDP) return surely(true);
  if (type.is === "known" && type.value === "alb") return surely(true);
  const setting = givenFlag(at(group.values, "preserve_client_ip"));
  if (setting !== null) {
    const keeps = boolean(setting);
    return keeps.is === "known" ? surely(keeps.value) : perhaps(setting);
  }
  if (type.is === "unknown") return perhaps(typeAt);
  if (type.is === "omitted" || type.value === "instance") return surely(true);
  const transportAt = at(group.values, "protocol");
  const transport = string(transportAt);
  if (transport.is === "unknown") return perhaps(transportAt);
  return surely(transport.is === "known" && /UDP/i.test(transport.value));
}

/** As whom the balancer calls its targets, and in which family. */
export interface Call {
  readonly sender: Sender;
  readonly family: 4 | 6;
}

/** How the balancer calls its targets: in the group's family, as itself or as the client. */
export function callOf(balancing: Balancing, group: Resource, protocol: number): Call {
  const type = string(at(group.values, "ip_address_type"));
  const family = type.is === "known" && type.value === "ipv6" ? 6 : 4;
  const { addresses, unknowns } = balancing.nodes(family);
  const { keeps, at: keepsAt } = keepsClient(balancing, group, protocol);
  return {
    sender: {
      is: "balancer",
      groups: balancing.groups,
      addresses,
      keepsClient: keeps,
      unknowns: [...balancing.groups.unknowns, ...unknowns, ...(keepsAt === null ? [] : [unknownAt(keepsAt)])],
    },
    family,
  };
}
