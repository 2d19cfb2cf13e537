import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Finding } from "../../../src/model/report";

import { findingsOf, judge } from "../../story/judge";
import { environment, missing, planner } from "../terraform/engine";

const cases = resolve(__dirname, "../../cases");

/** Everything but what a state tells, the values that were read, and where a value is written in its own words. */
const told = (findings: readonly Finding[]): unknown =>
  findings.map(({ rule, decision, certainty, severity, workload, ports, sources, path, because }) => ({
    said: [rule, decision, certainty, severity, workload.address, ports, sources, because.map(({ code }) => code)],
    path: path.map(({ role, hop, shut, says, resource }) => [role, hop, shut, says, resource?.address ?? null]),
  }));

/** What a program leaves out, the provider fills in: the plan of a synthesis has its defaults, the synthesis has not. */
(missing === null ? describe : describe.skip)("what Terraform plans of a synthesis is judged as the synthesis is", () => {
  test.each(["alb-fargate", "docker-publish", "halves-safe", "network-acl"])(
    "%s",
    (name) => {
      const folder = mkdtempSync(join(tmpdir(), "quadzero-synth-plan-"));
      try {
        const synth = join(cases, name, "cdktf/cdk.tf.json");
        mkdirSync(join(folder, "program"));
        cpSync(synth, join(folder, "program/cdk.tf.json"));
        const data = join(cases, name, "data.json");
        const [python, tool] = planner;
        const made = spawnSync(python, [tool, join(folder, "program"), "-o", join(folder, "plan.json")], {
          encoding: "utf8",
          env: { ...environment, TFSTUB_DATA: existsSync(data) ? data : "" },
        });
        expect([made.status, made.stderr]).toEqual([0, expect.any(String)]);
        const plan = judge(readFileSync(join(folder, "plan.json"), "utf8"));
        expect(told(findingsOf(judge(readFileSync(synth, "utf8"))))).toEqual(told(findingsOf(plan)));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    120_000,
  );
});
