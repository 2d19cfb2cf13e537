/**
 * Optimal string alignment: letters to drop, to add, to change, and neighbours to swap.
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance#Optimal_string_alignment_distance
 */
export function distance(from: string, to: string): number {
  const [a, b] = [Array.from(from), Array.from(to)];
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = swapped ? (older[column - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    [older, last] = [last, next];
  }
  return last[b.length] ?? 0;
}

const withoutDigits = (name: string): string => name.replace(/\d+/g, "");

/** Whether a name may be another by a slip of the pen. `prod-2` is another one than `prod-1`. */
export const isAlmost = (given: string, meant: string): boolean =>
  withoutDigits(given) !== withoutDigits(meant) && distance(meant, given) <= 2;

/** The valid name that was probably meant: one that is begun, else one with at most a third of its letters wrong. */
export function nearest(given: string, valid: readonly string[]): string | null {
  const begun = valid.filter((name) => given.length > 1 && name.startsWith(given));
  if (begun.length === 1) return begun[0] ?? null;
  const ranked = valid.map((name) => ({ name, wrong: distance(given, name) })).sort((a, b) => a.wrong - b.wrong);
  const [best] = ranked;
  return best !== undefined && best.wrong <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : null;
}
