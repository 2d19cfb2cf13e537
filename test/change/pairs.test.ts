import { readFileSync } from "node:fs";
import { join } from "node:path";

import { groupedBy, type Group } from "../../src/change/group";
import { byContent, byFingerprint, byPlace, type Pair } from "../../src/change/pairs";
import type { Verdict } from "../../src/change";
import { configurationOf, settingsFor } from "../../src/config";
import { judge } from "../../src/judge";
import { noPorts } from "../../src/net/port-set";
import { ownAddress } from "../../src/model/resource";
import { read } from "../../src/read";
import { findingOf } from "../../src/verdict/finding";
import { TODAY } from "../story/judge";
import { parsePlan } from "../story/plan-json";

const policy = {
  rules: {
    "world-open-listener": "block",
    "world-open-idle": "warn",
    "deaf-listener": "warn",
    "bind-is-not-a-filter": "warn",
    "will-not-start": "warn",
  },
  onUnknown: "warn",
} as const;

/** What a plan exposes, by fingerprint. */
function groupsOf(text: string): ReadonlyMap<string, Group> {
  const found = read("plan.json", Buffer.from(text)).flatMap((plan) => judge(plan, settingsFor(configurationOf({}), null), TODAY).found);
  const verdicts = found
    .filter(({ certainty }) => certainty !== "none")
    .map((judged): Verdict => ({
      judged,
      decision: "block",
      finding: findingOf(
        judged,
        { today: TODAY, stack: null, finalAt: () => null, withOption: "--with", almost: () => null, besides: () => noPorts },
        policy,
      ),
    }));
  return groupedBy(verdicts, ({ finding }) => finding.fingerprint);
}

const listOf = (text: string): readonly Group[] => [...groupsOf(text).values()];
const names = (pairs: readonly Pair[]): readonly string[] =>
  pairs.map((pair) => pair.map(([{ judged }]) => judged.workload.name).join(" was ")).sort();

/** Two services that are alike, `probes` and `sensors`. */
const two = readFileSync(join(__dirname, "cases/second/plan.json"), "utf8");
const called = (text: string, name: string, other: string): string =>
  text.replaceAll(`aws_ecs_service.${name}"`, `aws_ecs_service.${other}"`).replaceAll(`"name": "${name}"`, `"name": "${other}"`);
const backwards = (text: string): string => {
  const plan = parsePlan(text);
  plan.resource_changes?.reverse();
  return JSON.stringify(plan);
};

describe("by fingerprint", () => {
  test("what has the same one on both sides is the same", () => {
    const one = called(two, "sensors", "traps");
    expect(names(byFingerprint(groupsOf(one), groupsOf(two)))).toEqual(["probes was probes"]);
  });
});

describe("by content", () => {
  const others = called(called(two, "sensors", "traps"), "probes", "gauges");

  test("what is alike is the same, each once", () => {
    expect(byContent(listOf(others), listOf(two), () => true)).toHaveLength(2);
    expect(byContent(listOf(others), listOf(two).slice(1), () => true)).toHaveLength(1);
  });

  test.each([
    ["in one order", two],
    ["in the other", backwards(two)],
  ])("namesakes are the same before others are, %s", (_, before) => {
    const moved = called(two, "sensors", "aaa");
    for (const after of [moved, backwards(moved)]) {
      expect(names(byContent(listOf(after), listOf(before), () => true))).toEqual(["aaa was sensors", "probes was probes"]);
    }
  });

  test("what cannot be the same is not", () => {
    expect(byContent(listOf(others), listOf(two), () => false)).toEqual([]);
  });

  test("nor what has another content", () => {
    expect(byContent(listOf(two.replaceAll("0.0.0.0/0", "0.0.0.0/1")), listOf(two), () => true)).toEqual([]);
  });
});

describe("by place", () => {
  /** What the services start is known after the deployment only. */
  const unseen = ((): string => {
    const plan = parsePlan(two);
    for (const { type, change } of plan.resource_changes ?? []) {
      if (type !== "aws_ecs_task_definition" || change.after === null) continue;
      delete change.after["container_definitions"];
      Object.assign(change.after_unknown as object, { container_definitions: true });
    }
    return JSON.stringify(plan);
  })();
  const yes = (): boolean => true;
  const paired = (now: string, before: string, isLone: () => boolean): readonly string[] => [
    ...new Set(names(byPlace(listOf(now), listOf(before), isLone, ownAddress))),
  ];

  test("a socket that one side cannot see may be any of its place", () => {
    const each = ["probes was probes", "sensors was sensors"];
    expect(paired(unseen, two, yes)).toEqual(each);
    expect(paired(two, unseen, yes)).toEqual(each);
  });

  test("two that both sides see are not the same for that", () => {
    expect(paired(two, two, yes)).toEqual([]);
  });

  test("nor is what is known to be another", () => {
    expect(paired(unseen, two, () => false)).toEqual([]);
  });
});
