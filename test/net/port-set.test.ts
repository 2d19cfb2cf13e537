import * as fc from "fast-check";

import * as portSet from "../../src/net/port-set";
import { allPorts, noPorts, ports, portsOf, rangesOf, type PortSet } from "../../src/net/port-set";

/** Ports at both ends of the line and in its middle. */
const POINTS = [0, 1, 2, 3, 442, 443, 444, 65532, 65533, 65534, 65535];
const mask = fc.array(fc.boolean(), { minLength: POINTS.length, maxLength: POINTS.length });
const real = (members: readonly boolean[]): PortSet =>
  POINTS.filter((_, index) => members[index]).reduce((set, port) => portSet.union(set, ports(port, port)), noPorts);

test("operations are those of lists of booleans", () => {
  fc.assert(
    fc.property(mask, mask, (a, b) => {
      const each = (join: (inA: boolean, inB: boolean) => boolean): PortSet => real(a.map((inA, index) => join(inA, b[index] === true)));
      expect(portSet.union(real(a), real(b))).toEqual(each((inA, inB) => inA || inB));
      expect(portSet.unionAll([real(b), real(a), real(b)])).toEqual(each((inA, inB) => inA || inB));
      expect(portSet.intersect(real(a), real(b))).toEqual(each((inA, inB) => inA && inB));
      expect(portSet.subtract(real(a), real(b))).toEqual(each((inA, inB) => inA && !inB));
      expect(portSet.intersect(portSet.complement(real(a)), portsOf(POINTS.map((port) => [port, port])))).toEqual(each((inA) => !inA));
      expect(portSet.contains(real(a), real(b))).toBe(b.every((inB, index) => !inB || a[index] === true));
      expect(portSet.meets(real(a), real(b))).toBe(b.some((inB, index) => inB && a[index] === true));
      expect(portSet.equals(real(a), real(b))).toBe(a.every((inA, index) => inA === b[index]));
      expect(portSet.isEmpty(real(a))).toBe(!a.includes(true));
    }),
  );
});

test("ranges are sorted, disjoint and maximal, and make the set again", () => {
  const range = fc.tuple(fc.nat({ max: 70 }), fc.nat({ max: 20 })).map(([first, more]) => [first, first + more] as const);
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
      const within = (port: number): boolean => ranges.some(([first, last]) => first <= port && port <= last);
      const read = rangesOf(portsOf(ranges));
      expect(portsOf([...read].reverse())).toEqual(portsOf(ranges));
      for (let port = 0; port <= 100; port += 1) expect(read.some(([first, last]) => first <= port && port <= last)).toBe(within(port));
      read.forEach(([first, last], index) => {
        expect(first).toBeLessThanOrEqual(last);
        expect(first).toBeGreaterThan((read[index - 1]?.[1] ?? -2) + 1);
      });
    }),
  );
});

test("ports beyond the line are none", () => {
  expect(ports(-5, 70000)).toEqual(allPorts);
  expect(ports(65536, 65540)).toEqual(noPorts);
  expect(ports(90, 80)).toEqual(noPorts);
  expect(rangesOf(portSet.complement(ports(1, 65534)))).toEqual([
    [0, 0],
    [65535, 65535],
  ]);
});
