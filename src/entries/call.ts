import { onlyFamily, type AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import { UDP } from "../net/protocol";
import type { Joined } from "../model/join";
import type { Place, Sender } from "../model/place";
import type { Resource } from "../model/resource";
import { at, boolean, given, string } from "../model/value";

import type { BalancerKind } from "./balancer";

/** A balancer with what its targets see of it. */
export interface Balancing {
  readonly place: Place;
  readonly kind: BalancerKind;
  readonly groups: Joined;
  readonly addresses: Approx<AddressSet>;
}

/**
 * Whose address a target sees. Network balancers keep the client's for instances, for UDP and for other balancers, and hide it
 * for addresses over TCP, unless the group says otherwise; HTTP proxies always hide it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
function keepsClient(balancing: Balancing, group: Resource, protocol: number): boolean | "perhaps" {
  if (balancing.kind === "application") return false;
  if (balancing.kind !== "network") return "perhaps";
  const type = string(at(group.values, "target_type"));
  if (protocol === UDP) return true;
  if (type.is === "known" && type.value === "alb") return true;
  const setting = given(at(group.values, "preserve_client_ip"));
  if (setting !== null) {
    const keeps = boolean(setting);
    return keeps.is === "known" ? keeps.value : "perhaps";
  }
  if (type.is === "unknown") return "perhaps";
  if (type.is === "omitted" || type.value === "instance") return true;
  const transport = string(at(group.values, "protocol"));
  if (transport.is === "unknown") return "perhaps";
  return transport.is === "known" && /UDP/i.test(transport.value);
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
  const { must, may } = balancing.addresses;
  return {
    sender: {
      is: "balancer",
      groups: balancing.groups,
      addresses: { must: onlyFamily(must, family), may: onlyFamily(may, family) },
      keepsClient: keepsClient(balancing, group, protocol),
    },
    family,
  };
}
