import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { loadConfiguration, settingsFor } from "../../src/config";
import { CONFIG, type Shape } from "../../src/config/schema";
import { ASSUMPTIONS } from "../../src/model/assumption";
import { run } from "../cli/fake";

const ROOT = join(__dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const page = read("docs/configuration.md");
const examples = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, text]) => text ?? "");
const schema = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(read("schema/config.schema.json")) as object);

const load = (text: string) => loadConfiguration([{ name: "quadzero.yaml", bytes: Buffer.from(text) }]);

test("there are examples", () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
});

test.each([...examples, read("examples/allowance/quadzero.yaml")])(
  "an example is valid, by the code and by the published schema: %#",
  (text) => {
    expect(() => load(text)).not.toThrow();
    schema(parse(text) ?? {});
    expect(schema.errors).toBeNull();
  },
);

test("the stacks of the example are nearer in the order that the page tells", () => {
  const text = examples.find((example) => example.includes("sandbox/dev")) ?? "";
  const { onUnknown, rules } = settingsFor(load(text), "sandbox/dev");
  expect([onUnknown.value, rules["world-open-listener"].value]).toEqual(["pass", "warn"]);
});

const section = (title: string): string => page.split("\n## ").find((each) => each.startsWith(title)) ?? "";

/** The names of everything that may be written. */
function names(shape: Shape): readonly string[] {
  if (shape.is === "list") return names(shape.of);
  if (shape.is !== "object") return [];
  return [...Object.keys(shape.members), ...[...Object.values(shape.members), ...(shape.named ?? [])].flatMap(({ of }) => names(of))];
}

test("the page names everything that may be written", () => {
  const rules = ["deaf-listener", "bind-is-not-a-filter", "will-not-start"];
  expect(names(CONFIG).filter((name) => !page.includes(name) && !rules.includes(name))).toEqual([]);
});

test("its table of assumptions has each that there is, and no other", () => {
  expect([...page.matchAll(/^\| `([\w-]+)` +\| [^|]*\S +\|$/gm)].map(([, name]) => name).filter((name) => name?.includes("-"))).toEqual([
    ...ASSUMPTIONS,
  ]);
});

test.each(["pulumi.md", "cdktf.md"])("it leads to where %s tells which file counts", (host) => {
  const [, anchor = ""] = new RegExp(`\\]\\(${host}#([\\w-]+)\\)`).exec(section("Which file counts")) ?? [];
  expect(anchor).not.toBe("");
  expect(read(`docs/${host}`).toLowerCase()).toContain(`\n## ${anchor}\n`);
});

test("its message is one that is told", () => {
  const [, message = ""] = /```text\nquadzero: (quadzero\.yaml:9:7: [^\n]*)\n```/.exec(page) ?? [];
  const text =
    '# one\n# two\nstacks:\n  a:\n    allow:\n    - workload: x\n      ports: [1]\n      from: ["::/0"]\n      expire: 2027-01-01\n      reason: y\n';
  expect(() => load(text)).toThrow(message);
});

describe("the example of an allowance", () => {
  const files = { "plan.json": read("examples/flask-on-fargate/plan.json"), "quadzero.yaml": read("examples/allowance/quadzero.yaml") };
  const check = (stack: string, today: string) => run(["check", "--stack", stack, "--today", today, "plan.json"], { files });

  test.each([
    ["flask/prod", "2027-03-31", 0, "allowed: public API of the spring fair (team-fair, until 2027-03-31)"],
    ["flask/prod", "2027-04-01", 1, "allowances: 1 expired and allowing nothing (aws_ecs_service.api)"],
    ["flask/dev-ann", "2027-03-31", 0, "WARN   api answers the world on tcp 5050"],
    ["flask/staging", "2027-03-31", 1, "BLOCK  api answers the world on tcp 5050"],
  ])("%s on %s", async (stack, today, code, says) => {
    const outcome = await check(stack, today);
    expect([outcome.code, outcome.err]).toEqual([code, ""]);
    expect(outcome.out).toContain(says);
  });
});
