import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Finding } from "../../../src/model/report";
import { flowchart } from "../../../src/report/markdown/picture";
import { readable } from "../../../src/report/paint";
import { judge } from "../../story/judge";
import { stories } from "../../story/story";
import { load, named, names, reports } from "../../report/recorded";

const installed = existsSync(join(__dirname, "node_modules/mermaid"));
if (!installed) console.warn("skipped: Mermaid is not installed; run: bash test/engines/mermaid/install.sh");
const whereInstalled = installed ? it : it.skip;

interface Chart {
  readonly error?: string;
  readonly type?: string;
  readonly nodes?: readonly string[];
  readonly edges?: readonly (readonly [start: string, end: string, text: string, type: string, stroke: string])[];
}

function read(charts: readonly string[]): readonly Chart[] {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, "read.mjs")], {
    input: JSON.stringify(charts),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Chart[];
}

const drawn = (findings: readonly Finding[]): { finding: Finding; text: string }[] =>
  findings.flatMap((given) => {
    const finding = readable(given);
    const lines = flowchart(finding);
    return lines === null ? [] : [{ finding, text: lines.join("\n") }];
  });

/** Reads the pictures of findings, and holds each to its path. */
function expectRead(findings: readonly Finding[]): void {
  const pictures = drawn(findings);
  expect(pictures.length).toBeGreaterThan(0);
  const charts = read(pictures.map(({ text }) => text));
  pictures.forEach(({ finding: { path }, text }, index) => {
    const { error, type, nodes = [], edges = [] } = charts[index] ?? {};
    expect([text, error]).toEqual([text, undefined]);
    expect(type).toMatch(/^flowchart/);
    expect(nodes).toHaveLength(path.length);
    expect(edges.map(([start, end]) => `${start} ${end}`)).toEqual(path.slice(1).map((_, at) => `n${String(at)} n${String(at + 1)}`));
    expect(edges.map(([, , , end, stroke]) => (end === "arrow_cross" ? "shut" : stroke))).toEqual(
      path.slice(1).map(({ shut, certainty }) => (shut ? "shut" : certainty === "possible" ? "dotted" : "normal")),
    );
    path.forEach(({ resource, role }, at) => {
      const address = (resource?.address ?? "").replaceAll("\u00a0", " ").replace(/ {2,}/g, " ").trim();
      if (role !== "process" && address.length < 100) expect(nodes[at]).toContain(address);
    });
  });
}

whereInstalled("a text that is no flowchart is refused", () => {
  expect(read(['flowchart TB\n  n0["a"b"]\n'])[0]?.error).toMatch(/Parse error/);
});

whereInstalled("Mermaid reads the pictures of all cases as their paths", () => {
  expectRead(names.flatMap((name) => load(name).results.flatMap(({ findings }) => findings)));
});

whereInstalled("Mermaid reads the pictures of all stories as their paths", () => {
  expectRead(stories.flatMap(({ plan }) => judge(plan).results.flatMap(({ findings }) => findings)));
});

const HOSTILE = [
  'a"b',
  "end",
  "`x`",
  "style x:y#35;z;",
  "classDef a:b#c;",
  "%% comment",
  "%%{init: {}}%%",
  "a]-->b[",
  "#quot;",
  "<b>x</b>",
  "click n0",
  "é∞😀",
  ";",
  "---",
  "{{x}}",
];

whereInstalled("whatever the names hold", () => {
  expectRead(HOSTILE.flatMap((text) => named(load("block"), text).results.flatMap(({ findings }) => findings)));
  const some = fc.sample(reports, { numRuns: 60, seed: 8080 }).flatMap(({ results }) => results.flatMap(({ findings }) => findings));
  expectRead(some);
});
