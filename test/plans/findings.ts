import { checkPlan, type CheckOptions, type Settled } from "../../src/check";
import type { Finding, Result, Rule } from "../../src/model/report";

import { planOf, type Program } from "./plan";

export const OPTIONS: Settled = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };

export const resultOf = (program: Program, more: Partial<CheckOptions> = {}): Result => checkPlan(planOf(program), { ...OPTIONS, ...more });

/** What one rule finds, but for what is shut. */
export const found = (program: Program, rule: Rule, more: Partial<CheckOptions> = {}): readonly Finding[] =>
  resultOf(program, more).findings.filter((finding) => finding.rule === rule && finding.certainty !== "none");

/** `block definite critical tcp 6379` */
export const inShort = ({ decision, certainty, severity, protocol, ports }: Finding): string =>
  [
    decision,
    certainty,
    severity,
    String(protocol ?? "-"),
    ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(","),
  ].join(" ");
