import type { Decision, Finding, Report } from "../model/report";
import { isBlind, plural } from "./report";

/** By decision; the sign only supports the word beside it. */
export const SIGNS: Readonly<Record<Decision, string>> = { block: "⛔", warn: "⚠️", pass: "✅" };

/** The verdict on everything, in a line: `⛔ quadzero: 2 blocked, 1 warning`. */
export function headline({ results, errors, decision }: Report): string {
  const blocked = results.filter(({ advisory }) => !advisory).reduce((sum, { summary }) => sum + summary.blocked, 0);
  const would = results.filter(({ advisory }) => advisory).reduce((sum, { summary }) => sum + summary.blocked, 0);
  const warned = results.reduce((sum, { summary }) => sum + summary.warned, 0);
  const parts = [
    ...(errors.length === 0 ? [] : [`${plural(errors.length, "input")} could not be read`]),
    ...(blocked === 0 ? [] : [`${String(blocked)} blocked`]),
    ...(would === 0 ? [] : [`${String(would)} would be blocked (advisory: nothing is)`]),
    ...(warned === 0 ? [] : [plural(warned, "warning")]),
  ];
  const blind = results.filter(isBlind).flatMap(({ notModelled }) => notModelled.flatMap(({ addresses }) => addresses)).length;
  if (blind > 0) parts.push(`${plural(blind, "resource")} not judged`);
  const sign = errors.length > 0 ? SIGNS.block : blind > 0 && decision === "pass" ? SIGNS.warn : SIGNS[decision];
  return `${sign} quadzero: ${parts.length === 0 ? "nothing is blocked" : parts.join(", ")}`;
}

/** Of the table. */
export const COLUMNS = ["", "finding", "severity", "certainty", "this change"] as const;
export const STACK_COLUMN = "stack";

const IN_THIS_CHANGE: Readonly<Record<NonNullable<Finding["change"]>, string>> = {
  opened: "opened",
  widened: "widened",
  unchanged: "open before",
};

export const changeOf = ({ change }: Finding): string => (change === null ? "" : IN_THIS_CHANGE[change]);

export const PATHS = "Paths and fixes, the worst first";
export const passing = (count: number): string => `${plural(count, "finding")} that ${count === 1 ? "passes" : "pass"}, and why`;
export const UNREAD = "could not be read";

/** What did not fit. */
export const left = {
  rows: (count: number): string => `The table has no room for ${plural(count, "more finding")}; \`quadzero check\` lists them all.`,
  details: (count: number): string => `A comment has no room for ${plural(count, "more path")}; \`quadzero check\` shows them all.`,
  others: (count: number): string => `and ${String(count)} more`,
} as const;
