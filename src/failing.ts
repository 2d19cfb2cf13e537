import type { Report, Result } from "./model/report";
import { READ_NOTES } from "./words/input";
import { OPENS_ELSEWHERE } from "./words/verdict";

/**
 * A part of the input was not judged: what a reader warns of, types that are not modelled, what a rule opens that nobody has shown. Other
 * warnings change no verdict.
 */
const isPartly = ({ diagnostics, notModelled }: Result): boolean =>
  notModelled.length > 0 ||
  diagnostics.some(({ level, code }) => level === "warning" && (code === OPENS_ELSEWHERE || Object.hasOwn(READ_NOTES, code)));

/**
 * Whether a report stops the one who asked: what cannot be read always does.
 * @param failOn `warn`: warnings do as well, and so does what was not judged
 */
export function isFailing({ decision, results, errors }: Report, advisory: boolean, failOn: "block" | "warn"): boolean {
  if (errors.length > 0) return true;
  if (advisory) return false;
  return decision === "block" || (failOn === "warn" && (decision === "warn" || results.some(isPartly)));
}
