import type { Certainty, Decision, Entry, Rule, Severity } from "./model/report";

/** What a finding comes to, by rule, certainty and way in. */
export interface Decided {
  readonly rule: Rule;
  readonly certainty: Certainty;
  readonly entry: Entry | null;
  readonly severity: Severity;
  readonly partner: boolean;
}

/**
 * The table of the design: the world at a socket blocks where it is sure and warns where it is possible; through an HTTP proxy it
 * is an entry point, which passes, and warns where the service is critical; every other rule warns.
 */
export function decide({ rule, certainty, entry, severity, partner }: Decided): Decision {
  if (certainty === "none") return "pass";
  if (rule !== "world-open-listener" || partner) return "warn";
  if (entry === "terminated") return severity === "critical" && certainty === "definite" ? "warn" : "pass";
  return certainty === "definite" ? "block" : "warn";
}

const ORDER: readonly Decision[] = ["pass", "warn", "block"];

export const worst = (decisions: readonly Decision[]): Decision =>
  decisions.reduce((a, b) => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b), "pass");
