import { parseCidr } from "../net/address";
import { allAddresses, allIpv4, allIpv6, intersect, noAddresses, unionAll, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { portsOf } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import type { Arrival } from "../model/exposure";
import type { PortRange } from "../model/listener";

/** What a rule of a host is about, by the ports at the host. */
export interface Rule {
  readonly protocol: "tcp" | "udp";
  readonly family: 4 | 6;
  /** The client's networks as CIDRs; empty: everybody. May hold HOLE. */
  readonly from: readonly string[];
  readonly ports: readonly PortRange[];
  /** False: whether it holds is open. */
  readonly certain: boolean;
}

export const protocolOf = ({ protocol }: Pick<Rule, "protocol">): number => (protocol === "udp" ? UDP : TCP);

/** Whose packets it is about: of its family as the place is called, and of its networks where the place sees the client. */
function clientsOf({ family, from }: Rule, called: Arrival["family"]): Approx<AddressSet> {
  if (called === "same") {
    const own = family === 4 ? allIpv4 : allIpv6;
    const named = from.map(parseCidr);
    if (from.length === 0) return { must: own, may: own };
    const may = named.includes(null) ? own : intersect(own, unionAll(named.filter((set) => set !== null)));
    return { must: named.includes(null) ? noAddresses : may, may };
  }
  const may = called === "either" || called === family ? allAddresses : noAddresses;
  return { must: called === family && from.length === 0 ? may : noAddresses, may };
}

/** The packets of a rule, as a place is called. */
export function matched(rule: Rule, called: Arrival["family"]): Approx<PacketSet> {
  const { must, may } = clientsOf(rule, called);
  const of = (addresses: AddressSet): PacketSet => packets({ addresses, protocol: protocolOf(rule), ports: portsOf(rule.ports) });
  return rule.certain ? { must: of(must), may: of(may) } : packetApprox.atMost(of(may));
}
