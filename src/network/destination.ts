import { parseAddress } from "../net/address";
import { plainAddress } from "../model/bind";
import type { Destination } from "../model/exposure";
import type { Graph } from "../model/graph";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given, string } from "../model/value";

import { elasticIps } from "./address";

/**
 * The gateway translates a public IPv4 address to one private address: an Elastic IP to the one that it is associated with, the
 * primary one where none is named, and what AWS gives by itself to the primary one.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export function destinationOf(graph: Graph, of: Interface): Destination {
  const own = (of.addresses ?? []).map(plainAddress).filter((address) => parseAddress(address)?.family === 4);
  const primary: Destination = of.primary === undefined ? { must: [], may: own } : { must: [of.primary], may: [of.primary] };
  const named = (resource: Resource): Destination => {
    const value = given(at(resource.values, resource.type === "aws_eip" ? "associate_with_private_ip" : "private_ip_address"));
    if (value === null) return primary;
    const text = string(value);
    return text.is === "known" ? { must: [text.value], may: [text.value] } : { must: [], may: own };
  };
  const { known, maybe } = elasticIps(graph, of);
  const elastic = [...known.map(named), ...maybe.map((resource) => ({ must: [], may: named(resource).may }))];
  // Whether AWS gives one by itself beside Elastic IPs, the subnet may say.
  const byItself = elastic.length === 0 || of.publicIpv4?.must === true ? primary : { must: [], may: primary.may };
  const all = of.publicIpv4?.may === false ? elastic : [...elastic, byItself];
  return { must: all.flatMap(({ must }) => must), may: all.flatMap(({ may }) => may) };
}
