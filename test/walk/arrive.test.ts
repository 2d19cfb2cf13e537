import fc from "fast-check";

import { arrivalsOf, type Network } from "../../src/walk/arrive";
import type { Hop } from "../../src/model/hop";
import type { Place } from "../../src/model/place";
import { placeOf } from "../plans/sockets";
import { worldOf } from "../plans/ask";
import { ref } from "../plans/plan";
import { withRules } from "../plans/vpc";

const base = withRules();
const machine = placeOf(base, "aws_instance.web");
const [anyHop] = worldOf({
  ...base,
  "aws_lb.l": { subnets: [ref("aws_subnet.a.id")] },
  "aws_lb_listener.l": {
    load_balancer_arn: ref("aws_lb.l.arn"),
    port: 80,
    default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn") }],
  },
  "aws_lb_target_group.g": { port: 80 },
  "aws_lb_target_group_attachment.a": { target_group_arn: ref("aws_lb_target_group.g.arn"), target_id: ref("aws_instance.web.id") },
}).hops;

/** Nothing keeps anybody out, so that only the ways count. */
const network: Network = { fromInternet: () => [[]], fromPlace: () => [[]], destination: () => ({ must: [], may: [] }) };

/** Places that hop to each other, in any way, some of them open to the internet. */
const rings = fc.integer({ min: 2, max: 5 }).chain((count) =>
  fc.record({
    open: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
    hops: fc.uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 9, selector: (pair) => pair.join() }),
    order: fc.shuffledSubarray(
      Array.from({ length: count }, (_, index) => index),
      { minLength: count, maxLength: count },
    ),
  }),
);

/** All ways without a place twice, by going forward from the open ones. */
function waysTo(to: number, open: readonly boolean[], hops: readonly (readonly [number, number])[]): readonly string[] {
  const found: string[] = [];
  const go = (way: readonly number[]): void => {
    if (way.at(-1) === to) found.push(way.join(" > "));
    for (const [from, next] of hops) if (from === way.at(-1) && !way.includes(next)) go([...way, next]);
  };
  for (const [index, is] of open.entries()) if (is) go([index]);
  return found.sort();
}

test("arrivals are all ways that never meet a place twice, in whichever order they are asked for", () => {
  fc.assert(
    fc.property(rings, ({ open, hops, order }) => {
      const places: readonly Place[] = open.map((is): Place => ({ ...machine, interfaces: is ? machine.interfaces : [] }));
      const between = hops.flatMap(([a, b]): Hop[] => {
        const [from, to] = [places[a], places[b]];
        return from === undefined || to === undefined || anyHop === undefined ? [] : [{ ...anyHop, from, to, doors: [] }];
      });
      const arrivals = arrivalsOf(places, between, network, new Map());
      for (const index of order) {
        const place = places[index];
        const ways = place === undefined ? [] : arrivals(place).map(({ chain }) => chain.map((each) => places.indexOf(each)).join(" > "));
        expect(ways.sort()).toEqual(waysTo(index, open, hops));
      }
    }),
    { numRuns: 1000 },
  );
});
