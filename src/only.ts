import { milder, worst } from "./decide";
import type { Decision, Finding, Result } from "./model/report";
import { NO_STATE_BEFORE } from "./words/only";

/** Open as far as now already before. What the world cannot reach opens nothing either. */
const isOld = ({ change }: Finding): boolean => change === "unchanged";

/**
 * What this change opens or widens, of all that was found; decided and counted by that alone. An input that does not tell what was
 * before keeps everything, as if all were opened, and a warning says so: nothing passes because nobody knows.
 */
export function onlyOpened(result: Result): Result {
  if (result.closed === null) {
    const note = { level: "warning", code: "no-state-before", message: NO_STATE_BEFORE, resource: null } as const;
    return { ...result, diagnostics: [...result.diagnostics, note], unchanged: 0 };
  }
  const findings = result.findings.filter((finding) => !isOld(finding));
  const decision = worst(findings.map((finding) => finding.decision));
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const decided = (wanted: Decision): number => count((finding) => finding.decision === wanted);
  return {
    ...result,
    decision: result.advisory ? milder("warn", decision) : decision,
    wouldBe: decision,
    summary: {
      ...result.summary,
      blocked: decided("block"),
      warned: decided("warn"),
      passed: decided("pass"),
      possible: count(({ certainty }) => certainty === "possible"),
    },
    findings,
    unchanged: result.findings.filter((finding) => isOld(finding) && finding.certainty !== "none").length,
  };
}
