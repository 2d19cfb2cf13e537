import { allAddresses, noAddresses, type AddressSet } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Clause, Sender } from "../model/hop";
import { called, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean } from "../model/value";

import { sourceOf } from "./cidr";
import { addressesOfList } from "./prefix-list";
import { clientsBehind, sentBy, trafficOf } from "./rule";
import type { Rule } from "./security-group";

interface Admitted extends Doubts {
  readonly clients: Approx<AddressSet>;
  /** Whom it names by address, whoever that is. */
  readonly addresses: Approx<AddressSet>;
  /** Who would come in behind the sender, if the clients were seen. */
  readonly seen: Approx<AddressSet>;
  readonly says: string;
  readonly via: readonly Resource[];
  readonly partner: boolean;
}

const nothing = packetApprox.exactly(packetApprox.none);

/** Whether the sender carries one of these groups: all of its clients, perhaps, or none. */
function byIdentity(named: Joined, carried: Joined): Approx<AddressSet> {
  const among = (list: readonly Resource[], of: readonly Resource[]): boolean => list.some((group) => of.includes(group));
  const sure = among(named.known, carried.known) || named.foreign.some((id) => carried.foreign.includes(id));
  const nothingNamed = named.complete && named.known.length + named.maybe.length + named.foreign.length === 0;
  const perhaps =
    sure ||
    (!nothingNamed &&
      (!named.complete || !carried.complete || among([...named.known, ...named.maybe], [...carried.known, ...carried.maybe])));
  return { must: sure ? allAddresses : noAddresses, may: perhaps ? allAddresses : noAddresses };
}

/** Of the groups that a rule names, those that a sender may carry. */
function carriable(named: Joined, { lacks }: Extract<Sender, { is: "balancer" }>): Joined {
  if (lacks === undefined || lacks.size === 0) return named;
  const left = (groups: readonly Resource[]): readonly Resource[] => groups.filter((group) => !lacks.has(group));
  return { ...named, known: left(named.known), maybe: left(named.maybe) };
}

/** Groups of which some are meant. */
const orElse = (names: readonly string[]): string => (names.length > 3 ? `one of ${String(names.length)} groups` : names.join(" or "));

const isSelf = (rule: Rule): Joined | null => {
  const self = rule.self === null ? { is: "omitted" as const } : boolean(rule.self);
  if (self.is === "unknown") return { ...NOTHING, maybe: [rule.group] };
  return self.is === "known" && self.value ? { ...NOTHING, known: [rule.group] } : null;
};

/**
 * Which clients a rule admits. By address: the clients themselves, or the balancer that sends for them. By group: packets from
 * interfaces that carry it, so never the internet's own, but those of a balancer that carries it, even one that keeps the
 * client's address. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function admittedBy(graph: Graph, rule: Rule, sender: Sender): Admitted {
  const cidrs = [...rule.ipv4.map((cidr) => sourceOf(graph, cidr, 4)), ...rule.ipv6.map((cidr) => sourceOf(graph, cidr, 6))];
  const { prefixLists: lists, groups } = rule;
  const listed = lists.known.map((list) => addressesOfList(graph, list));
  const unlisted = lists.maybe.length + lists.foreign.length > 0 || !lists.complete;
  const addresses = addressApprox.union(
    ...cidrs.map((cidr) => cidr.addresses),
    ...listed.map((list) => list.addresses),
    ...(unlisted ? [addressApprox.unknown] : []),
  );
  const self = isSelf(rule);
  const says = [
    ...cidrs.map((cidr) => cidr.says).filter((text) => text !== "nobody"),
    ...lists.known.map((list) => called(list, rule.at.resource)),
    ...lists.foreign,
    ...groups.known.map((group) => called(group, rule.at.resource)),
    ...groups.foreign,
    ...(groups.maybe.length === 0 ? [] : [orElse(groups.maybe.map((group) => called(group, rule.at.resource)))]),
    ...(groups.complete ? [] : ["a group not known yet"]),
    ...(self === null ? [] : ["itself"]),
  ];
  const common = {
    addresses,
    says:
      says.length === 0
        ? "nobody"
        : says.length > 4
          ? `${says.slice(0, 3).join(", ")} and ${String(says.length - 3)} more`
          : says.join(", "),
    via: [...listed.flatMap((list) => list.via), ...groups.known],
    partner: listed.some((list) => list.partner),
  };
  const doubts = joinDoubts([...cidrs, ...listed, lists]);
  if (sender.is === "client") return { clients: addresses, seen: addresses, ...common, ...doubts };
  const identity = addressApprox.union(
    ...[groups, ...(self === null ? [] : [self])].map((named) => byIdentity(carriable(named, sender), sender.groups)),
  );
  const hidden = clientsBehind(addresses, sender.addresses);
  const met = sender.keepsClient === "perhaps" ? addressApprox.choice([addresses, hidden]) : sender.keepsClient ? addresses : hidden;
  const clients = addressApprox.union(met, identity);
  const unsettled = clients.must === clients.may ? [] : sender.unknowns;
  return {
    clients,
    seen: addressApprox.union(addresses, identity),
    ...common,
    ...joinDoubts([doubts, groups, { unknowns: unsettled, assumes: [] }]),
  };
}

/** A rule as a finding shows it. */
export interface GroupClause extends Clause {
  /** Packets by the address of the balancer that sends for clients: several rules may hold its addresses together. */
  readonly bySender: Approx<PacketSet>;
}

export function clauseOf(graph: Graph, rule: Rule, sender: Sender): GroupClause {
  const traffic = trafficOf(rule.traffic);
  const admitted = admittedBy(graph, rule, sender);
  const counted = (clients: Approx<AddressSet>): Approx<PacketSet> => {
    const admits = sentBy(traffic.packets, clients);
    return rule.sure ? admits : packetApprox.atMost(admits.may);
  };
  return {
    role: "group",
    admits: counted(admitted.clients),
    bySender: sender.is === "client" ? nothing : counted(admitted.addresses),
    ...(sender.is === "client" ? {} : { ofClients: counted(admitted.seen) }),
    resource: rule.at.resource,
    attribute: rule.at.path === "" ? null : rule.at.path,
    says: `${traffic.says} from ${admitted.says}`,
    via: [...(rule.at.resource === rule.group ? [] : [rule.group]), ...admitted.via],
    ...joinDoubts([
      traffic,
      admitted,
      rule.sure ? NO_DOUBTS : { unknowns: [unknownAt(at(rule.at.resource.values, "security_group_id"))], assumes: [] },
    ]),
    ...(admitted.partner ? { shared: "partner" as const } : {}),
  };
}
