import { check } from "../../src/check";
import { ASSUMPTIONS, type Assumption } from "../../src/model/assumption";
import type { Finding, Report, Result } from "../../src/model/report";

/** A day on which every story is judged. */
export const TODAY = "2027-02-11";

export function judge(plan: string, assumptions: ReadonlySet<Assumption> = new Set(ASSUMPTIONS)): Report {
  return check([{ path: "plan.json", bytes: Buffer.from(plan) }], {
    today: TODAY,
    stack: null,
    advisory: false,
    all: true,
    version: "0.0.0",
    assumptions,
  });
}

export function resultOf(report: Report): Result {
  const [result] = report.results;
  if (result === undefined) throw new Error(report.errors.map(({ message }) => message).join("; ") || "no result");
  return result;
}

export const findingsOf = (report: Report): readonly Finding[] => resultOf(report).findings;
