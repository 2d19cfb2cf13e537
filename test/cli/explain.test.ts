import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../src/words/report";
import { run } from "./fake";

const ROOT = join(__dirname, "../..");
const PAGES = join(ROOT, "docs/rules");
const rules = Object.keys(RULES);

/** What quadzero says of a plan by a rule: the first finding of it. */
async function said(plan: string, rule: string): Promise<string> {
  const { out, err } = await run(["check", "plan.json"], { files: { "plan.json": readFileSync(join(ROOT, plan), "utf8") } });
  expect(err).toBe("");
  const heading = new RegExp(`^(?:BLOCK|WARN) [^\n]*(?:\n {7}\\S[^\n]*)*\\s+${rule}(?:\n|$)`);
  return out.split(/\n\n(?=\S)|\n$/).find((block) => heading.test(block)) ?? "";
}

it("there is a page for every rule, and none without a rule", () => {
  expect(readdirSync(PAGES).sort()).toEqual(rules.map((rule) => `${rule}.md`).sort());
});

describe.each(rules)("the page of %s", (rule) => {
  const file = join(PAGES, `${rule}.md`);

  it("is what explain prints", async () => {
    expect(await run(["explain", rule])).toEqual({ code: 0, out: `# the page docs/rules/${rule}.md\n`, err: "" });
  });

  it("says when, shows it, mends it and knows its limits, in 80 columns", () => {
    const page = readFileSync(file, "utf8");
    expect(page.match(/^#+ .*/gm)).toEqual([`# ${rule}`, "## When it fires", "## Example", "## How to fix it", "## What it does not say"]);
    for (const line of page.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("shows what quadzero really says of its example", async () => {
    const page = readFileSync(file, "utf8");
    const [, lead = "", plan = "", shown = ""] = /(<!-- (\S+) -->\n\n```\n)([^`]*)```/.exec(page) ?? [];
    const real = `${await said(plan, rule)}\n`;
    // `UPDATE_EXPECTED=1 npx jest test/cli/explain` writes it; read the difference before you commit it.
    if (process.env["UPDATE_EXPECTED"] === "1")
      writeFileSync(
        file,
        page.replace(`${lead}${shown}`, () => `${lead}${real}`),
      );
    else expect(shown).toBe(real);
    expect(real).toMatch(/^(?:BLOCK|WARN) /);
  });
});

it.each([
  [[], "explain needs a rule: one of world-open-listener,"],
  [["deaf-listner"], 'unknown rule "deaf-listner"; did you mean "deaf-listener"?'],
  [["ssh"], 'unknown rule "ssh"; there are world-open-listener,'],
  [["deaf-listener", "will-not-start"], "explain takes one rule at a time"],
])("%j is told what there is", async (argv, message) => {
  const { code, out, err } = await run(["explain", ...argv]);
  expect([code, out]).toEqual([2, ""]);
  expect(err.startsWith(`quadzero: ${message}`)).toBe(true);
});
