import type { Finding, Step } from "../model/report";
import {
  addressed,
  allowed,
  BECAUSE,
  CHANGES,
  CONFIGURED,
  EITHER_CLOSES,
  entryPoint,
  labelOf,
  listed,
  PARTNER,
  possibleBecause,
  twoLayers,
  UNDERSTOOD,
  unknownWhy,
  WHAT_TO_DO,
} from "../words/report";
import { BODY, columns, hang, indent, lead } from "./layout";
import { pathLines } from "./path";

/** Unknown values that a finding shows when not all is asked for. */
const MOST_UNKNOWNS = 10;

export interface Shown {
  readonly width: number;
  readonly all: boolean;
  readonly advisory: boolean;
}

/** The label, the title, and at the right edge the rule; on a line of its own where the title leaves no room. */
function heading(finding: Finding, { width, advisory }: Shown): string[] {
  const { decision, title, rule, certainty } = finding;
  const label = labelOf(decision, advisory).padEnd(BODY - 2);
  const lines = hang(`${label}  `, title, width, BODY);
  if (decision === "pass" && certainty === "none") return lines;
  const last = lines.at(-1) ?? "";
  if (last.length + 2 + rule.length > width) return [...lines, rule.padStart(width)];
  return [...lines.slice(0, -1), `${last}${rule.padStart(width - last.length)}`];
}

/** `medium · opened by this change · possible: two values are not known before deployment` */
function details({ severity, certainty, change, unknowns, workload: { location } }: Finding, width: number): string[] {
  const opened = change === null ? [] : [CHANGES[change]];
  const at = location === null ? [] : [`${location.uri}:${String(location.line)}`];
  const parts =
    certainty === "possible" ? [severity, ...opened, ...at, possibleBecause(unknowns)] : [severity, certainty, ...opened, ...at];
  return hang(indent(BODY), parts.join(" · "), width);
}

function unknownLines({ unknowns }: Finding, { width, all }: Shown): string[] {
  const shown = all ? unknowns : unknowns.slice(0, MOST_UNKNOWNS);
  const pairs = shown.map(({ resource, attribute, dependsOn, why }) => {
    const reason = unknownWhy(why, dependsOn);
    const right = dependsOn.length === 0 ? reason : `← ${dependsOn.join(", ")}${reason === "" ? "" : ` (${reason})`}`;
    return { lead: indent(BODY + 2), left: `${addressed(resource)} ${attribute}`.trim(), right };
  });
  const rest = unknowns.length - shown.length;
  return [...columns(pairs, width, BODY + 4).flat(), ...(rest === 0 ? [] : [`${indent(BODY + 2)}and ${String(rest)} more`])];
}

/** Rows of a label and texts; the label stands once. */
const labelled = (label: string, texts: readonly string[], width: number): string[] =>
  texts.flatMap((text, index) => hang(lead(index === 0 ? label : ""), text, width));

function assumed({ assumes }: Finding): string[] {
  const texts = assumes.filter(({ name }) => name !== UNDERSTOOD).map(({ name, why }) => (why === "" ? name : `${name}: ${why}`));
  return [...new Set(texts)];
}

export function shutBy({ because }: Finding): string[] {
  return because.map(({ code, resource }) => (resource === null ? BECAUSE[code] : `${addressed(resource)}: ${BECAUSE[code]}`));
}

/** Everything between the heading and the fixes. */
export function body(finding: Finding, shown: Shown): string[] {
  const { width } = shown;
  const { path, workload, sources, certainty, decision } = finding;
  const partner = sources.length > 0 && sources.every((source) => source.class === "partner");
  const quiet = certainty === "none" && decision === "pass";
  return [
    ...(quiet ? [] : details(finding, width)),
    ...(certainty === "possible" ? unknownLines(finding, shown) : []),
    ...(quiet ? [] : [""]),
    ...(path.length === 0 ? labelled("where", [workload.address], width) : []),
    ...pathLines(finding, width),
    ...labelled("partner", partner ? [PARTNER] : [], width),
    ...labelled("shut by", shutBy(finding), width),
    ...labelled("assumes", assumed(finding), width),
  ];
}

/** The numbers of both layers, where this finding's are all of a layer: `0.0.0.0/0` and `0.0.0.0`. */
function bothLayers({ bind, sources }: Finding): { source: string; bind: string } | null {
  if (bind === null || (bind.ipv4 !== "any" && bind.ipv6 !== "any")) return null;
  const admitted = new Set(sources.flatMap(({ must, may }) => [...must, ...may]));
  const worlds = bind.ipv4 === "any" && !bind.address.includes(":") ? ["0.0.0.0/0", "::/0"] : ["::/0", "0.0.0.0/0"];
  const source = worlds.find((world) => admitted.has(world));
  return source === undefined ? null : { source, bind: bind.address };
}

/** Whether the paragraph on the two layers can stand at this finding. It stands once in a run. */
export const showsLayers = (finding: Finding): boolean =>
  finding.decision !== "pass" && finding.certainty === "definite" && closesBoth(finding) && bothLayers(finding) !== null;

const closesBoth = ({ fixes }: Finding): boolean => (["source", "bind"] as const).every((kind) => fixes.some((fix) => fix.kind === kind));

/** What the fixes are headed with. */
export const fixesHead = (finding: Finding): string => (closesBoth(finding) ? EITHER_CLOSES : WHAT_TO_DO);

/** What to do, ready to paste. */
function fixLines(finding: Finding, explain: boolean, width: number): string[] {
  if (finding.fixes.length === 0) return [];
  const layers = explain ? bothLayers(finding) : null;
  const closes = fixesHead(finding);
  return [
    "",
    ...hang(indent(BODY), layers === null ? closes : `${twoLayers(layers.source, layers.bind)} ${closes}`, width),
    ...finding.fixes.flatMap(({ kind, text, yaml }) => [
      ...hang(`${indent(BODY + 2)}${kind.padEnd(9)}`, text, width),
      ...(yaml === null
        ? []
        : yaml
            .trimEnd()
            .split("\n")
            .map((line) => `${indent(BODY + 13)}${line}`.trimEnd())),
    ]),
  ];
}

/** A finding in full: why, the path, what to do. */
export const fullBlock = (finding: Finding, shown: Shown, explain: boolean): string[] => [
  ...heading(finding, shown),
  ...body(finding, shown),
  ...(finding.decision === "pass" ? [] : fixLines(finding, explain, shown.width)),
];

/** The roles of the steps that may name the proxy, the telling ones first. */
const PROXIES: readonly Step["role"][] = ["balancer", "proxy", "address", "place"];

/** Why a finding passes although the world comes in. */
export function whyItPasses({ entry, allowance, path, sources }: Finding): string {
  if (allowance !== null) return allowed(allowance.reason, allowance.owner, allowance.expires);
  if (entry !== "terminated") return CONFIGURED;
  const proxy =
    PROXIES.flatMap((role) => path.filter((step) => step.role === role && step.resource !== null))[0]?.resource?.address ?? null;
  return entryPoint(proxy, listed([...new Set(sources.flatMap(({ must, may }) => [...must, ...may]))], 3));
}

/** A finding that passes although the world comes in: what it is, and why it passes. */
export const briefBlock = (finding: Finding, shown: Shown): string[] => [
  ...heading(finding, shown),
  ...hang(indent(BODY), whyItPasses(finding), shown.width),
  ...(shown.all ? body(finding, shown) : []),
];
