import { cidrsOf, noAddresses, unionAll as allOf, type AddressSet } from "../../src/net/address-set";
import { parseCidr } from "../../src/net/address";
import { noPackets, packets, slices, unionAll, type PacketSet } from "../../src/net/packet-set";
import { portsOf } from "../../src/net/port-set";
import { parseProtocol } from "../../src/net/protocol";
import type { Finding } from "../../src/model/report";

/** A network marked sensitive is not told. It stands here for one address that no story uses. */
const told = (cidr: string): string => (cidr === "(sensitive)" ? "240.0.0.7/32" : cidr);

export const addressesOf = (cidrs: readonly string[]): AddressSet =>
  cidrs.length === 0
    ? noAddresses
    : allOf(
        cidrs.map((cidr) => {
          const set = parseCidr(told(cidr));
          if (set === null) throw new Error(`a report holds ${cidr}, which is no CIDR`);
          return set;
        }),
      );

export interface Reach {
  readonly must: PacketSet;
  readonly may: PacketSet;
}

const NOBODY: Reach = { must: noPackets, may: noPackets };

function reachOf(finding: Finding): Reach {
  const protocol = finding.protocol === null ? ("all" as const) : (parseProtocol(String(finding.protocol)) ?? "all");
  const of = (bound: "must" | "may"): PacketSet =>
    unionAll(finding.sources.map((source) => packets({ addresses: addressesOf(source[bound]), protocol, ports: portsOf(source.ports) })));
  return { must: of("must"), may: of("may") };
}

/**
 * Per workload: which packets surely reach a socket of it, and which may; the findings' union. Of what may happen only that counts
 * which the world can do: a network of an office is told of known sockets alone.
 */
export function reached(findings: readonly Finding[]): ReadonlyMap<string, Reach> {
  const workloads = new Map<string, Reach>();
  for (const finding of findings) {
    if (finding.rule !== "world-open-listener") continue;
    const address = finding.workload.address;
    const there = workloads.get(address) ?? NOBODY;
    const more = reachOf(finding);
    const may = finding.certainty === "none" ? [] : [more.may];
    workloads.set(address, { must: unionAll([there.must, more.must]), may: unionAll([there.may, ...may]) });
  }
  return workloads;
}

export const reachAt = (workloads: ReadonlyMap<string, Reach>, address: string): Reach => workloads.get(address) ?? NOBODY;

/** For messages. */
export const inWords = (set: PacketSet): string =>
  slices(set)
    .slice(0, 2)
    .map(
      ({ protocol, ports, addresses: from }) =>
        `protocol ${String(protocol)} ports ${ports.join("-")} from ${cidrsOf(from).slice(0, 3).join(", ")}`,
    )
    .join("; ");
