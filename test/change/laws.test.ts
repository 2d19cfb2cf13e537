import fc from "fast-check";

import type { Config } from "../../src/model/config";
import type { Decision, Finding, Report, Result } from "../../src/model/report";
import { findingsOf, judge, resultOf } from "../story/judge";
import { parsePlan } from "../story/plan-json";
import { stories, twins, type Story } from "../story/story";
import { neutrals } from "../story/transforms";
import { judged } from "../stacks/split";

const exposed = ({ findings }: Result): Result["findings"] => findings.filter(({ certainty }) => certainty !== "none");

const compared = (after: string, before: string): Result => resultOf(judged(after, { against: before }));

/** What a change does, in a line for each exposure that is not as it was. */
const done = (result: Result): readonly string[] => [
  ...exposed(result).flatMap(({ change, title }) => (change === "unchanged" ? [] : [`${String(change)}: ${title}`])),
  ...(result.closed ?? []).map(({ title }) => `closed: ${title}`),
];

const open = stories.filter(({ plan }) => exposed(resultOf(judge(plan))).length > 0);
const named = open.map((story) => [story.name, story] as const);

test("there are many exposures to compare", () => {
  expect(open.length).toBeGreaterThan(50);
});

test.each(named)("%s, compared with itself, is unchanged", (_, { plan }) => {
  expect(done(compared(plan, plan))).toEqual([]);
});

describe.each(neutrals.map((neutral) => [neutral.name, neutral] as const))("%s opens nothing and closes nothing", (_, neutral) => {
  const changed = open.flatMap((story) => {
    const after = neutral.of(story.plan);
    return after === null ? [] : [[story.name, story, after] as const];
  });

  test("where there is something to change", () => {
    expect(changed.length).toBeGreaterThan(1);
  });

  test.each(changed)("in %s", (_name, { plan }, after) => {
    expect(done(compared(after, plan))).toEqual([]);
    expect(done(compared(plan, after))).toEqual([]);
  });
});

const moving = neutrals.filter(({ name }) => /names|module/.test(name));

/** The same, and the plan tells what each resource was called, as it does of `moved` blocks. */
function told(after: string, back: (text: string) => string): string {
  const plan = parsePlan(after);
  for (const change of plan.resource_changes ?? []) Object.assign(change, { previous_address: back(change.address) });
  return JSON.stringify(plan);
}

describe.each(moving.map((neutral) => [neutral.name, neutral] as const))("%s, told of as moved,", (_, neutral) => {
  test.each(named)("leaves the exposures of %s as they were", (_name, { plan }) => {
    const after = told(neutral.of(plan) ?? "", neutral.back);
    expect(done(compared(after, plan))).toEqual([]);
  });
});

/** Of two twins one is open and one is not, or both are, differently. */
const pairs = fc.oneof(fc.constantFrom(...twins), fc.tuple(fc.constantFrom<Story>(...stories), fc.constantFrom<Story>(...stories)));
const keys = (findings: Result["findings"]): readonly string[] =>
  findings.map(({ fingerprint, certainty, ports }) => JSON.stringify([fingerprint, certainty, ports])).sort();

test("what is opened one way is closed the other way, and nothing that is definite goes without a word", () => {
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      const [there, back] = [compared(other.plan, one.plan), compared(one.plan, other.plan)];
      const opened = (result: Result): Result["findings"] => exposed(result).filter(({ change }) => change === "opened");
      expect(keys(there.closed ?? [])).toEqual(keys(opened(back)));
      expect(keys(back.closed ?? [])).toEqual(keys(opened(there)));
      const before = new Set(exposed(resultOf(judge(one.plan))).map(({ rule, workload }) => `${rule} ${workload.type}`));
      for (const { rule, workload, certainty, change } of findingsOf({ results: [there] } as unknown as Report)) {
        if (certainty === "definite" && change !== "opened") expect(before).toContain(`${rule} ${workload.type}`);
        if (certainty !== "none") expect(change).not.toBeNull();
      }
    }),
    { numRuns: 150 },
  );
});

/** What leaves addresses and packets as they are: proxies become raw paths, and servers become databases. */
const graver: readonly ((plan: string) => string)[] = [
  (plan) => plan.replaceAll(/("load_balancer_type": ?)"application"/g, '$1"network"').replaceAll('"HTTP"', '"TCP"'),
  (plan) =>
    plan.replaceAll(
      /\[\\"gunicorn\\"[^\]]*?\\"(?:-b|--bind)\\",\\"([\d.]+):(\d+)\\"[^\]]*\]/g,
      String.raw`[\"redis-server\",\"--bind\",\"$1\",\"--port\",\"$2\"]`,
    ),
];
const grave = graver.map((change) =>
  stories.map(({ plan }) => [plan, change(plan)] as const).filter(([before, after]) => before !== after),
);

const decisions = fc.constantFrom<Decision>("block", "warn", "pass");
const allowances = fc.record({
  workload: fc.constantFrom("*", "aws_ecs_service.*"),
  ports: fc.constantFrom(["0-65535"], [8088]),
  from: fc.constantFrom(["0.0.0.0/0"], ["128.0.0.0/1"]),
  reason: fc.constant("meant"),
  expires: fc.constant("2099-01-01"),
});
const configs: fc.Arbitrary<Config> = fc.record({
  onUnknown: decisions,
  rules: fc.record({ "world-open-listener": decisions, "world-open-idle": decisions }),
  stacks: fc.record({ "*": fc.record({ allow: fc.array(allowances, { maxLength: 1 }) }) }),
});

const DECISIONS: readonly Decision[] = ["pass", "warn", "block"];
const ENTRIES: readonly Finding["entry"][] = [null, "terminated", "passthrough", "direct"];
const SEVERITIES: readonly Finding["severity"][] = ["medium", "high", "critical"];

/** How bad the worst of some findings is, in each respect by itself. */
const worstOf = (findings: readonly Finding[]): readonly number[] => [
  Math.max(...findings.map(({ decision }) => DECISIONS.indexOf(decision))),
  Math.max(...findings.map(({ entry }) => ENTRIES.indexOf(entry))),
  Math.max(...findings.map(({ severity }) => SEVERITIES.indexOf(severity))),
];

test("there are changes for the worse that leave packets as they are", () => {
  for (const changed of grave) expect(changed.length).toBeGreaterThan(1);
});

test("nothing is unchanged where it is decided more strictly, more direct or more severe than before, under the same settings", () => {
  const plans = fc.oneof(
    ...grave.map((changed) => fc.constantFrom(...changed)),
    pairs.map(([one, other]) => [one.plan, other.plan] as const),
  );
  fc.assert(
    fc.property(plans, fc.boolean(), configs, (given, back, config) => {
      const [before, after] = back ? [given[1], given[0]] : given;
      const earlier = exposed(resultOf(judged(before, {}, { config })));
      for (const finding of exposed(resultOf(judged(after, { against: before }, { config })))) {
        const was = earlier.filter(({ fingerprint }) => fingerprint === finding.fingerprint);
        if (finding.change !== "unchanged" || was.length === 0) continue;
        const most = worstOf(was);
        for (const [index, much] of worstOf([finding]).entries()) expect(much).toBeLessThanOrEqual(most[index] ?? -1);
      }
    }),
    { numRuns: 300 },
  );
});

test("an allowance makes nothing new", () => {
  const ORDER = ["unchanged", "widened", "opened"];
  fc.assert(
    fc.property(pairs, fc.constantFrom("0.0.0.0/0", "0.0.0.0/1", "198.51.100.0/24"), fc.boolean(), ([one, other], from, all) => {
      const plain = compared(other.plan, one.plan);
      const ports = exposed(plain).flatMap((finding) => finding.ports);
      const some = (all ? ports : ports.slice(0, 1)).map(([first, last]) => (first === last ? first : `${String(first)}-${String(last)}`));
      fc.pre(some.length > 0);
      const allow = [{ workload: "*", ports: some, from: [from], reason: "meant", expires: "2099-01-01" }];
      const allowed = resultOf(judged(other.plan, { against: one.plan }, { config: { stacks: { "*": { allow } } } }));
      const was = new Map<string, number>();
      for (const { fingerprint, change } of exposed(plain)) {
        was.set(fingerprint, Math.max(was.get(fingerprint) ?? 0, ORDER.indexOf(change ?? "opened")));
      }
      for (const { fingerprint, change } of exposed(allowed))
        expect(ORDER.indexOf(change ?? "opened")).toBeLessThanOrEqual(was.get(fingerprint) ?? -1);
    }),
    { numRuns: 150 },
  );
});
