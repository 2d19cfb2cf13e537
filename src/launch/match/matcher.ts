import type { Characters } from "./characters";

/** A pattern that is longer is not read: it is taken apart by recursion. */
export const LONGEST = 1000;

/** A pattern of either kind, a shell's or a regular expression, as a tree. */
export type Node =
  /** One character. */
  | { readonly type: "one"; readonly of: Characters }
  | { readonly type: "sequence"; readonly nodes: readonly Node[] }
  | { readonly type: "choice"; readonly nodes: readonly Node[] }
  | { readonly type: "repeat"; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly type: "group"; readonly node: Node; readonly number: number }
  /** A place between two characters. */
  | { readonly type: "place"; readonly of: (text: string, at: number) => boolean }
  /** Anything but this, of any length. */
  | { readonly type: "not"; readonly node: Node };

/** What a match may cost, and whether it is open: it cost too much, or depends on what nobody knows. */
export interface Run {
  left: number;
  open: boolean;
  readonly tally: { budget: number };
}

/** More than an ordinary pattern takes on a long text, and some ten milliseconds. */
const MOST_STEPS = 1 << 19;
const STEPS_OF_A_COMMAND = 1000;

export const newRun = (tally: { budget: number }): Run => ({ left: MOST_STEPS, open: false, tally });

function spend(run: Run, steps: number): boolean {
  run.left -= steps;
  run.tally.budget -= steps / STEPS_OF_A_COMMAND;
  run.open ||= run.left < 0 || run.tally.budget < 0;
  return !run.open;
}

type Places = ReadonlySet<number>;

/** Where a match may end that begins at one of these places: each place is followed once, so that the work grows with the text alone. */
export function ends(node: Node, text: string, starts: Places, run: Run): Places {
  if (!spend(run, starts.size + 1)) return new Set();
  switch (node.type) {
    case "one": {
      const found = new Set<number>();
      for (const start of starts) {
        const is = start < text.length ? node.of(text[start] ?? "") : false;
        if (is === null) run.open = true;
        else if (is) found.add(start + 1);
      }
      return found;
    }
    case "place":
      return new Set([...starts].filter((start) => node.of(text, start)));
    case "sequence": {
      let places = starts;
      for (const next of node.nodes) {
        if (places.size === 0) break;
        places = ends(next, text, places, run);
      }
      return places;
    }
    case "choice":
      return new Set(node.nodes.flatMap((one) => [...ends(one, text, starts, run)]));
    case "group":
      return ends(node.node, text, starts, run);
    case "repeat":
      return repeated(node, text, starts, run);
    case "not": {
      const found = new Set<number>();
      for (const start of starts) {
        const excluded = ends(node.node, text, new Set([start]), run);
        if (!spend(run, text.length)) break;
        for (let end = start; end <= text.length; end += 1) if (!excluded.has(end)) found.add(end);
      }
      return found;
    }
  }
}

function repeated({ node, min, max }: Extract<Node, { type: "repeat" }>, text: string, starts: Places, run: Run): Places {
  const found = new Set(min === 0 ? starts : []);
  let front = starts;
  for (let round = 1; round <= max && front.size > 0; round += 1) {
    const next = ends(node, text, front, run);
    front = round < min ? next : new Set([...next].filter((end) => !found.has(end)));
    if (round >= min) for (const end of front) found.add(end);
  }
  return found;
}

export interface Match {
  readonly start: number;
  readonly end: number;
}

/** The first match from a place on, and the longest there. Null: there is none, unless the run is open. */
export function search(node: Node, text: string, from: number, run: Run): Match | null {
  const starts = Array.from({ length: text.length - from + 1 }, (_, index) => from + index);
  if (ends(node, text, new Set(starts), run).size === 0) return null;
  for (const start of starts) {
    const found = ends(node, text, new Set([start]), run);
    if (run.open) return null;
    if (found.size > 0) return { start, end: Math.max(...found) };
  }
  return null;
}

/**
 * What the groups of a match hold: of two, the one on the left takes all that leaves the other a match.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_01
 */
export function groupsOf(node: Node, text: string, { start, end }: Match, run: Run, groups: string[] = []): readonly string[] {
  const within = (inner: Node, from: number, to: number): void => {
    groupsOf(inner, text, { start: from, end: to }, run, groups);
  };
  const fits = (inner: Node, from: number, to: number): boolean => ends(inner, text, new Set([from]), run).has(to);
  if (node.type === "group") {
    groups[node.number] = text.slice(start, end);
    within(node.node, start, end);
  } else if (node.type === "choice") {
    const taken = node.nodes.find((one) => fits(one, start, end));
    if (taken !== undefined) within(taken, start, end);
  } else if (node.type === "sequence" || node.type === "repeat") {
    const [first, rest] = halves(node);
    if (first === null) return groups;
    const cuts = [...ends(first, text, new Set([start]), run)].sort((one, other) => other - one);
    const cut = cuts.find((place) => (node.type === "sequence" || place > start) && fits(rest, place, end));
    if (cut === undefined) return groups;
    within(first, start, cut);
    within(rest, cut, end);
  }
  return groups;
}

function halves(node: Extract<Node, { type: "sequence" | "repeat" }>): readonly [Node | null, Node] {
  if (node.type === "sequence") return [node.nodes[0] ?? null, { type: "sequence", nodes: node.nodes.slice(1) }];
  const { min, max } = node;
  return [max === 0 ? null : node.node, { ...node, min: Math.max(min - 1, 0), max: max - 1 }];
}
