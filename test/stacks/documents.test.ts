import { readFileSync } from "node:fs";
import { join } from "node:path";

import { run, type Outcome } from "../cli/fake";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/changes.md"), "utf8");
const commands = [...page.matchAll(/^quadzero (.+)$/gm)].map(([, argv]) => (argv ?? "").split(" "));

test("there is a command for each of the three uses", () => {
  expect(commands.map((argv) => argv.filter((word) => word.startsWith("--")))).toEqual([["--against"], [], ["--with"]]);
});

/** Runs a command of the page on the files that it names. */
function ran(argv: readonly string[]): Promise<Outcome> {
  const paths = argv.filter((word) => word.startsWith("test/"));
  return run(argv, { files: Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), "utf8")])) });
}

const [against = [], state = [], beside = []] = commands;

test.each([against, state].map((argv) => [argv.join(" "), argv] as const))("quadzero %s", async (_, argv) => {
  const { code, out, err } = await ran(argv);
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain('service["red"].this answers the world on tcp 5101');
  if (argv === against) expect(out).toContain("open before this change");
});

test(`quadzero ${beside.join(" ")}`, async () => {
  const { code, out, err } = await ran(beside);
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain("lodger answers the world on tcp 5204");
  expect(out).toContain("· definite ·");
});

test("what it adds is not known without it", async () => {
  const at = beside.indexOf("--with");
  const { code, out, err } = await ran(beside.toSpliced(at, 2));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("lodger may answer the world on tcp 5204");
  expect(out).toContain("· possible");
});
