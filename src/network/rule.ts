import { allAddresses, allIpv4, allIpv6, contains, isEmpty, meets, noAddresses, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { allPorts, ports, type PortSet } from "../net/port-set";
import { ICMP, ICMPV6, parseProtocol, protocolName, TCP, UDP } from "../net/protocol";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { unknownAt } from "../model/unknown";
import { number, string, type Leaf, type Value } from "../model/value";
import { rangeText } from "../words/ports";

/** What a rule says of protocol and ports, whoever sends. */
export interface Traffic extends Doubts {
  readonly packets: Approx<PacketSet>;
  /** `tcp 5001`, `all traffic`, `udp 8000-8100`. */
  readonly says: string;
}

export interface TrafficArguments {
  readonly protocol: Value;
  /** The first port; the type of an ICMP message. */
  readonly from: Value;
  /** The last port; the code of an ICMP message. */
  readonly to: Value;
}

/** Who sends ICMP is of one family: the protocol numbers say which. */
const sendersOf = (protocol: number | "all"): AddressSet => (protocol === ICMP ? allIpv4 : protocol === ICMPV6 ? allIpv6 : allAddresses);

const anyOf = (protocol: number | "all", set: PortSet = allPorts): PacketSet =>
  packets({ addresses: sendersOf(protocol), protocol, ports: set });

/** ICMP fills the port's 16 bits with type and code; -1 means all of them. */
function icmpPorts(type: number, code: number): PortSet {
  if (type < 0) return allPorts;
  return code < 0 ? ports(type * 256, type * 256 + 255) : ports(type * 256 + code, type * 256 + code);
}

const named = (protocol: number, first: number, last: number): string => `${String(protocolName(protocol))} ${rangeText([first, last])}`;

/**
 * Protocol and ports of a security group rule or an ACL entry. "-1" and every protocol without ports mean all ports, whatever
 * the port arguments say; ICMP has types and codes there.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function trafficOf({ protocol: protocolAt, from, to }: TrafficArguments): Traffic {
  const text = string(protocolAt);
  const protocol = text.is === "known" ? parseProtocol(text.value) : null;
  if (protocol === null) {
    const why = text.is === "unknown" ? "after-apply" : "unreadable";
    return { packets: packetApprox.unknown, says: "some traffic", unknowns: [unknownAt(protocolAt, why)], assumes: [] };
  }
  if (protocol === "all") return { packets: packetApprox.exactly(anyOf("all")), says: "all traffic", ...NO_DOUBTS };
  if (![TCP, UDP, ICMP, ICMPV6].includes(protocol)) {
    return { packets: packetApprox.exactly(anyOf(protocol)), says: `protocol ${String(protocol)}`, ...NO_DOUBTS };
  }
  const [first, last] = [number(from), number(to)];
  if (first.is === "unknown" || last.is === "unknown") {
    return {
      packets: packetApprox.atMost(anyOf(protocol)),
      says: `${String(protocolName(protocol))}, some ports`,
      ...joinDoubts([openEnd(first, from), openEnd(last, to)]),
    };
  }
  const low = first.is === "known" ? first.value : null;
  const high = last.is === "known" ? last.value : null;
  if (protocol === ICMP || protocol === ICMPV6) {
    const set = icmpPorts(low ?? -1, high ?? -1);
    return { packets: packetApprox.exactly(anyOf(protocol, set)), says: String(protocolName(protocol)), ...NO_DOUBTS };
  }
  if ((low ?? -1) < 0 && (high ?? -1) < 0) {
    return { packets: packetApprox.exactly(anyOf(protocol)), says: `${String(protocolName(protocol))}, all ports`, ...NO_DOUBTS };
  }
  const [begin, end] = [Math.max(0, low ?? high ?? 0), Math.min(65535, high ?? low ?? 65535)];
  const set = begin <= end ? ports(begin, end) : ports(end, begin);
  return { packets: packetApprox.exactly(anyOf(protocol, set)), says: named(protocol, begin, end), ...NO_DOUBTS };
}

const openEnd = (leaf: Leaf<number>, value: Value): Doubts =>
  leaf.is === "unknown" ? { unknowns: [unknownAt(value)], assumes: [] } : NO_DOUBTS;

/** The packets of some traffic that these clients send. */
export const sentBy = (traffic: Approx<PacketSet>, clients: Approx<AddressSet>): Approx<PacketSet> =>
  packetApprox.intersect(traffic, fromClients(clients));

/** Whatever these clients send. */
export function fromClients(clients: Approx<AddressSet>): Approx<PacketSet> {
  const must = packets({ addresses: clients.must, protocol: "all" });
  return { must, may: clients.must === clients.may ? must : packets({ addresses: clients.may, protocol: "all" }) };
}

/**
 * Which clients a rule by address admits where another sends for them (a balancer): all of them for sure if it holds every
 * address that the sender may have, perhaps if it meets one.
 */
export function clientsBehind(rule: Approx<AddressSet>, sender: Approx<AddressSet>): Approx<AddressSet> {
  const sure = !isEmpty(sender.may) && contains(rule.must, sender.may);
  const perhaps = meets(rule.may, sender.may);
  return { must: sure ? allAddresses : noAddresses, may: perhaps ? allAddresses : noAddresses };
}
