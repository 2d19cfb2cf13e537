import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/check";
import type { AllowanceConfig, Config } from "../../src/model/config";
import type { Finding, Result } from "../../src/model/report";

export const TODAY = "2027-02-11";
const CASES = join(__dirname, "../cases");

const plans = new Map<string, Buffer>();

/** The plan of a story. */
export function planOf(story: string): Buffer {
  const plan = plans.get(story) ?? readFileSync(join(CASES, story, "plan.json"));
  plans.set(story, plan);
  return plan;
}

export function judged(plan: Uint8Array, config: Config | readonly Config[], on: { today?: string; stack?: string } = {}): Result {
  const report = check([{ path: "plan.json", bytes: plan }], {
    today: on.today ?? TODAY,
    stack: on.stack ?? null,
    advisory: false,
    all: true,
    version: "0.0.0",
    config,
  });
  const [result] = report.results;
  if (result === undefined) throw new Error(report.errors.map(({ message }) => message).join());
  return result;
}

/** Allowances for every deployment. */
export const allowing = (...allow: readonly Partial<AllowanceConfig>[]): Config => ({
  stacks: { "*": { allow: allow.map((each) => ({ ...WORLD, ...each })) } },
});

const WORLD: AllowanceConfig = {
  workload: "*",
  ports: ["0-65535"],
  from: ["0.0.0.0/0", "::/0"],
  reason: "by design",
  expires: "2027-12-31",
};

/** What of a finding allowances may change, apart from which of them are named. */
export const outcome = ({ rule, fingerprint, decision, certainty, ports, sources, allowance }: Finding) => ({
  rule,
  fingerprint,
  decision,
  certainty,
  ports,
  sources,
  allowed: allowance !== null,
});

/** Those that allowances are about. */
export const open = ({ findings }: Result): readonly Finding[] =>
  findings.filter(({ rule, certainty }) => certainty !== "none" && (rule === "world-open-listener" || rule === "world-open-idle"));
