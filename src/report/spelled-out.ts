import type { Finding, Report, Result } from "../model/report";
import { restLines } from "./footer";
import { fullBlock, showsLayers } from "./finding";
import { printed, readable } from "./paint";

/** A result for a host that shows findings one by one, each as the text report has it. */
export interface SpelledOut {
  /** Those that block or warn, the worst first. */
  readonly findings: readonly {
    readonly finding: Finding;
    readonly text: string;
    /** The same where the host is told to block nothing. */
    readonly advisoryText: string;
  }[];
  /** What no finding tells: allowances that did nothing, what is not modelled, notes. Null where there is none. */
  readonly rest: string | null;
}

const trimmed = (lines: readonly string[]): string => printed(lines).trimEnd();

/** What nobody needs to look at. */
const withoutUsed = (result: Result): Result => ({ ...result, allowances: { ...result.allowances, used: [] } });

/** @param width columns that the host leaves for a message */
export function spelledOut(report: Report, width: number): SpelledOut {
  const { results } = readable(report);
  const told = results.flatMap(({ advisory, findings }) =>
    findings.filter(({ decision }) => decision !== "pass").map((finding) => ({ finding, advisory })),
  );
  const explained = told.map(({ finding }) => finding).find(showsLayers);
  const given = report.results.flatMap(({ findings }) => findings).filter(({ decision }) => decision !== "pass");
  const rest = results.flatMap((result) => restLines(withoutUsed(result), report, { all: false, width }));
  return {
    findings: told.map(({ finding, advisory }, index) => {
      const text = (asAdvisory: boolean): string =>
        trimmed(fullBlock(finding, { width, all: false, advisory: asAdvisory }, finding === explained));
      return { finding: given[index] ?? finding, text: text(advisory), advisoryText: text(true) };
    }),
    rest: rest.length === 0 ? null : trimmed(rest),
  };
}
