import type { Bind, Finding, Step } from "../model/report";
import { CANNOT_BE_TOLD, DOORS, listed, ORIGINS } from "../words/report";
import { columns, HANG, hang, indent, lead, type Pair, TEXT } from "./layout";

type Ranges = readonly (readonly [number, number])[];

/** `5001, 8000-8010` */
export const spellPorts = (ranges: Ranges): string =>
  ranges.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(", ");

/** `0.0.0.0:5001`, `[::]:5001` */
function spellSocket({ address, ports }: Bind): string {
  const host = address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
  return ports.length === 0 ? host : ports.length === 1 ? `${host}:${spellPorts(ports)}` : `${host} on ${spellPorts(ports)}`;
}

/** `gunicorn in container "app" answers on 0.0.0.0:5001` */
export function spellProcess({ process, container, bind, knowledge, ports, protocol }: Finding): string {
  const where = container === null ? "" : ` in container "${container}"`;
  if (bind === null) {
    if (knowledge === "unknown") return `${process ?? CANNOT_BE_TOLD}${where}${process === null ? "" : `: ${CANNOT_BE_TOLD}`}`;
    const socket = `${protocol === null ? "" : `${String(protocol)} `}${spellPorts(ports)}`.trim();
    return `${process ?? "a process"}${where}${socket === "" ? "" : `, for ${socket}`}`;
  }
  const only = bind.ipv4 === "any" || bind.ipv6 === "any" || bind.ipv4 === "unknown" || bind.ipv6 === "unknown" ? "" : " only";
  return `${process ?? "a process"}${where} answers on ${spellSocket(bind)}${only}`;
}

const mark = ({ shut, certainty }: Step): string => (shut ? "×" : certainty === "possible" ? "?" : "");

/** The attribute and what it says; not twice where the words name the attribute already. */
function detail({ attribute, says }: Step): string {
  const named = attribute === null || attribute === "" || says.includes(attribute);
  return named ? says : says === "" ? attribute : `${attribute}  ${says}`;
}

/** What a step rests on besides, unless the path shows it anyway. */
function viaLines({ via }: Step, shown: (address: string) => boolean, width: number): string[] {
  const names = [...new Set(via.map(({ address }) => address))].filter((address) => !shown(address));
  return names.length === 0 ? [] : hang(indent(HANG), `via ${listed(names, 2)}`, width);
}

const spellLocation = ({ location }: Step): string => (location === null ? "" : `(${location.uri}:${String(location.line)})`);

function doorPair(step: Step): Pair {
  const label = step.role === "source" ? DOORS.source : `  │ ${DOORS[step.role]}`;
  const right = [detail(step), spellLocation(step)].filter((text) => text !== "").join("  ");
  return { lead: lead(label, mark(step)), left: step.resource?.address ?? "", right };
}

/** What makes the bind, with the resource to look in where that is not the workload itself. */
function originLines({ bind, knowledge, workload }: Finding, step: Step, width: number): string[] {
  const { resource, attribute, says } = step;
  if (says === "") return [];
  const origin = bind === null ? knowledge : ORIGINS[bind.from];
  const elsewhere = resource === null || resource.address === workload.address ? [] : ["in", resource.address, attribute ?? ""];
  const words = [origin, ...elsewhere].filter((word) => word !== "").join(" ");
  return hang(indent(TEXT), `${words}: "${says}" ${spellLocation(step)}`, width, HANG);
}

function processLines(finding: Finding, width: number): string[] {
  const steps = finding.path.filter(({ role }) => role === "process");
  if (steps.length === 0 && finding.process === null && finding.bind === null) return [];
  const shut = steps.some((step) => step.shut);
  const doubtful = steps.some(({ certainty }) => certainty === "possible");
  return [
    ...hang(lead(DOORS.process, shut ? "×" : doubtful ? "?" : ""), spellProcess(finding), width),
    ...steps.flatMap((step) => originLines(finding, step, width)),
  ];
}

/** The path from the internet to the process: a row for each door. */
export function pathLines(finding: Finding, width: number): string[] {
  const { path } = finding;
  const shown = (address: string): boolean =>
    address === finding.workload.address || path.some(({ resource, says }) => resource?.address === address || says.includes(address));
  const doors = path.filter(({ role }) => role !== "process");
  const rows = columns(doors.map(doorPair), width, HANG);
  return [...doors.flatMap((step, index) => [...(rows[index] ?? []), ...viaLines(step, shown, width)]), ...processLines(finding, width)];
}
