import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { loadConfiguration } from "../../src/config";
import { check } from "../../src/check";
import type { Report } from "../../src/model/report";
import { text } from "../../src/report/text";
import { planOf } from "../allow/judged";

const CASES = join(__dirname, "cases");
const schema = JSON.parse(readFileSync(join(__dirname, "../../schema/report.schema.json"), "utf8")) as object;
const isReport = new Ajv({ allowUnionTypes: true }).compile(schema);

interface On {
  readonly story: string;
  readonly stack: string | null;
  readonly today: string;
}

function reportOf(name: string): Report {
  const { story, stack, today } = JSON.parse(readFileSync(join(CASES, name, "on.json"), "utf8")) as On;
  const config = loadConfiguration([{ name: "quadzero.yaml", bytes: readFileSync(join(CASES, name, "quadzero.yaml")) }]);
  return check([{ path: "plan.json", bytes: planOf(story) }], { today, stack, advisory: false, all: false, version: "0.0.0", config });
}

/** What the configuration has a part in: the verdicts, what lets them pass, and how the run ends. */
function told(report: Report): string {
  const lines = text.render(report, { all: false, color: false, width: 80 }).trimEnd().split("\n");
  const ends = lines.slice(lines.lastIndexOf("") + 1);
  const verdicts = report.results.flatMap(({ findings }) =>
    findings.map(({ decision, certainty, title, allowance, sources }) => {
      const from = sources.flatMap(({ must, may }) => [`must ${must.join(" ") || "nobody"}`, `may ${may.join(" ") || "nobody"}`]);
      return [
        `${decision} ${certainty}: ${title}`,
        ...from.map((each) => `  ${each}`),
        ...(allowance === null ? [] : [`  allowed: ${allowance.reason}`]),
      ].join("\n");
    }),
  );
  return `${[...verdicts, ...ends].join("\n")}\n`;
}

const names = readdirSync(CASES);

test("there are cases", () => {
  expect(names.length).toBeGreaterThanOrEqual(14);
});

test.each(names)("%s", (name) => {
  const report = reportOf(name);
  const file = join(CASES, name, "expected.txt");
  if (process.env["UPDATE_EXPECTED"] === "1") writeFileSync(file, told(report));
  expect(existsSync(file)).toBe(true);
  expect(told(report)).toBe(readFileSync(file, "utf8"));
  isReport(report);
  expect(isReport.errors).toBeNull();
});
