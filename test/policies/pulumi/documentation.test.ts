import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer } from "../../../policies/pulumi/answer";
import { configurationFor, type Process } from "../../../policies/pulumi/configuration";
import { read, root } from "../../house/repository";

const page = read("docs/pulumi.md");
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^\\1\`\`\``, "gm"))].map(([, , text]) => text ?? "");

const processIn = (folder: string): Process => ({ env: { PWD: folder }, ppid: 0, cwd: folder });

test("what the policy is configured with may be said", () => {
  const configs = blocks("json").flatMap((text) => (JSON.parse(text) as { readonly quadzero?: object }).quadzero ?? []);
  expect(configs).toEqual([expect.objectContaining({ final: expect.any(Array) as unknown }), { with: ["network.json"] }]);
  const { config } = configurationFor(configs[0] ?? {}, processIn("/"));
  expect(config.files.map(({ final }) => final.map(({ name }) => name))).toEqual([
    expect.arrayContaining(["onUnknown", "rules.world-open-listener", "assumptions", "known", "images"]),
  ]);
  expect(() => configurationFor(configs[1] ?? {}, processIn("/nowhere"))).toThrow('with: "network.json" cannot be read (ENOENT)');
});

test("the folder for the Automation API is the pack's", () => {
  const [, folder = ""] = /`(path\.dirname\(require\.resolve\([^`]*)`/.exec(page) ?? [];
  expect(execFileSync(process.execPath, ["-p", folder], { cwd: root, encoding: "utf8" }).trim()).toBe(join(root, "policies/pulumi"));
});

test("a wrong configuration is told in the page's words", () => {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-page-"));
  try {
    const allowance = [
      "ports: [443]",
      'from: ["0.0.0.0/0"]',
      "reason: storefront",
      "owner: web",
      "expire: 2027-03-31",
      "expires: 2027-03-31",
    ];
    const text = ["stacks:", "  acme-shop/prod:", "    allow:", "    - workload: web", ...allowance.map((line) => `      ${line}`)];
    writeFileSync(join(folder, "quadzero.yaml"), text.join("\n"));
    const [said] = answer({ resources: [], inputs: new Map(), policyConfig: {}, process: processIn(folder) });
    const words = (spaced: string): string => spaced.replaceAll(/\s+/g, " ").trim();
    const [, ...shown] = (blocks("text").at(-1) ?? "").split("\n");
    expect(words(said?.violation.message ?? "")).toBe(words(shown.join("\n")));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
