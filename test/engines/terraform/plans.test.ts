import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { environment, missing } from "./engine";

const tool = join(__dirname, "make-plans.sh");

const fixtures = resolve(__dirname, "../../read/plans");

/** What Terraform 1.15 prints today of the programs that the tests of the reader are made on. */
(missing === null ? describe : describe.skip)("the plans that the tests read are what Terraform makes of their programs", () => {
  test.each(readdirSync(fixtures))(
    "%s",
    (name) => {
      const copy = mkdtempSync(join(tmpdir(), "quadzero-plan-"));
      try {
        cpSync(join(fixtures, name), copy, { recursive: true });
        rmSync(join(copy, "plan.json"));
        const made = spawnSync(tool, [copy], { encoding: "utf8", env: environment });
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
