/**
 * A subset of a line of whole numbers, as the sorted points where membership changes: `[1, 5, 9, 12]` is 1–4 and 9–11. Points are
 * strictly increasing and even in number, so ranges are disjoint and maximal, and equal sets are equal lists.
 */
export type Line<T extends number | bigint> = readonly T[];

/** One pass over both, keeping the points where the answer of `keep` changes. `keep(false, false)` must be false. */
function combine<T extends number | bigint>(a: Line<T>, b: Line<T>, keep: (inA: boolean, inB: boolean) => boolean): Line<T> {
  const points: T[] = [];
  let [i, j, inside] = [0, 0, false];
  for (;;) {
    const x: T | undefined = a[i];
    const y: T | undefined = b[j];
    const point = x === undefined ? y : y === undefined || x <= y ? x : y;
    if (point === undefined) return points;
    if (x === point) i += 1;
    if (y === point) j += 1;
    // After an odd number of points a line is inside a range.
    const keeps = keep(i % 2 === 1, j % 2 === 1);
    if (keeps !== inside) points.push(point);
    inside = keeps;
  }
}

export function union<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0 || a === b) return b;
  return b.length === 0 ? a : combine(a, b, (inA, inB) => inA || inB);
}

export function intersect<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0 || a === b) return a;
  return b.length === 0 ? b : combine(a, b, (inA, inB) => inA && inB);
}

export function subtract<T extends number | bigint>(a: Line<T>, b: Line<T>): Line<T> {
  if (a.length === 0 || b.length === 0) return a;
  return combine(a, b, (inA, inB) => inA && !inB);
}

export function equals<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  return a === b || (a.length === b.length && a.every((point, index) => point === b[index]));
}

/** How many points lie at or before a number; odd: the number is in the set. */
function pointsUpTo<T extends number | bigint>(line: Line<T>, value: T): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const point: T | undefined = line[middle];
    if (point !== undefined && point <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True where b ⊆ a; quick where b is small. */
export function contains<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  for (let index = 0; index < b.length; index += 2) {
    const first: T | undefined = b[index];
    const end: T | undefined = b[index + 1];
    if (first === undefined || end === undefined) return true;
    const before = pointsUpTo(a, first);
    const next: T | undefined = a[before];
    if (before % 2 === 0 || next === undefined || next < end) return false;
  }
  return true;
}

/** True where the two have a number in common; quick where one is small. */
export function meets<T extends number | bigint>(a: Line<T>, b: Line<T>): boolean {
  if (a.length < b.length) return meets(b, a);
  for (let index = 0; index < b.length; index += 2) {
    const first: T | undefined = b[index];
    const end: T | undefined = b[index + 1];
    if (first === undefined || end === undefined) return false;
    const before = pointsUpTo(a, first);
    const next: T | undefined = a[before];
    if (before % 2 === 1 || (next !== undefined && next < end)) return true;
  }
  return false;
}

/** The ranges `[first, end)`, in order. */
export function* rangesOf<T extends number | bigint>(line: Line<T>): Generator<readonly [first: T, end: T]> {
  for (let index = 0; index < line.length; index += 2) {
    const first: T | undefined = line[index];
    const end: T | undefined = line[index + 1];
    if (first !== undefined && end !== undefined) yield [first, end];
  }
}

/**
 * The union of any number of lines, in the time of a sort. With all firsts sorted and all ends sorted, a range of the union ends
 * exactly where the next first lies beyond as many ends as there were firsts before it.
 */
export function unionAll<T extends number | bigint>(lines: readonly Line<T>[], sort: (points: T[]) => ArrayLike<T>): Line<T> {
  const [only, second] = lines;
  if (only === undefined) return [];
  if (second === undefined) return only;
  if (lines.length === 2) return union(only, second);
  const firsts: T[] = [];
  const lasts: T[] = [];
  for (const line of lines) {
    let isFirst = true;
    for (const point of line) {
      (isFirst ? firsts : lasts).push(point);
      isFirst = !isFirst;
    }
  }
  const [starts, ends] = [sort(firsts), sort(lasts)];
  const points: T[] = [];
  for (let index = 0; index < starts.length; index += 1) {
    const start: T | undefined = starts[index];
    const before: T | undefined = ends[index - 1];
    if (start === undefined || (before !== undefined && start <= before)) continue;
    if (before !== undefined) points.push(before);
    points.push(start);
  }
  const end = ends[ends.length - 1];
  return end === undefined ? [] : [...points, end];
}

/** Typed arrays sort numbers without calling back. */
export const sortNumbers = (points: number[]): ArrayLike<number> => new Float64Array(points).sort();
export const sortBigints = (points: bigint[]): ArrayLike<bigint> => points.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
