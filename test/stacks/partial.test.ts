import type { Report } from "../../src/model/report";
import { findingsOf } from "../story/judge";
import { eachModule, type StateModule } from "../story/plan-json";
import { judged, planOf, split } from "./split";

interface State {
  readonly values: { readonly root_module: StateModule };
}

const { app, network } = split(planOf("modules"));

/** The network's stack, of which a third holds some resources. */
function less(types: RegExp, blank: readonly string[] = []): string {
  const state = JSON.parse(network) as State;
  eachModule(state.values.root_module, (module) => {
    module.resources = (module.resources ?? []).filter(({ type }) => !types.test(type));
    for (const { values } of module.resources) for (const name of blank) if (values !== undefined && name in values) values[name] = [];
  });
  return JSON.stringify(state);
}

const certainties = (report: Report): readonly string[] =>
  findingsOf(report)
    .filter(({ rule, certainty }) => rule === "world-open-listener" && certainty !== "none")
    .map(({ certainty }) => certainty);

const beside = (state: string): readonly string[] => certainties(judged(app, { with: { "net.json": state } }));

test("the whole network settles what the plan leaves open", () => {
  expect(certainties(judged(app))).toContain("possible");
  expect(beside(network)).toEqual(["definite"]);
});

test.each<[string, RegExp, readonly string[]]>([
  ["associations", /^aws_route_table_association$/, []],
  ["route tables", /^aws_route/, []],
  ["routes", /^aws_route$/, ["route"]],
  ["rules of groups", /_rule$/, ["ingress"]],
])("what a third stack may hold is not taken for absent: %s", (_, types, blank) => {
  expect(beside(less(types, blank))).toContain("possible");
});

test("a stack that associates subnets of its own has left the others to the main table", () => {
  const state = JSON.parse(network) as State;
  eachModule(state.values.root_module, (module) => {
    for (const { type, values } of module.resources ?? []) {
      if (type === "aws_route_table_association" && values !== undefined) values["subnet_id"] = "subnet-0c0ffee1";
    }
  });
  expect(beside(JSON.stringify(state))).toEqual([]);
});
