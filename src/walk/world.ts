import { onlyFamily, routableSize, union, unionAll, noAddresses, type AddressSet } from "../net/address-set";
import { mapAddresses, portsOfPackets, type PacketSet } from "../net/packet-set";
import { subtract, type PortSet } from "../net/port-set";
import type { Approx } from "../net/approx";

/**
 * World-open: more globally routable addresses than this, of any shape: about 1/256 of each space. AWS draws the line for "public"
 * at the same sizes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const THRESHOLD = { 4: 1n << 24n, 6: 1n << 117n } as const;

const seen = new WeakMap<AddressSet, AddressSet>();

/** The families of a set of clients that are open to the world; nobody where none is. */
export function openFamilies(addresses: AddressSet): AddressSet {
  const known = seen.get(addresses);
  if (known !== undefined) return known;
  const open = ([4, 6] as const)
    .filter((family) => routableSize(addresses, family) > THRESHOLD[family])
    .map((family) => onlyFamily(addresses, family))
    .reduce(union, noAddresses);
  seen.set(addresses, open);
  return open;
}

/** The world, as far as it is among any of these clients. */
export const worldAmong = (clients: readonly AddressSet[]): AddressSet => unionAll(clients.map(openFamilies));

/** The packets of a set that the world may send, asked for each family, protocol and port. */
export const worldOpen = (set: PacketSet): PacketSet => mapAddresses(set, openFamilies);

/** On which ports the world surely comes, and on which others perhaps. */
export interface OpenPorts {
  readonly definite: PortSet;
  readonly possible: PortSet;
}

export function openPorts(admitted: Approx<PacketSet>, protocol: number): OpenPorts {
  const definite = portsOfPackets(worldOpen(admitted.must), protocol);
  return { definite, possible: subtract(portsOfPackets(worldOpen(admitted.may), protocol), definite) };
}
