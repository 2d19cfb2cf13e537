import type { Certainty, Decision, Entry, Severity } from "./report";

/** The report's terms, the worst first. */
export const DECISIONS: readonly Decision[] = ["block", "warn", "pass"];
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium"];
export const CERTAINTIES: readonly Certainty[] = ["definite", "possible", "none"];
export const ENTRIES: readonly (Entry | null)[] = ["direct", "passthrough", "terminated", null];
