import type { Finding, Result } from "../model/report";
import { CERTAINTIES, DECISIONS, SEVERITIES } from "../model/worst";

const badness = ({ decision, certainty, severity }: Finding): number =>
  (DECISIONS.indexOf(decision) * 3 + CERTAINTIES.indexOf(certainty)) * 3 + SEVERITIES.indexOf(severity);

/** A finding, and the result that it is part of. */
export interface Placed {
  readonly finding: Finding;
  readonly result: Result;
}

/** The worst first; the given order among equals. */
export const worstFirst = (placed: readonly Placed[]): Placed[] => placed.toSorted((a, b) => badness(a.finding) - badness(b.finding));

/** The findings that are shown: without all, none that the world cannot reach and that passes. */
export const shownOf = (result: Result, all: boolean): Placed[] =>
  result.findings
    .filter(({ decision, certainty }) => all || decision !== "pass" || certainty !== "none")
    .map((finding) => ({ finding, result }));
