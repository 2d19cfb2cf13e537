import type { Resource } from "../model/resource";

/** By an earlier address, the present one. */
export type Moved = ReadonlyMap<string, string>;

/**
 * What is known of moves. An address that both sides have is the same thing on both, unless it was moved away: a state may go by
 * present addresses already.
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
