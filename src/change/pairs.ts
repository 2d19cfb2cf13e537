import type { Resource } from "../model/resource";
import { chainOf, contentOf, groupedBy, isUnseen, placeOf, type Group } from "./group";

/** What is found now, and what it was before. */
export type Pair = readonly [now: Group, before: Group];

/** The same thing by the same names. */
export const byFingerprint = (now: ReadonlyMap<string, Group>, before: ReadonlyMap<string, Group>): readonly Pair[] =>
  [...now].flatMap(([fingerprint, group]) => {
    const other = before.get(fingerprint);
    return other === undefined ? [] : [[group, other] as const];
  });

const isNamesake = (one: Group, other: Group): boolean => chainOf(one).at(-1)?.name === chainOf(other).at(-1)?.name;

/** Whether the resources of one may be those of the other. */
type MayBe = (now: Group, before: Group) => boolean;

/** Namesakes first. */
function oneToOne(now: readonly Group[], before: readonly Group[], mayBe: MayBe): readonly Pair[] {
  const pairs = new Map<Group, Group>();
  const taken = new Set<Group>();
  for (const isWanted of [isNamesake, () => true]) {
    for (const one of now) {
      if (pairs.has(one)) continue;
      const found = before.find((other) => !taken.has(other) && isWanted(one, other) && mayBe(one, other));
      if (found === undefined) continue;
      pairs.set(one, found);
      taken.add(found);
    }
  }
  return [...pairs];
}

/** The same thing by other names, each once. */
export function byContent(now: readonly Group[], before: readonly Group[], mayBe: MayBe): readonly Pair[] {
  if (now.length === 0 || before.length === 0) return [];
  const alike = groupedBy(before, contentOf);
  return [...groupedBy(now, contentOf)].flatMap(([content, groups]) => oneToOne(groups, alike.get(content) ?? [], mayBe));
}

/**
 * Of one place, where one side cannot see the socket: it may be any of the other side's.
 * @param isLone whether nothing else is known to be the same: of two that are known both, nothing is to be found out
 * @param called what resources of before go by now
 */
export function byPlace(
  now: readonly Group[],
  before: readonly Group[],
  isLone: (group: Group) => boolean,
  called: (resource: Resource) => string,
): readonly Pair[] {
  if (![...now, ...before].some(isLone)) return [];
  const there = groupedBy(before, (other) => placeOf(other, called));
  return now.flatMap((group) =>
    (there.get(placeOf(group, ({ address }) => address)) ?? [])
      .filter((other) => (isUnseen(group) || isUnseen(other)) && (isLone(group) || isLone(other)))
      .map((other) => [group, other] as const),
  );
}
