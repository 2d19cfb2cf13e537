import type { Format } from "./format";

/** Members by name, so that two equal reports are equal bytes. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** For programs: one `Report`, as schema/report.schema.json says. */
export const json: Format = {
  name: "json",
  says: "for programs: schema/report.schema.json",
  render: (report) => `${JSON.stringify(report, sorted, 2)}\n`,
};
