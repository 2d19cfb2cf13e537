import { outcomeOf } from "../verdict/decide";
import type { Finding, Result } from "../model/report";
import { NO_STATE_BEFORE } from "../words/only";

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
  const { counts, ...decided } = outcomeOf(findings, result.advisory);
  return {
    ...result,
    ...decided,
    summary: { ...result.summary, ...counts },
    findings,
    unchanged: result.findings.filter((finding) => isOld(finding) && finding.certainty !== "none").length,
  };
}
