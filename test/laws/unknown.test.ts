import { ASSUMPTIONS, type Assumption } from "../../src/model/assumption";
import { contains as within } from "../../src/net/address-set";
import { contains, isEmpty, subtract } from "../../src/net/packet-set";
import type { Finding } from "../../src/model/report";

import { addresses, attributeOf, blur, blurWhole, dataSources, forget, leaves, type Leaf } from "../story/blur";
import { findingsOf, judge } from "../story/judge";
import { addressesOf, inWords, reachAt, reached } from "../story/reach";
import { stories, type Story } from "../story/story";

/**
 * The laws hold with assumptions off. With `no-account-block` off nothing is sure, so they are tried with assumptions as well, all but the
 * one that is made just where a trail is lost.
 */
const MODES: readonly (readonly [string, ReadonlySet<Assumption>])[] = [
  ["without assumptions", new Set()],
  ["with assumptions", new Set(ASSUMPTIONS.filter((name) => name !== "lone-candidate"))],
];

/** Of each attribute of each resource type so many leaves, spread over the stories; with EVERY_LEAF=1 all of them (minutes). */
const PER_ATTRIBUTE = process.env["EVERY_LEAF"] === "1" ? Infinity : 3;

interface Case {
  readonly story: Story;
  readonly leaf: Leaf;
}

/** Every attribute name of every resource in the stories, a few leaves of each, and always the same ones. */
const cases: readonly Case[] = (() => {
  const byAttribute = new Map<string, Case[]>();
  for (const story of stories) {
    for (const leaf of leaves(story.plan)) {
      const name = attributeOf(leaf);
      const there = byAttribute.get(name);
      if (there === undefined) byAttribute.set(name, [{ story, leaf }]);
      else there.push({ story, leaf });
    }
  }
  return [...byAttribute.values()].flatMap((all) => {
    const step = Math.max(1, all.length / PER_ATTRIBUTE);
    return Array.from({ length: Math.min(all.length, PER_ATTRIBUTE) }, (_, index) => all[Math.floor(index * step)] ?? []).flat();
  });
})();

/** What is possible hangs on some value, and says on which. */
const isUnnamed = ({ certainty, unknowns }: Finding): boolean => certainty === "possible" && unknowns.length === 0;

const named = stories.map((story) => [story.name, story] as const);

describe.each(MODES)("%s, knowing less never adds to must nor removes from may:", (_mode, assumptions) => {
  const found = (plan: string): readonly Finding[] => findingsOf(judge(plan, assumptions));
  const whole = new Map(stories.map((story) => [story.name, reached(found(story.plan))]));

  /** What a plan that knows less says that it must not. */
  function broken(story: Story, blurred: string, what: string): readonly string[] {
    const before = whole.get(story.name) ?? new Map<string, never>();
    const findings = found(blurred);
    const after = reached(findings);
    const unnamed = findings.filter(isUnnamed).map(({ title }) => `${what} → ${title}: possible, and nothing is named that is not known`);
    const differing = [...new Set([...before.keys(), ...after.keys()])].flatMap((workload) => {
      const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
      return [
        ...(contains(was.must, is.must) ? [] : [`${what} → ${workload}: must gains ${inWords(subtract(is.must, was.must))}`]),
        ...(contains(is.may, was.may) ? [] : [`${what} → ${workload}: may loses ${inWords(subtract(was.may, is.may))}`]),
      ];
    });
    return [...unnamed, ...differing];
  }

  test.each(named)("what is possible names what is not known: %s", (_, { plan }) => {
    expect(found(plan).filter(isUnnamed)).toEqual([]);
  });

  test.each(named)("a leaf that becomes unknown: %s", (_, story) => {
    const chosen = cases.filter((one) => one.story === story);
    expect(chosen.flatMap(({ leaf }) => broken(story, blur(story.plan, leaf), `${leaf.address} ${leaf.path.join(".")}`))).toEqual([]);
  });

  test.each(named)("a resource of which nothing is known: %s", (_, story) => {
    expect(addresses(story.plan).flatMap((address) => broken(story, blurWhole(story.plan, address), address))).toEqual([]);
  });

  test.each(named)("a data source that nobody has read: %s", (_, story) => {
    expect(dataSources(story.plan).flatMap((address) => broken(story, forget(story.plan, address), address))).toEqual([]);
  });

  test("there is something to lose", () => {
    const all = [...whole.values()].flatMap((workloads) => [...workloads.values()]);
    expect(all.filter(({ may }) => !isEmpty(may)).length).toBeGreaterThan(50);
    if (assumptions.size > 0) expect(all.filter(({ must }) => !isEmpty(must)).length).toBeGreaterThan(50);
  });
});

test("every attribute of every resource is tried", () => {
  const tried = new Set(cases.map(({ leaf }) => attributeOf(leaf)));
  expect(stories.flatMap(({ plan }) => leaves(plan)).filter((leaf) => !tried.has(attributeOf(leaf)))).toEqual([]);
  for (const attribute of [
    "aws_security_group ingress.cidr_blocks",
    "aws_ecs_task_definition container_definitions",
    "aws_network_acl ingress.rule_no",
    "aws_instance subnet_id",
    "aws_ecs_service network_configuration.security_groups",
  ]) {
    expect(tried).toContain(attribute);
  }
});

test("must lies within may, everywhere", () => {
  for (const { name, plan } of stories) {
    for (const { sources } of findingsOf(judge(plan))) {
      for (const { must, may } of sources) expect([name, within(addressesOf(may), addressesOf(must))]).toEqual([name, true]);
    }
  }
});
