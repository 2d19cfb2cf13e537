import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Options } from "../../../policies/cdktf";
import { loadConfiguration } from "../../../src";

import { environment, installed, NAMES, synthIn } from "../../engines/cdktf/synth";
import * as terraform from "../../engines/terraform/engine";
import { blocks, runPage } from "../../house/page";
import { read, root } from "../../house/repository";

const PAGE = "docs/cdktf.md";
const page = read(PAGE);
const [program = "", configured = ""] = blocks(PAGE, "ts").map(({ text }) => text);

test("every option is in the table, and no other", () => {
  const all: Required<Options> = { stack: (id) => id, advisory: true, failOn: "warn", today: "2027-02-11", with: [] };
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

  /** npm's own, the command line of CDKTF, which runs the program, and Terraform, whose plan plan.py makes. */
  const PROGRAMS = {
    npm: 'echo "$@"',
    npx: 'name=$1; shift; case $name in quadzero) exec node "$BUILD" "$@";; cdktf) [ "$*" = synth ] && exec node main.cjs;; esac; exit 9',
    terraform:
      'cd "${1#-chdir=}"; shift; case "$*" in init) ;; "plan -out plan.tfplan") exec "$PYTHON" "$PLANNER" . -o plan.tfplan;; "show -json plan.tfplan") cat plan.tfplan;; *) exit 9;; esac',
  };
  const env = { ...environment, ...terraform.environment, BUILD: join(root, "dist/quadzero.js"), PLANNER: terraform.planner[1] };
  const commands = blocks(PAGE, "sh");

  test.each(commands.filter(({ text }) => !text.startsWith("terraform")))(
    "$text",
    ({ text, code }) => {
      expect(run(program, [8443], false).status).toBe(0);
      const ran = runPage(text, folder, PROGRAMS, env);
      expect([ran.code, ran.out]).toEqual([
        code,
        expect.stringMatching(/^install --save-dev quadzero$|shop\/web\/service answers the world on tcp 8443/m),
      ]);
    },
    60_000,
  );

  (terraform.missing === null ? test : test.skip).each(commands.filter(({ text }) => text.startsWith("terraform")))(
    "$text",
    ({ text, code }) => {
      expect(run(program, [8443], false).status).toBe(0);
      const open = runPage(text, folder, PROGRAMS, env);
      expect([open.code, open.out]).toEqual([code, expect.stringContaining("answers the world on tcp 8443") as string]);
      // The port that is open is not the one that answers.
      expect(run(program, [8444], false).status).toBe(0);
      expect(runPage(text, folder, PROGRAMS, env).code).toBe(0);
    },
    120_000,
  );

  test("one of the stacks is judged as the folder of all is", () => {
    expect(run(program, [8443], false).status).toBe(0);
    const { status, stdout } = quadzero("check", "cdktf.out");
    expect(status).toBe(1);
    expect(quadzero("check", "cdktf.out/stacks/shop/cdk.tf.json").stdout).toBe(stdout);
  }, 60_000);
});
