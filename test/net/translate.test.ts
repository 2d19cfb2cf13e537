import * as fc from "fast-check";

import { allIpv4, unionAll, type AddressSet } from "../../src/net/address-set";
import { packetApprox } from "../../src/net/approx";
import * as packetSet from "../../src/net/packet-set";
import { packets, restrict, type PacketSet } from "../../src/net/packet-set";
import { ports } from "../../src/net/port-set";
import { pullBack, type PortMap, type PortRange } from "../../src/net/translate";
import { addresses } from "./arbitraries";

const TCP = 6;
const FIRST = 8000;
const WINDOW = 12;

const clients = fc
  .subarray(["198.51.100.0/24", "203.0.113.0/24", "2001:db8:7::/48"])
  .map((cidrs): AddressSet => unionAll(cidrs.map(addresses)));

/** Who may send to each of twelve inner ports, by TCP, and to others by UDP. */
const inner = fc.tuple(fc.array(clients, { minLength: WINDOW, maxLength: WINDOW }), clients).map(([each, udp]) => ({
  each,
  set: packetSet.unionAll([
    ...each.map((sender, index) => packets({ addresses: sender, protocol: TCP, ports: ports(FIRST + index, FIRST + index) })),
    packets({ addresses: udp, protocol: 17 }),
    packets({ addresses: allIpv4, protocol: TCP, ports: ports(1, 79) }),
  ]),
}));

const range: fc.Arbitrary<PortRange> = fc
  .tuple(fc.nat({ max: WINDOW - 1 }), fc.nat({ max: WINDOW - 1 }))
  .map(([a, b]) => [FIRST + Math.min(a, b), FIRST + Math.max(a, b)]);

const sendersAt = (set: PacketSet, port: number): AddressSet =>
  packetSet.addressesOf(restrict(set, { protocol: TCP, ports: ports(port, port) }));

const exactly = (set: PacketSet, map: PortMap): PacketSet => {
  const { must, may } = pullBack(packetApprox.exactly(set), map);
  expect(must).toEqual(may);
  return must;
};

test("the same ports are the same packets", () => {
  fc.assert(
    fc.property(inner, ({ set }) => {
      expect(exactly(set, { is: "same" })).toEqual(set);
    }),
  );
});

test("each outer port becomes the inner port at its place, and others do not pass", () => {
  fc.assert(
    fc.property(inner, range, fc.integer({ min: -FIRST, max: 65535 - FIRST - WINDOW }), ({ set, each }, within, distance) => {
      const outer: PortRange = [within[0] + distance, within[1] + distance];
      const map: PortMap = { is: "each", protocol: TCP, outer, inner: within };
      const pulled = exactly(set, map);
      for (let port = within[0]; port <= within[1]; port += 1) expect(sendersAt(pulled, port + distance)).toEqual(each[port - FIRST]);
      const named = restrict(pulled, { protocol: TCP, ports: ports(outer[0], outer[1]) });
      expect(named).toEqual(pulled);
    }),
  );
});

test("what has no partner does not pass", () => {
  const all = packets({ addresses: allIpv4, protocol: TCP });
  const sent = (first: number, last: number): PacketSet => packets({ addresses: allIpv4, protocol: TCP, ports: ports(first, last) });
  expect(exactly(all, { is: "each", protocol: TCP, outer: [9000, 9003], inner: [80, 81] })).toEqual(sent(9000, 9001));
  expect(exactly(all, { is: "each", protocol: TCP, outer: [9000, 9001], inner: [80, 83] })).toEqual(sent(9000, 9001));
});

test("all outer ports become the one inner port", () => {
  fc.assert(
    fc.property(inner, range, fc.nat({ max: WINDOW - 1 }), ({ set, each }, outer, to) => {
      const pulled = exactly(set, { is: "to", protocol: TCP, outer, inner: FIRST + to });
      expect(pulled).toEqual(packets({ addresses: each[to] ?? allIpv4, protocol: TCP, ports: ports(outer[0], outer[1]) }));
    }),
  );
});

test("a port of a range is any of them: for sure what each of them takes, perhaps what one takes, and no more", () => {
  fc.assert(
    fc.property(inner, inner, range, range, (a, b, outer, within) => {
      const bounds = { must: packetSet.intersect(a.set, b.set), may: a.set };
      const ways = Array.from({ length: within[1] - within[0] + 1 }, (_, index) =>
        pullBack(bounds, { is: "to", protocol: TCP, outer, inner: within[0] + index }),
      );
      const pulled = pullBack(bounds, { is: "oneOf", protocol: TCP, outer, inner: within });
      expect(pulled).toEqual(packetApprox.choice(ways));
    }),
  );
});

test("a range of which a port takes nothing is sure of nothing, wherever the port lies", () => {
  fc.assert(
    fc.property(fc.nat({ max: 4 }), (gap) => {
      const set = packetSet.subtract(
        packets({ addresses: allIpv4, protocol: TCP }),
        packets({ addresses: allIpv4, protocol: TCP, ports: ports(32768 + gap, 32768 + gap) }),
      );
      const pulled = pullBack(packetApprox.exactly(set), { is: "oneOf", protocol: TCP, outer: [443, 443], inner: [32768, 32772] });
      expect(pulled).toEqual(packetApprox.atMost(packets({ addresses: allIpv4, protocol: TCP, ports: ports(443, 443) })));
    }),
  );
});

test("bounds stay in order, and wider ones give wider ones", () => {
  const map: fc.Arbitrary<PortMap> = fc.oneof(
    fc.record({ is: fc.constant("each" as const), protocol: fc.constant(TCP), outer: range, inner: range }),
    fc.record({ is: fc.constant("to" as const), protocol: fc.constant(TCP), outer: range, inner: range.map(([port]) => port) }),
    fc.record({ is: fc.constant("oneOf" as const), protocol: fc.constant(TCP), outer: range, inner: range }),
  );
  fc.assert(
    fc.property(inner, inner, inner, map, (a, b, c, through) => {
      const narrow = { must: packetSet.intersect(a.set, b.set), may: a.set };
      const wide = { must: packetSet.intersect(narrow.must, c.set), may: packetSet.union(a.set, c.set) };
      const [from, to] = [pullBack(narrow, through), pullBack(wide, through)];
      expect(packetSet.contains(from.may, from.must)).toBe(true);
      expect(packetSet.contains(from.must, to.must) && packetSet.contains(to.may, from.may)).toBe(true);
    }),
  );
});
