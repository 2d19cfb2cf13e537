import type { Report } from "../../model/report";
import { withoutPath } from "../../words/report";
import { closedBy, leftOut } from "../../words/sarif";
import { endings } from "../footer";
import type { Format, RenderOptions } from "../format";
import { type Placed, shownOf, worstFirst } from "../order";
import { plain, readable } from "../paint";
import { plainJson } from "../plain-json";
import { artifact } from "./location";
import type { Level, Log, Notification } from "./log";
import { resultOf } from "./result";
import { descriptors } from "./rules";

/** https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/results-exceed-limit */
const MOST_RESULTS = 25_000;

function notification(level: Level, id: string, text: string, path: string, options: RenderOptions): Notification {
  const place = { physicalLocation: { artifactLocation: artifact(path, options), region: { startLine: 1 } } };
  return { level, message: { text: plain(text) }, descriptor: { id }, locations: [place] };
}

/**
 * What is said besides the findings. What a change closes stands here: as a result that is absent a code host that knows no
 * baseline would open an alert for it.
 */
function notifications(report: Report, left: number, options: RenderOptions): Notification[] {
  const shown = readable(report);
  const note = (level: Level, id: string, text: string, path: string): Notification => notification(level, id, text, path, options);
  return [
    ...report.errors.map(({ path, code, message }) => note("error", code === "" ? "unreadable" : code, withoutPath(path, message), path)),
    ...(left === 0 ? [] : [note("warning", "findings-left-out", leftOut(left, MOST_RESULTS), report.results[0]?.input.path ?? "-")]),
    ...shown.results.flatMap((result, index) => {
      const path = report.results[index]?.input.path ?? "-";
      return [
        ...(result.closed ?? []).map(({ title }) => note("note", "closed", closedBy(title), path)),
        ...endings({ ...result, closed: null }, shown, options.all).flatMap(([label, texts]) =>
          texts.map((text) => note(label === "warning" ? "warning" : "note", label.replaceAll(" ", "-"), text, path)),
        ),
      ];
    }),
  ];
}

/** What passes without an allowance is no alert; it is there where all is asked for. */
const isTold = ({ finding: { decision, allowance } }: Placed, all: boolean): boolean => all || decision !== "pass" || allowance !== null;

function logOf(report: Report, options: RenderOptions): Log {
  const findings = worstFirst(report.results.flatMap((result) => shownOf(result, options.all))).filter((placed) =>
    isTold(placed, options.all),
  );
  const told = findings.slice(0, MOST_RESULTS);
  const paths = new Set(report.results.map(({ input }) => input.path));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules: descriptors(options) } },
        invocations: [
          {
            executionSuccessful: report.errors.length === 0,
            toolExecutionNotifications: notifications(report, findings.length - told.length, options),
          },
        ],
        artifacts: [...new Set([...paths].map((path) => artifact(path, options).uri))].map((uri) => ({
          location: { uri },
          roles: ["analysisTarget"],
        })),
        columnKind: "utf16CodeUnits",
        results: told.map((placed) => resultOf(placed, report.results, options)),
      },
    ],
  };
}

/** For code hosts: SARIF 2.1.0, one run, a result for each finding with its path. */
export const render: Format["render"] = (report, options) => plainJson(logOf(report, options));
