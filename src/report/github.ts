import type { Finding, Report } from "../model/report";
import { ANNOTATION } from "../words/github";
import { CHANGES, labelOf, unknownsNamed, withoutPath } from "../words/report";
import { endings } from "./footer";
import type { Format, RenderOptions } from "./format";
import { type Placed, shownOf, worstFirst } from "./order";
import { pathLines } from "./path";
import { plain, readable } from "./paint";

/** What a runner shows as a mark beside a line, by the name of its command. */
interface Annotation {
  readonly level: "error" | "warning" | "notice";
  /** Null where there is no file to point at: standard input. */
  readonly file: string | null;
  readonly line: number | null;
  readonly title: string;
  readonly message: string;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts: data, and properties. */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function command({ level, file, line, title, message }: Annotation): string {
  const properties = [...(file === null ? [] : [["file", file]]), ...(line === null ? [] : [["line", String(line)]]), ["title", title]];
  return `::${level} ${properties.map(([name = "", value = ""]) => `${name}=${property(value)}`).join(",")}::${data(message)}`;
}

const fileOf = (path: string, { inRepository = String }: RenderOptions): string | null => (path === "-" ? null : inRepository(path));

/** Why, the path, and what to do, each on lines of their own. */
function messageOf(finding: Finding, label: string, width: number): string {
  const { severity, certainty, change, rule, workload } = finding;
  const says = [severity, certainty, ...(change === null ? [] : [CHANGES[change]]), rule].join(" · ");
  const unknowns = certainty === "possible" ? unknownsNamed(finding.unknowns).map(ANNOTATION.unknown) : [];
  const path = pathLines(finding, width).map((line) => line.replace(/^ {7}/, ""));
  const fixes = finding.fixes.flatMap(({ kind, text, yaml }) => [`${kind}: ${text}`, ...(yaml === null ? [] : [yaml.trimEnd()])]);
  return plain([`${label} ${workload.address}: ${says}`, ...unknowns, ...path, ...fixes].join("\n"));
}

function annotationOf({ finding, result }: Placed, options: RenderOptions): Annotation {
  const { decision, title, workload } = finding;
  const label = labelOf(decision, result.advisory);
  const blocks = decision === "block" && !result.advisory;
  return {
    level: blocks ? "error" : decision === "pass" ? "notice" : "warning",
    file: fileOf(workload.location?.uri ?? result.input.path, options),
    line: workload.location?.line ?? null,
    title: `${label}: ${plain(title)}`,
    message: messageOf(finding, label, options.width),
  };
}

/** What is said of each result besides what stands at a line: closed findings, allowances, what is not modelled, notes. */
function notices(report: Report, options: RenderOptions): Annotation[] {
  return report.results.flatMap((result) =>
    endings(result, report, options.all).map(([label, texts]) => ({
      level: label === "warning" ? "warning" : "notice",
      file: fileOf(result.input.path, options),
      line: null,
      title: ANNOTATION.about(label),
      message: plain(texts.join("\n")),
    })),
  );
}

const unreadable = ({ errors }: Report, options: RenderOptions): Annotation[] =>
  errors.map(({ path, message }) => ({
    level: "error",
    file: fileOf(path, options),
    line: null,
    title: ANNOTATION.unread,
    message: plain(`${path}: ${withoutPath(path, message)}`),
  }));

const LEVELS: readonly Annotation["level"][] = ["error", "warning", "notice"];

/**
 * For the log of a GitHub Actions job, of which GitHub makes annotations: ten of each level per step, the first ones.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const render: Format["render"] = (given, options) => {
  const report = readable(given);
  const findings = worstFirst(report.results.flatMap((result) => shownOf(result, options.all)));
  const told = findings.filter(({ finding }) => options.all || finding.decision !== "pass");
  const annotations = [...unreadable(report, options), ...told.map((placed) => annotationOf(placed, options)), ...notices(report, options)];
  return annotations
    .toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
    .map((annotation) => `${command(annotation)}\n`)
    .join("");
};
