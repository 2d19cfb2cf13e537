import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { type Outcome, run, type World } from "./fake";

const plan = (story: string): string => readFileSync(join(__dirname, "../cases", story, "plan.json"), "utf8");

const files = { "plan.json": plan("fargate-gunicorn"), "safe.json": plan("fargate-gunicorn-safe"), "bad.json": "{" };

async function inWorld(argv: readonly string[], world: World): Promise<Outcome & { written: Readonly<Record<string, string>> }> {
  const written: Record<string, string> = {};
  return { ...(await run(argv, { files, ...world, written })), written };
}

const links = { "/srv/app/link.json": "/srv/app/plan.json" };
const check = (...argv: string[]): ReturnType<typeof inWorld> => inWorld(["check", ...argv], { links });

it("writes each format to its file, and prints the first one where none is printed", async () => {
  const { code, out, err, written } = await check("--format", "sarif=out.sarif", "--format=markdown=notes/comment=1.md", "plan.json");
  expect([code, err]).toEqual([1, ""]);
  expect(out).toMatch(/^BLOCK {2}storefront answers the world/);
  expect(Object.keys(written)).toEqual(["out.sarif", "notes/comment=1.md"]);
  expect(JSON.parse(written["out.sarif"] ?? "")).toMatchObject({ version: "2.1.0" });
  expect(written["notes/comment=1.md"]).toMatch(/^<!-- quadzero -->\n## ⛔ quadzero: 1 blocked\n/);
});

it("prints the one that goes to standard output", async () => {
  const { out, written } = await check("--format", "text=report.txt", "--format", "json", "plan.json");
  expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1, decision: "block" });
  expect(written["report.txt"]).toMatch(/^BLOCK {2}storefront/);
  expect((await check("--format", "github=-", "plan.json")).out).toMatch(/^::error file=plan\.json,/);
});

it("has the rule's page in SARIF", async () => {
  const { out } = await check("--format", "sarif", "safe.json");
  expect(out).toContain("# the page docs/rules/world-open-listener.md");
});

it("tells files of errors too, which standard error has", async () => {
  const { code, out, err, written } = await check("--format", "text=report.txt", "plan.json", "bad.json");
  expect(code).toBe(3);
  expect(err).toContain("bad.json: ");
  expect(out).not.toContain("bad.json");
  expect(written["report.txt"]).toContain("bad.json");
});

describe("what cannot be meant is told, and nothing is judged or written", () => {
  it.each<[string, string[], string]>([
    ["two for standard output", ["--format", "json", "--format", "sarif"], "--format json and --format sarif would share standard output"],
    ["the same one twice", ["--format", "json", "--format", "json"], "would share standard output"],
    ["no file", ["--format", "json="], "--format json= names no file"],
    ["a file twice", ["--format", "json=x", "--format", "sarif=./x"], "two formats would share the file ./x"],
    ["the input", ["--format", "json=../app/plan.json"], "--format would overwrite the input ../app/plan.json"],
    ["the input by a link", ["--format", "json=link.json"], "--format would overwrite the input link.json"],
    ["the configuration", ["--format", "text=./quadzero.yaml"], "--format would overwrite the configuration ./quadzero.yaml"],
    ["a file of the program", ["--source", ".", "--format", "json=main.tf"], "--format would overwrite the program's file main.tf"],
    ["one of its modules", ["--source", ".", "--format", "json=net/a.tofu.json"], "would overwrite the program's file net/a.tofu.json"],
    ["one that is named", ["--config", "ops.yaml", "--format", "text=ops.yaml"], "--format would overwrite the configuration ops.yaml"],
    ["a format that there is not", ["--format", "sarf=x"], '"sarf" is none of them; did you mean "sarif"?'],
    ["a change that there is not", ["--only", "open"], '"open" is none of them; did you mean "opened"?'],
  ])("%s", async (_, argv, says) => {
    const { code, out, err, written } = await check(...argv, "plan.json");
    expect([code, out, written]).toEqual([2, "", {}]);
    expect(err).toContain(says);
    expect(err.split("\n")).toHaveLength(2);
  });
});

it.each([
  ["ENOENT", "its folder does not exist; make it first"],
  ["EACCES", "this user may not write it"],
  ["EISDIR", "this is a folder; name a file in it"],
  ["EWEIRD", "it cannot be written (EWEIRD)"],
])("tells that a file cannot be written: %s; the others are, and the exit code is 2", async (code, says) => {
  const argv = ["check", "--format", "json=no/a.json", "--format", "sarif=b.sarif", "plan.json"];
  const outcome = await inWorld(argv, { unwritable: { "no/a.json": code } });
  expect(outcome.code).toBe(2);
  expect(outcome.err).toBe(`quadzero: no/a.json: ${says}\n`);
  expect(outcome.out).toContain("BLOCK");
  expect(Object.keys(outcome.written)).toEqual(["b.sarif"]);
  const worse = await run([...argv, "bad.json"], { files, unwritable: { "no/a.json": code } });
  expect(worse.code).toBe(3);
});

it("has paths as the repository has them where a runner says where that is", async () => {
  const argv = ["check", "--format", "github", "plan.json"];
  const within = await run(argv, { files, env: { GITHUB_WORKSPACE: "/srv" } });
  expect(within.out).toMatch(/^::error file=app\/plan\.json,/);
  const outside = await run(argv, { files, env: { GITHUB_WORKSPACE: "/elsewhere" } });
  expect(outside.out).toMatch(/^::error file=plan\.json,/);
});

it("keeps exit code 0 for what was open before, and says how much that is", async () => {
  const before = { files: { "plan.json": plan("deleted-rule") } };
  const all = JSON.parse((await run(["check", "--format", "json", "plan.json"], before)).out) as Report;
  const only = await run(["check", "--only", "opened", "--format", "json", "plan.json"], before);
  const [result] = (JSON.parse(only.out) as Report).results;
  expect(result?.findings).toEqual(all.results[0]?.findings.filter(({ change }) => change !== "unchanged"));
  expect(result?.closed).toEqual(all.results[0]?.closed);
});
