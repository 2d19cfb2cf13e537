import type { Finding, Result } from "../model/report";
import type { Format } from "./format";
import { endLines, errorLines, nameOf } from "./ends";
import { briefBlock, fullBlock, showsLayers } from "./finding";
import { paint, printed, readable } from "./paint";

const DECISIONS: readonly Finding["decision"][] = ["block", "warn", "pass"];
const CERTAINTIES: readonly Finding["certainty"][] = ["definite", "possible", "none"];
const SEVERITIES: readonly Finding["severity"][] = ["critical", "high", "medium"];

/** Worst first. */
const badness = ({ decision, certainty, severity }: Finding): number =>
  (DECISIONS.indexOf(decision) * 3 + CERTAINTIES.indexOf(certainty)) * 3 + SEVERITIES.indexOf(severity);

function shownOf({ findings }: Result, all: boolean): Finding[] {
  const shown = findings.filter(({ decision, certainty }) => all || decision !== "pass" || certainty !== "none");
  return shown.sort((a, b) => badness(a) - badness(b));
}

const isBrief = ({ decision, certainty }: Finding): boolean => decision === "pass" && certainty !== "none";

/** For people: the worst first, each with its path and what to do; at the end what was counted. */
export const text: Format = {
  name: "text",
  says: "for people, 80 columns",
  render: (given, { all, color, width }) => {
    const report = readable(given);
    const results = report.results.map((result) => ({ result, findings: shownOf(result, all) }));
    // The two layers are explained once in a run, at the worst finding that shows them both.
    const explained = results.flatMap(({ findings }) => findings).find(showsLayers);
    const blocks = results.flatMap(({ result, findings }) => {
      const shown = { width, all, advisory: result.advisory };
      return [
        ...(results.length > 1 && findings.length > 0 ? [[`${nameOf(result, report)}:`]] : []),
        ...findings.map((finding) => (isBrief(finding) ? briefBlock(finding, shown) : fullBlock(finding, shown, finding === explained))),
        endLines(result, report, { all, width }),
      ];
    });
    if (report.errors.length > 0) blocks.push(errorLines(report, width));
    return blocks.map((lines) => printed(lines.map((line) => paint(line, color)))).join("\n");
  },
};
