import type { Finding } from "../../src/model/report";

import { findingsOf, judge, resultOf } from "../story/judge";
import { stories } from "../story/story";
import { neutrals } from "../story/transforms";

/** What a finding says, whatever the evidence is called; a fingerprint is made of addresses. */
const essence = (finding: Finding): string => {
  const { rule, decision, certainty, severity, workload, container, process, entry, protocol, ports, sources, knowledge, bind } = finding;
  const because = finding.because.map(({ code }) => code);
  return JSON.stringify({
    rule,
    decision,
    certainty,
    severity,
    workload: workload.address,
    container,
    process,
    entry,
    protocol,
    ports,
    sources,
    knowledge,
    bind,
    because,
  });
};

const said = (plan: string): readonly string[] => {
  const report = judge(plan);
  const { summary, decision } = resultOf(report);
  return [JSON.stringify({ decision, summary }), ...findingsOf(report).map(essence).sort()];
};

const before = new Map(stories.map((story) => [story.name, said(story.plan)]));

describe.each(neutrals.map((neutral) => [neutral.name, neutral] as const))("%s does not matter", (_, neutral) => {
  const applies = stories.flatMap((story) => {
    const plan = neutral.of(story.plan);
    return plan === null ? [] : [[story.name, plan] as const];
  });

  test("where there is something to change", () => {
    expect(applies.length).toBeGreaterThanOrEqual(3);
  });

  test.each(applies)("to %s", (name, plan) => {
    expect(said(plan).map(neutral.back).sort()).toEqual([...(before.get(name) ?? [])].sort());
  });
});

test("the order of resources does not even change a byte", () => {
  const [order] = neutrals;
  for (const { plan } of stories) expect(judge(order?.of(plan) ?? "")).toEqual(judge(plan));
});
