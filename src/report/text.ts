import type { Finding } from "../model/report";
import type { Format } from "./format";
import { endLines, errorLines, nameOf } from "./footer";
import { briefBlock, fullBlock, showsLayers } from "./finding";
import { shownOf, worstFirst } from "./order";
import { paint, printed, readable } from "./paint";

const isBrief = ({ decision, certainty }: Finding): boolean => decision === "pass" && certainty !== "none";

/** For people: the worst first, each with its path and what to do; at the end what was counted. */
export const text: Format = {
  name: "text",
  says: "for people, 80 columns",
  render: (given, { all, color, width }) => {
    const report = readable(given);
    const results = report.results.map((result) => ({ result, findings: worstFirst(shownOf(result, all)).map(({ finding }) => finding) }));
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
