import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./repository";

/** The design's table: a room, and what it sees besides itself. */
const facts = "model net words";
const walk = "walk coverage";
const verdict = "verdict change";
const pipeline = `${facts} ${walk} ${verdict} allow asked check judge notes result read network workloads entries launch config rules stacks source`;
const each = (names: string, sees: string): Record<string, string> => Object.fromEntries(names.split(" ").map((name) => [name, sees]));
const design: Readonly<Record<string, string>> = {
  net: "",
  model: "net",
  words: "model",
  ...each("read network entries images servers config stacks", facts),
  launch: `${facts} images servers`,
  workloads: `${facts} launch`,
  source: "model words",
  ...each(walk, `${facts} ${walk}`),
  rules: `${facts} ${walk}`,
  ...each(verdict, `${facts} ${walk} ${verdict} rules`),
  ...each("allow asked check judge notes result", pipeline),
  report: "words",
  index: "model net words check report config",
  cli: "model words check report config read launch",
  quadzero: "cli",
};
const rooms = Object.keys(design);
const pairs = rooms.flatMap((from) => rooms.filter((to) => to !== from).map((to) => [from, to] as const));

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Runs the project's rules over a made-up tree: path → source text. */
function violations(tree: Readonly<Record<string, string>>): readonly Violation[] {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-doors-"));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tool = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const args = [tool, "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "src", "policies"];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 });
    if (stdout === "") throw new Error(stderr);
    const cruised = JSON.parse(stdout) as { summary: { violations: { from: string; to: string; rule: { name: string } }[] } };
    return cruised.summary.violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const imports = (...paths: string[]): string => paths.map((path, index) => `import * as x${String(index)} from "${path}";`).join("\n");

const planted = {
  "package.json": JSON.stringify({ dependencies: { declared: "1" }, devDependencies: { fixtures: "1" } }),
  "node_modules/declared/index.js": "",
  "node_modules/declared/package.json": "{}",
  "node_modules/fixtures/index.js": "",
  "node_modules/fixtures/package.json": "{}",
  "node_modules/cdktf/index.js": "",
  "node_modules/cdktf/package.json": "{}",
  "policies/pulumi/pack.ts": imports("../../src/net/index", "../../src/index", "@pulumi/policy"),
  ...Object.fromEntries(rooms.map((room) => [`src/${room}/index.ts`, ""])),
  ...Object.fromEntries(pairs.map(([from, to]) => [`src/${from}/to-${to}.ts`, imports(`../${to}/index`)])),
  "src/index.ts": imports("./check/index", "./check/wheel-a", "./check/types-a"),
  "src/judge.ts": imports("./report/index", "./net/index"),
  "src/report/text.ts": imports("../model/report", "../model/place", "../words/index"),
  "src/model/report.ts": "",
  "src/model/place.ts": "",
  "src/attic/box.ts": imports("../net/index"),
  "src/read/sdk.ts": imports("cdktf", "@cdktf/provider-aws"),
  "src/read/disk.ts": imports("node:fs", "node:zlib", "declared"),
  "src/read/net.ts": imports("https"),
  "src/cli/disk.ts": imports("node:fs"),
  "src/servers/fixture.ts": imports("fixtures", "../../test/fixture"),
  "test/fixture.ts": "",
  "src/servers/nowhere.ts": imports("./does-not-exist"),
  "src/servers/alone.ts": "export const nobody = 1;",
  "src/check/wheel-a.ts": `${imports("./wheel-b")}\nexport const a = x0;`,
  "src/check/wheel-b.ts": `${imports("./wheel-a")}\nexport const b = x0;`,
  "src/check/types-a.ts": 'import type { B } from "./types-b";\nexport interface A { b: B }',
  "src/check/types-b.ts": 'import type { A } from "./types-a";\nexport interface B { a: A }',
};
const found = violations(planted);
const of = (rule: string | RegExp): readonly string[] =>
  found.filter(({ rule: name }) => (typeof rule === "string" ? name === rule : rule.test(name))).map(({ from, to }) => `${from} → ${to}`);

describe("the doors of the house", () => {
  test.each(rooms)("%s sees what the design says", (from) => {
    const shut = of(/^doors-of-/);
    const seen = rooms.filter((to) => to !== from && !shut.includes(`src/${from}/to-${to}.ts → src/${to}/index.ts`));
    expect(seen).toEqual(rooms.filter((to) => to !== from && (design[from] ?? "").split(" ").includes(to)));
  });

  test("they shut for rooms of one file too", () => {
    expect(of("doors-of-pipeline").filter((edge) => edge.startsWith("src/judge.ts"))).toEqual(["src/judge.ts → src/report/index.ts"]);
  });

  test("a reporter sees the report alone of the model", () => {
    expect(of("doors-of-report").filter((edge) => edge.startsWith("src/report/text.ts"))).toEqual([
      "src/report/text.ts → src/model/place.ts",
    ]);
  });

  test("a new room needs doors", () => {
    expect(of("room-without-doors")).toEqual(["src/attic/box.ts → src/net/index.ts"]);
  });

  test("policies come in by the front door", () => {
    expect(of("policies-by-the-front-door")).toEqual(["policies/pulumi/pack.ts → src/net/index.ts"]);
  });

  test("no host SDK in src, installed or not", () => {
    expect(of("no-host-sdk-in-src")).toEqual(["src/read/sdk.ts → @cdktf/provider-aws", "src/read/sdk.ts → node_modules/cdktf/index.js"]);
  });

  test("disk and network are for cli/ alone", () => {
    expect(of("pure-outside-cli")).toEqual(["src/read/disk.ts → fs", "src/read/net.ts → https"]);
  });

  test("nothing that ships needs a test or a development package", () => {
    expect(of("nothing-from-test")).toEqual(["src/servers/fixture.ts → test/fixture.ts"]);
    expect(of("only-declared-packages")).toContain("src/servers/fixture.ts → node_modules/fixtures/index.js");
    expect(of("only-declared-packages").filter((edge) => edge.includes("declared/"))).toEqual([]);
  });

  test("an import that leads nowhere is found", () => {
    expect(of("no-unresolvable")).toContain("src/servers/nowhere.ts → ./does-not-exist");
  });

  test("cycles are found, of types alone they are none", () => {
    // A cycle is reported once.
    expect(of("no-cycles")).toEqual(["src/check/wheel-a.ts → src/check/wheel-b.ts"]);
  });

  test("what nobody uses is found", () => {
    expect(of("no-orphans").map((edge) => edge.split(" ")[0])).toEqual(["src/servers/alone.ts"]);
    expect(of("no-unreachable").join()).toContain("src/servers/nowhere.ts");
    expect(of("no-unreachable").join()).not.toContain("src/check/wheel-b.ts");
  });
});
