import type { Plan } from "../../src/model/plan";
import { against, CannotCompare } from "../../src/change";
import { run } from "../cli/fake";
import { resultOf } from "../story/judge";
import { judged, planOf, split } from "../stacks/split";

const plan = (stack: string | null, path = "plan.json"): Plan => ({
  kind: "cdktf-synth",
  path,
  stack,
  resources: [],
  before: null,
  notes: [],
});
const befores = (plans: readonly Plan[], earlier: readonly Plan[]): readonly (string | null)[] =>
  against(plans, earlier).map(({ before }) => earlier.find(({ resources }) => resources === before)?.stack ?? null);

describe("an earlier input is matched", () => {
  test("by the names of stacks, in whatever order", () => {
    expect(befores([plan("shop"), plan("mail")], [plan("mail"), plan("shop")])).toEqual(["shop", "mail"]);
  });

  test("one to one, whatever their names, and a warning tells where these differ", () => {
    expect(befores([plan("shop/pr-7")], [plan("shop/main")])).toEqual(["shop/main"]);
    const warnings = (stack: string | null, earlier: string | null): readonly string[] =>
      against([plan(stack)], [plan(earlier)]).flatMap(({ notes }) => notes.map(({ level, code }) => `${level} ${code}`));
    expect(warnings("shop/pr-7", "shop/main")).toEqual(["warning other-stack"]);
    expect([warnings("shop", "shop"), warnings(null, "shop"), warnings("shop", null)]).toEqual([[], [], []]);
  });

  test("in order, where not all have a name", () => {
    expect(befores([plan("shop"), plan(null)], [plan("mail"), plan("shop")])).toEqual(["mail", "shop"]);
  });

  test("and told, where a stack is new or gone", () => {
    const [shop, mail] = against([plan("shop"), plan("mail")], [plan("shop"), plan("wiki")]);
    expect(mail?.before).toEqual([]);
    expect(mail?.notes.map(({ message }) => message)).toEqual(["mail is not in what --against tells: all that it exposes is new"]);
    expect(shop?.notes.map(({ code }) => code)).toEqual(["stack-is-gone"]);
  });

  test("or refused, where nobody can tell which belongs to which", () => {
    expect(() => against([plan(null), plan(null)], [plan(null)])).toThrow(CannotCompare);
    expect(() => against([plan(null)], [plan(null), plan("shop")])).toThrow(
      "--against tells of 2 stacks and the inputs of 1 stack; give as many of both, in the same order",
    );
  });
});

describe("the command line", () => {
  const { app, network } = split(planOf("modules"));
  const files = { "app.json": app, "net.json": network, "whole.json": planOf("modules") };

  test("knows other stacks, and compares with an earlier input", async () => {
    const { code, out, err } = await run(["check", "--with", "net.json", "--against", "net.json", "app.json"], { files });
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toContain("opened by this change");
    expect(out).toContain('service["red"].this answers the world on tcp 5101');
  });

  test("tells what it cannot read, of changes nothing, and judges all the same", async () => {
    const { code, out, err } = await run(["check", "--against", "none.json", "whole.json"], { files });
    expect({ code, err }).toEqual({ code: 3, err: "quadzero: none.json: there is no such file\n" });
    expect(out).toContain("medium · definite\n");
  });

  test("tells that it cannot compare", async () => {
    const { code, err } = await run(["check", "--against", "net.json", "app.json", "whole.json"], { files });
    expect({ code, err }).toEqual({
      code: 3,
      err: "quadzero: net.json: --against tells of 1 stack and the inputs of 2 stacks; give as many of both, in the same order\n",
    });
  });

  test.each([
    [["check", "--against"], "--against needs a value: --against FILE"],
    [["check", "--with"], "--with needs a value: --with FILE"],
    [["check", "--against", "-", "-"], 'standard input can be read once: give "-" once'],
  ])("%j is told what is wrong", async (argv, message) => {
    expect(await run(argv, { files })).toEqual({ code: 2, out: "", err: `quadzero: ${message}\n` });
  });
});

test("an input that cannot be read leaves nobody's place to another", () => {
  const { network } = split(planOf("modules"));
  const { change } = resultOf(judged(planOf("modules"), { against: "no JSON" })).findings[0] ?? {};
  expect(change).toBeNull();
  expect(resultOf(judged(planOf("modules"), { against: network })).findings.map(({ change }) => change)).toContain("opened");
});
