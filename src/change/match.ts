import { packetApprox } from "../net/approx";
import { cidrsOf } from "../net/address-set";
import { slices } from "../net/packet-set";
import type { Place } from "../model/place";
import { ownAddress, type Resource } from "../model/resource";
import { fingerprintOf } from "../spell";
import { worldOpen } from "../world";
import { comingTo, type Spelt } from "./spelt";

/** Findings of one fingerprint: what is definite on some ports may be possible on others. Never empty. */
export type Group = readonly [Spelt, ...Spelt[]];

/** One side of a comparison. */
export interface Side {
  /** Those that are exposed. */
  readonly found: readonly Spelt[];
  /** Of every resource that there is. */
  readonly addresses: ReadonlySet<string>;
}

/** By an earlier address, the present one. */
export type Moved = ReadonlyMap<string, string>;

/**
 * What is known of moves. An address that both sides have is the same thing on both, unless it was moved away: a plan's own state
 * before goes by present addresses already.
 */
export function movedBetween(now: readonly Resource[], before: readonly Resource[]): Moved {
  const there = new Set(before.map(({ address }) => address));
  const moving = now
    .flatMap(({ address, previous = [] }) => previous.map((from) => ({ from, to: address })))
    .filter(({ from }) => there.has(from));
  const moved = new Map<string, string>();
  for (let size = -1; moved.size > size;) {
    size = moved.size;
    for (const { from, to } of moving) if (!moved.has(from) && (!there.has(to) || moved.has(to))) moved.set(from, to);
  }
  return moved;
}

function grouped(found: readonly Spelt[], keyOf: (spelt: Spelt) => string): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const spelt of found) {
    const key = keyOf(spelt);
    const there = groups.get(key);
    groups.set(key, there === undefined ? [spelt] : [...there, spelt]);
  }
  return groups;
}

/** The places of a finding by their resources; of a rule without a path, the resource that it speaks of. */
const chainOf = ([{ judged }]: Group): readonly Resource[] =>
  judged.chain.length === 0 ? [judged.workload] : judged.chain.map(({ resource }: Place) => resource);

/** Who of the world may come, by outer ports, and nothing else of the world's packets. */
const openTo = (group: Group): unknown =>
  slices(worldOpen(packetApprox.union(...group.map(comingTo)).may)).map(({ addresses, protocol, ports }) => [
    cidrsOf(addresses),
    protocol,
    ports,
  ]);

/** What is the same of a finding whatever its resources are called. */
function contentOf(group: Group): string {
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

/** Whose socket nobody could see: it may be any of its place. */
const isUnseen = ([{ judged }]: Group): boolean => judged.rule === "world-open-listener" && judged.innerPorts === null;

/** Which groups of one side are those of the other; one may be several where a socket could not be seen. */
export interface Matches {
  readonly now: ReadonlyMap<Group, readonly Group[]>;
  readonly before: ReadonlyMap<Group, readonly Group[]>;
}

/**
 * By fingerprint, with addresses of before as they are now; then by content, one to one, where a resource has another name; then, of
 * sockets that one side does not know, by place. The same whichever side is called before, but for the direction of moves.
 */
export function match(now: Side, before: Side, moved: Moved): Matches {
  const present = (resource: Resource): string => moved.get(resource.address) ?? ownAddress(resource);
  const is = grouped(now.found, ({ finding }) => finding.fingerprint);
  const was = grouped(before.found, (spelt) => fingerprintOf(spelt.judged, () => spelt.finding.path[0]?.attribute ?? null, present));
  const before0 = new Set([...before.addresses].map((address) => moved.get(address) ?? address));
  const found = { now: new Map<Group, Group[]>(), before: new Map<Group, Group[]>() };
  const pair = (one: Group, other: Group): void => {
    found.now.set(one, [...(found.now.get(one) ?? []), other]);
    found.before.set(other, [...(found.before.get(other) ?? []), one]);
  };

  for (const [fingerprint, group] of is) {
    const other = was.get(fingerprint);
    if (other !== undefined) pair(group, other);
  }

  /** The same resources, or one that is gone and one that is new. */
  const mayBe = (one: Group, other: Group): boolean => {
    const earlier = chainOf(other).map(present);
    return chainOf(one).every(({ address }, index) => {
      const old = earlier[index] ?? "";
      return old === address || (!now.addresses.has(old) && !before0.has(address));
    });
  };
  const candidates = new Map<string, Group[]>();
  for (const group of was.values()) {
    if (found.before.has(group)) continue;
    const content = contentOf(group);
    candidates.set(content, [...(candidates.get(content) ?? []), group]);
  }
  for (const group of candidates.size === 0 ? [] : is.values()) {
    if (found.now.has(group)) continue;
    const same = (candidates.get(contentOf(group)) ?? []).filter((other) => !found.before.has(other) && mayBe(group, other));
    const [first] = same;
    const namesake = same.find((other) => chainOf(other).at(-1)?.name === chainOf(group).at(-1)?.name);
    if (first !== undefined) pair(group, namesake ?? first);
  }

  const placeOf = (group: Group, called: (resource: Resource) => string): string =>
    JSON.stringify([group[0].judged.rule, group[0].judged.protocol, ...chainOf(group).map(called)]);
  const [loneNow, loneBefore] = [
    new Set([...is.values()].filter((group) => !found.now.has(group))),
    new Set([...was.values()].filter((group) => !found.before.has(group))),
  ];
  if (loneNow.size + loneBefore.size === 0) return found;
  const places = new Map<string, Group[]>();
  for (const other of was.values()) {
    const place = placeOf(other, present);
    places.set(place, [...(places.get(place) ?? []), other]);
  }
  for (const group of is.values()) {
    for (const other of places.get(placeOf(group, ({ address }) => address)) ?? []) {
      if ((isUnseen(group) || isUnseen(other)) && (loneNow.has(group) || loneBefore.has(other))) pair(group, other);
    }
  }
  return found;
}
