import * as fc from "fast-check";

import {
  allAddresses,
  allIpv4,
  allIpv6,
  noAddresses,
  onlyFamily,
  unionAll as unionOfAddresses,
  type AddressSet,
} from "../../src/net/address-set";
import * as addressSets from "../../src/net/address-set";
import * as packetSet from "../../src/net/packet-set";
import { allPackets, noPackets, packets, slices, type PacketSet, type Slice } from "../../src/net/packet-set";
import { allPorts, noPorts, ports, portsOf, unionAll as unionOfPorts } from "../../src/net/port-set";
import { addresses, addressSet, cidr, mask, real, tileAt, tiled, tiles, universe, type Mask } from "./arbitraries";

const each = (a: Mask, b: Mask, join: (inA: boolean, inB: boolean) => boolean): PacketSet =>
  real(a.map((inA, index) => join(inA, b[index] === true)));

test("the tiles are disjoint, and the universe", () => {
  expect(packetSet.unionAll(tiles)).toEqual(universe);
  tiles.forEach((tile, index) => {
    expect(packetSet.isEmpty(tile)).toBe(false);
    tiles.slice(index + 1).forEach((other) => {
      expect(packetSet.meets(tile, other)).toBe(false);
    });
  });
});

describe("against lists of booleans", () => {
  test("union, intersection, difference, complement", () => {
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        expect(packetSet.union(real(a), real(b))).toEqual(each(a, b, (inA, inB) => inA || inB));
        expect(packetSet.unionAll([real(b), real(a), real(b)])).toEqual(each(a, b, (inA, inB) => inA || inB));
        expect(packetSet.intersect(real(a), real(b))).toEqual(each(a, b, (inA, inB) => inA && inB));
        expect(packetSet.subtract(real(a), real(b))).toEqual(each(a, b, (inA, inB) => inA && !inB));
        expect(packetSet.subtract(universe, real(a))).toEqual(each(a, b, (inA) => !inA));
        expect(packetSet.intersect(packetSet.complement(real(a)), universe)).toEqual(each(a, b, (inA) => !inA));
      }),
    );
  });

  test("contains, meets, equals, isEmpty", () => {
    fc.assert(
      fc.property(mask, mask, fc.boolean(), (a, other, nested) => {
        const b = nested ? other.map((inB, index) => inB && a[index] === true) : other;
        expect(packetSet.contains(real(a), real(b))).toBe(b.every((inB, index) => !inB || a[index] === true));
        expect(packetSet.meets(real(a), real(b))).toBe(b.some((inB, index) => inB && a[index] === true));
        expect(packetSet.equals(real(a), real(b))).toBe(b.every((inB, index) => inB === a[index]));
        expect(packetSet.isEmpty(real(a))).toBe(!a.includes(true));
      }),
    );
  });

  test("projections and restrictions", () => {
    fc.assert(
      fc.property(mask, fc.nat({ max: 2 }), fc.subarray([0, 1, 2]), fc.subarray([0, 1, 2, 3, 4]), (a, protocol, portTiles, clients) => {
        const has = (test: (tile: ReturnType<typeof tileAt>) => boolean): boolean => a.some((inA, index) => inA && test(tileAt(index)));
        expect(packetSet.addressesOf(real(a))).toEqual(
          unionOfAddresses(tiled.addresses.filter((_, address) => has((tile) => tile.address === address))),
        );
        const number = tiled.protocols[protocol] ?? -1;
        expect(packetSet.portsOfPackets(real(a), number)).toEqual(
          unionOfPorts(tiled.ports.filter((_, port) => has((tile) => tile.port === port && tile.protocol === protocol))),
        );
        const only = (test: (tile: ReturnType<typeof tileAt>) => boolean): PacketSet =>
          real(a.map((inA, index) => inA && test(tileAt(index))));
        const [some, from] = [
          unionOfPorts(portTiles.map((port) => tiled.ports[port] ?? noPorts)),
          unionOfAddresses(clients.map((address) => tiled.addresses[address] ?? noAddresses)),
        ];
        expect(packetSet.restrict(real(a), { protocol: number })).toEqual(only((tile) => tile.protocol === protocol));
        expect(packetSet.restrict(real(a), { ports: some })).toEqual(only((tile) => portTiles.includes(tile.port)));
        expect(packetSet.restrict(real(a), { addresses: from })).toEqual(only((tile) => clients.includes(tile.address)));
        expect(packetSet.restrict(real(a), { protocol: number, ports: some, addresses: from })).toEqual(
          only((tile) => tile.protocol === protocol && portTiles.includes(tile.port) && clients.includes(tile.address)),
        );
        expect(packetSet.restrict(real(a), { protocol: number, ports: some })).toEqual(
          only((tile) => tile.protocol === protocol && portTiles.includes(tile.port)),
        );
        expect(packetSet.restrict(real(a), {})).toEqual(real(a));
      }),
    );
  });

  test("changed clients", () => {
    fc.assert(
      fc.property(mask, (a) => {
        expect(packetSet.mapAddresses(real(a), (set) => onlyFamily(set, 6))).toEqual(
          real(a.map((inA, index) => inA && [3, 4].includes(tileAt(index).address))),
        );
        const anybody = (index: number): boolean => {
          const { protocol, port } = tileAt(index);
          return a.some((inA, other) => inA && tileAt(other).protocol === protocol && tileAt(other).port === port);
        };
        expect(packetSet.mapAddresses(real(a), () => allAddresses)).toEqual(real(a.map((_, index) => anybody(index))));
        expect(packetSet.mapAddresses(real(a), () => noAddresses)).toEqual(noPackets);
      }),
    );
  });
});

interface Rule {
  readonly cidr: string;
  readonly protocol: number | "all";
  readonly first: number;
  readonly last: number;
}

const rule: fc.Arbitrary<Rule> = fc
  .record({
    cidr,
    protocol: fc.constantFrom<number | "all">(0, 6, 7, 17, 255, "all"),
    first: fc.oneof(fc.nat({ max: 65535 }), fc.nat({ max: 9 })),
    more: fc.oneof(fc.constant(0), fc.nat({ max: 65535 }), fc.nat({ max: 9 })),
  })
  .map(({ more, ...rest }) => ({ ...rest, last: Math.min(65535, rest.first + more) }));

const made = ({ cidr: text, protocol, first, last }: Rule): PacketSet =>
  packets({ addresses: addresses(text), protocol, ports: ports(first, last) });

/** Whether a packet is in a set, read from its slices. */
const has = (parts: readonly Slice[], client: AddressSet, protocol: number, port: number): boolean =>
  parts.some((part) => {
    const [low, high] = typeof part.protocol === "number" ? [part.protocol, part.protocol] : part.protocol;
    const inChannel = low <= protocol && protocol <= high && part.ports[0] <= port && port <= part.ports[1];
    return inChannel && addressSets.meets(part.addresses, client);
  });

/** The addresses at the bounds of a set, and beside them. */
const around = ({ ipv4, ipv6 }: AddressSet): AddressSet[] =>
  (
    [
      [4, 32n, ipv4],
      [6, 128n, ipv6],
    ] as const
  ).flatMap(([family, bits, points]) =>
    [...points]
      .flatMap((point) => [BigInt(point) - 1n, BigInt(point)])
      .filter((value) => value >= 0n && value < 1n << bits)
      .map((value) => addressSets.addressRange(family, value, value)),
  );

describe("of rules", () => {
  test("a packet is in the union exactly where a rule admits it, at every bound and beside it", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
        const parts = slices(packetSet.unionAll(rules.map(made)));
        const bounds = [...new Set(rules.flatMap(({ first, last }) => [first - 1, first, last, last + 1]))];
        const wrong: unknown[] = [];
        for (const client of rules.flatMap((each) => around(addresses(each.cidr)))) {
          const senders = rules.filter((each) => addressSets.meets(addresses(each.cidr), client));
          for (const protocol of [0, 1, 6, 7, 8, 255]) {
            for (const port of bounds.filter((bound) => bound >= 0 && bound <= 65535)) {
              const admitted = senders.some(
                (each) => (each.protocol === "all" || each.protocol === protocol) && each.first <= port && port <= each.last,
              );
              if (has(parts, client, protocol, port) !== admitted) wrong.push({ client, protocol, port, admitted });
            }
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("neither order nor repetition nor splitting shows", () => {
    const split = ({ first, last, ...rest }: Rule): Rule[] => {
      const middle = (first + last) >> 1;
      const halves =
        first === last
          ? [{ ...rest, first, last }]
          : [
              { ...rest, first, last: middle },
              { ...rest, first: middle + 1, last },
            ];
      return halves.flatMap((half) =>
        half.protocol === "all"
          ? [{ ...half, protocol: 3 }, half]
          : addressSets.cidrsOf(addresses(half.cidr)).map((text) => ({ ...half, cidr: text })),
      );
    };
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 10 }), fc.nat(), (rules, turn) => {
        const whole = packetSet.unionAll(rules.map(made));
        const parts = rules.flatMap(split);
        const at = turn % (parts.length + 1);
        const turned = [...parts.slice(at), ...parts.slice(0, at), ...parts].map(made);
        expect(packetSet.unionAll(turned)).toEqual(whole);
        expect(turned.reduce((a, b) => packetSet.union(a, b), noPackets)).toEqual(whole);
        expect(packetSet.equals(packetSet.unionAll(turned), whole)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("a thousand rules at once are a thousand rules one after another", () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 300, maxLength: 1000 }), (rules) => {
        const narrow = rules.filter(({ protocol }) => protocol !== "all").map(made);
        expect(packetSet.unionAll(narrow)).toEqual(narrow.reduce((a, b) => packetSet.union(a, b), noPackets));
      }),
      { numRuns: 3 },
    );
  });
});

describe("laws", () => {
  const set = fc.array(rule, { maxLength: 4 }).map((rules) => packetSet.unionAll(rules.map(made)));

  test("idempotence, identity, De Morgan, distribution, absorption, (A∖B)∪(A∩B)=A", () => {
    const { complement, intersect, subtract, union } = packetSet;
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        const pairs: [PacketSet, PacketSet][] = [
          [union(a, a), a],
          [intersect(a, a), a],
          [subtract(a, a), noPackets],
          [union(), noPackets],
          [union(a, noPackets), a],
          [union(a, allPackets), allPackets],
          [intersect(a, allPackets), a],
          [complement(complement(a)), a],
          [union(a, complement(a)), allPackets],
          [complement(union(a, b, c)), intersect(complement(a), intersect(complement(b), complement(c)))],
          [complement(intersect(a, b)), union(complement(a), complement(b))],
          [intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c))],
          [union(a, intersect(a, b)), a],
          [union(subtract(a, b), intersect(a, b)), a],
          [subtract(a, b), intersect(a, complement(b))],
        ];
        for (const [left, right] of pairs) expect(left).toEqual(right);
        expect(packetSet.contains(a, b)).toBe(packetSet.isEmpty(subtract(b, a)));
      }),
      { numRuns: 40 },
    );
  });

  test("slices are disjoint and make the set again", () => {
    fc.assert(
      fc.property(set, (a) => {
        const parts = slices(a).map(({ protocol, ports: [first, last], addresses: clients }) => {
          const [low, high] = typeof protocol === "number" ? [protocol, protocol] : protocol;
          if (low !== high) expect([first, last]).toEqual([0, 65535]);
          return packetSet.unionAll(
            Array.from({ length: high - low + 1 }, (_, index) =>
              packets({ addresses: clients, protocol: low + index, ports: ports(first, last) }),
            ),
          );
        });
        expect(packetSet.unionAll(parts)).toEqual(a);
        parts.forEach((part, index) => {
          const next = parts[index + 1];
          if (next !== undefined) expect(packetSet.meets(part, next)).toBe(false);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("who sends nothing, or to no port, sends no packets", () => {
    fc.assert(
      fc.property(addressSet, (clients) => {
        expect(packets({ addresses: clients, protocol: 6, ports: noPorts })).toEqual(noPackets);
        expect(
          packets({
            addresses: noAddresses,
            protocol: "all",
            ports: portsOf([
              [80, 90],
              [443, 443],
            ]),
          }),
        ).toEqual(noPackets);
      }),
    );
  });
});

test("every protocol, one after another, is all of them", () => {
  const one = (protocol: number): PacketSet => packets({ addresses: allIpv6, protocol, ports: allPorts });
  expect(packetSet.unionAll(Array.from({ length: 256 }, (_, index) => one(255 - index)))).toEqual(
    packets({ addresses: allIpv6, protocol: "all" }),
  );
  expect(slices(packetSet.subtract(allPackets, packets({ addresses: allAddresses, protocol: 6, ports: ports(22, 22) })))).toEqual([
    { protocol: [0, 5], ports: [0, 65535], addresses: allAddresses },
    { protocol: 6, ports: [0, 21], addresses: allAddresses },
    { protocol: 6, ports: [23, 65535], addresses: allAddresses },
    { protocol: [7, 255], ports: [0, 65535], addresses: allAddresses },
  ]);
  expect(packets({ addresses: allIpv4, protocol: "all", ports: allPorts })).toEqual(
    packets({ addresses: allIpv4, protocol: "all", ports: [0, 65536] }),
  );
});
