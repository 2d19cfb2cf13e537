import { check, type CheckOptions } from "../../src";
import { ASSUMPTIONS } from "../../src/model/assumption";
import { planJson, type Block } from "../plans/plan";
import { machine, open, withRules, without } from "../plans/vpc";

const OPTIONS: CheckOptions = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };
const SUBNET = "subnet-0d1e2f3a4b5c6d7e8";

interface Planned {
  readonly resource_changes: readonly { readonly address: string; readonly change: Change }[];
}
interface Change {
  readonly after: Record<string, unknown>;
  readonly after_unknown: Record<string, unknown>;
}

/** A machine that runs already: its state tells in which subnet, whoever chose it. */
function certaintyOf(written: Block, more: Partial<CheckOptions> = {}): unknown {
  const { subnet_id: _, ...own } = machine({ user_data: "#!/bin/bash\npython3 -m http.server 8181\n" });
  const program = { ...without(withRules(open(8181)), "aws_instance.web"), "aws_instance.web": { ...own, ...written } };
  const plan = JSON.parse(planJson(program)) as Planned;
  for (const { address, change } of plan.resource_changes) {
    if (address !== "aws_instance.web") continue;
    change.after["subnet_id"] = SUBNET;
    delete change.after_unknown["subnet_id"];
  }
  const { results } = check([{ path: "plan.json", bytes: Buffer.from(JSON.stringify(plan)) }], { ...OPTIONS, ...more });
  const found = results.flatMap(({ findings }) => findings).filter(({ process }) => process === "http.server");
  return found.map(({ certainty, assumes }) => [certainty, assumes.some(({ name }) => name === "default-vpc")]);
}

test("a subnet that its author does not name is one of the default VPC, with an id or without", () => {
  expect(certaintyOf({})).toEqual([["definite", true]]);
  expect(certaintyOf({}, { assumptions: new Set(ASSUMPTIONS.filter((name) => name !== "default-vpc")) })).toEqual([["possible", false]]);
});

test("its twin names it: it may be any", () => {
  expect(certaintyOf({ subnet_id: SUBNET })).toEqual([["possible", false]]);
});

test("what the configuration knows of the id counts", () => {
  expect(certaintyOf({}, { config: { known: { [SUBNET]: "private" } } })).toEqual([["none", false]]);
});
