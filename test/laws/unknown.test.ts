import { contains, isEmpty, subtract } from "../../src/net/packet-set";

import { attributeOf, blur, leaves, type Leaf } from "../story/blur";
import { findingsOf, judge } from "../story/judge";
import { inWords, reachAt, reached } from "../story/reach";
import { stories, type Story } from "../story/story";

/** The laws hold with every assumption off; what assumptions add, findings list. */
const BARE = new Set<never>();

/** Of each attribute of each resource type so many leaves, spread over the stories; with EVERY_LEAF=1 all of them (minutes). */
const PER_ATTRIBUTE = process.env["EVERY_LEAF"] === "1" ? Infinity : 5;

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
      byAttribute.set(name, [...(byAttribute.get(name) ?? []), { story, leaf }]);
    }
  }
  return [...byAttribute.values()].flatMap((all) => {
    const step = Math.max(1, all.length / PER_ATTRIBUTE);
    return Array.from({ length: Math.min(all.length, PER_ATTRIBUTE) }, (_, index) => all[Math.floor(index * step)] ?? []).flat();
  });
})();

const bare = new Map(stories.map((story) => [story.name, reached(findingsOf(judge(story.plan, BARE)))]));

describe("a leaf that becomes unknown", () => {
  test.each(stories.map((story) => [story.name, story] as const))("never adds to must nor removes from may: %s", (name, story) => {
    const before = bare.get(name) ?? new Map<string, never>();
    const broken: string[] = [];
    for (const { leaf } of cases.filter((one) => one.story === story)) {
      const after = reached(findingsOf(judge(blur(story.plan, leaf), BARE)));
      for (const workload of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
        const where = `${leaf.address} ${leaf.path.join(".")} → ${workload}`;
        if (!contains(was.must, is.must)) broken.push(`${where}: must gains ${inWords(subtract(is.must, was.must))}`);
        if (!contains(is.may, was.may)) broken.push(`${where}: may loses ${inWords(subtract(was.may, is.may))}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test("is tried for every attribute of every resource", () => {
    const tried = new Set(cases.map(({ leaf }) => attributeOf(leaf)));
    expect(stories.flatMap(({ plan }) => leaves(plan)).filter((leaf) => !tried.has(attributeOf(leaf)))).toEqual([]);
    expect(tried).toContain("aws_security_group ingress.cidr_blocks");
    expect(tried).toContain("aws_ecs_task_definition container_definitions");
    expect(tried).toContain("aws_network_acl ingress.rule_no");
  });
});

test("must lies within may, everywhere", () => {
  for (const [name, workloads] of bare) {
    for (const [workload, { must, may }] of workloads)
      expect([name, workload, isEmpty(subtract(must, may))]).toEqual([name, workload, true]);
  }
});
