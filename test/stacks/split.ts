import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check, type CheckOptions } from "../../src/check";
import type { Report } from "../../src/model/report";
import { TODAY } from "../story/judge";
import { eachModule, parsePlan, type PlanJson, type StateModule } from "../story/plan-json";

export const CASES = ["alb-fargate", "nlb-fargate", "nlb-instance", "modules"] as const;

export const planOf = (name: string): string => readFileSync(join(__dirname, "cases", name, "plan.json"), "utf8");

/** What runs something; everything else is the network's. */
const RUNS = /^aws_(?:ecs_\w+|instance)$/;

function keep(root: StateModule | undefined, wanted: (type: string) => boolean): void {
  if (root !== undefined) {
    eachModule(root, (module) => (module.resources = (module.resources ?? []).filter(({ type }) => wanted(type))));
  }
}

/**
 * One program as two: what runs, as a plan, and the network beneath it, as `terraform show -json` prints its state.
 * @param planned what is in the plan instead
 */
export function split(text: string, planned = RUNS): { readonly app: string; readonly network: string } {
  const isApp = (type: string): boolean => planned.test(type);
  const whole = parsePlan(text);
  const network = whole.prior_state?.values?.root_module;
  keep(network, (type) => !isApp(type));
  const app: PlanJson = parsePlan(text);
  keep(app.prior_state?.values?.root_module, isApp);
  keep(app.planned_values.root_module, isApp);
  app.resource_changes = (app.resource_changes ?? []).filter(({ type }) => isApp(type));
  return {
    app: JSON.stringify(app),
    network: JSON.stringify({ format_version: "1.0", terraform_version: "1.15.5", values: { root_module: network } }),
  };
}

const input = (path: string, text: string): { path: string; bytes: Uint8Array } => ({ path, bytes: Buffer.from(text) });

/** Judges a plan beside other files, each by its path. */
export function judged(
  plan: string,
  beside: { against?: string; with?: Readonly<Record<string, string>> } = {},
  more: Partial<CheckOptions> = {},
): Report {
  return check([input("plan.json", plan)], {
    today: TODAY,
    stack: null,
    advisory: false,
    all: true,
    version: "0.0.0",
    ...(beside.against === undefined ? {} : { against: [input("before.json", beside.against)] }),
    ...(beside.with === undefined ? {} : { with: Object.entries(beside.with).map(([path, text]) => input(path, text)) }),
    ...more,
  });
}
