import * as line from "./line";

/**
 * A set of ports, 0 to 65535, by the points where membership changes; canonical. Of ICMP the 16 bits are type and code.
 */
export type PortSet = line.Line<number>;

const COUNT = 65536;

export const noPorts: PortSet = [];
export const allPorts: PortSet = [0, COUNT];

/** From the first to the last, both included; ports beyond 0 to 65535 are none. */
export function ports(first: number, last: number): PortSet {
  const [from, end] = [Math.max(0, first), Math.min(COUNT, last + 1)];
  return from < end ? [from, end] : noPorts;
}

/** Of inclusive ranges, in any order. */
export const portsOf = (ranges: readonly (readonly [first: number, last: number])[]): PortSet =>
  unionAll(ranges.map(([first, last]) => ports(first, last)));

/** Inclusive ranges: sorted, disjoint, maximal. */
export const rangesOf = (set: PortSet): [first: number, last: number][] =>
  Array.from(line.rangesOf(set), ([first, end]) => [first, end - 1]);

export const union = (a: PortSet, b: PortSet): PortSet => line.union(a, b);
export const unionAll = (list: readonly PortSet[]): PortSet =>
  line.unionAll(
    list.filter(({ length }) => length > 0),
    line.sortNumbers,
  );
export const intersect = (a: PortSet, b: PortSet): PortSet => line.intersect(a, b);
export const subtract = (a: PortSet, b: PortSet): PortSet => line.subtract(a, b);
export const complement = (set: PortSet): PortSet => line.subtract(allPorts, set);
/** True where b ⊆ a. */
export const contains = (a: PortSet, b: PortSet): boolean => line.contains(a, b);
/** True where the two have a port in common. */
export const meets = (a: PortSet, b: PortSet): boolean => line.meets(a, b);
export const equals = (a: PortSet, b: PortSet): boolean => line.equals(a, b);
export const isEmpty = (set: PortSet): boolean => set.length === 0;
