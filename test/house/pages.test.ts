import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { check } from "../../src/check";
import { text } from "../../src/report/text";
import { RULES } from "../../src/words/report";
import { blocks, type Ran, runPage } from "./page";
import { read, root, tracked } from "./repository";

const HOSTS = ["docs/github.md", "docs/terraform.md"];

/** What runs the commands of the other pages: some want an engine. */
const RUN_BY: Readonly<Record<string, string>> = {
  "docs/cdktf.md": "test/policies/cdktf/documentation.test.ts",
  "docs/changes.md": "test/stacks/documents.test.ts",
  "docs/pulumi-files.md": "test/engines/pulumi/pulumi.test.ts",
  "docs/pulumi.md": "test/engines/pulumi/pulumi.test.ts",
  "docs/source-lines.md": "test/source/cli.test.ts",
};

test("the commands of each page are run", () => {
  const pages = tracked.filter((path) => /^docs\/[^/]+\.md$/.test(path) && /^ *```sh$/m.test(read(path)));
  expect(pages).toEqual([...HOSTS, ...Object.keys(RUN_BY)].sort());
  expect(Object.entries(RUN_BY).filter(([page, by]) => !read(by).includes(`"${page}"`))).toEqual([]);
});

/** Stand for what a page calls: Terraform and OpenTofu, whose plan is a story's; quadzero of this build. */
const show = '[ "$1" != show ] || cat "$PLAN"\n[ "$1" != apply ] || echo applied';
const PROGRAMS = { terraform: show, tofu: show, quadzero: 'exec node "$BUILD" "$@"' };

function run(script: string): Ran {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-page-"));
  try {
    const plan = join(root, "test/cases/fargate-gunicorn/plan.json");
    copyFileSync(plan, join(folder, "plan.json"));
    return runPage(script, folder, PROGRAMS, { BUILD: join(root, "dist/quadzero.js"), PLAN: plan });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(HOSTS)("%s", (page) => {
  const commands = blocks(page, "sh");

  test("has commands", () => {
    expect(commands.length).toBeGreaterThan(0);
  });

  test.each(commands)("$text", ({ text: script, code }) => {
    const ran = run(script);
    expect(ran.code).toBe(code);
    expect(ran.out).toContain("storefront");
    expect(ran.out).not.toContain("applied");
  });
});

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

test("the workflows give the action inputs that it has, and read outputs that it has", () => {
  const { inputs, outputs } = parse(read("action.yml")) as Record<"inputs" | "outputs", Record<string, unknown>>;
  const parsed = blocks("docs/github.md", "yaml").map(
    ({ text: yaml }) => parse(yaml) as Step[] | { jobs: Record<string, { steps: Step[] }> },
  );
  const steps = parsed.flatMap((one) => (Array.isArray(one) ? one : Object.values(one.jobs).flatMap((job) => job.steps)));
  const ours = steps.filter(({ uses }) => uses === "OWNER/quadzero@VERSION");
  expect(ours).toHaveLength(2);
  const given = ours.flatMap((step) => Object.keys(step.with ?? {}));
  expect(given.filter((name) => inputs[name] === undefined)).toEqual([]);
  const page = read("docs/github.md");
  const asked = [...page.matchAll(/steps\.quadzero\.outputs\.([\w-]+)/g)].map(([, name]) => name ?? "");
  expect(asked.filter((name) => outputs[name] === undefined)).toEqual([]);
  for (const name of [...Object.keys(inputs), ...Object.keys(outputs)]) expect(page).toContain(`\`${name}`);
});

test("the recipe for Atlantis is YAML, and judges before it applies", () => {
  const [{ text: yaml } = { text: "" }] = blocks("docs/terraform.md", "yaml");
  const { workflows } = parse(yaml) as { workflows: Record<string, { apply: { steps: unknown[] } }> };
  expect(workflows["default"]?.apply.steps.at(-1)).toBe("apply");
});

describe("the page of each rule", () => {
  test.each(Object.keys(RULES))("%s has an example that is what quadzero says, and how to fix it", (rule) => {
    const page = read(`docs/rules/${rule}.md`);
    const [, plan = "", example = ""] = /\n## Example\n\n<!-- (\S+) -->\n\n```\n([^]*?)```\n/.exec(page) ?? [];
    const given = [{ path: "plan.json", bytes: readFileSync(join(root, plan)) }];
    const report = check(given, { today: "2026-11-25", stack: null, advisory: false, all: false, version: "0" });
    expect(example).toContain(rule);
    expect(text.render(report, { all: false, color: false, width: 80 })).toContain(example);
    const [, fix = ""] = /\n## How to fix it\n([^]*?)\n## /.exec(page) ?? [];
    expect(fix.trim().length).toBeGreaterThan(40);
  });
});
