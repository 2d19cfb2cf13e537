import { readFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../cli/fake";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/changes.md"), "utf8");
const commands = [...page.matchAll(/^quadzero (.+)$/gm)].map(([, argv]) => (argv ?? "").split(" "));

test("there is a command for each of the three uses", () => {
  expect(commands.map((argv) => argv.filter((word) => word.startsWith("--")))).toEqual([["--against"], [], ["--with"]]);
});

test.each(commands.map((argv) => [argv.join(" "), argv] as const))("quadzero %s", async (_, argv) => {
  const paths = argv.filter((word) => word.startsWith("test/"));
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
  const { code, out, err } = await run(argv, { files });
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain('service["red"].this answers the world on tcp 5101');
  if (argv.includes("--against")) expect(out).toContain("open before this change");
});
