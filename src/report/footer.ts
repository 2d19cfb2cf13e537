import type { AllowanceRef, Report, Result } from "../model/report";
import { counted, EXPIRED, expiring, listed, plural, widened, withoutPath } from "../words/report";
import { hang, indent } from "./layout";

/** Names that a line gives before it counts the rest. */
const MOST_NAMES = 5;
const DAY = 86_400_000;

const days = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);

/** The widest label that texts hang behind; below a wider one they are indented little. */
const WIDEST = 16;

/** Lines of `label: text`; what follows the first hangs below its text. */
function said(label: string, texts: readonly string[], width: number): string[] {
  const column = label.length <= WIDEST ? label.length + 2 : 4;
  return texts.flatMap((text, index) => hang(index === 0 ? `${label}: ` : indent(column), text, width, column));
}

/** `acme-shop/prod`, else the input; both where there are several results. */
export function nameOf({ stack, input }: Result, { results }: Report): string {
  if (stack === null) return input.path;
  return results.length > 1 ? `${stack} (${input.path})` : stack;
}

function allowances({ allowances }: Result, today: string): string[] {
  const { used, unused, expired, expiring: soon } = allowances;
  const named = (list: readonly AllowanceRef[], what: string): string[] =>
    list.length === 0
      ? []
      : [
          `${String(list.length)} ${what} (${listed(
            list.map(({ workload }) => workload),
            MOST_NAMES,
          )})`,
        ];
  const ends = soon.map(({ workload, expires }) => ({ workload, days: days(today, expires) }));
  const parts = [
    ...(used.length === 0 ? [] : [`${String(used.length)} used`]),
    ...named(unused, "unused"),
    ...named(expired, EXPIRED),
    ...(ends.length === 0 ? [] : [expiring(ends, MOST_NAMES)]),
  ];
  return parts.length === 0 ? [] : [parts.join(", ")];
}

/** By its type and how many there are; a URN names the type as the program does. */
function notModelled({ notModelled, input }: Result, all: boolean): string[] {
  return notModelled.map(({ type, addresses, widens }) => {
    const names = all ? addresses.join(", ") : listed(addresses, MOST_NAMES);
    const paths = widens.length === 0 ? "" : `: ${widened(addresses.length)}`;
    if (input.kind.startsWith("pulumi-")) return `${names}${paths}`;
    return `${type} (${String(addresses.length)})${all ? `: ${names}` : ""}${paths}`;
  });
}

function closed({ closed }: Result, all: boolean): string[] {
  if (closed === null || closed.length === 0) return [];
  const titles = closed.map(({ title }) => title);
  const shown = all ? titles : titles.slice(0, MOST_NAMES);
  const rest = titles.length - shown.length;
  return [...shown, ...(rest === 0 ? [] : [`and ${plural(rest, "other")}`])];
}

const aboutResource = ({ message, resource }: Result["diagnostics"][number]): string =>
  resource === null || message.includes(resource) ? message : `${message} (${resource})`;

/** What is said of a result besides its findings: a label, and texts under it. */
export type Ending = readonly [label: string, texts: readonly string[]];

export const endings = (result: Result, report: Report, all: boolean): readonly Ending[] =>
  [
    ["closed", closed(result, all)] as const,
    ["allowances", allowances(result, report.today)] as const,
    ["not modelled", notModelled(result, all)] as const,
    ...result.diagnostics.map((diagnostic) => [diagnostic.level, [aboutResource(diagnostic)]] as const),
  ].filter(([, texts]) => texts.length > 0);

/** What no finding tells. */
export const restLines = (result: Result, report: Report, { all, width }: { all: boolean; width: number }): string[] =>
  endings(result, report, all)
    .filter(([label]) => label !== "closed")
    .flatMap(([label, texts]) => said(label, texts, width));

/** The lines that end a result. */
export const endLines = (result: Result, report: Report, { all, width }: { all: boolean; width: number }): string[] =>
  [[nameOf(result, report), [counted(result)]] as const, ...endings(result, report, all)].flatMap(([label, texts]) =>
    said(label, texts, width),
  );

export const errorLines = ({ errors }: Report, width: number): string[] =>
  errors.flatMap(({ path, message }) => said(`quadzero: ${path}`, [withoutPath(path, message)], width));
