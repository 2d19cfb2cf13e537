import { packetApprox } from "../net/approx";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph, Pointer } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Clause, Door, Interface, Sender } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at } from "../model/value";

import { clauseOf, rulesOf } from "./security-group";
import type { Site } from "./site";
import { GROUP, INSTANCE, INTERFACE, VPC } from "./wanted";

const ADOPTED: Pointer = {
  type: "aws_default_security_group",
  pointing: "one",
  values: (group) => [at(group.values, "vpc_id")],
  wanted: VPC,
};
const ATTACHMENT: Pointer = {
  type: "aws_network_interface_sg_attachment",
  pointing: "one",
  values: (attachment) => [at(attachment.values, "network_interface_id")],
  wanted: { ...INTERFACE, ...INSTANCE, aws_instance: ["primary_network_interface_id", "id"] },
};

interface Carried extends Doubts {
  readonly groups: Joined;
  readonly via: readonly Resource[];
}

const isVpc = (group: Resource): boolean => group.type === "aws_vpc" || group.type === "aws_default_vpc";

/** A VPC that stands for its default group: the resource that manages it, where there is one. */
function managed(graph: Graph, group: Resource): readonly Resource[] {
  if (!isVpc(group)) return [group];
  const adopted = graph.referrers(group, ADOPTED).known;
  return adopted.length > 0 ? adopted : [group];
}

/**
 * The groups of an interface: those it names, those attached to it, and the VPC's default group where it names none.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function groupsOf(graph: Graph, of: Interface, sites: readonly Site[]): Carried {
  const attachments = of.attachable.flatMap((resource) => graph.referrers(resource, ATTACHMENT).known);
  const attached = attachments.map((attachment) => graph.many(at(attachment.values, "security_group_id"), GROUP));
  const vpcs = [...new Set(sites.flatMap((site) => site.vpc.known))];
  const unmanaged = graph.ofType("aws_default_security_group").filter((group) => group.values.raw !== undefined && graph.one(at(group.values, "vpc_id"), VPC) === NOTHING);
  const inherited = vpcs.length > 0 ? vpcs : unmanaged;
  const own: Joined = of.groups ?? {
    ...NOTHING,
    known: inherited,
    complete: sites.every((site) => site.inDefaultVpc || (site.vpc.known.length > 0 && site.vpc.complete)),
    unknowns: sites.every((site) => site.inDefaultVpc || site.vpc.known.length > 0) || of.groupsAt === null ? [] : [unknownAt(of.groupsAt, "outside-plan")],
  };
  const all = [own, ...attached];
  return {
    groups: {
      known: [...new Set(all.flatMap(({ known }) => known).flatMap((group) => managed(graph, group)))],
      maybe: [...new Set(all.flatMap(({ maybe }) => maybe).flatMap((group) => managed(graph, group)))],
      foreign: all.flatMap(({ foreign }) => foreign),
      complete: all.every(({ complete }) => complete),
      unknowns: all.flatMap(({ unknowns }) => unknowns),
      assumes: all.flatMap(({ assumes }) => assumes),
    },
    via: attachments,
    ...NO_DOUBTS,
  };
}

const weaken = (clause: Clause, unknowns: Doubts["unknowns"]): Clause => ({
  ...clause,
  admits: packetApprox.atMost(clause.admits.may),
  unknowns: [...clause.unknowns, ...unknowns],
});

/** What one group adds. An unmanaged default group admits its own members only, by assumption. */
function groupPart(graph: Graph, group: Resource, sender: Sender): { clauses: readonly Clause[]; complete: boolean; doubts: Doubts } {
  const { rules, complete, ...doubts } = isVpc(group)
    ? { ...rulesOf(graph, { ...group, written: () => "no" }), complete: graph.assumptions.has("default-group"), unknowns: [], assumes: [{ name: "default-group" as const, resource: group, attribute: null }] }
    : rulesOf(graph, group);
  return { clauses: rules.map((rule) => clauseOf(graph, rule, sender)), complete, doubts };
}

/** Groups only allow, and what any of them allows comes in. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export function groupDoor(graph: Graph, of: Interface, sites: readonly Site[], sender: Sender): Door {
  const shut: Door["shut"] = { code: "security-group", resource: null, says: "no security group admits it" };
  if (of.unfiltered) {
    return { role: "group", admits: packetApprox.exactly(packetApprox.all), clauses: [], shut, doubts: NO_DOUBTS };
  }
  const { groups, via } = groupsOf(graph, of, sites);
  const known = groups.known.map((group) => groupPart(graph, group, sender));
  const maybe = groups.maybe.map((group) => groupPart(graph, group, sender));
  const others = [...groups.known, ...groups.maybe];
  const around = [...via, ...others];
  const clauses = [
    ...known.flatMap((part) => part.clauses),
    ...maybe.flatMap((part) => part.clauses.map((clause) => weaken(clause, groups.unknowns))),
  ].map((clause) => ({ ...clause, via: [...clause.via, ...around.filter((group) => group !== clause.resource)] }));
  const parts = [...known, ...maybe];
  const complete = groups.complete && groups.foreign.length === 0 && parts.every((part) => part.complete);
  const foreign: Doubts = { unknowns: groups.foreign.length > 0 && of.groupsAt !== null ? [unknownAt(of.groupsAt, "outside-plan")] : [], assumes: [] };
  return {
    role: "group",
    admits: packetApprox.items(clauses.map(({ admits }) => admits), complete),
    clauses,
    shut: { ...shut, resource: others[0] ?? null },
    doubts: joinDoubts([groups, foreign, ...parts.map((part) => part.doubts)]),
  };
}
