import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, Report } from "../../src/model/report";
import { FORMATS, type RenderOptions } from "../../src/report";
import { arbitraryOf, type Schema } from "./arbitrary";
import type { Arbitrary } from "fast-check";

export const CASES = join(__dirname, "cases");
export const names = readdirSync(CASES).sort();

export const load = (name: string): Report => JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8")) as Report;

const schema = JSON.parse(readFileSync(join(__dirname, "../../schema/report.schema.json"), "utf8")) as Schema;

/** Any report that the schema admits. */
export const reports = arbitraryOf(schema) as Arbitrary<Report>;

export function render(format: string, report: Report, options: Partial<RenderOptions> = {}): string {
  const found = FORMATS.find(({ name }) => name === format);
  if (found === undefined) throw new Error(`there is no format called ${format}`);
  return found.render(report, { all: false, color: false, width: 80, ...options });
}

/** The text beside the report. `UPDATE_EXPECTED=1` records it; read what it records. */
export function expectRecorded(name: string, file: string, text: string): void {
  const path = join(CASES, name, file);
  if (process.env["UPDATE_EXPECTED"] === "1") writeFileSync(path, text);
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(text);
}

/** The findings of a saved report, with changes to all of them. */
export function withFindings(report: Report, change: (finding: Finding, index: number) => Finding): Report {
  return { ...report, results: report.results.map((result) => ({ ...result, findings: result.findings.map(change) })) };
}

/** The report of one block, with as many findings as asked, each with a name of its own. */
export function many(count: number, change: (index: number) => Partial<Finding> = () => ({})): Report {
  const report = load("block");
  const [result] = report.results;
  const [finding] = result?.findings ?? [];
  if (result === undefined || finding === undefined) throw new Error("the case block has no finding");
  const findings = Array.from({ length: count }, (_, index) => ({
    ...finding,
    title: `svc${String(index)} answers the world`,
    fingerprint: `${finding.fingerprint}/${String(index)}`,
    ...change(index),
  }));
  return { ...report, results: [{ ...result, findings }] };
}

/** A report whose every name is one text. */
export function named(report: Report, text: string): Report {
  const keys = [
    "title",
    "address",
    "name",
    "says",
    "text",
    "message",
    "path",
    "stack",
    "reason",
    "workload",
    "container",
    "process",
    "why",
  ];
  return JSON.parse(
    JSON.stringify(report, (key, part: unknown) => (typeof part === "string" && keys.includes(key) ? text : part)),
  ) as Report;
}
