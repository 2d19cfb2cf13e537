import type { Certainty, Decision, Entry, Finding, Result, Rule, Severity } from "../model/report";
import { DECISIONS } from "../model/worst";

/** What a finding comes to, by rule, certainty and way in. */
export interface Decided {
  readonly rule: Rule;
  readonly certainty: Certainty;
  readonly entry: Entry | null;
  readonly severity: Severity;
  readonly partner: boolean;
}

/** What the configuration says that findings do. */
export interface Policy {
  /** What a definite finding does. */
  readonly rules: Readonly<Record<Rule, Decision>>;
  /** What a possible one does. */
  readonly onUnknown: Decision;
}

export const worst = (decisions: readonly Decision[]): Decision => DECISIONS.find((one) => decisions.includes(one)) ?? "pass";

export const milder = (a: Decision, b: Decision): Decision => (DECISIONS.indexOf(a) >= DECISIONS.indexOf(b) ? a : b);

/**
 * What the configuration says; but through an HTTP proxy the world at a socket is an entry point, which passes, and warns at most
 * where the service is critical, and behind a list that anyone can stand behind it warns at most. Where nothing answers, what is
 * possible does no more than what is definite.
 */
export function decide({ rule, certainty, entry, severity, partner }: Decided, { rules, onUnknown }: Policy): Decision {
  if (certainty === "none") return "pass";
  if (rule !== "world-open-listener") return certainty === "definite" ? rules[rule] : milder(rules[rule], onUnknown);
  const said = certainty === "definite" ? rules[rule] : onUnknown;
  if (entry === "terminated") return milder(severity === "critical" && certainty === "definite" ? "warn" : "pass", said);
  return partner ? milder("warn", said) : said;
}

/** What findings come to together. */
export interface Outcome extends Pick<Result, "decision" | "wouldBe"> {
  readonly counts: Pick<Result["summary"], "blocked" | "warned" | "passed" | "possible">;
}

/** @param advisory nothing blocks */
export function outcomeOf(findings: readonly Pick<Finding, "decision" | "certainty">[], advisory: boolean): Outcome {
  const wouldBe = worst(findings.map(({ decision }) => decision));
  const decided = (wanted: Decision): number => findings.filter(({ decision }) => decision === wanted).length;
  return {
    decision: advisory ? milder("warn", wouldBe) : wouldBe,
    wouldBe,
    counts: {
      blocked: decided("block"),
      warned: decided("warn"),
      passed: decided("pass"),
      possible: findings.filter(({ certainty }) => certainty === "possible").length,
    },
  };
}
