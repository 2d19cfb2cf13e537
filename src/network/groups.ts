import { allAddresses, contains, isEmpty as isNobody, noAddresses } from "../net/address-set";
import { packetApprox } from "../net/approx";
import { intersect, isEmpty, mapAddresses, meets, restrict, unionAll } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import { NOTHING, perhaps, type Joined, type Wanted } from "../model/join";
import type { Door, Sender } from "../model/hop";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given } from "../model/value";
import { GROUP, INSTANCE, INTERFACE, VPC } from "../model/wanted";

import { clauseOf, type GroupClause } from "./group-clause";
import { isVpc, rulesOf } from "./security-group";
import type { Site } from "./site";

const ADOPTED = pointer("aws_default_security_group", "vpc_id", VPC);
/** What stands for an interface that a group is attached to. */
export const ATTACHABLE: Wanted = {
  ...INTERFACE,
  ...INSTANCE,
  aws_instance: ["primary_network_interface_id", "id"],
  aws_spot_instance_request: ["primary_network_interface_id", "spot_instance_id"],
};
const ATTACHMENT = pointer("aws_network_interface_sg_attachment", "network_interface_id", ATTACHABLE);

/** A VPC that stands for its default group: the resource that manages it, where there is one. */
function managed(graph: Graph, group: Resource): Pick<Joined, "known" | "maybe" | "unknowns"> {
  if (!isVpc(group)) return { known: [group], maybe: [], unknowns: [] };
  const { known, maybe } = graph.referrers(group, ADOPTED);
  if (known.length > 0) return { known, maybe: [], unknowns: [] };
  if (maybe.length === 0) return { known: [group], maybe: [], unknowns: [] };
  return { known: [], maybe: [group, ...maybe], unknowns: maybe.map((adopting) => unknownAt(at(adopting.values, "vpc_id"))) };
}

/**
 * The default group of where an interface lives. Of the default VPC it is what `aws_default_security_group` without a VPC manages;
 * else nobody has shown it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
function inherited(graph: Graph, of: Interface, sites: readonly Site[]): Joined {
  const vpcs = [...new Set(sites.flatMap(({ vpc }) => vpc.known))];
  const adopted = sites.some(({ inDefaultVpc }) => inDefaultVpc)
    ? graph.ofType("aws_default_security_group").filter(({ values }) => given(at(values, "vpc_id")) === null)
    : [];
  const standing = adopted.length > 0 ? vpcs.filter((vpc) => vpc.mode !== "data" && vpc.type !== "aws_default_vpc") : vpcs;
  const complete = sites.every(({ vpc, inDefaultVpc }) => (inDefaultVpc && adopted.length > 0) || (vpc.known.length > 0 && vpc.complete));
  // In whichever VPC it is, it carries that one's.
  const groups = [...adopted, ...standing];
  const sure = groups.length < 2 || of.placing === "spread";
  return {
    ...NOTHING,
    known: sure ? groups : [],
    maybe: sure ? [] : groups,
    complete,
    unknowns: complete || of.groupsAt === null ? [] : [unknownAt(of.groupsAt, "outside-plan")],
  };
}

interface Carried {
  readonly groups: Joined;
  readonly via: readonly Resource[];
}

/** The groups of an interface: those it names, those attached to it, and the VPC's default group where it names none. */
export function groupsOf(graph: Graph, of: Interface, sites: readonly Site[]): Carried {
  const attachments = of.attachable.map((resource) => graph.referrers(resource, ATTACHMENT));
  const known = attachments.flatMap((referrers) => referrers.known);
  const maybe = attachments.flatMap((referrers) => referrers.maybe).filter((attachment) => !known.includes(attachment));
  const groupOf = (attachment: Resource): Joined => graph.one(at(attachment.values, "security_group_id"), GROUP);
  const all = [
    of.groups ?? inherited(graph, of, sites),
    ...known.map(groupOf),
    ...maybe.map((attachment) => {
      const joined = perhaps(groupOf(attachment));
      return { ...joined, unknowns: [...joined.unknowns, unknownAt(at(attachment.values, "network_interface_id"))] };
    }),
  ];
  const sure = all.flatMap((joined) => joined.known).map((group) => managed(graph, group));
  const unsure = all.flatMap((joined) => joined.maybe).map((group) => managed(graph, group));
  return {
    groups: {
      known: [...new Set(sure.flatMap((standing) => standing.known))],
      maybe: [...new Set([...sure, ...unsure].flatMap((standing) => standing.maybe).concat(unsure.flatMap((standing) => standing.known)))],
      foreign: all.flatMap(({ foreign }) => foreign),
      complete: all.every(({ complete }) => complete),
      unknowns: [...all, ...sure, ...unsure].flatMap(({ unknowns }) => unknowns),
      assumes: all.flatMap(({ assumes }) => assumes),
    },
    via: [...known, ...maybe],
  };
}

const weaken = (clause: GroupClause, unknowns: Doubts["unknowns"]): GroupClause => ({
  ...clause,
  admits: packetApprox.atMost(clause.admits.may),
  bySender: packetApprox.atMost(clause.bySender.may),
  unknowns: [...clause.unknowns, ...unknowns],
});

/** What one group adds. */
export interface GroupPart {
  readonly clauses: readonly GroupClause[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

export function groupPart(graph: Graph, group: Resource, sender: Sender): GroupPart {
  const { rules, complete, ...doubts } = rulesOf(graph, group);
  return { clauses: rules.map((rule) => clauseOf(graph, rule, sender)), complete, doubts };
}

/**
 * Rules that hold a balancer's addresses together let in all that it sends, though none of them alone does. Each is then told with
 * the others.
 */
function together(clauses: readonly GroupClause[], sender: Sender): readonly GroupClause[] {
  if (sender.is === "client" || sender.keepsClient !== false || isNobody(sender.addresses.may)) return clauses;
  const nodes = sender.addresses.may;
  const joint = mapAddresses(unionAll(clauses.map(({ bySender }) => bySender.must)), (set) =>
    contains(set, nodes) ? allAddresses : noAddresses,
  );
  if (isEmpty(joint)) return clauses;
  const concerns = ({ bySender }: GroupClause): boolean => meets(restrict(bySender.must, { addresses: nodes }), joint);
  const others = clauses.filter(concerns).flatMap(({ resource, via }) => [...(resource === null ? [] : [resource]), ...via]);
  return clauses.map((clause) =>
    concerns(clause)
      ? {
          ...clause,
          admits: packetApprox.union(clause.admits, packetApprox.exactly(intersect(joint, clause.admits.may))),
          via: [...clause.via, ...others.filter((other) => other !== clause.resource)],
        }
      : clause,
  );
}

/** Groups only allow, and what any of them allows comes in. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export function groupDoor(graph: Graph, of: Interface, sites: readonly Site[], sender: Sender, part: (group: Resource) => GroupPart): Door {
  if (of.unfiltered) {
    const shut = { code: "security-group", resource: null, says: "no security group", via: [] } as const;
    return { role: "group", admits: packetApprox.exactly(packetApprox.all), clauses: [], shut, doubts: NO_DOUBTS };
  }
  const { groups, via } = groupsOf(graph, of, sites);
  const known = groups.known.map(part);
  const maybe = groups.maybe.map(part);
  const others = [...groups.known, ...groups.maybe];
  const around = [...via, ...others, ...sites.flatMap((site) => [...site.via, ...(site.subnet === null ? [] : [site.subnet])])];
  const clauses = together(
    [...known.flatMap((each) => each.clauses), ...maybe.flatMap((each) => each.clauses.map((clause) => weaken(clause, groups.unknowns)))],
    sender,
  ).map((clause) => ({ ...clause, via: [...clause.via, ...around.filter((group) => group !== clause.resource)] }));
  const parts = [...known, ...maybe];
  const complete = groups.complete && groups.foreign.length === 0 && parts.every((each) => each.complete);
  const foreign: Doubts = {
    unknowns: groups.foreign.length > 0 && of.groupsAt !== null ? [unknownAt(of.groupsAt, "outside-plan")] : [],
    assumes: [],
  };
  return {
    role: "group",
    admits: packetApprox.items(
      clauses.map(({ admits }) => admits),
      complete,
    ),
    clauses,
    shut: { code: "security-group", resource: others[0] ?? null, says: "no security group admits it", via: around },
    doubts: joinDoubts([groups, foreign, ...parts.map((each) => each.doubts)]),
  };
}
