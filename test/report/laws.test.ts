import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Finding, Listens, Report } from "../../src/model/report";
import { FORMATS, type RenderOptions } from "../../src/report";
import { listensText } from "../../src/report/listens";
import { DOORS } from "../../src/words/report";
import { arbitraryOf, type Schema } from "./arbitrary";

const CASES = join(__dirname, "cases");
const load = (name: string): Report => JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8")) as Report;
const schemaOf = (name: string): Schema => JSON.parse(readFileSync(join(__dirname, `../../schema/${name}.schema.json`), "utf8")) as Schema;

const reports = arbitraryOf(schemaOf("report")) as fc.Arbitrary<Report>;
const listens = arbitraryOf(schemaOf("listens")) as fc.Arbitrary<Listens>;
const cases = readdirSync(CASES).map((name) => [name, load(name)] as const);

function text(report: Report, options: Partial<RenderOptions> = {}): string {
  const format = FORMATS.find(({ name }) => name === "text");
  if (format === undefined) throw new Error("there is no format called text");
  return format.render(report, { all: true, color: false, width: 80, ...options });
}

/** YAML that is ready to paste stands as it is. */
const withoutYaml = (report: Report): Report => ({
  ...report,
  results: report.results.map((result) => ({
    ...result,
    findings: result.findings.map((finding) => ({ ...finding, fixes: finding.fixes.map((fix) => ({ ...fix, yaml: null })) })),
  })),
});

/** The lines that are wider than 80 columns although they could be broken: behind their lead they hold two words or more. */
const tooWide = (shown: string): string[] =>
  shown.split("\n").filter((line) => line.length > 80 && line.slice(leadOf(line)).trim().includes(" "));

const leadOf = (line: string): number =>
  /^(?:(?:WOULD )?BLOCK {2}|WARN {3}|pass {3}|quadzero: \S+:|\S+ \(\S+\):| {7}(?:shut by|\S+| {2}│ [a-z ]{10}) +[×?]? *| {9}[a-z]+ +| *)/.exec(
    line,
  )?.[0].length ?? 0;

it.each(cases)("%s stands in 80 columns", (_, report) => {
  const addresses = report.results.flatMap(({ findings }) =>
    findings.flatMap(({ path }) => path.map(({ resource }) => resource?.address ?? "")),
  );
  for (const all of [false, true]) {
    const shown = addresses.reduce(
      (lines, address) => lines.replaceAll(address, address.replaceAll(" ", "_")),
      text(withoutYaml(report), { all }),
    );
    expect(tooWide(shown)).toEqual([]);
  }
});

it("renders any report that the schema admits, in 80 columns, in visible characters", () => {
  fc.assert(
    fc.property(reports, fc.boolean(), (report, all) => {
      const shown = text(withoutYaml(report), { all });
      expect(tooWide(shown)).toEqual([]);
      expect(shown).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|[\u2028\u2029\uFFFC]/u);
      expect(shown === "" || shown.endsWith("\n")).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it("renders any answer of listens", () => {
  fc.assert(
    fc.property(listens, (answer) => {
      expect(listensText(answer, 80)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    }),
  );
});

it("says the same in colour: without the colour codes the bytes are equal", () => {
  fc.assert(
    fc.property(fc.oneof(reports, fc.constantFrom(...cases.map(([, report]) => report))), (report) => {
      const escape = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");
      expect(text(report, { color: true }).replace(escape, "")).toBe(text(report, { color: false }));
    }),
    { numRuns: 60 },
  );
  expect(text(load("block"), { color: true })).not.toBe(text(load("block"), { color: false }));
});

it("does not change the report", () => {
  for (const [, report] of cases) {
    const before = JSON.stringify(report);
    text(report);
    expect(JSON.stringify(report)).toBe(before);
  }
});

describe("of many findings", () => {
  const [some] = load("block").results;
  const kinds: Partial<Finding>[] = (["pass", "warn", "block"] as const).flatMap((decision) =>
    (["none", "possible", "definite"] as const).flatMap((certainty) =>
      (["medium", "critical", "high"] as const).map((severity) => ({ decision, certainty, severity })),
    ),
  );
  const findings = Array.from({ length: 1000 }, (_, index) => ({
    ...(some?.findings[0] as Finding),
    ...kinds[index % kinds.length],
    title: `svc${String(index)} answers the world`,
  }));
  const report: Report = { ...load("block"), results: some === undefined ? [] : [{ ...some, findings }] };
  const shown = text(report);

  it("names each one once, the worst first", () => {
    const titles = shown.match(/^(?:BLOCK|WARN|pass) +svc\d+/gm) ?? [];
    expect(new Set(titles).size).toBe(1000);
    expect(titles).toHaveLength(1000);
    const ranks = titles.map((title) => ["BLOCK", "WARN", "pass"].indexOf(title.split(" ")[0] ?? ""));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    const severities = (shown.match(/^ {7}(critical|high|medium) · definite/gm) ?? [])
      .slice(0, 111)
      .map((line) => line.trim().split(" ")[0]);
    expect([...new Set(severities)]).toEqual(["critical", "high", "medium"]);
  });

  it("explains the two layers once", () => {
    expect(shown.match(/Same numbers, different layers/g)).toHaveLength(1);
  });

  it("hides what the world cannot reach unless all is asked for", () => {
    const brief = text(report, { all: false });
    const hidden = findings.filter(({ decision, certainty }) => decision === "pass" && certainty === "none");
    expect(brief.match(/^(?:BLOCK|WARN|pass) +svc\d+/gm)).toHaveLength(1000 - hidden.length);
  });
});

/** The stack and the project of a URN head the result, and stand in no line. */
const withoutStack = (address: string): string => address.replace(/^urn:pulumi:[^:]+::[^:]+::/, "");

it("keeps every address whole", () => {
  for (const [, report] of cases) {
    const shown = text(report);
    for (const { findings } of report.results) {
      for (const { path } of findings) {
        for (const { resource, role } of path) {
          if (resource !== null && role !== "process" && !/\p{Cc}|\p{Bidi_Control}/u.test(resource.address))
            expect(shown).toContain(withoutStack(resource.address));
        }
      }
    }
  }
});

it("has a verb for each door that fits its column", () => {
  for (const verb of Object.values(DOORS)) expect(verb.length).toBeLessThanOrEqual(10);
});
