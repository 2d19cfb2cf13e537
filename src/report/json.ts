import type { Format } from "./format";
import { plainJson } from "./plain-json";

/** A value whose members are in the order of their names, so that two equal reports are equal bytes. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}

/** For programs: one `Report`, as schema/report.schema.json says. */
export const json: Format = {
  name: "json",
  says: "for programs: schema/report.schema.json",
  render: (report) => plainJson(ordered(report)),
};
