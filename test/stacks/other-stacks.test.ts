import type { Finding } from "../../src/model/report";
import { findingsOf, resultOf } from "../story/judge";
import { parsePlan } from "../story/plan-json";
import { CASES, judged, planOf, split } from "./split";

/**
 * What is found, whichever stack its evidence lives in. That a subnet has no association proves a shut door in its own stack alone: a
 * third stack may hold one.
 */
const essence = ({ fingerprint, decision, certainty, ports, sources, because, bind, path }: Finding): object => ({
  ...{ fingerprint, decision, certainty, ports, sources, bind },
  because: because.filter(({ code }) => code !== "no-route").map(({ code, resource }) => [code, resource?.address]),
  path: path
    .filter(({ role, shut }) => role !== "route" || !shut)
    .map(({ role, hop, resource, attribute, shut }) => [role, hop, resource?.address, attribute, shut]),
});

/** Without those of the network's own workloads, of which a balancer is none. */
const essences = (findings: readonly Finding[]): readonly string[] => findings.map((finding) => JSON.stringify(essence(finding))).sort();

describe.each(CASES)("%s in two stacks", (name) => {
  const whole = judged(planOf(name));
  const { app, network } = split(planOf(name));

  test("is found as in one, where the other stack is known", () => {
    expect(essences(findingsOf(judged(app, { with: { "net.json": network } })))).toEqual(essences(findingsOf(whole)));
  });

  test("is not, where it is not known", () => {
    expect(essences(findingsOf(judged(app)))).not.toEqual(essences(findingsOf(whole)));
  });

  test("tells where its evidence lives, by the other stack's own addresses", () => {
    const refs = findingsOf(judged(app, { with: { "net.json": network } })).flatMap(({ path }) =>
      path.flatMap(({ resource, via }) => [...(resource === null ? [] : [resource]), ...via]),
    );
    expect(refs.length).toBeGreaterThan(3);
    expect(refs.filter(({ address }) => address.includes("#"))).toEqual([]);
    expect(refs.filter(({ type, input }) => (input === "net.json") !== !/^aws_(?:ecs_\w+|instance)$/.test(type))).toEqual([]);
  });

  test("is what the plan says, where the other input tells of the same things", () => {
    const twice = judged(planOf(name), { with: { "old.json": network } });
    expect(twice.results.map(({ input: _, ...rest }) => rest)).toEqual(whole.results.map(({ input: _, ...rest }) => rest));
  });
});

test.each(["nlb-fargate", "alb-fargate"])("%s: what a balancer elsewhere leads to may be open, where its stack is not known", (name) => {
  const open = ({ decision, certainty, entry }: Finding): boolean =>
    decision !== "pass" && certainty === "possible" && entry === "passthrough";
  expect(findingsOf(judged(split(planOf(name)).app)).filter(open)).not.toEqual([]);
});

test("the other stack is not judged: neither its workloads nor its open groups", () => {
  const { app, network } = split(planOf("nlb-instance"));
  const { findings, summary, diagnostics } = resultOf(judged(network, { with: { "app.json": app } }));
  expect(findings.filter(({ workload }) => workload.type === "aws_instance")).toEqual([]);
  expect(summary.places).toBe(1);
  expect(diagnostics.map(({ code }) => code)).toEqual(["state"]);
});

test("names that both stacks have are two things", () => {
  const { app, network } = split(planOf("nlb-fargate"));
  const plan = parsePlan(app);
  const shut = {
    address: "aws_security_group.lobby",
    mode: "managed" as const,
    type: "aws_security_group",
    name: "lobby",
    change: { actions: ["no-op"], before: null, after: { id: "sg-0f0f0f0f", ingress: [], name: "other" }, after_unknown: {} },
  };
  plan.resource_changes?.push(shut);
  const expected = essences(findingsOf(judged(planOf("nlb-fargate"))));
  expect(essences(findingsOf(judged(JSON.stringify(plan), { with: { "net.json": network } })))).toEqual(expected);
});

test("what the plan takes away is gone, whatever an older state holds", () => {
  const text = planOf("nlb-fargate");
  const { network } = split(text);
  const plan = parsePlan(text);
  for (const one of plan.resource_changes ?? []) {
    if (one.type === "aws_vpc_security_group_ingress_rule") {
      const { change } = one;
      Object.assign(change, { actions: ["delete"], before: change.after, after: null });
    }
  }
  const { findings, closed } = resultOf(judged(JSON.stringify(plan), { with: { "net.json": network } }));
  expect(findings.filter(({ certainty }) => certainty !== "none")).toEqual([]);
  expect(closed?.map(({ workload }) => workload.address)).toEqual(["aws_ecs_service.lobby"]);
});

test("what cannot be read is told, and the plan is judged without it", () => {
  const { app } = split(planOf("modules"));
  const report = judged(app, { against: app, with: { "net.json": "no JSON" } });
  expect(report.errors).toEqual([expect.objectContaining({ path: "net.json", code: "not-json" })]);
  expect(findingsOf(report).map(({ change }) => change)).not.toContain(null);
});
