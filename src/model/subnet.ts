import type { Resource } from "./resource";
import { at, given, type Value } from "./value";

/** What gives a subnet an IPv6 block. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet#argument-reference */
const IPV6 = ["ipv6_cidr_block", "ipv6_ipam_pool_id", "ipv6_netmask_length"];

/** One of a subnet's CIDR blocks. */
export interface Block {
  readonly family: 4 | 6;
  readonly value: Value;
}

/** A subnet's CIDR blocks. Of a new one a plan may call the IPv6 block unknown though nobody asked for any: then there is none. */
export function cidrBlocksOf(subnet: Resource): readonly Block[] {
  const ipv4: Block = { family: 4, value: at(subnet.values, "cidr_block") };
  const none = subnet.mode === "managed" && IPV6.every((name) => given(at(subnet.values, name)) === null);
  return none ? [ipv4] : [ipv4, { family: 6, value: at(subnet.values, "ipv6_cidr_block") }];
}
