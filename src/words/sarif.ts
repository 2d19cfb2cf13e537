import type { Finding, Rule } from "../model/report";
import { CHANGES, unknownsNamed } from "./report";

/** A rule in short, by what is wrong; its page is the help. */
export const RULE_TITLES: Readonly<Record<Rule, string>> = {
  "world-open-listener": "Service open to the world",
  "world-open-idle": "Port open to the world, where nothing listens",
  "deaf-listener": "Published port that nothing answers",
  "bind-is-not-a-filter": "Bind and source mixed up",
  "will-not-start": "Process that will not start",
};

const NO_LINE = "Its line in the source is not known: this points at the input as a whole.";

const sentence = (text: string): string => (text === "" || text.endsWith(".") ? text : `${text}.`);

/** The first sentence is all that a list of alerts shows. */
export function said(label: string, { title, severity, certainty, change, workload, fixes, unknowns }: Finding, whole: boolean): string {
  const state = [severity, certainty, ...(change === null ? [] : [CHANGES[change]])].join(", ");
  const todo = fixes.filter(({ kind }) => kind !== "allow").map(({ kind, text }) => sentence(`To close it, ${kind}: ${text}`));
  const open =
    certainty === "possible" && unknowns.length > 0 ? [`Not known before deployment: ${unknownsNamed(unknowns).join("; ")}.`] : [];
  return [sentence(title), sentence(`${label}: ${state}; ${workload.address}`), ...open, ...todo, ...(whole ? [NO_LINE] : [])].join(" ");
}

export const FLOW = "From the internet to the process";

export const closedBy = (title: string): string => `Closed by this change: ${title}`;
export const leftOut = (count: number, most: number): string =>
  `${String(count)} findings are left out, the mildest ones: code hosts take ${String(most)} of one run.`;

export const justified = (reason: string, owner: string | null, expires: string): string =>
  `${sentence(reason)} ${owner === null ? "" : `Owner: ${owner}. `}Until ${expires}.`;
