import * as fc from "fast-check";

import { addressApprox, approxOf, packetApprox, type Approx, type ApproxOperations, type Entry } from "../../src/net/approx";
import * as packetSet from "../../src/net/packet-set";
import { mask, real, universe } from "./arbitraries";

/** Sets of eight things as the bits of a number: small enough that chance finds every corner. */
const bits: ApproxOperations<number> = approxOf({
  none: 0,
  all: 255,
  unionAll: (list) => list.reduce((a, b) => a | b, 0),
  intersect: (a, b) => a & b,
  subtract: (a, b) => a & ~b,
});

const byte = fc.nat({ max: 255 });

/** A set, bounds of it, and wider ones. */
interface Known {
  readonly truth: number;
  readonly bounds: Approx<number>;
  readonly wider: Approx<number>;
}

const known: fc.Arbitrary<Known> = fc.tuple(byte, byte, byte, byte, byte).map(([truth, less, more, evenLess, evenMore]) => ({
  truth,
  bounds: { must: truth & ~less, may: truth | more },
  wider: { must: truth & ~less & ~evenLess, may: truth | more | evenMore },
}));

const within = (inner: number, outer: number): boolean => (inner & ~outer) === 0;

/** Soundness and monotony of one answer. */
function holds(truth: number, bounds: Approx<number>, wider: Approx<number>): void {
  expect({ truth, bounds, sound: within(bounds.must, truth) && within(truth, bounds.may) }).toMatchObject({ sound: true });
  expect({ bounds, wider, monotone: within(wider.must, bounds.must) && within(bounds.may, wider.may) }).toMatchObject({ monotone: true });
}

describe("operations keep the truth between their bounds, and wider bounds give wider ones", () => {
  const check = (
    combine: (list: readonly Approx<number>[]) => Approx<number>,
    truly: (list: readonly number[]) => number,
    lengths: { minLength: number; maxLength: number },
  ): void => {
    fc.assert(
      fc.property(fc.array(known, lengths), (list) => {
        const exact = combine(list.map(({ truth }) => bits.exactly(truth)));
        expect(exact).toEqual(bits.exactly(truly(list.map(({ truth }) => truth))));
        holds(exact.must, combine(list.map(({ bounds }) => bounds)), combine(list.map(({ wider }) => wider)));
      }),
      { numRuns: 1000 },
    );
  };
  const several = { minLength: 0, maxLength: 4 };

  test("union", () => {
    check(
      (list) => bits.union(...list),
      (list) => list.reduce((a, b) => a | b, 0),
      several,
    );
  });
  test("intersection", () => {
    check(
      (list) => bits.intersect(...list),
      (list) => list.reduce((a, b) => a & b, 255),
      several,
    );
  });
  test("a complete list of items", () => {
    check(
      (list) => bits.items(list, true),
      (list) => list.reduce((a, b) => a | b, 0),
      several,
    );
  });
  test("difference", () => {
    check(
      ([a = bits.unknown, b = bits.unknown]) => bits.subtract(a, b),
      ([a = 0, b = 0]) => a & ~b,
      { minLength: 2, maxLength: 2 },
    );
  });
  test("complement", () => {
    check(
      ([a = bits.unknown]) => bits.complement(a),
      ([a = 0]) => 255 & ~a,
      { minLength: 1, maxLength: 1 },
    );
  });

  test("an incomplete list of items holds whatever else there is", () => {
    fc.assert(
      fc.property(fc.array(known, several), byte, (list, unseen) => {
        const truth = list.reduce((sum, item) => sum | item.truth, unseen);
        holds(
          truth,
          bits.items(
            list.map(({ bounds }) => bounds),
            false,
          ),
          bits.items(
            list.map(({ wider }) => wider),
            false,
          ),
        );
        expect(
          bits.items(
            list.map(({ bounds }) => bounds),
            false,
          ).may,
        ).toBe(255);
        holds(
          list.reduce((sum, item) => sum | item.truth, 0),
          bits.items(
            list.map(({ bounds }) => bounds),
            true,
          ),
          bits.items(
            list.map(({ bounds }) => bounds),
            false,
          ),
        );
      }),
    );
  });

  test("a choice holds whichever candidate it is", () => {
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 4 }), fc.nat(), (list, which) => {
        const { truth } = list[which % list.length] ?? { truth: 0 };
        holds(truth, bits.choice(list.map(({ bounds }) => bounds)), bits.choice(list.map(({ wider }) => wider)));
        const one = bits.choice(list.map(({ bounds }) => bounds));
        const more = bits.choice([...list.map(({ bounds }) => bounds), bits.unknown]);
        expect(within(more.must, one.must) && within(one.may, more.may)).toBe(true);
      }),
    );
    expect(bits.choice([])).toEqual({ must: 0, may: 255 });
  });
});

describe("first match", () => {
  interface Line {
    readonly matches: Known;
    readonly allows: boolean;
    readonly action: "known" | "unknown";
    /** Its true place. */
    readonly order: number;
    readonly numbered: boolean;
  }
  const line: fc.Arbitrary<Line> = fc.record({
    matches: known,
    allows: fc.boolean(),
    action: fc.constantFrom("known", "known", "unknown"),
    order: fc.nat({ max: 5 }),
    numbered: fc.oneof(fc.constant(true), fc.boolean()),
  });

  /** By each of the eight things: the first line that matches it decides, else it is denied. */
  function truly(lines: readonly { order: number; allows: boolean; truth: number }[]): number {
    const inOrder = [...lines].sort((a, b) => a.order - b.order);
    return Array.from({ length: 8 }, (_, bit) => 1 << bit)
      .filter((thing) => inOrder.find(({ truth }) => (truth & thing) !== 0)?.allows === true)
      .reduce((sum, thing) => sum | thing, 0);
  }

  const entry = ({ allows, action, order, numbered }: Line, matches: Approx<number>): Entry<number> => ({
    action: action === "unknown" ? "unknown" : allows ? "allow" : "deny",
    matches,
    order: numbered ? order : null,
  });

  test("is sound and monotone, whatever is not known, and in whatever order equal numbers stand", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 5 }),
        fc.array(line, { maxLength: 2 }),
        fc.infiniteStream(fc.nat({ max: 999 })),
        (lines, unseen, ties) => {
          const real = (list: readonly Line[]): number =>
            truly(
              list.map((each) => ({
                order: each.order + (ties.next().value ?? 0) / 1000,
                allows: each.allows,
                truth: each.matches.truth,
              })),
            );
          const entries = lines.map((each) => entry(each, each.matches.bounds));
          const wider = lines.map((each) => entry(each, each.matches.wider));
          holds(real(lines), bits.firstMatch(entries, { complete: true }), bits.firstMatch(wider, { complete: true }));
          holds(real([...lines, ...unseen]), bits.firstMatch(entries, { complete: false }), bits.firstMatch(wider, { complete: false }));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("knowing less of a number, an action or the list never tells more", () => {
    const less = (each: Entry<number>, what: "number" | "action"): Entry<number> =>
      what === "number" ? { ...each, order: null } : { ...each, action: "unknown" };
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.nat(), fc.constantFrom("number", "action"), (lines, which, what) => {
        const entries = lines.map((each) => entry(each, each.matches.bounds));
        const vaguer = entries.map((each, index) => (index === which % entries.length ? less(each, what) : each));
        const before = bits.firstMatch(entries, { complete: true });
        for (const after of [bits.firstMatch(vaguer, { complete: true }), bits.firstMatch(entries, { complete: false })]) {
          expect(within(after.must, before.must) && within(before.may, after.may)).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test("is exact where everything is known, in whatever order the entries come", () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 6, selector: ({ order }) => order }), (lines) => {
        const entries = lines.map((each) => entry({ ...each, action: "known", numbered: true }, bits.exactly(each.matches.truth)));
        const truth = truly(lines.map(({ order, allows, matches }) => ({ order, allows, truth: matches.truth })));
        expect(bits.firstMatch(entries, { complete: true })).toEqual(bits.exactly(truth));
      }),
      { numRuns: 2000 },
    );
  });

  test("entries without a number cost no more than the worst and the best places they may have", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { maxLength: 3, selector: ({ order }) => order }),
        fc.array(line, { minLength: 1, maxLength: 2 }),
        (lines, loose) => {
          const places = [-1, 0.5, 1.5, 2.5, 3.5, 4.5, 9];
          const ways = loose.reduce<number[][]>((all, _) => all.flatMap((way) => places.map((place) => [...way, place])), [[]]);
          const truths = ways.flatMap((way) =>
            [1, -1].map((tie) =>
              truly([
                ...lines.map(({ order, allows, matches }) => ({ order, allows, truth: matches.truth })),
                ...loose.map(({ allows, matches }, index) => ({
                  order: (way[index] ?? 0) + (tie * index) / 100,
                  allows,
                  truth: matches.truth,
                })),
              ]),
            ),
          );
          const all = [...lines.map((each) => ({ ...each, numbered: true })), ...loose.map((each) => ({ ...each, numbered: false }))];
          const entries = all.map((each) => entry({ ...each, action: "known" }, bits.exactly(each.matches.truth)));
          expect(bits.firstMatch(entries, { complete: true })).toEqual({
            must: truths.reduce((a, b) => a & b, 255),
            may: truths.reduce((a, b) => a | b, 0),
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("nothing matches: denied; a deny of no certain extent shadows what comes after it", () => {
    expect(bits.firstMatch([], { complete: true })).toEqual({ must: 0, may: 0 });
    expect(
      bits.firstMatch(
        [
          { action: "allow", matches: bits.exactly(0b1111), order: 200 },
          { action: "deny", matches: { must: 0b0001, may: 0b0011 }, order: 100 },
        ],
        { complete: true },
      ),
    ).toEqual({ must: 0b1100, may: 0b1110 });
  });
});

describe("of packets", () => {
  test("bounds are joined as the sets are", () => {
    fc.assert(
      fc.property(mask, mask, mask, mask, (a, b, c, d) => {
        const [first, second] = [
          { must: real(a.map((inA, index) => inA && b[index] === true)), may: real(a) },
          { must: real(c.map((inC, index) => inC && d[index] === true)), may: real(c) },
        ];
        expect(packetApprox.union(first, second).may).toEqual(packetSet.union(first.may, second.may));
        expect(packetApprox.intersect(first, second).must).toEqual(packetSet.intersect(first.must, second.must));
        expect(packetApprox.subtract(first, second)).toEqual({
          must: packetSet.subtract(first.must, second.may),
          may: packetSet.subtract(first.may, second.must),
        });
        expect(packetApprox.intersect(packetApprox.complement(first), packetApprox.exactly(universe)).must).toEqual(
          packetSet.subtract(universe, first.may),
        );
        expect(
          packetApprox.firstMatch(
            [
              { action: "allow", matches: second, order: 200 },
              { action: "deny", matches: first, order: 100 },
            ],
            { complete: true },
          ),
        ).toEqual({ must: packetSet.subtract(second.must, first.may), may: packetSet.subtract(second.may, first.must) });
      }),
      { numRuns: 50 },
    );
  });

  test("the bounds of nothing known", () => {
    expect(packetApprox.unknown).toEqual({ must: packetSet.noPackets, may: packetSet.allPackets });
    expect(packetApprox.atMost(universe)).toEqual({ must: packetSet.noPackets, may: universe });
    expect(packetApprox.exactly(universe)).toEqual({ must: universe, may: universe });
    expect([packetApprox.union(), packetApprox.intersect()]).toEqual([
      packetApprox.exactly(packetSet.noPackets),
      packetApprox.exactly(packetSet.allPackets),
    ]);
    expect(addressApprox.unknown).toEqual({ must: addressApprox.none, may: addressApprox.all });
    expect(addressApprox.choice([])).toEqual(addressApprox.unknown);
  });
});
