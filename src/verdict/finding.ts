import { cidrsOf, isEmpty, allIpv4, allIpv6, equals, onlyFamily, type AddressSet } from "../net/address-set";
import { equals as samePorts, rangesOf, union } from "../net/port-set";
import { protocolName } from "../net/protocol";
import type { AllowanceRef, Finding, ResourceRef, Step } from "../model/report";
import { ownAddress, type Resource } from "../model/resource";
import type { Allowance } from "../model/settings";
import { portsSaid } from "../words/ports";
import { ASSUMED_WHY, EXCEPT, PERHAPS, title, UNKNOWN_WHY } from "../words/verdict";
import { bindOf, familiesOf, written, type Families } from "./bind";
import { decide, milder, type Decided, type Policy } from "./decide";
import { fingerprintOf } from "./fingerprint";
import { fixesOf } from "./fix";
import { inHostSpelling } from "./host-spelling";
import { SENSITIVE, type Context } from "./paste";
import { titledOf } from "./name";
import type { Judged } from "../rules/judged";
import { severityOf } from "./severity";
import { worldAmong } from "../walk/world";

const refOf = (resource: Resource): ResourceRef => {
  const { type, name, location, from } = resource;
  return { address: ownAddress(resource), type, name, location, ...(from === undefined ? {} : { input: from }) };
};

/** An allowance as reports tell it. */
export const refOfAllowance = ({ stack, workload, ports, cidrs, reason, owner, expires, location }: Allowance): AllowanceRef => ({
  stack,
  workload,
  ports: rangesOf(union(ports.tcp, ports.udp)),
  ...(samePorts(ports.tcp, ports.udp) ? {} : { byProtocol: { tcp: rangesOf(ports.tcp), udp: rangesOf(ports.udp) } }),
  from: [...cidrs],
  reason,
  owner,
  expires,
  location,
});

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const refsOf = (resources: readonly Resource[]): ResourceRef[] => resources.map(refOf).sort((a, b) => byText(a.address, b.address));

/** Clients that a sensitive argument names are not listed, but for the world, of which the verdict itself tells. */
const listed = (addresses: AddressSet, hidden: boolean): string[] => {
  if (!hidden) return cidrsOf(addresses);
  return ([4, 6] as const).flatMap((family) => {
    const part = onlyFamily(addresses, family);
    if (isEmpty(part)) return [];
    return equals(part, family === 4 ? allIpv4 : allIpv6) ? cidrsOf(part) : [SENSITIVE];
  });
};

function sourcesOf(judged: Judged, { path, senders }: Context): Finding["sources"] {
  const hidden = path.steps.some(({ says }) => says.includes(SENSITIVE));
  return senders
    .filter(({ may }) => !isEmpty(may))
    .map(({ ports, must, may }) => ({
      ports: rangesOf(ports),
      must: listed(must, hidden),
      may: listed(may, hidden),
      class: judged.partner ? ("partner" as const) : ("world" as const),
    }));
}

/** Where allowances leave a part of the world. */
const exceptions = ({ allowed }: Judged): readonly string[] => {
  const partly = allowed?.partly ?? [];
  return partly.length === 0 ? [] : [EXCEPT(partly.map(({ at }) => at))];
};

/** The world, in the families that come in; of what is definite that in which it may is told. */
function worldStep(judged: Judged, { four, six }: Families, sure: Families): Step {
  const inFamily = (world: string, comes: boolean, surely: boolean): string =>
    comes ? (judged.certainty === "definite" && !surely ? PERHAPS(world) : world) : "";
  const both = [inFamily("0.0.0.0/0", four || !six, sure.four || !four), inFamily("::/0", six, sure.six)].filter((text) => text !== "");
  return {
    role: "source",
    hop: 0,
    resource: null,
    attribute: null,
    says: [judged.partner ? "anyone behind a shared service" : both.join(", "), ...exceptions(judged)].join(", "),
    certainty: judged.certainty === "none" ? "none" : judged.certainty,
    via: [],
    shut: false,
    location: null,
  };
}

const stepsOf = (judged: Judged, context: Context, families: Families): Step[] => [
  ...(judged.entry === null ? [] : [worldStep(judged, families, familiesOf(worldAmong(context.senders.map(({ must }) => must))))]),
  ...context.path.steps.map((step) => ({
    role: step.role,
    hop: step.hop,
    resource: step.resource === null ? null : refOf(step.resource),
    attribute: step.attribute === "" ? null : step.attribute,
    says: written(step.says),
    certainty: step.certainty,
    via: refsOf(step.via),
    shut: step.shut,
    location: step.resource?.location ?? null,
  })),
];

/** What it comes to. What allowances cover wholly passes; what they cover in part comes to no more than it did before. */
export function decisionOf(judged: Judged, policy: Policy): Finding["decision"] {
  const decided: Decided = { ...judged, severity: severityOf(judged.process, rangesOf(judged.ports)) };
  const left = decide(decided, policy);
  if (judged.allowed === undefined) return left;
  return judged.allowed.wholly !== null ? "pass" : milder(left, decide({ ...decided, certainty: judged.allowed.before }, policy));
}

/** A finding as reports tell it. */
export function findingOf(judged: Judged, on: Omit<Context, "path" | "senders">, policy: Policy): Finding {
  const context: Context = { path: inHostSpelling(judged.path()), senders: judged.senders(), ...on };
  const { path } = context;
  const families = familiesOf(worldAmong(context.senders.map(({ may }) => may)));
  const protocol = judged.protocol === null ? null : protocolName(judged.protocol);
  const ports = rangesOf(judged.ports);
  const { rule, certainty, entry, partner, container, process } = judged;
  const knowledge = judged.sockets.map((socket) => socket.knowledge)[0] ?? "unknown";
  return {
    rule,
    fingerprint: fingerprintOf(judged, () => path.steps[0]?.attribute ?? null),
    title: written(
      title({
        rule,
        certainty,
        entry,
        partner,
        name: titledOf(judged.workload),
        container: judged.place?.kind === "container" ? container : null,
        process,
        ports: portsSaid(protocol, ports),
        detail: judged.detail,
      }),
    ),
    decision: decisionOf(judged, policy),
    certainty,
    severity: severityOf(process, ports),
    workload: refOf(judged.workload),
    container,
    process,
    entry,
    protocol,
    ports,
    sources: sourcesOf(judged, context),
    knowledge,
    bind: bindOf(judged.sockets, families),
    path: stepsOf(judged, context, families),
    because: path.because.map(({ code, hop, resource }) => ({ code, hop, resource: resource === null ? null : refOf(resource) })),
    unknowns:
      certainty === "possible"
        ? path.unknowns
            .map(({ resource, attribute, dependsOn, why, detail }) => ({
              resource: refOf(resource),
              attribute,
              dependsOn: [...dependsOn],
              why: detail === undefined || detail === null ? UNKNOWN_WHY[why] : written(detail),
            }))
            .sort((a, b) => byText(`${a.resource.address} ${a.attribute} ${a.why}`, `${b.resource.address} ${b.attribute} ${b.why}`))
        : [],
    assumes: path.assumes
      .map(({ name, resource }) => ({ name, resource: resource === null ? null : refOf(resource), why: ASSUMED_WHY[name] ?? name }))
      .sort((a, b) => byText(`${a.name} ${a.resource?.address ?? ""}`, `${b.name} ${b.resource?.address ?? ""}`)),
    change: null,
    allowance: judged.allowed === undefined || judged.allowed.wholly === null ? null : refOfAllowance(judged.allowed.wholly),
    fixes: fixesOf(judged, context),
  };
}
