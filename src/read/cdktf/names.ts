import { Unknown, type Worth } from "./worth";

/** What a name stands for that has no value of its own: `local`, `aws_vpc`, a resource. Members are made when they are asked for. */
export interface Space {
  readonly member: (name: string) => Worth | Space;
  /** The instances of a block with `count` or `for_each`. */
  readonly entries?: readonly (readonly [key: string | number, instance: Space])[];
  /** What it stands for where all of it is meant. */
  readonly whole?: Worth;
}

/** What names stand for: those that `for`, `each`, `count` and dynamic blocks give, before those of the file. */
export interface Names {
  readonly of: (name: string) => Worth | Space;
  /** How deep expressions, and what they refer to, lie in each other at this moment, and how many were evaluated for this block. */
  readonly nesting: { depth: number; steps: number };
}

/** Deeper than anybody writes; what lies deeper is not known. */
const DEEPEST = 400;

/** More than any block needs; a list over a list over a list comes to more in a line. */
const MOST_STEPS = 300_000;

/** One level deeper, and one step on, as long as it goes. */
export function deeper<T>({ nesting }: Names, make: () => T, otherwise: T): T {
  if (nesting.depth >= DEEPEST || nesting.steps >= MOST_STEPS) return otherwise;
  nesting.depth += 1;
  nesting.steps += 1;
  try {
    return make();
  } finally {
    nesting.depth -= 1;
  }
}

export const isSpace = (found: Worth | Space): found is Space =>
  typeof found === "object" && found !== null && "member" in found && typeof found.member === "function";

export const NOTHING_KNOWN = new Unknown([]);

/** The names with some of their own. */
export const withNames = (names: Names, own: Readonly<Record<string, Worth | Space>>): Names => ({
  ...names,
  of: (name) => (Object.hasOwn(own, name) ? (own[name] ?? null) : names.of(name)),
});

/** A whole resource has no value here; only its attributes do. */
export const valueOf = (found: Worth | Space): Worth => (isSpace(found) ? (found.whole ?? NOTHING_KNOWN) : found);
