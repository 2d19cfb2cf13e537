import { packetApprox } from "../net/approx";
import { intersect } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS } from "../model/fact";
import type { Destination } from "../model/exposure";
import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Door, Sender } from "../model/hop";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { INGRESS_RULES, SECURITY_GROUPS } from "../model/wanted";

import { accountDoor } from "./account";
import { aclDoor } from "./acl";
import { addressDoor } from "./address";
import { destinationOf } from "./destination";
import { groupDoor, groupPart, groupsOf } from "./groups";
import { routeDoor } from "./route";
import { NOWHERE, siteOf, sitesOf, type Site } from "./site";

/** Terraform types that say how a network lets packets through. */
export const NETWORK_TYPES: readonly string[] = [
  "aws_vpc",
  "aws_default_vpc",
  "aws_subnet",
  "aws_default_subnet",
  ...SECURITY_GROUPS,
  ...INGRESS_RULES,
  "aws_network_interface_sg_attachment",
  "aws_ec2_managed_prefix_list",
  "aws_ec2_managed_prefix_list_entry",
  "aws_network_acl",
  "aws_default_network_acl",
  "aws_network_acl_rule",
  "aws_network_acl_association",
  "aws_route_table",
  "aws_default_route_table",
  "aws_route",
  "aws_route_table_association",
  "aws_main_route_table_association",
  "aws_internet_gateway",
  "aws_internet_gateway_attachment",
  "aws_egress_only_internet_gateway",
  "aws_eip",
  "aws_eip_association",
  "aws_vpc_block_public_access_options",
  "aws_vpc_block_public_access_exclusion",
];

const CLIENT: Sender = { is: "client" };

/**
 * One of several doors is the one that stands there: what all of them admit for sure, and what any may.
 * @param which what keeps it open which one
 */
function choice(doors: readonly Door[], which: readonly Unknown[]): Door {
  const [first] = doors;
  if (first === undefined || doors.length === 1) return first ?? nothing();
  const admits = packetApprox.choice(doors.map((door) => door.admits));
  const clauses = doors.flatMap((door) => door.clauses);
  // That one lets packets in for sure rests on the others doing so too.
  const around = clauses.flatMap(({ resource, via }) => [...(resource === null ? [] : [resource]), ...via]);
  return {
    ...first,
    admits,
    clauses: clauses.map((clause) => ({
      ...clause,
      admits: { must: intersect(clause.admits.must, admits.must), may: clause.admits.may },
      via: [...new Set([...clause.via, ...around])],
    })),
    denials: () => doors.flatMap(({ denials }) => denials?.() ?? []),
    shut: { ...first.shut, via: doors.flatMap(({ shut }) => [...(shut.resource === null ? [] : [shut.resource]), ...shut.via]) },
    doubts: joinDoubts([...doors.map(({ doubts }) => doubts), { unknowns: which, assumes: [] }]),
  };
}

const nothing = (): Door => ({
  role: "route",
  admits: packetApprox.unknown,
  clauses: [],
  shut: { code: "no-route", resource: null, says: "no subnet", via: [] },
  doubts: NO_DOUBTS,
});

/** Where it may be in none of them. */
const absent = (): Door => ({ ...nothing(), admits: packetApprox.exactly(packetApprox.none) });

/** The ways in: one for each subnet that a spread surely has, and one for all candidates of what else there is. */
function ways(of: Interface, sites: readonly Site[], doors: (site: Site) => readonly Door[]): readonly (readonly Door[])[] {
  const each = sites.map(doors);
  const { known = [], maybe = [] } = of.subnets ?? {};
  const unsure = sites.findIndex(({ subnet }, index) => index >= known.length && subnet !== null && maybe.includes(subnet));
  const sure = of.placing === "choice" ? 0 : unsure < 0 ? each.length : unsure;
  const others = each.slice(sure);
  const [first] = others;
  const which = of.subnetsAt === null ? [] : [unknownAt(of.subnetsAt)];
  const other = (index: number): readonly Door[] => others.flatMap((way) => way[index] ?? []);
  const open = first?.map((_, index) => choice(sure === 0 ? other(index) : [...other(index), absent()], which));
  return [...each.slice(0, sure), ...(open === undefined ? [] : [open])];
}

/** Answers are kept: interfaces share subnets and groups. */
function remembered<K extends object, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const there = known.get(key);
    if (there !== undefined) return there;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/**
 * Whom interfaces admit, and how they are reached: lists of doors in the order in which a packet meets them: account, address,
 * route, ACL, group; from another place of AWS's that calls it, ACL and group, as they judge that sender.
 */
export interface NetworkOf {
  readonly fromInternet: (of: Interface) => readonly (readonly Door[])[];
  readonly fromPlace: (of: Interface, sender: Sender) => readonly (readonly Door[])[];
  /** To which of its fixed private addresses the internet's packets come. */
  readonly destination: (of: Interface) => Destination;
  /** The security groups that it carries. */
  readonly groups: (of: Interface) => Joined;
}

export function networkOf(graph: Graph): NetworkOf {
  const site = remembered((subnet: Resource) => siteOf(graph, subnet));
  const route = remembered((at: Site) => routeDoor(graph, at));
  const acl = remembered((at: Site) => aclDoor(graph, at, CLIENT));
  const called = remembered((of: Interface) =>
    remembered((sender: Sender) => {
      const sites = sitesOf(graph, of, site);
      const group = groupDoor(graph, of, sites, sender, (carried) => groupPart(graph, carried, sender));
      return ways(of, sites, (at) => [aclDoor(graph, at, sender)]).map((doors) => [...doors, group]);
    }),
  );
  const part = remembered((group: Resource) => groupPart(graph, group, CLIENT));
  return {
    fromInternet: (of) => {
      if (of.apart) return [[addressDoor(graph, of, NOWHERE)]];
      const sites = sitesOf(graph, of, site);
      const group = groupDoor(graph, of, sites, CLIENT, part);
      return ways(of, sites, (at) => [accountDoor(graph, of, at), addressDoor(graph, of, at), route(at), acl(at)]).map((doors) => [
        ...doors,
        group,
      ]);
    },
    fromPlace: (of, sender) => (of.apart ? [[]] : called(of)(sender)),
    destination: (of) => destinationOf(graph, of),
    groups: (of) => (of.apart ? NOTHING : groupsOf(graph, of, sitesOf(graph, of, site)).groups),
  };
}
