import type { Finding, Step } from "../../model/report";
import { DOORS } from "../../words/report";
import { detail, spellProcess } from "../path";
import { plain } from "../paint";
import { clipped, fenced } from "./escape";

/** Doors that a picture shows at most; a longer path stands as text alone. */
const MOST_DOORS = 30;
const MOST_LETTERS = 160;

/**
 * A text within quotes: all but letters, digits and harmless signs by its number. A colon is not harmless: with `style` before it
 * and a number behind it Mermaid takes the line for another statement.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
const quoted = (text: string): string =>
  `"${clipped(plain(text).replace(/ {2,}/g, " "), MOST_LETTERS).replace(/[^\p{L}\p{N} ./,_+→…-]/gu, (sign) => `#${String(sign.codePointAt(0))};`)}"`;

/** A shut door ends the way, a door that is perhaps open is dotted. */
const arrow = ({ shut, certainty }: Step): string => (shut ? "--x" : certainty === "possible" ? "-.->" : "-->");

function label(step: Step, finding: Finding): string {
  if (step.role === "process") return quoted(spellProcess(finding));
  const lines = [step.resource?.address ?? "", detail(step)].filter((line) => line !== "");
  return lines.length === 0 ? quoted(DOORS[step.role]) : `"${lines.map((line) => quoted(line).slice(1, -1)).join("<br/>")}"`;
}

/** The path as a flowchart in Mermaid's language; null where there is no path to draw. */
export function flowchart(finding: Finding): string[] | null {
  const { path } = finding;
  if (path.length < 2 || path.length > MOST_DOORS) return null;
  const nodes = path.map((step, index) => {
    const text = label(step, finding);
    return `  n${String(index)}${step.role === "source" ? `([${text}])` : `[${text}]`}`;
  });
  const ways = path.slice(1).map((step, index) => {
    const verb = step.role === "process" || step.role === "source" ? "" : `|${quoted(DOORS[step.role])}|`;
    return `  n${String(index)} ${arrow(step)}${verb} n${String(index + 1)}`;
  });
  return ["flowchart TB", ...nodes, ...ways];
}

/** The picture as GitHub draws it. */
export function picture(finding: Finding): string {
  const lines = flowchart(finding);
  return lines === null ? "" : fenced("mermaid", lines);
}
