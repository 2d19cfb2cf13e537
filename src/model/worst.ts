import type { Finding } from "./report";

/** What findings are sorted by, the worst first. */
export const DECISIONS: readonly Finding["decision"][] = ["block", "warn", "pass"];
export const SEVERITIES: readonly Finding["severity"][] = ["critical", "high", "medium"];
export const CERTAINTIES: readonly Finding["certainty"][] = ["definite", "possible", "none"];
