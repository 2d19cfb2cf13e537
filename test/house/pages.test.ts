import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { check } from "../../src/check";
import { text } from "../../src/report/text";
import { RULES } from "../../src/words/report";
import { read, root } from "./repository";

const HOSTS = ["docs/github.md", "docs/terraform.md"];

/** Stand for what a page calls: Terraform and OpenTofu, whose plan is a story's; quadzero of this build. */
const show = '#!/bin/bash\n[ "$1" != show ] || cat "$PLAN"\n[ "$1" != apply ] || echo applied\n';
const PROGRAMS = { terraform: show, tofu: show, quadzero: '#!/bin/bash\nexec node "$BUILD" "$@"\n' };

const blocks = (page: string, language: string): { text: string; code: number }[] =>
  [...read(page).matchAll(new RegExp(`(?:<!-- exits (\\d) -->\n\n)?\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, code, found]) => ({
    text: found ?? "",
    code: Number(code ?? 0),
  }));

/** Runs commands of a page one after the other, as a person or a pipeline would. */
function run(script: string): { code: number | null; out: string } {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-page-"));
  try {
    for (const [name, program] of Object.entries(PROGRAMS)) {
      writeFileSync(join(folder, name), program);
      chmodSync(join(folder, name), 0o755);
    }
    const plan = readFileSync(join(root, "test/cases/fargate-gunicorn/plan.json"));
    writeFileSync(join(folder, "plan.json"), plan);
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        BUILD: join(root, "dist/quadzero.js"),
        PLAN: join(root, "test/cases/fargate-gunicorn/plan.json"),
      },
    });
    return { code: status, out: stdout + stderr };
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
