import { allAddresses, allIpv4, allIpv6, meets, noAddresses, union, type AddressSet } from "../../net/address-set";
import { within, type Approx } from "../../net/approx";
import { addressesOf, packets, type PacketSet } from "../../net/packet-set";
import { meets as portsMeet, type PortSet } from "../../net/port-set";
import { outward } from "../../net/translate";
import type { Answered } from "../../model/exposure";
import type { PortMap } from "../../model/hop";
import type { Certainty } from "../../model/report";
import { openPorts } from "../world";

/** What the finding is about: these outer ports of this protocol. */
export interface Scope {
  readonly protocol: number;
  readonly ports: PortSet;
  readonly certainty: Certainty;
  /** False: no translation on the way leads to the socket, and these are its own ports. */
  readonly mapped: boolean;
}

/** Packets at a door, by the ports that the finding speaks of. */
export const facing = (set: Approx<PacketSet>, maps: readonly PortMap[], { mapped }: Scope): Approx<PacketSet> =>
  mapped ? outward(set, maps) : set;

export const answering = ({ answers, inner }: Answered, { mapped }: Scope): Approx<PacketSet> => (mapped ? answers : inner);

/** All packets that the finding could speak of. */
export const everything = ({ protocol, ports }: Scope): PacketSet => packets({ addresses: allAddresses, protocol, ports });

/** All addresses of the families in which packets come. */
export function familiesOf(set: PacketSet): AddressSet {
  const addresses = addressesOf(set);
  return [allIpv4, allIpv6].filter((family) => meets(addresses, family)).reduce(union, noAddresses);
}

/** The bound that the finding speaks of. */
export const boundOf = (set: Approx<PacketSet>, { certainty }: Scope): PacketSet => (certainty === "definite" ? set.must : set.may);

export const isOpen = (admits: Approx<PacketSet>, scope: Scope): { sure: boolean; perhaps: boolean } => {
  const { definite, possible } = openPorts(within(admits, scope), scope.protocol);
  return { sure: portsMeet(definite, scope.ports), perhaps: portsMeet(definite, scope.ports) || portsMeet(possible, scope.ports) };
};
