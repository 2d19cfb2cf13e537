import { excludeCidr, mergeCidr } from "cidr-tools";
import * as fc from "fast-check";

import {
  addressRange,
  allAddresses,
  allIpv4,
  allIpv6,
  cidrsOf,
  complement,
  contains,
  equals,
  intersect,
  isEmpty,
  meets,
  noAddresses,
  onlyFamily,
  routable,
  routableSize,
  sizeOf,
  subtract,
  union,
  unionAll,
  type AddressSet,
} from "../../src/net/address-set";
import { addresses, addressSet, cidr, ipv4Cidr, ipv6Cidr } from "./arbitraries";

/** Eight addresses at either end of each family: every subset is a list of booleans, the oracle of every operation. */
const BASES = [
  { family: 4, first: 0n },
  { family: 4, first: (1n << 32n) - 8n },
  { family: 6, first: 0n },
  { family: 6, first: (1n << 128n) - 8n },
] as const;
const MEMBERS = BASES.flatMap(({ family, first }) =>
  Array.from({ length: 8 }, (_, index) => addressRange(family, first + BigInt(index), first + BigInt(index))),
);
const UNIVERSE = unionAll(MEMBERS);

const mask = fc.array(fc.boolean(), { minLength: MEMBERS.length, maxLength: MEMBERS.length });
const real = (members: readonly boolean[]): AddressSet => MEMBERS.filter((_, index) => members[index]).reduce(union, noAddresses);

describe("against lists of booleans", () => {
  test("union, intersection, difference, complement", () => {
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        const each = (join: (inA: boolean, inB: boolean) => boolean): AddressSet =>
          real(a.map((inA, index) => join(inA, b[index] === true)));
        expect(union(real(a), real(b))).toEqual(each((inA, inB) => inA || inB));
        expect(unionAll([real(a), real(b), real(a)])).toEqual(each((inA, inB) => inA || inB));
        expect(intersect(real(a), real(b))).toEqual(each((inA, inB) => inA && inB));
        expect(subtract(real(a), real(b))).toEqual(each((inA, inB) => inA && !inB));
        expect(intersect(complement(real(a)), UNIVERSE)).toEqual(each((inA) => !inA));
      }),
    );
  });

  test("contains, meets, equals, isEmpty, sizeOf", () => {
    fc.assert(
      fc.property(mask, mask, fc.boolean(), (a, other, nested) => {
        const b = nested ? other.map((inB, index) => inB && a[index] === true) : other;
        expect(contains(real(a), real(b))).toBe(b.every((inB, index) => !inB || a[index] === true));
        expect(meets(real(a), real(b))).toBe(b.some((inB, index) => inB && a[index] === true));
        expect(equals(real(a), real(b))).toBe(b.every((inB, index) => inB === a[index]));
        expect(isEmpty(real(a))).toBe(!a.includes(true));
        expect(sizeOf(real(a), 4)).toBe(BigInt(a.slice(0, 16).filter(Boolean).length));
        expect(sizeOf(real(a), 6)).toBe(BigInt(a.slice(16).filter(Boolean).length));
      }),
    );
  });

  test("cidrsOf is the fewest CIDRs", () => {
    /** The fewest for an aligned block of the universe: one if it is full, else what its halves need. */
    const fewest = (block: readonly boolean[]): number =>
      block.every(Boolean) ? 1 : block.length === 1 ? 0 : fewest(block.slice(0, block.length / 2)) + fewest(block.slice(block.length / 2));
    fc.assert(
      fc.property(mask, (members) => {
        const count = [0, 8, 16, 24].map((first) => fewest(members.slice(first, first + 8))).reduce((sum, part) => sum + part, 0);
        expect(cidrsOf(real(members))).toHaveLength(count);
      }),
    );
  });
});

describe("laws", () => {
  const check = (holds: (a: AddressSet, b: AddressSet, c: AddressSet) => readonly [AddressSet, AddressSet][]): void => {
    fc.assert(
      fc.property(addressSet, addressSet, addressSet, (a, b, c) => {
        for (const [left, right] of holds(a, b, c)) {
          expect(left).toEqual(right);
          expect(equals(left, right)).toBe(true);
        }
      }),
    );
  };

  test("idempotence, identity, annihilation", () => {
    check((a) => [
      [union(a, a), a],
      [intersect(a, a), a],
      [subtract(a, a), noAddresses],
      [union(a, noAddresses), a],
      [intersect(a, allAddresses), a],
      [intersect(a, noAddresses), noAddresses],
      [union(a, allAddresses), allAddresses],
      [subtract(a, allAddresses), noAddresses],
      [complement(complement(a)), a],
      [union(a, complement(a)), allAddresses],
      [intersect(a, complement(a)), noAddresses],
    ]);
  });

  test("De Morgan, commutation, association, distribution, absorption, (A∖B)∪(A∩B)=A", () => {
    check((a, b, c) => [
      [complement(union(a, b)), intersect(complement(a), complement(b))],
      [complement(intersect(a, b)), union(complement(a), complement(b))],
      [union(a, b), union(b, a)],
      [intersect(a, b), intersect(b, a)],
      [union(union(a, b), c), union(a, union(b, c))],
      [intersect(a, union(b, c)), union(intersect(a, b), intersect(a, c))],
      [union(a, intersect(a, b)), a],
      [union(subtract(a, b), intersect(a, b)), a],
      [subtract(a, b), intersect(a, complement(b))],
      [union(onlyFamily(a, 4), onlyFamily(a, 6)), a],
    ]);
  });

  test("contains, meets and sizes say what the operations say", () => {
    fc.assert(
      fc.property(addressSet, addressSet, (a, b) => {
        expect(contains(a, b)).toBe(isEmpty(subtract(b, a)));
        expect(contains(a, intersect(a, b))).toBe(true);
        expect(meets(a, b)).toBe(!isEmpty(intersect(a, b)));
        for (const family of [4, 6] as const) {
          expect(sizeOf(union(a, b), family) + sizeOf(intersect(a, b), family)).toBe(sizeOf(a, family) + sizeOf(b, family));
        }
      }),
    );
  });
});

describe("canonical form", () => {
  /** A block as its two halves. */
  const halves = (text: string): string[] => {
    const [address = "", prefix = ""] = text.split("/");
    const family = address.includes(":") ? 6 : 4;
    const bits = BigInt((family === 4 ? 32 : 128) - Number(prefix));
    if (bits === 0n) return [text];
    const [first, size] = [familyFirst(text, family), 1n << (bits - 1n)];
    return [addressRange(family, first, first + size - 1n), addressRange(family, first + size, first + 2n * size - 1n)].flatMap(cidrsOf);
  };
  const familyFirst = (text: string, family: 4 | 6): bigint => {
    const set = addresses(text);
    return family === 4 ? BigInt(set.ipv4[0] ?? -1) : (set.ipv6[0] ?? -1n);
  };

  test("neither order nor repetition nor splitting shows", () => {
    fc.assert(
      fc.property(fc.array(cidr, { maxLength: 20 }), fc.infiniteStream(fc.boolean()), fc.nat(), (cidrs, split, turn) => {
        const whole = unionAll(cidrs.map(addresses));
        const parts = cidrs.flatMap((text) => (split.next().value === true ? halves(text).flatMap(halves) : [text, text]));
        const turned = [...parts.slice(turn % (parts.length + 1)), ...parts.slice(0, turn % (parts.length + 1))].reverse();
        expect(unionAll(turned.map(addresses))).toEqual(whole);
        expect(turned.map(addresses).reduce(union, noAddresses)).toEqual(whole);
      }),
    );
  });

  test("points are strictly increasing, in pairs, and within the family", () => {
    const increasing = (points: readonly (number | bigint)[]): boolean =>
      points.length % 2 === 0 && points.every((point, index) => index === 0 || point > (points[index - 1] ?? point));
    fc.assert(
      fc.property(addressSet, addressSet, (a, b) => {
        for (const set of [union(a, b), intersect(a, b), subtract(a, b), complement(a)]) {
          expect(increasing(set.ipv4) && increasing(set.ipv6)).toBe(true);
          expect(contains(allAddresses, set)).toBe(true);
        }
      }),
    );
  });

  test("CIDRs read back are the set, and no two of them join", () => {
    fc.assert(
      fc.property(addressSet, addressSet, (a, b) => {
        const set = subtract(a, b);
        const cidrs = cidrsOf(set);
        expect(unionAll(cidrs.map(addresses))).toEqual(set);
        expect(cidrs.findIndex((text) => text.includes(":"))).toBe(isEmpty(onlyFamily(set, 6)) ? -1 : cidrsOf(onlyFamily(set, 4)).length);
        const joins = cidrs.filter((text, index) => cidrsOf(unionAll([text, cidrs[index + 1] ?? text].map(addresses))).length === 1);
        expect(joins).toEqual(cidrs.slice(-1));
      }),
    );
  });

  test("two halves are the world, and the world less the private blocks is not", () => {
    expect(unionAll(["128.0.0.0/1", "0.0.0.0/1"].map(addresses))).toEqual(allIpv4);
    expect(unionAll(["8000::/1", "::/1"].map(addresses))).toEqual(allIpv6);
    expect(cidrsOf(subtract(allIpv4, unionAll(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(addresses))))).toHaveLength(31);
    expect(cidrsOf(addressRange(4, 1n, (1n << 32n) - 2n))).toHaveLength(62);
  });
});

describe("against cidr-tools", () => {
  const sorted = (list: readonly string[]): string[] => [...list].sort();
  const plain = (set: AddressSet): string[] => sorted(cidrsOf(set));
  /** It leaves the prefix of a lone address in or out. */
  const prefixed = (list: readonly string[]): string[] =>
    sorted(list.map((text) => (text.includes("/") ? text : `${text}/${text.includes(":") ? "128" : "32"}`)));

  test.each([
    ["IPv4", ipv4Cidr],
    ["IPv6", ipv6Cidr],
  ])("%s: merge and exclude", (_, arbitrary) => {
    fc.assert(
      fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 20 }), fc.array(arbitrary, { minLength: 1, maxLength: 20 }), (a, b) => {
        const [left, right] = [unionAll(a.map(addresses)), unionAll(b.map(addresses))];
        expect(plain(left)).toEqual(prefixed(mergeCidr(a)));
        expect(plain(subtract(left, right))).toEqual(prefixed(excludeCidr(a, b)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("routable addresses", () => {
  test("IPv4 has 3 702 258 432 of them, in 13 ranges", () => {
    expect(sizeOf(routable, 4)).toBe(3_702_258_432n);
    expect(routable.ipv4).toHaveLength(26);
  });

  test.each([
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "172.31.0.1",
    "192.168.1.1",
    "198.19.0.1",
    "203.0.113.7",
    "224.0.0.1",
  ])("%s is none", (address) => {
    expect(meets(routable, addresses(address))).toBe(false);
  });

  test.each([
    "::1",
    "::ffff:8.8.8.8",
    "64:ff9b::1",
    "fc00::1",
    "fe80::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "2002::1",
    "3fff::1",
    "5f00::1",
  ])("%s is none", (address) => {
    expect(meets(routable, addresses(address))).toBe(false);
  });

  test.each(["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "223.255.255.255"])(
    "%s is one",
    (address) => {
      expect(contains(routable, addresses(address))).toBe(true);
    },
  );

  test.each(["2000::", "2001:200::1", "2600:1f00::1", "2a00::1", "3ffe::1", "3fff:1000::"])("%s is one", (address) => {
    expect(contains(routable, addresses(address))).toBe(true);
  });

  test("sizes count them alone", () => {
    expect(routableSize(addresses("8.0.0.0/8"), 4)).toBe(1n << 24n);
    expect(routableSize(unionAll(["10.0.0.0/8", "192.168.0.0/16", "8.8.8.0/24"].map(addresses)), 4)).toBe(256n);
    expect(routableSize(addresses("192.0.0.0/9"), 4)).toBe((1n << 23n) - 3n * 256n);
    expect(routableSize(addresses("2600::/11"), 6)).toBe(1n << 117n);
    expect(routableSize(addresses("2001::/16"), 6)).toBe((1n << 112n) - (1n << 105n) - (1n << 96n));
    expect(routableSize(allIpv4, 6)).toBe(0n);
  });
});
