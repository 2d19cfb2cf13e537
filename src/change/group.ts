import { packetApprox } from "../net/approx";
import { cidrsOf } from "../net/address-set";
import { slices } from "../net/packet-set";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { worldOpen } from "../walk/world";
import { comingTo, isOfUnseen, type Verdict } from "./verdict";

/** Findings of one fingerprint: what is definite on some ports may be possible on others. */
export type Group = readonly [Verdict, ...Verdict[]];

export function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const groups = new Map<string, readonly [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const there = groups.get(key);
    groups.set(key, there === undefined ? [item] : [...there, item]);
  }
  return groups;
}

/** The places of a finding by their resources; of a rule without a path, the resource that it speaks of. */
export const chainOf = ([{ judged }]: Group): readonly Resource[] =>
  judged.chain.length === 0 ? [judged.workload] : judged.chain.map(({ resource }: Place) => resource);

/** Who of the world may come, by outer ports, and nothing else of the world's packets. */
const openTo = (group: Group): unknown =>
  slices(worldOpen(packetApprox.union(...group.map(comingTo)).may)).map(({ addresses, protocol, ports }) => [
    cidrsOf(addresses),
    protocol,
    ports,
  ]);

/** What is the same of a finding whatever its resources are called. */
export function contentOf(group: Group): string {
  const [{ judged, finding }] = group;
  return JSON.stringify([
    judged.rule,
    chainOf(group).map(({ type }) => type),
    judged.entry,
    judged.protocol,
    judged.process,
    judged.code ?? null,
    finding.bind,
    openTo(group),
    judged.admitted === null ? finding.ports : null,
    [...new Set(finding.path.map(({ role, hop, resource }) => JSON.stringify([role, hop, resource?.type ?? null])))].sort(),
  ]);
}

/** @param called what a resource goes by */
export const placeOf = (group: Group, called: (resource: Resource) => string): string =>
  JSON.stringify([group[0].judged.rule, group[0].judged.protocol, ...chainOf(group).map(called)]);

/** It may be any socket of its place. */
export const isUnseen = ([first]: Group): boolean => isOfUnseen(first);
