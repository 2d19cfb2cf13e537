import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../src/check";
import type { Config } from "../../src/model/config";
import type { Result } from "../../src/model/report";
import { judge, resultOf, TODAY } from "../story/judge";
import { parsePlan } from "../story/plan-json";
import { judged } from "../stacks/split";

const planOf = (name: string): string => readFileSync(join(__dirname, "cases", name, "plan.json"), "utf8");

const told = ({ findings, closed }: Result): object => ({
  changes: findings.map(({ workload, change }) => [workload.address, change]),
  closed: closed?.map(({ workload }) => workload.address),
});

/** Plans of Terraform over what was applied before. */
describe("a service and its group", () => {
  test.each<[string, readonly (readonly [string, string])[]]>([
    ["moved", [["aws_ecs_service.probes", "unchanged"]]],
    ["renamed", [["aws_ecs_service.probes", "unchanged"]]],
    [
      "second",
      [
        ["aws_ecs_service.probes", "opened"],
        ["aws_ecs_service.sensors", "unchanged"],
      ],
    ],
  ])("%s", (name, changes) => {
    expect(told(resultOf(judge(planOf(name))))).toEqual({ changes, closed: [] });
  });

  test("one of two that are alike is the one that was there", () => {
    const [before, after] = [parsePlan(planOf("moved")), parsePlan(planOf("second"))];
    const old = { format_version: "1.0", values: before.prior_state?.values };
    for (const change of after.resource_changes ?? []) {
      if (change.address === "aws_ecs_service.sensors") Object.assign(change, { address: "aws_ecs_service.traps", name: "traps" });
    }
    after.prior_state = {};
    after.planned_values = { root_module: {} };
    const { findings, closed } = resultOf(judged(JSON.stringify(after), { against: JSON.stringify(old) }));
    const open = findings.filter(({ certainty }) => certainty !== "none");
    expect(open.map(({ workload, change }) => [workload.address, change])).toEqual([
      ["aws_ecs_service.probes", "unchanged"],
      ["aws_ecs_service.traps", "opened"],
    ]);
    expect(closed).toEqual([]);
  });
});

describe("an allowance", () => {
  const allowing = (workload: string): Config => ({
    stacks: {
      "*": { allow: [{ workload, ports: [7070], from: ["0.0.0.0/0"], reason: "probes of the weather service", expires: "2027-03-31" }] },
    },
  });
  const judgedWith = (workload: string): object =>
    told(
      resultOf(
        check([{ path: "plan.json", bytes: Buffer.from(planOf("moved")) }], {
          today: TODAY,
          stack: null,
          advisory: false,
          all: false,
          version: "0",
          config: allowing(workload),
        }),
      ),
    );
  test("by the address of before is lost in a move", () => {
    expect(judgedWith("aws_ecs_service.sensors")).toEqual({ changes: [["aws_ecs_service.probes", "widened"]], closed: [] });
  });
  test("by the address of now is won", () => {
    expect(judgedWith("aws_ecs_service.probes")).toEqual({ changes: [["aws_ecs_service.probes", "unchanged"]], closed: [] });
  });
  test("by a pattern of both is kept", () => {
    expect(judgedWith("aws_ecs_service.*")).toEqual({ changes: [["aws_ecs_service.probes", "unchanged"]], closed: [] });
  });
});

test("what is forgotten goes on running: it is not closed", () => {
  const plan = parsePlan(planOf("renamed"));
  for (const { address, change } of plan.resource_changes ?? []) {
    if (address === "aws_ecs_service.sensors") change.actions = ["forget"];
    if (address === "aws_ecs_service.probes") change.after = null;
  }
  plan.resource_changes = plan.resource_changes?.filter(({ change }) => change.after !== null || change.actions[0] !== "create") ?? [];
  const { closed, diagnostics } = resultOf(judge(JSON.stringify(plan)));
  expect(closed).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toContain("forgotten");
});
