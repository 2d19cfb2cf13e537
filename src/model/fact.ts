import type { Assumed } from "./assumption";
import type { Resource } from "./resource";
import type { Unknown } from "./unknown";

/** Where something is said: the resource, its attribute, and the value in words that may be shown. */
export interface Evidence {
  readonly resource: Resource | null;
  readonly attribute: string | null;
  readonly says: string;
  /** What it rests on besides: associations, gateways, subnets. */
  readonly via: readonly Resource[];
}

/** What keeps a fact from being certain, and what was taken for granted to make it so. */
export interface Doubts {
  readonly unknowns: readonly Unknown[];
  readonly assumes: readonly Assumed[];
}

export const NO_DOUBTS: Doubts = { unknowns: [], assumes: [] };

export const joinDoubts = (doubts: readonly Doubts[]): Doubts => ({
  unknowns: doubts.flatMap(({ unknowns }) => unknowns),
  assumes: doubts.flatMap(({ assumes }) => assumes),
});

/** Yes (must and may), no (neither) or perhaps (may alone), with what says so. */
export interface Fact extends Evidence, Doubts {
  readonly must: boolean;
  readonly may: boolean;
}
