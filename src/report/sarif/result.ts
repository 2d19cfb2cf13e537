import type { Finding, Result as Judged, Step } from "../../model/report";
import { DOORS, labelOf } from "../../words/report";
import { FLOW, justified, said } from "../../words/sarif";
import type { RenderOptions } from "../format";
import type { Placed } from "../order";
import { detail, spellProcess } from "../path";
import { plain, readable } from "../paint";
import { located } from "./location";
import type { CodeFlow, FlowLocation, Level, Message, Result, Suppression } from "./log";
import { RULE_IDS, SCORES } from "./rules";

/** Steps that GitHub shows of a path; it refuses a log with ten times as many. */
const MOST_STEPS = 1000;

/** In a message `[text](target)` is a link (SARIF 3.11.6); a name that reads so is none. */
const message = (text: string): Message => ({ text: plain(text).replaceAll("](", "] (").replace(/ {2,}/g, " ") });

function levelOf({ decision, certainty, allowance }: Finding, advisory: boolean): Level {
  // What is allowed keeps the level that it had before, and is suppressed.
  const blocks = decision === "block" || (allowance !== null && certainty === "definite");
  if (blocks) return advisory ? "warning" : "error";
  return decision === "warn" || allowance !== null ? "warning" : "none";
}

/** A level of none is for what did not fail (SARIF 3.27.9). */
const kindOf = ({ certainty }: Finding, level: Level): Result["kind"] =>
  level !== "none" ? "fail" : certainty === "none" ? "pass" : "informational";

function stepOf(step: Step, index: number, { finding, result }: Placed, options: RenderOptions): FlowLocation {
  const shown = readable(step);
  const says =
    step.role === "process"
      ? spellProcess(readable(finding))
      : [shown.resource?.address ?? "", detail(shown)].filter((part) => part !== "").join(" ");
  return {
    location: { ...located(step.location, step.resource, result, options), message: message(`${DOORS[step.role]}: ${says}`.trim()) },
    executionOrder: index + 1,
    nestingLevel: step.hop,
  };
}

function flowOf(placed: Placed, options: RenderOptions): readonly CodeFlow[] {
  const steps = placed.finding.path.slice(0, MOST_STEPS).map((step, index) => stepOf(step, index, placed, options));
  return steps.length === 0 ? [] : [{ message: { text: FLOW }, threadFlows: [{ locations: steps }] }];
}

function suppressionsOf({ allowance }: Finding, result: Judged, options: RenderOptions): readonly Suppression[] {
  if (allowance === null) return [];
  const { reason, owner, expires, location } = allowance;
  const at = location === null ? {} : { location: located(location, null, result, options) };
  return [{ kind: "external", status: "accepted", justification: justified(reason, owner, expires), ...at }];
}

const BASELINE = { opened: "new", widened: "updated", unchanged: "unchanged" } as const;

/** What tells inputs of one run apart where the stack does not. */
function inputAmong(inputs: readonly Judged[], { stack, input }: Judged, { inRepository = String }: RenderOptions): readonly string[] {
  return inputs.filter((other) => other.stack === stack).length > 1 ? [inRepository(input.path)] : [];
}

/** @param inputs all of the run */
export function resultOf(placed: Placed, inputs: readonly Judged[], options: RenderOptions): Result {
  const { finding, result } = placed;
  const { rule, change, certainty, severity, decision, workload, fingerprint, ports, path } = finding;
  const level = levelOf(finding, result.advisory);
  const flows = flowOf(placed, options);
  const suppressions = suppressionsOf(finding, result, options);
  const place = workload.location ?? path.find(({ location }) => location !== null)?.location ?? null;
  const identity = JSON.stringify([result.stack, fingerprint, ...inputAmong(inputs, result, options)]);
  return {
    ruleId: rule,
    ruleIndex: RULE_IDS.indexOf(rule),
    kind: kindOf(finding, level),
    level,
    message: message(said(labelOf(decision, result.advisory), readable(finding), place === null)),
    locations: [located(place, workload, result, options)],
    ...(flows.length === 0 ? {} : { codeFlows: flows }),
    // The second is GitHub's own: it would make one of the line, and findings that share a line would be one alert.
    partialFingerprints: { "quadzero/v1": identity, primaryLocationLineHash: identity },
    ...(suppressions.length === 0 ? {} : { suppressions }),
    ...(change === null ? {} : { baselineState: BASELINE[change] }),
    properties: {
      "security-severity": SCORES[severity],
      severity,
      certainty,
      decision,
      advisory: result.advisory,
      stack: result.stack,
      ports,
    },
  };
}
