import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { FORMATS } from "../../src/report";
import type { Report } from "../../src/model/report";
import { arbitraryOf, type Schema } from "./arbitrary";

const ROOT = join(__dirname, "../..");
const CASES = join(__dirname, "cases");

const schemaOf = (name: string): Schema => JSON.parse(readFileSync(join(ROOT, "schema", `${name}.schema.json`), "utf8")) as Schema;
const report = schemaOf("report");
const ajv = new Ajv({ allowUnionTypes: true });
const isReport = ajv.compile(report);

it("is current: the types of the model, and nothing else, make it", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/schema.mjs"), "--check"], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
}, 60_000);

it.each(readdirSync(CASES))("holds for the report of %s", (name) => {
  isReport(JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8")));
  expect(isReport.errors).toBeNull();
});

it("refuses a report that lacks any required field", () => {
  const whole = JSON.parse(readFileSync(join(CASES, "block/report.json"), "utf8")) as Record<string, unknown>;
  for (const name of Object.keys(whole)) {
    expect(isReport(Object.fromEntries(Object.entries(whole).filter(([other]) => other !== name)))).toBe(false);
  }
});

it("lets fields be added within a version", () => {
  const whole = JSON.parse(readFileSync(join(CASES, "block/report.json"), "utf8")) as Record<string, unknown>;
  expect(isReport({ ...whole, later: 1 })).toBe(true);
});

it("admits what its arbitrary makes", () => {
  for (const name of ["report", "listens"]) {
    const schema = schemaOf(name);
    const holds = ajv.compile(schema);
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => holds(value)),
      { numRuns: 50 },
    );
  }
});

it("prints equal reports as equal bytes, in whichever order their members were written", () => {
  const json = FORMATS.find(({ name }) => name === "json");
  const print = (value: unknown): string => json?.render(value as Report, { all: false, color: false, width: 80 }) ?? "";
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === "object" && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, member]) => [name, reversed(member)]),
          )
        : value;
  for (const name of readdirSync(CASES)) {
    const value: unknown = JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8"));
    expect(print(reversed(value))).toBe(print(value));
  }
});

it("holds for what the json format prints, which is the report itself", () => {
  const json = FORMATS.find(({ name }) => name === "json");
  fc.assert(
    fc.property(arbitraryOf(report), (value) => {
      const text = json?.render(value as Report, { all: false, color: false, width: 80 }) ?? "";
      expect(text.endsWith("}\n")).toBe(true);
      expect(JSON.parse(text)).toEqual(value);
    }),
    { numRuns: 50 },
  );
});
