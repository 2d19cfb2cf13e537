import { equals, type AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import { restrict, slices, type PacketSet } from "../net/packet-set";
import { noAddresses } from "../net/address-set";
import { ports, portsOf, rangesOf, type PortSet, union } from "../net/port-set";
import type { Senders } from "./judged";

const at = (set: PacketSet, protocol: number, port: number): AddressSet =>
  slices(restrict(set, { protocol, ports: ports(port, port) }))[0]?.addresses ?? noAddresses;

/** Who may come to which of these ports; ports with the same senders stand together. */
export function sendersOf(admitted: Approx<PacketSet>, protocol: number, wanted: PortSet): readonly Senders[] {
  const edges = new Set<number>(rangesOf(wanted).flatMap(([first, last]) => [first, last + 1]));
  for (const set of [admitted.must, admitted.may]) {
    for (const slice of slices(restrict(set, { protocol, ports: wanted }))) {
      edges.add(slice.ports[0]);
      edges.add(slice.ports[1] + 1);
    }
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const senders: Senders[] = [];
  for (const [index, first] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined || !rangesOf(wanted).some(([from, to]) => from <= first && first <= to)) continue;
    const [must, may] = [at(admitted.must, protocol, first), at(admitted.may, protocol, first)];
    const same = senders.findIndex((other) => equals(other.must, must) && equals(other.may, may));
    const there = senders[same];
    const range = portsOf([[first, next - 1]]);
    if (there === undefined) senders.push({ ports: range, must, may });
    else senders[same] = { ...there, ports: union(there.ports, range) };
  }
  return senders;
}
