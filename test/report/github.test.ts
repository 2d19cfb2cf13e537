import fc from "fast-check";
import { parse } from "yaml";
import { load, many, named, names, render, reports } from "./recorded";

interface Command {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const unescaped = (text: string, escapes: readonly (readonly [string, string])[]): string =>
  escapes.reduce((done, [code, sign]) => done.replaceAll(code, sign), text);
const DATA = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
] as const;
const PROPERTY = [["%3A", ":"], ["%2C", ","], ...DATA] as const;

/** As the runner reads a line: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function parsed(line: string): Command {
  if (!line.startsWith("::")) throw new Error(`no command: ${line}`);
  const end = line.indexOf("::", 2);
  const head = line.slice(2, end);
  const space = head.indexOf(" ");
  const properties = head
    .slice(space + 1)
    .split(",")
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf("=")), unescaped(pair.slice(pair.indexOf("=") + 1), PROPERTY)]);
  return { level: head.slice(0, space), properties: Object.fromEntries(properties), message: unescaped(line.slice(end + 2), DATA) };
}

const commands = (text: string): readonly Command[] => text.split("\n").slice(0, -1).map(parsed);

it("is lines that a runner reads back as they were meant, whatever the names hold", () => {
  fc.assert(
    fc.property(reports, fc.boolean(), (report, all) => {
      const text = render("github", report, { all });
      expect(text === "" || text.endsWith("\n")).toBe(true);
      for (const { level, properties } of commands(text)) {
        expect(["error", "warning", "notice"]).toContain(level);
        expect(Object.keys(properties).filter((name) => !["file", "line", "title"].includes(name))).toEqual([]);
        expect(properties["title"]).not.toBe("");
      }
    }),
    { numRuns: 200 },
  );
});

it("keeps signs that a command is made of", () => {
  const name = "a%0Ab::error file=x,line=1::100%";
  const found = commands(render("github", named(load("block"), name))).filter(({ level }) => level === "error");
  expect(found).toHaveLength(1);
  expect(found[0]?.properties).toEqual({ file: name, title: `BLOCK: ${name}` });
  expect(found[0]?.message.startsWith(`BLOCK ${name}: medium · definite`)).toBe(true);
});

it("ends with the allowance, ready to paste, and not with the place for it", () => {
  const [{ message } = { message: "" }] = commands(render("github", load("block")));
  const [, pasted = ""] = /\nallow: quadzero\.yaml, .*:\n([^]*)$/.exec(message) ?? [];
  expect(parse(pasted)).toEqual([
    { workload: "aws_ecs_service.api", ports: [5001], from: ["0.0.0.0/0"], reason: null, owner: null, expires: "2027-02-23" },
  ]);
});

it("tells the most severe first: a step shows ten of a level", () => {
  const severities = ["medium", "critical", "high"] as const;
  const decisions = ["warn", "block"] as const;
  const report = many(60, (index) => ({ severity: severities[index % 3] ?? "medium", decision: decisions[index % 2] ?? "warn" }));
  const told = commands(render("github", report)).map(({ level, message }) => `${level} ${/: (\w+) ·/.exec(message)?.[1] ?? ""}`);
  expect([...new Set(told)]).toEqual([
    "error critical",
    "error high",
    "error medium",
    "warning critical",
    "warning high",
    "warning medium",
  ]);
});

it("points at the line where it is known, else at the input, and at nothing for standard input", () => {
  const location = { uri: "infra/main.tf", line: 12, column: 3 };
  const report = many(1, () => ({ workload: { address: "aws_instance.a", type: "aws_instance", name: "a", location } }));
  expect(commands(render("github", report))[0]?.properties).toMatchObject({ file: "infra/main.tf", line: "12" });
  expect(commands(render("github", many(1)))[0]?.properties).toEqual({ file: "plan.json", title: "BLOCK: svc0 answers the world" });
  const piped = { ...many(1), results: many(1).results.map((result) => ({ ...result, input: { ...result.input, path: "-" } })) };
  expect(commands(render("github", piped))[0]?.properties).toEqual({ title: "BLOCK: svc0 answers the world" });
});

it("has files as the repository has them", () => {
  const shown = render("github", many(1), { inRepository: (path) => `infra/${path}` });
  expect(commands(shown)[0]?.properties["file"]).toBe("infra/plan.json");
});

it("makes errors of blocks and of inputs that cannot be read, and of nothing else", () => {
  for (const name of names) {
    const report = load(name);
    const blocks = report.results.filter(({ advisory }) => !advisory).reduce((sum, { summary }) => sum + summary.blocked, 0);
    const errors = commands(render("github", report)).filter(({ level }) => level === "error");
    expect(errors).toHaveLength(blocks + report.errors.length);
  }
});
