import * as fc from "fast-check";

import { parseCidr } from "../../src/net/address";
import { allAddresses, noAddresses, unionAll, type AddressSet } from "../../src/net/address-set";
import * as packetSet from "../../src/net/packet-set";
import type { PacketSet } from "../../src/net/packet-set";
import { ports } from "../../src/net/port-set";

export const addresses = (cidr: string): AddressSet => {
  const set = parseCidr(cidr);
  if (set === null) throw new Error(`not a CIDR: ${cidr}`);
  return set;
};

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => String((value >>> shift) & 255)).join(".");

/** Close to each other as often as not, so that blocks nest and touch. */
export const ipv4Cidr = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0x0a000000, max: 0x0a00003f })),
    fc.integer({ min: 0, max: 32 }),
  )
  .map(([value, prefix]) => `${dotted(value)}/${String(prefix)}`);

const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })).map((value) => value.toString(16));

export const ipv6Cidr = fc
  .tuple(fc.array(group, { minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: 128 }))
  .map(([groups, prefix]) => `${groups.join(":")}/${String(prefix)}`);

export const cidr = fc.oneof(ipv4Cidr, ipv6Cidr);

export const addressSet: fc.Arbitrary<AddressSet> = fc
  .array(cidr, { maxLength: 12 })
  .map((cidrs) => (cidrs.length === 0 ? noAddresses : unionAll(cidrs.map(addresses))));

/**
 * A small universe, tiled: a subset is a mask, and the same operation on masks of plain booleans is the oracle. Tiles meet where
 * sets are likely to go wrong: last and first addresses and ports, neighbouring protocols.
 */
const IPV4_HIGH = ["128.0.0.0/2", "192.0.0.0/3", "224.0.0.0/4", "240.0.0.0/5", "248.0.0.0/6", "252.0.0.0/7", "254.0.0.0/8", "255.0.0.0/9"];
const TILED_ADDRESSES = [["0.0.0.0/1"], IPV4_HIGH, ["255.128.0.0/9"], ["::/1"], ["8000::/1"]].map((cidrs) =>
  unionAll(cidrs.map(addresses)),
);
const PORT_TILES = [ports(0, 0), ports(1, 79), ports(80, 65535)];
const PROTOCOLS = [6, 7, 255];

export const tiles: readonly PacketSet[] = PROTOCOLS.flatMap((protocol) =>
  PORT_TILES.flatMap((port) => TILED_ADDRESSES.map((clients) => packetSet.packets({ addresses: clients, protocol, ports: port }))),
);

export const universe: PacketSet = packetSet.unionAll(
  PROTOCOLS.map((protocol) => packetSet.packets({ addresses: allAddresses, protocol })),
);

/** The tile's place in the list, taken apart. */
export const tileAt = (index: number): { protocol: number; port: number; address: number } => ({
  protocol: Math.floor(index / (PORT_TILES.length * TILED_ADDRESSES.length)),
  port: Math.floor(index / TILED_ADDRESSES.length) % PORT_TILES.length,
  address: index % TILED_ADDRESSES.length,
});

export const tiled = { addresses: TILED_ADDRESSES, ports: PORT_TILES, protocols: PROTOCOLS };

export type Mask = readonly boolean[];

export const real = (mask: Mask): PacketSet => packetSet.unionAll(tiles.filter((_, index) => mask[index] === true));

/** Dense, sparse, and in stretches: whole protocols and whole families come up too. */
export const mask: fc.Arbitrary<Mask> = fc.oneof(
  fc.array(fc.boolean(), { minLength: tiles.length, maxLength: tiles.length }),
  fc.tuple(fc.subarray([0, 1, 2]), fc.subarray([0, 1, 2]), fc.subarray([0, 1, 2, 3, 4])).map(([protocols, portTiles, clients]) =>
    tiles.map((_, index) => {
      const { protocol, port, address } = tileAt(index);
      return protocols.includes(protocol) && portTiles.includes(port) && clients.includes(address);
    }),
  ),
);
