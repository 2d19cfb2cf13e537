import { leafDifferences } from "../story/difference";
import { judge, resultOf } from "../story/judge";
import { twins } from "../story/story";

const pairs = twins.map(([open, safe]) => [open.name, open, safe] as const);

test("most stories have a twin", () => {
  expect(twins.length).toBeGreaterThanOrEqual(30);
});

test.each(pairs)("%s and its twin differ in one leaf, attribute or resource", (_, open, safe) => {
  expect(leafDifferences(open.plan, safe.plan)).toHaveLength(1);
});

test.each(pairs)("%s and its twin differ in verdict", (_, open, safe) => {
  const verdict = (plan: string): readonly string[] => {
    const { findings, diagnostics } = resultOf(judge(plan));
    return [
      ...findings.map(({ rule, decision, certainty, workload, ports }) =>
        JSON.stringify([rule, decision, certainty, workload.address, ports]),
      ),
      ...diagnostics.map(({ code, resource }) => JSON.stringify([code, resource])),
    ];
  };
  expect(verdict(open.plan)).not.toEqual(verdict(safe.plan));
  expect({ ...open.verdict, about: "" }).not.toEqual({ ...safe.verdict, about: "" });
});
