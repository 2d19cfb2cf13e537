/** Levenshtein's distance: https://en.wikipedia.org/wiki/Levenshtein_distance#Iterative_with_two_matrix_rows */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const swap = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

/** The valid name that was probably meant: one that is begun, else one with at most a third of its letters wrong. */
export function nearest(given: string, valid: readonly string[]): string | null {
  const begun = valid.filter((name) => given.length > 1 && name.startsWith(given));
  if (begun.length === 1) return begun[0] ?? null;
  const ranked = valid.map((name) => ({ name, wrong: distance(given, name) })).sort((a, b) => a.wrong - b.wrong);
  const [best] = ranked;
  return best !== undefined && best.wrong <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : null;
}
