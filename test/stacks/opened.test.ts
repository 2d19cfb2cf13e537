import { isFailing } from "../../src/failing";
import type { Finding, Report } from "../../src/model/report";
import { parsePlan } from "../story/plan-json";
import { judged, planOf, split } from "./split";

const RULE = /^aws_vpc_security_group_ingress_rule$/;

/** The rules of a program's groups in a stack of their own: what is there but for them, and the plan that makes or keeps them. */
function rulesApart(makes: boolean, world = "0.0.0.0/0"): { readonly state: string; readonly plan: string } {
  const { app, network } = split(planOf("modules"), RULE);
  const plan = parsePlan(app);
  if (makes) {
    for (const { change } of plan.resource_changes ?? []) Object.assign(change, { actions: ["create"], before: null });
    delete plan.prior_state;
  }
  return { state: network, plan: JSON.stringify(plan).replaceAll("0.0.0.0/0", world) };
}

const told = ({ results }: Report): readonly (readonly [string, readonly (readonly unknown[])[]])[] =>
  results.map(({ input, findings }) => [
    input.path,
    findings.map(({ rule, workload, certainty, change, ports }: Finding) => [rule, workload.name, certainty, change, ports]),
  ]);

test("a rule for another stack's group: what it opens there is judged, where that stack is shown", () => {
  const { state, plan } = rulesApart(true);
  const report = judged(plan, { with: { "rooms.json": state } }, { all: false });
  const [, opened] = told(report);
  expect(opened).toEqual(["rooms.json", [["world-open-listener", "this", "definite", "opened", [[5101, 5101]]]]]);
  expect(report.decision).toBe("block");
  const rules = report.results.flatMap(({ findings }) => findings.flatMap(({ path }) => path.filter(({ role }) => role === "group")));
  expect(rules.map(({ resource }) => resource?.input)).toContain("plan.json");
  expect(report.results[1]?.diagnostics.map(({ code }) => code)).toEqual(["opened-elsewhere"]);
});

test("for the office alone, or as it is already, it opens nothing there", () => {
  for (const { state, plan } of [rulesApart(true, "203.0.113.0/24"), rulesApart(false)]) {
    const report = judged(plan, { with: { "rooms.json": state } }, { all: false });
    expect(told(report)).toEqual([["plan.json", []]]);
    expect(report.decision).toBe("pass");
  }
});

describe("with the stack that holds the group alone", () => {
  const noted = (makes: boolean, shown: "groups" | "all"): readonly (readonly string[])[] => {
    const { state, plan } = rulesApart(makes);
    const rooms = shown === "all" ? state : split(planOf("modules"), /^aws_(?:ecs_\w+|instance|vpc_security_group_ingress_rule)$/).network;
    const { results } = judged(plan, { with: { "rooms.json": rooms } }, { all: false });
    return results.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ code }) => code === "opens-elsewhere").map(({ level, message }) => [level, message]),
    );
  };

  test("who carries it lives in a third: a warning says so", () => {
    const [[level, message] = []] = noted(true, "groups");
    expect([level, message]).toEqual(["warning", expect.stringContaining("(rooms.json), which nothing that is shown carries")]);
  });

  test("a rule that stands is a note, and where its carrier is shown nothing is said", () => {
    expect(noted(false, "groups").map(([level]) => level)).toEqual(["note", "note"]);
    expect(noted(true, "all")).toEqual([]);
  });
});

test("a rule that is moved opens nothing there", () => {
  const { plan } = rulesApart(false);
  const moved = parsePlan(plan);
  for (const each of moved.resource_changes ?? []) Object.assign(each, { previous_address: each.address, address: `${each.address}x` });
  delete moved.prior_state;
  const { results } = judged(JSON.stringify(moved));
  const levels = results.flatMap(({ diagnostics }) => diagnostics.map(({ level, code }) => `${level} ${code}`));
  expect(new Set(levels.filter((each) => each.endsWith("opens-elsewhere")))).toEqual(new Set(["note opens-elsewhere"]));
});

test("an input that tells nothing of before says of no exposure that this change opens it", () => {
  const { state, plan } = rulesApart(true);
  const options = { against: null, all: false } as const;
  const opened = judged(plan, { with: { "rooms.json": state } }, options).results.flatMap(({ findings }) => findings);
  expect(opened.map(({ change, decision }) => [change, decision])).toEqual([[null, "block"]]);
});

test("the settings of this stack are none of another's", () => {
  const { state, plan } = rulesApart(true);
  const lax = { stacks: { "shop/dev": { rules: { "world-open-listener": "warn" } } } } as const;
  const report = judged(plan, { with: { "rooms.json": state } }, { stack: "shop/dev", config: lax, all: false });
  expect(report.decision).toBe("block");
});

describe("without that stack", () => {
  const notes = (makes: boolean, world?: string): readonly string[] =>
    judged(rulesApart(makes, world).plan).results.flatMap(({ diagnostics }) => diagnostics.map(({ level, code }) => `${level} ${code}`));

  test("a rule that lets the world into its group is a warning, and one that stands is a note", () => {
    expect(notes(true)).toEqual(expect.arrayContaining(["warning opens-elsewhere"]));
    expect(notes(false)).toEqual(expect.arrayContaining(["note opens-elsewhere"]));
    expect(notes(true, "203.0.113.0/24")).toEqual([]);
  });

  test("the warning counts where warnings do", () => {
    const asked = (world: string): boolean => isFailing(judged(rulesApart(true, world).plan), false, "warn");
    expect([asked("0.0.0.0/0"), asked("203.0.113.0/24")]).toEqual([true, false]);
  });
});

test("what a state holds opens nothing there: it is no change", () => {
  const { state, plan } = rulesApart(false);
  const { prior_state: before } = parsePlan(plan);
  const rules = JSON.stringify({ format_version: "1.0", terraform_version: "1.15.5", values: before?.values });
  expect(told(judged(rules, { with: { "rooms.json": state } }, { all: false }))).toEqual([["plan.json", []]]);
});
