import * as addressSet from "./address-set";
import type { AddressSet } from "./address-set";
import * as packetSet from "./packet-set";
import type { PacketSet } from "./packet-set";

/** What is known of a set: must ⊆ truth ⊆ may. */
export interface Approx<S> {
  readonly must: S;
  readonly may: S;
}

/** A line of an ordered list, of which the first that matches decides. */
export interface Entry<S> {
  readonly action: "allow" | "deny" | "unknown";
  readonly matches: Approx<S>;
  /** The lowest is tried first; null: not known. */
  readonly order: number | null;
}

/** What a kind of sets has to offer. */
export interface SetOperations<S> {
  readonly none: S;
  readonly all: S;
  readonly unionAll: (list: readonly S[]) => S;
  readonly intersect: (a: S, b: S) => S;
  readonly subtract: (a: S, b: S) => S;
}

export interface ApproxOperations<S> {
  readonly none: S;
  readonly all: S;
  /** Nothing for sure, perhaps everything. */
  readonly unknown: Approx<S>;
  readonly exactly: (set: S) => Approx<S>;
  /** Nothing for sure, perhaps all of the set. */
  readonly atMost: (set: S) => Approx<S>;
  /** Of nothing: nothing. */
  readonly union: (...list: readonly Approx<S>[]) => Approx<S>;
  /** Of nothing: everything. */
  readonly intersect: (...list: readonly Approx<S>[]) => Approx<S>;
  readonly subtract: (a: Approx<S>, b: Approx<S>) => Approx<S>;
  readonly complement: (a: Approx<S>) => Approx<S>;
  /** The union of the parts of a list; if there may be more parts, it may be anything. */
  readonly items: (parts: readonly Approx<S>[], complete: boolean) => Approx<S>;
  /** One of the candidates, nobody knows which. Without candidates nothing is known. */
  readonly choice: (candidates: readonly Approx<S>[]) => Approx<S>;
  /**
   * What an ordered list allows; what no entry matches is denied. Folded from the last entry to the first. An unknown action counts
   * as a deny in must and as an allow in may, an entry without a number as the worst and the best place would make it, and of
   * entries of one number either may come first. Of an incomplete list nothing is known.
   */
  readonly firstMatch: (entries: readonly Entry<S>[], list: { readonly complete: boolean }) => Approx<S>;
}

/**
 * The operations on bounds of a kind of sets. All are monotone: bounds that lie further apart give bounds that do.
 */
export function approxOf<S>({ none, all, unionAll, intersect, subtract }: SetOperations<S>): ApproxOperations<S> {
  const unknown: Approx<S> = { must: none, may: all };
  /** What is exact stays so, and is worked out once. */
  const combine = (list: readonly Approx<S>[], join: (sets: readonly S[]) => S): Approx<S> => {
    const must = join(list.map((of) => of.must));
    return { must, may: list.every((of) => of.must === of.may) ? must : join(list.map((of) => of.may)) };
  };
  const union = (...list: readonly Approx<S>[]): Approx<S> => combine(list, unionAll);
  const minus = (a: Approx<S>, b: Approx<S>): Approx<S> => ({ must: subtract(a.must, b.may), may: subtract(a.may, b.must) });
  const both = (list: readonly S[]): S => list.reduce(intersect, all);

  /** Entries of one number in front of what comes after them; their own order does not count, so denies win in must, allows in may. */
  const inFront = (entries: readonly Entry<S>[], rest: Approx<S>): Approx<S> => {
    const matches = (...actions: readonly Entry<S>["action"][]): Approx<S> =>
      union(...entries.filter(({ action }) => actions.includes(action)).map((entry) => entry.matches));
    return {
      must: subtract(unionAll([rest.must, matches("allow").must]), matches("deny", "unknown").may),
      may: unionAll([subtract(rest.may, matches("deny").must), matches("allow", "unknown").may]),
    };
  };

  const firstMatch: ApproxOperations<S>["firstMatch"] = (entries, { complete }) => {
    if (!complete) return unknown;
    const numbered = new Map<number, Entry<S>[]>();
    const anywhere: Entry<S>[] = [];
    for (const entry of entries) {
      if (entry.order === null) anywhere.push(entry);
      else numbered.set(entry.order, [...(numbered.get(entry.order) ?? []), entry]);
    }
    const lastFirst = [...numbered].sort(([a], [b]) => b - a).map(([, group]) => group);
    // Where an entry without a number may stand anywhere, the worst place for an allow is the last, that for a deny the first.
    const last = unionAll(anywhere.filter(({ action }) => action === "allow").map(({ matches }) => matches.must));
    const known = lastFirst.reduce<Approx<S>>((rest, group) => inFront(group, rest), { must: last, may: none });
    return inFront(
      anywhere.map((entry) => ({ ...entry, matches: { must: none, may: entry.matches.may } })),
      known,
    );
  };

  return {
    none,
    all,
    unknown,
    exactly: (set) => ({ must: set, may: set }),
    atMost: (set) => ({ must: none, may: set }),
    union,
    intersect: (...list) => combine(list, both),
    subtract: minus,
    complement: (a) => minus({ must: all, may: all }, a),
    items: (parts, complete) => (complete ? union(...parts) : { must: union(...parts).must, may: all }),
    choice: (candidates) =>
      candidates.length === 0
        ? unknown
        : { must: both(candidates.map(({ must }) => must)), may: unionAll(candidates.map(({ may }) => may)) },
    firstMatch,
  };
}

/** The part of it that is of this protocol, these ports, these addresses. */
export function within(set: Approx<PacketSet>, to: Parameters<typeof packetSet.restrict>[1]): Approx<PacketSet> {
  const must = packetSet.restrict(set.must, to);
  return { must, may: set.must === set.may ? must : packetSet.restrict(set.may, to) };
}

export const addressApprox: ApproxOperations<AddressSet> = approxOf({
  ...addressSet,
  none: addressSet.noAddresses,
  all: addressSet.allAddresses,
});

export const packetApprox: ApproxOperations<PacketSet> = approxOf({
  ...packetSet,
  none: packetSet.noPackets,
  all: packetSet.allPackets,
});
