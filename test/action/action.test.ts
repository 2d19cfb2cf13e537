import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { manifest, root } from "../house/repository";
import { type Comments, startComments } from "./comments";
import { action, type Job, type Outcome, runAction } from "./runner";

// Each runs the steps as processes of their own.
jest.setTimeout(120_000);

const plan = (story: string): string => readFileSync(join(root, "test/cases", story, "plan.json"), "utf8");
const event = JSON.parse(readFileSync(join(__dirname, "pull-request.json"), "utf8")) as { pull_request: { number: number } };
const NUMBER = event.pull_request.number;

const folders: string[] = [];
let api: Comments;
beforeEach(async () => {
  api = await startComments(NUMBER);
});
afterEach(() => api.close());
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function run(inputs: Job["inputs"], more: Partial<Job> = {}): Promise<Outcome> {
  const files = { "plan.json": plan("fargate-gunicorn"), "infra/plan.json": plan("fargate-gunicorn-safe"), "bad.json": "{" };
  const outcome = await runAction({ inputs, files, event, api: api.url, ...more });
  folders.push(outcome.folder);
  return outcome;
}

const bodies = (): string[] => api.comments.map(({ body }) => body);
const writes = (): string[] => api.requests.filter((request) => !request.startsWith("GET")).map((request) => request.split(" ")[0] ?? "");

test("no text of an input or an event stands in a script", () => {
  expect(action.runs.using).toBe("composite");
  for (const step of action.runs.steps) {
    expect(step.shell).toBe("bash");
    expect(step.run).not.toContain("${{");
  }
});

test("a block fails the job, comments once, and keeps that comment up to date", async () => {
  const first = await run({ inputs: "plan.json" });
  expect(first.passed).toBe(false);
  expect(first.outputs).toMatchObject({ decision: "block", blocked: "1", warned: "0", "exit-code": "1", sarif: "" });
  expect((JSON.parse(readFileSync(first.outputs["json"] ?? "", "utf8")) as Report).decision).toBe("block");
  expect(first.log).toContain("BLOCK  storefront answers the world on tcp 5001");
  expect(first.log).toMatch(/^::error file=plan\.json,title=BLOCK%3A storefront/m);
  expect(first.summary).toContain("## ⛔ quadzero: 1 blocked");
  expect(bodies()).toHaveLength(1);
  expect(bodies()[0]).toMatch(/^<!-- quadzero Deploy%20--%20plan plan {2}\. -->\n<!-- quadzero -->\n## ⛔ quadzero: 1 blocked\n/);

  const again = await run({ inputs: "plan.json" });
  expect(again.passed).toBe(false);
  expect(writes()).toEqual(["POST"]);

  const mended = await run({ inputs: "infra/plan.json" });
  expect(mended.passed).toBe(true);
  expect(mended.outputs).toMatchObject({ decision: "pass", "exit-code": "0" });
  expect(bodies()).toHaveLength(1);
  expect(bodies()[0]).toContain("## ✅ quadzero: nothing is blocked");
  expect(writes()).toEqual(["POST", "PATCH"]);
  expect([...api.tokens]).toEqual(["Bearer t0ken-of-the-job"]);
});

test("finds its comment on a later page, and leaves alone what strangers wrote", async () => {
  const marker = "<!-- quadzero Deploy%20--%20plan plan  . -->";
  const stranger = { user: { type: "User" }, author_association: "CONTRIBUTOR" };
  for (let id = 0; id < 250; id += 1) api.comments.push({ id, body: id === 3 ? `${marker}\nmine` : "hello", ...stranger });
  api.comments.push({ id: 777, body: `${marker}\r\nold`, user: { type: "Bot" }, author_association: "NONE" });
  await run({ inputs: "plan.json" });
  expect(api.requests.filter((request) => request.startsWith("GET"))).toHaveLength(3);
  expect(writes()).toEqual(["PATCH"]);
  expect(api.comments.find(({ id }) => id === 777)?.body).toContain("1 blocked");
  expect(api.comments.find(({ id }) => id === 3)?.body).toBe(`${marker}\nmine`);
});

test("has a comment for each stack", async () => {
  await run({ inputs: "plan.json", stack: "acme-shop/dev" });
  await run({ inputs: "plan.json", stack: "acme-shop/prod" });
  expect(bodies().map((body) => body.split("\n")[0])).toEqual([
    "<!-- quadzero Deploy%20--%20plan plan acme-shop%2Fdev . -->",
    "<!-- quadzero Deploy%20--%20plan plan acme-shop%2Fprod . -->",
  ]);
});

test("advises, and blocks nothing", async () => {
  const { passed, log, outputs } = await run({ inputs: "plan.json", advisory: "true" });
  expect([passed, outputs["decision"], outputs["blocked"]]).toEqual([true, "warn", "1"]);
  expect(log).toContain("WOULD BLOCK  storefront");
  expect(log).not.toMatch(/^::error/m);
  expect(bodies()[0]).toContain("1 would be blocked");
});

test("judges only what the change opens: what was open before passes, and is counted", async () => {
  const files = { "old.json": plan("deleted-rule"), "new.json": plan("rule-inline") };
  const whole = await run({ inputs: "old.json" }, { files });
  expect([whole.passed, whole.outputs["decision"]]).toEqual([false, "block"]);
  const old = await run({ inputs: "old.json", only: "opened" }, { files });
  expect(old.asked).toContain("\n--only=opened\n");
  expect([old.passed, old.outputs["decision"], old.outputs["blocked"]]).toEqual([true, "pass", "0"]);
  expect(old.summary).toContain("1 as open before this change, not listed");
  const opened = await run({ inputs: "new.json", only: "opened" }, { files });
  expect([opened.passed, opened.outputs["decision"]]).toEqual([false, "block"]);
});

test("compares with what was before, joins other stacks and finds lines, a file per line", async () => {
  const files = { "old.json": plan("rule-inline"), "new.json": plan("rule-inline"), "net.json": plan("empty"), "main.tf": "" };
  const given = { inputs: "new.json", against: "old.json\n", with: "net.json\nold.json", source: ".", only: "opened" };
  const { passed, asked, outputs } = await run(given, { files });
  expect(asked).toContain("\n--against=old.json\n--with=net.json\n--with=old.json\n--source=.\n--only=opened\n");
  expect([passed, outputs["decision"]]).toEqual([true, "pass"]);
});

test("asks npm from a folder of its own, whatever the checkout says of registries", async () => {
  const { asked } = await run({ inputs: "plan.json" });
  expect(asked).toMatch(/^--prefix\n\S+\/temp\/quadzero-\w+\n--yes\n/);
});

test("an event that cannot be read costs the comment, not the verdict", async () => {
  const { passed, log, summary, outputs } = await run({ inputs: "plan.json" }, { event: "{" });
  expect([passed, outputs["decision"]]).toEqual([false, "block"]);
  expect(log).not.toContain("    at ");
  expect(summary).toContain("The comment could not be written");
});

test("takes several inputs, configurations and further arguments, a line each, and writes SARIF", async () => {
  const { passed, outputs, asked } = await run(
    {
      inputs: "plan.json\ninfra/a b $(touch x).json\n",
      config: "org.yaml\nquadzero.yaml",
      arguments: "--all\n--today=2027-02-11",
      sarif: "out.sarif",
      version: "7.8.9",
    },
    {
      files: {
        "plan.json": plan("fargate-gunicorn-safe"),
        "infra/a b $(touch x).json": plan("fargate-gunicorn-safe"),
        "org.yaml": "onUnknown: warn\n",
        "quadzero.yaml": "{}\n",
      },
    },
  );
  expect(passed).toBe(true);
  expect(asked.split("\n").slice(2, 7)).toEqual(["--yes", "--package", "quadzero@7.8.9", "quadzero", "check"]);
  expect(asked).toContain("\n--config=org.yaml\n--config=quadzero.yaml\n");
  expect(asked).toContain("\n--all\n--today=2027-02-11\n--\nplan.json\ninfra/a b $(touch x).json\n");
  expect(JSON.parse(readFileSync(outputs["sarif"] ?? "", "utf8"))).toMatchObject({ version: "2.1.0" });
});

test("asks for the version of quadzero that it is part of", async () => {
  const { asked } = await run({ inputs: "infra/plan.json" });
  expect(asked).toContain(`\nquadzero@${manifest.version}\n`);
});

test("names files as the repository has them, from whichever folder", async () => {
  const { log } = await run(
    { inputs: "plan.json", "working-directory": "infra" },
    { files: { "infra/plan.json": plan("fargate-gunicorn") } },
  );
  expect(log).toMatch(/^::error file=infra\/plan\.json,/m);
});

test("a plan that is broken fails the job, and the comment says so", async () => {
  const { passed, outputs, log } = await run({ inputs: "bad.json\nplan.json" });
  expect([passed, outputs["decision"], outputs["exit-code"]]).toEqual([false, "error", "3"]);
  expect(log).toMatch(/^::error file=bad\.json,title=quadzero%3A an input could not be read::/m);
  expect(bodies()[0]).toContain("**bad.json** could not be read");
  expect(bodies()[0]).toContain("1 blocked");
});

test("a configuration that is wrong fails the job, and does not leave yesterday's comment standing", async () => {
  await run({ inputs: "infra/plan.json" });
  const { passed, outputs, log } = await run(
    { inputs: "plan.json" },
    { files: { "plan.json": plan("fargate-gunicorn"), "quadzero.yaml": "onUnknown: pas\n" } },
  );
  expect([passed, outputs["decision"], outputs["exit-code"]]).toEqual([false, "error", "2"]);
  expect(log).toMatch(/^::error title=quadzero::quadzero could not judge this change/m);
  expect(bodies()).toHaveLength(1);
  expect(bodies()[0]).toContain("## ⛔ quadzero could not judge this change\n\n```text\nquadzero: quadzero.yaml:1:12:");
});

test.each<[string, Job["inputs"], string]>([
  ["no input", { inputs: " \n" }, "names no file"],
  ["an advisory that is neither", { inputs: "plan.json", advisory: "yes" }, 'takes true or false; "yes" is neither'],
  ["a comment that is neither", { inputs: "plan.json", comment: "no" }, 'the input `comment` takes true or false; "no" is neither'],
  ["a state of another stack that is not there", { inputs: "plan.json", with: "net.json" }, "net.json: there is no such file"],
  ["a change that there is not", { inputs: "plan.json", only: "new" }, '"new" is none of them'],
  ["an input like an option", { inputs: "--advisory" }, "--advisory: there is no such file"],
])("fails closed: %s", async (_, inputs, says) => {
  const { passed, log } = await run(inputs);
  expect(passed).toBe(false);
  expect(log).toContain(says);
});

test("fails closed where npx has no such package", async () => {
  const { passed, outputs, log } = await run({ inputs: "infra/plan.json" }, { npx: "#!/bin/bash\necho 'npm error 404' >&2\nexit 1\n" });
  expect([passed, outputs["decision"], outputs["exit-code"]]).toEqual([false, "error", "3"]);
  expect(log).toContain("npm error 404");
});

test.each([401, 403, 404])(
  "without leave to write (%d), as from a fork, the summary has the report and the verdict stands",
  async (status) => {
    api.refuses = status;
    const blocked = await run({ inputs: "plan.json" });
    expect(blocked.passed).toBe(false);
    expect(blocked.outputs["exit-code"]).toBe("1");
    expect(blocked.log).toMatch(/^::notice title=quadzero::The token may not comment here/m);
    expect(blocked.summary).toContain("1 blocked");
    expect(blocked.summary).toContain("> The token may not comment here");
    expect((await run({ inputs: "infra/plan.json" })).passed).toBe(true);
  },
);

test("a server that fails, or none, is a warning, and the verdict stands", async () => {
  api.refuses = 500;
  const failed = await run({ inputs: "infra/plan.json" });
  expect(failed.passed).toBe(true);
  expect(failed.log).toMatch(/^::warning title=quadzero::The comment could not be written \(HTTP 500\)/m);
  const none = await run({ inputs: "plan.json" }, { api: "http://127.0.0.1:1" });
  expect(none.passed).toBe(false);
  expect(none.log).toMatch(/^::warning title=quadzero::The comment could not be written/m);
});

test("comments nowhere for a push, nor where that is not wanted", async () => {
  const pushed = await run({ inputs: "plan.json" }, { event: { ref: "refs/heads/main" } });
  expect(pushed.log).toContain("::notice title=quadzero::This event is not about a pull request");
  await run({ inputs: "plan.json", comment: "false" });
  expect(api.requests).toEqual([]);
});

test("lets no name of a plan command the runner, and shows no token", async () => {
  const evil = plan("fargate-gunicorn").replaceAll("storefront", "::set-env::x");
  const { log, summary } = await run({ inputs: "plan.json" }, { files: { "plan.json": evil } });
  const [stop = "", token = ""] = /^::stop-commands::(.+)$/m.exec(log) ?? [];
  const [, quoted = "", after = ""] = new RegExp(`${stop}\n([^]*?)\n::${token}::\n([^]*)$`).exec(log) ?? [];
  expect(quoted).toContain("::set-env::x");
  for (const line of after.split("\n")) expect(line).toMatch(/^$|^::(error|warning|notice) /);
  expect(log + summary).not.toContain("t0ken");
});
