import { judge } from "../story/judge";
import { stories } from "../story/story";
import { FORMATS } from "../../src/report";
import { expectRecorded, load, many, names, render, reports } from "./recorded";
import fc from "fast-check";

const RECORDED = { markdown: "expected.md", sarif: "expected.sarif", github: "expected.github" } as const;

it("has a text beside the report for every format but json, which is the report", () => {
  expect(FORMATS.map(({ name }) => name)).toEqual(["text", "json", ...Object.keys(RECORDED)]);
});

describe.each(Object.entries(RECORDED))("%s", (format, file) => {
  it.each(names)("reads as recorded: %s", (name) => {
    expectRecorded(name, file, render(format, load(name)));
  });

  it("does not change the report", () => {
    for (const name of names) {
      const report = load(name);
      render(format, report, { all: true });
      expect(report).toEqual(load(name));
    }
  });

  it("says the same at every run", () => {
    fc.assert(
      fc.property(reports, fc.boolean(), (report, all) => {
        expect(render(format, report, { all })).toBe(render(format, report, { all }));
      }),
      { numRuns: 30 },
    );
  });
});

const judged = stories.map(({ name, plan, verdict }) => ({ name, report: judge(plan), hidden: verdict.hidden ?? [] }));

it("tells of every story in every format, and keeps its secrets", () => {
  expect(judged.length).toBeGreaterThan(100);
  for (const { report, hidden } of judged) {
    for (const { name } of FORMATS) {
      for (const all of [false, true]) {
        const text = render(name, report, { all });
        for (const secret of hidden) expect(text).not.toContain(secret);
        const told = report.results.flatMap(({ findings }) => findings).filter(({ decision }) => decision !== "pass");
        expect(told.filter(({ workload }) => !text.includes(workload.name)).map(({ workload }) => workload.address)).toEqual([]);
      }
    }
  }
});

/** The words for a block that say that it blocks. */
const BLOCKS = /^ {10}"level": "error"|^::error|\bBLOCK\b/m;

it("never says of an advisory run that it blocks", () => {
  for (const { name } of FORMATS.filter((format) => format.name !== "json")) {
    const block = load("block");
    const advisory = {
      ...block,
      decision: "warn" as const,
      results: block.results.map((result) => ({ ...result, advisory: true, decision: "warn" as const })),
    };
    expect(render(name, block)).toMatch(BLOCKS);
    const shown = render(name, advisory).replaceAll("WOULD BLOCK", "would");
    expect(shown).not.toMatch(BLOCKS);
    expect(render(name, advisory)).toMatch(/WOULD BLOCK|would be blocked/);
  }
});

it("tells inputs of one stack apart in SARIF, so that a code host takes none for another", () => {
  const { results, ...rest } = load("block");
  const at = (...paths: string[]): string[] => {
    const report = {
      ...rest,
      results: paths.flatMap((path) => results.map((result) => ({ ...result, input: { ...result.input, path } }))),
    };
    const { runs } = JSON.parse(render("sarif", report)) as { runs: { results: { partialFingerprints: Record<string, string> }[] }[] };
    return runs.flatMap((run) => run.results.map(({ partialFingerprints }) => partialFingerprints["quadzero/v1"] ?? ""));
  };
  expect(at("a.json")).toEqual(at("b.json"));
  expect(new Set(at("a.json", "b.json")).size).toBe(2 * at("a.json").length);
});

it("names each of a thousand findings, or says how many it leaves out", () => {
  const report = many(1000);
  for (const name of ["sarif", "github"]) {
    const shown = render(name, report);
    expect(new Set(shown.match(/svc\d+ answers/g)).size).toBe(1000);
  }
  const shown = render("markdown", report);
  const rows = (shown.match(/^\| ⛔ BLOCK \| svc\d+/gm) ?? []).length;
  const details = (shown.match(/^<details>/gm) ?? []).length;
  expect(rows).toBeGreaterThan(50);
  expect(details).toBeGreaterThan(10);
  expect(shown).toContain(`The table has no room for ${String(1000 - rows)} more findings`);
  expect(shown).toContain(`A comment has no room for ${String(1000 - details)} more paths`);
});
