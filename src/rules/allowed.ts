import { packetApprox, type Approx } from "../net/approx";
import { isEmpty, meets, noPackets, packets, restrict, subtract, unionAll, type PacketSet } from "../net/packet-set";
import { isEmpty as noneOf, meets as portsMeet, union, type PortSet } from "../net/port-set";
import { UDP } from "../net/protocol";
import type { Exposure } from "../model/exposure";
import type { Certainty } from "../model/report";
import type { Allowance } from "../model/settings";
import type { OpenPorts } from "../walk/world";
import type { Allowed } from "./judged";

/** What an allowance names, by a protocol: its clients at its outer ports. */
const packetsOf = ({ from, ports }: Allowance, protocol: number): PacketSet =>
  packets({ addresses: from, protocol, ports: protocol === UDP ? ports.udp : ports.tcp });

export const allowedPackets = (allowances: readonly Allowance[], protocol: number): PacketSet =>
  allowances.length === 0 ? noPackets : unionAll(allowances.map((allowance) => packetsOf(allowance, protocol)));

const minus = ({ must, may }: Approx<PacketSet>, allowed: PacketSet): Approx<PacketSet> =>
  must === may ? packetApprox.exactly(subtract(may, allowed)) : { must: subtract(must, allowed), may: subtract(may, allowed) };

/** What of an exposure nobody answers for. */
export function without(exposure: Exposure, allowed: PacketSet): Exposure {
  if (isEmpty(allowed)) return exposure;
  const ways = exposure.ways.map((way) => ({ ...way, admitted: minus(way.admitted, allowed) }));
  return { ...exposure, ways, admitted: minus(exposure.admitted, allowed) };
}

/** A finding to be: outer ports of one certainty. */
export interface Opening {
  readonly certainty: Exclude<Certainty, "none">;
  readonly ports: PortSet;
  /** Nothing of it is left, and it is told as it was before. */
  readonly wholly: boolean;
  /** How sure it was before allowances: the least sure of its ports. */
  readonly before: Exclude<Certainty, "none">;
}

/**
 * What is open after allowances, and what they cover wholly. A certainty is told once: where some of it is left, what is covered
 * beside that is not told again.
 */
export function openingsOf(before: OpenPorts, after: OpenPorts): readonly Opening[] {
  const left = union(after.definite, after.possible);
  return (["definite", "possible"] as const).flatMap((certainty): readonly Opening[] => {
    const ports = after[certainty];
    if (!noneOf(ports)) return [{ certainty, ports, wholly: false, before: portsMeet(ports, before.possible) ? "possible" : "definite" }];
    const covered = before[certainty];
    return noneOf(covered) || portsMeet(covered, left) ? [] : [{ certainty, ports: covered, wholly: true, before: certainty }];
  });
}

/**
 * The allowances that bear on an opening; null where none does. Of several that cover it together the first is named, unless one
 * does by itself.
 * @param admitted who may come, before they were subtracted
 * @param open what of that a finding is made of: what is open to the world, or to partners
 */
export function allowedBy(
  allowances: readonly Allowance[],
  admitted: PacketSet,
  protocol: number,
  { ports, wholly, before }: Opening,
  open: (set: PacketSet) => PacketSet,
): Allowed | null {
  const told = open(restrict(admitted, { protocol }));
  const by = allowances.filter((allowance) => meets(packetsOf(allowance, protocol), told));
  const [first] = by;
  if (first === undefined) return null;
  const scope = restrict(told, { protocol, ports });
  const alone = by.find((allowance) => isEmpty(open(subtract(scope, packetsOf(allowance, protocol)))));
  const here = by.filter((allowance) => meets(packetsOf(allowance, protocol), scope));
  return { by, wholly: wholly ? (alone ?? here[0] ?? first) : null, partly: wholly ? [] : here, before };
}
