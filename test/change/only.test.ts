import type { Finding, Report, Result } from "../../src/model/report";
import { check } from "../../src/check";
import { onlyOpened } from "../../src/change";
import { worst } from "../../src/verdict/decide";
import { load, names, reports } from "../report/recorded";
import { stories } from "../story/story";
import fc from "fast-check";

const options = { today: "2027-02-11", stack: null, advisory: false, all: false, version: "0" } as const;
const judged = (plan: string, more: object = {}): Report =>
  check([{ path: "plan.json", bytes: Buffer.from(plan) }], { ...options, ...more });
const first = ({ results }: Report): Result => {
  const [result] = results;
  if (result === undefined) throw new Error("there is no result");
  return result;
};
const opens = ({ change }: Finding): boolean => change === "opened" || change === "widened";

it("judges every story by what it opens or widens, and loses nothing that it does not count", () => {
  let old = 0;
  for (const { plan } of stories) {
    const [whole, only] = [first(judged(plan)), first(judged(plan, { only: "opened" }))];
    expect(only.findings).toEqual(whole.findings.filter(opens));
    expect(only.decision).toBe(worst(only.findings.map(({ decision }) => decision)));
    expect(only.closed).toEqual(whole.closed);
    expect(only.unchanged).toBe(whole.findings.length - only.findings.length);
    old += only.unchanged ?? 0;
  }
  expect(old).toBeGreaterThan(0);
});

it("counts what it lists", () => {
  fc.assert(
    fc.property(reports, ({ results }) => {
      for (const result of results.map(onlyOpened)) {
        const { blocked, warned, passed, possible } = result.summary;
        if (result.closed === null) continue;
        expect(blocked + warned + passed).toBe(result.findings.length);
        expect(possible).toBe(result.findings.filter(({ certainty }) => certainty === "possible").length);
        expect(result.decision).not.toBe(result.advisory ? "block" : undefined);
      }
    }),
  );
});

it("takes everything for opened where nobody tells what was before, and says so", () => {
  for (const name of names) {
    for (const given of load(name).results) {
      const result = { ...given, closed: null };
      const only = onlyOpened(result);
      expect(only.findings).toEqual(result.findings);
      expect(only.decision).toBe(result.decision);
      expect(only.diagnostics.at(-1)).toMatchObject({ level: "warning", code: "no-state-before" });
    }
  }
});

it("says in an advisory run what would be blocked of what the change opens", () => {
  const blocking = stories.find(({ plan }) => first(judged(plan)).decision === "block");
  const only = first(judged(blocking?.plan ?? "", { only: "opened", advisory: true }));
  expect([only.decision, only.wouldBe]).toEqual(["warn", "block"]);
});
