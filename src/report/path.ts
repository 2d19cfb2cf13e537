import type { Bind, Finding, ResourceRef, Step } from "../model/report";
import { rangeText } from "../words/ports";
import { ANSWERS, CANNOT_BE_TOLD, DOES_NOT_START, DOORS, listed, NOTHING_LISTENS, ORIGINS, WOULD_ANSWER } from "../words/report";
import { columns, HANG, hang, indent, lead, type Pair, TEXT } from "./layout";

type Ranges = readonly (readonly [number, number])[];

/** Ranges that a sentence gives before it counts the rest. */
const MOST_RANGES = 8;

/** `5001, 8000-8010` */
export function spellPorts(ranges: Ranges): string {
  const spelled = ranges.map(rangeText);
  return spelled.length > MOST_RANGES ? listed(spelled, MOST_RANGES) : spelled.join(", ");
}

/** `0.0.0.0:5001`, `[::]:5001` */
function spellSocket({ address, ports }: Bind): string {
  const host = address.includes(":") && !address.startsWith("[") ? `[${address}]` : address;
  return ports.length === 0 ? host : ports.length === 1 ? `${host}:${spellPorts(ports)}` : `${host} on ${spellPorts(ports)}`;
}

/** `gunicorn in container "app" answers on 0.0.0.0:5001` */
export function spellProcess({ process, container, bind, knowledge, ports, protocol, rule, because }: Finding): string {
  const who = `${process ?? "a process"}${container === null ? "" : ` in container "${container}"`}`;
  if (rule === "world-open-idle") return NOTHING_LISTENS;
  const fails = rule === "will-not-start" || because.some(({ code }) => code === "fails-to-start");
  if (bind !== null) {
    const reaches = [bind.ipv4, bind.ipv6];
    const only = reaches.includes("any") || reaches.includes("unknown") ? "" : " only";
    return `${who} ${fails ? WOULD_ANSWER : ANSWERS} ${spellSocket(bind)}${only}`;
  }
  if (fails) return `${who} ${DOES_NOT_START}`;
  if (because.some(({ code }) => code === "no-listener")) return NOTHING_LISTENS;
  if (knowledge === "unknown") return `${who}: ${CANNOT_BE_TOLD}`;
  const socket = [protocol === null ? "" : String(protocol), spellPorts(ports)].filter((part) => part !== "").join(" ");
  return `${who}${socket === "" ? "" : `, for ${socket}`}`;
}

/** Groups; of another type are rules that are written beside them. */
const RULES_THEMSELVES = new Set(["aws_security_group", "aws_default_security_group"]);

const mark = ({ shut, certainty }: Step): string => (shut ? "×" : certainty === "possible" ? "?" : "");

/** The attribute and what it says; not twice where the words name the attribute already. */
export function detail({ role, attribute, says }: Step): string {
  if (role === "address" && says !== "") return says;
  const name = attribute?.split(".").at(-1)?.replace(/\[.*$/, "") ?? "";
  if (attribute === null || name === "" || says.includes(name)) return says;
  return says === "" ? attribute : `${attribute}  ${says}`;
}

/** The group that a rule of its own belongs to; what else a step rests on is in the JSON. */
function viaLines({ role, resource, via }: Step, shown: (address: string) => boolean, width: number): string[] {
  if (role !== "group" || resource === null || RULES_THEMSELVES.has(resource.type)) return [];
  const groups = via.filter(({ type, address }) => RULES_THEMSELVES.has(type) && !shown(address));
  const names = [...new Set(groups.map((group) => `${group.address} ${group.input === resource.input ? "" : elsewhere(group)}`.trim()))];
  return names.length === 0 ? [] : hang(indent(HANG), `of ${listed(names, 2)}`, width);
}

/** The input that tells of a resource, where it is not the one that is judged. */
const elsewhere = ({ input }: ResourceRef): string => (input === undefined ? "" : `(${input})`);

function spellLocation({ location, resource }: Step): string {
  if (location !== null) return `(${location.uri}:${String(location.line)})`;
  return resource === null ? "" : elsewhere(resource);
}

function doorPair(step: Step): Pair {
  const label = step.role === "source" ? DOORS.source : `  │ ${DOORS[step.role]}`;
  const right = [detail(step), spellLocation(step)].filter((text) => text !== "").join("  ");
  return { lead: lead(label, mark(step)), left: step.resource?.address ?? "", right };
}

/** What makes the bind, with the resource to look in where that is not the workload itself. */
function originLines({ bind, knowledge, workload, rule }: Finding, step: Step, width: number): string[] {
  const { resource, attribute, says } = step;
  if (says === "" || rule === "world-open-idle") return [];
  const origin = bind !== null ? ORIGINS[bind.from] : knowledge === "declared" ? "declared" : "written";
  const hinted = bind?.from === "hint";
  const written = hinted || resource === null || resource.address === workload.address ? [] : ["in", resource.address, attribute ?? ""];
  const words = [origin, ...written].filter((word) => word !== "").join(" ");
  // The word for a default says all there is.
  const quoted = says === origin ? "" : says.includes('"') ? `: ${says}` : `: "${says}"`;
  return hang(indent(TEXT), `${words}${quoted} ${spellLocation(step)}`.trimEnd(), width, HANG);
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
