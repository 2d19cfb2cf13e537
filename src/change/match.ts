import { ownAddress, type Resource } from "../model/resource";
import { fingerprintOf } from "../verdict/fingerprint";
import { chainOf, groupedBy, type Group } from "./group";
import type { Moved } from "./moved";
import { byContent, byFingerprint, byPlace, type Pair } from "./pairs";
import type { Verdict } from "./verdict";

/** One side of a comparison. */
export interface Side {
  /** Those that are exposed. */
  readonly found: readonly Verdict[];
  /** Of every resource that there is. */
  readonly addresses: ReadonlySet<string>;
}

/** Which groups of one side are those of the other; one may be several where a socket could not be seen. */
export interface Matches {
  readonly now: ReadonlyMap<Group, readonly Group[]>;
  readonly before: ReadonlyMap<Group, readonly Group[]>;
}

function listed(pairs: readonly Pair[]): Matches {
  const [now, before] = [new Map<Group, Group[]>(), new Map<Group, Group[]>()];
  for (const [one, other] of pairs) {
    now.set(one, [...(now.get(one) ?? []), other]);
    before.set(other, [...(before.get(other) ?? []), one]);
  }
  return { now, before };
}

/**
 * By fingerprint, with addresses of before as they are now; then by content, one to one, where a resource has another name; then, of
 * sockets that one side does not know, by place. The same whichever side is called before, but for the direction of moves.
 */
export function match(now: Side, before: Side, moved: Moved): Matches {
  const called = (resource: Resource): string => moved.get(resource.address) ?? ownAddress(resource);
  const is = groupedBy(now.found, ({ finding }) => finding.fingerprint);
  const was = groupedBy(before.found, (verdict) => fingerprintOf(verdict.judged, () => verdict.finding.path[0]?.attribute ?? null, called));
  const [allNow, allBefore] = [[...is.values()], [...was.values()]];

  const named = byFingerprint(is, was);
  const isNamed = among(named);
  const earlier = new Set([...before.addresses].map((address) => moved.get(address) ?? address));
  /** The same resources, or one that is gone and one that is new. */
  const mayBe = (one: Group, other: Group): boolean => {
    const old = chainOf(other).map(called);
    return chainOf(one).every(
      ({ address }, index) => old[index] === address || (!now.addresses.has(old[index] ?? "") && !earlier.has(address)),
    );
  };
  const isLeft = (group: Group): boolean => !isNamed(group);
  const known = [...named, ...byContent(allNow.filter(isLeft), allBefore.filter(isLeft), mayBe)];
  const isKnown = among(known);
  return listed([...known, ...byPlace(allNow, allBefore, (group) => !isKnown(group), called)]);
}

function among(pairs: readonly Pair[]): (group: Group) => boolean {
  const groups = new Set(pairs.flat());
  return (group) => groups.has(group);
}
