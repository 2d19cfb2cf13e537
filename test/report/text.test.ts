import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { FORMATS, type RenderOptions } from "../../src/report";

const CASES = join(__dirname, "cases");
const names = readdirSync(CASES).sort();

const load = (name: string): Report => JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8")) as Report;

function render(report: Report, options: Partial<RenderOptions> = {}): string {
  const format = FORMATS.find(({ name }) => name === "text");
  if (format === undefined) throw new Error("there is no format called text");
  return format.render(report, { all: false, color: false, width: 80, ...options });
}

/** The text beside the report. `UPDATE_EXPECTED=1` records it; read what it records. */
function expectRecorded(file: string, text: string): void {
  if (process.env["UPDATE_EXPECTED"] === "1") writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe(text);
}

describe.each(names)("%s", (name) => {
  const report = load(name);

  it("reads as recorded", () => {
    expectRecorded(join(CASES, name, "expected.txt"), render(report));
  });

  it("reads as recorded with all", () => {
    expectRecorded(join(CASES, name, "all.txt"), render(report, { all: true }));
  });
});
