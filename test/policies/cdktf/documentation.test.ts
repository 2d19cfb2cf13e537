import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Options } from "../../../policies/cdktf";
import { loadConfiguration } from "../../../src";

import { installed, NAMES, synthIn } from "../../engines/cdktf/synth";

const root = resolve(__dirname, "../../..");
const page = readFileSync(join(root, "docs/cdktf.md"), "utf8");
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, text]) => text ?? "");
const [program = "", configured = ""] = blocks("ts");
const commands = blocks("sh").join("\n").split("\n");

test("every option is in the table, and no other", () => {
  const all: Required<Options> = { stack: (id) => id, advisory: true, failOn: "warn", today: "2027-02-11" };
  expect([...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)).toEqual(Object.keys(all));
});

test("what is said to be known may be said", () => {
  const [, known = ""] = /`(known: \{ var\.office: [^`]*\})`/.exec(page) ?? [];
  expect(known).not.toBe("");
  expect(() => loadConfiguration([{ name: "quadzero.yaml", bytes: Buffer.from(known) }])).not.toThrow();
});

/** The stack `./shop` that the page speaks of: it opens 8443, and one more port where that is asked for. */
function shopOf(ports: readonly number[]): string {
  const example = readFileSync(join(root, "examples/cdktf-fargate/main.ts"), "utf8");
  const rules = ports.map(
    (port) =>
      `new VpcSecurityGroupIngressRule(this, "p${String(port)}", { securityGroupId: group.id, ipProtocol: "tcp", fromPort: ${String(port)}, toPort: ${String(port)}, cidrIpv4: "0.0.0.0/0" });`,
  );
  const [classes = ""] = example.split("const app = ");
  return (
    classes
      .replace(/import \{ quadzero \}.*\n/, "")
      .replace("class Guestbook", "export class Shop")
      .replace(/new VpcSecurityGroupIngressRule[^]*?\}\);/, rules.join("\n"))
      .replace('"--port", "8300"', '"--port", "8443"')
      // The service of a construct `web`, as the page names it.
      .replace('new EcsService(this, "web"', 'new EcsService(new Construct(this, "web"), "service"')
  );
}

(installed ? describe : describe.skip).each(NAMES)("the page with %s, by the built package", (name) => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "quadzero-page-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (text: string, ports: readonly number[], judged = true): ReturnType<typeof synthIn> => {
    writeFileSync(join(folder, "shop.ts"), shopOf(ports));
    writeFileSync(join(folder, "main.ts"), text);
    return synthIn(folder, join(folder, "main.ts"), name, judged);
  };
  const quadzero = (...argv: readonly string[]) =>
    spawnSync(process.execPath, [join(root, "dist/quadzero.js"), ...argv], { cwd: folder, encoding: "utf8" });

  test("the program stops at what blocks, and names the construct as the page does", () => {
    const { status, output } = run(program, [8443]);
    expect(status).not.toBe(0);
    expect(output).toContain("shop/web/service answers the world on tcp 8443");
  }, 60_000);

  test("the allowance lets it through, and nothing else", () => {
    expect(program).toContain("quadzero(app);");
    // The allowance of the page ends one day; the test does not.
    const lasting = configured.trim().replace(/\);$/, ', { today: "2027-01-05" });');
    const allowed = program.replace("quadzero(app);", lasting);
    expect(run(allowed, [8443])).toMatchObject({ status: 0, output: "" });
    const more = run(allowed.replace("ports: [8443]", "ports: [8444]"), [8443]);
    expect([more.status === 0, more.output.includes("answers the world on tcp 8443")]).toEqual([false, true]);
  }, 60_000);

  test("the commands judge what was synthesised", () => {
    expect(commands).toContain("npx quadzero check cdktf.out");
    expect(run(program, [8443], false).status).toBe(0);
    const { status, stdout } = quadzero("check", "cdktf.out");
    expect([status, stdout.includes("shop/web/service answers the world on tcp 8443")]).toEqual([1, true]);
    expect(quadzero("check", "cdktf.out/stacks/shop/cdk.tf.json").stdout).toBe(stdout);
  }, 60_000);
});
