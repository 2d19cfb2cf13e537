import { allAddresses, noAddresses } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import type { AddressSet } from "../net/address-set";
import type { PacketSet } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph, Pointer } from "../model/graph";
import { NOTHING, type Joined } from "../model/join";
import type { Clause, Sender } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, isUnknown, items, string, type Value } from "../model/value";

import { sourceOf } from "./cidr";
import { addressesOfList } from "./prefix-list";
import { clientsBehind, sentBy, trafficOf, type TrafficArguments } from "./rule";
import { GROUP, PREFIX_LIST } from "../model/wanted";

/** One rule in whichever spelling: an inline block, `aws_security_group_rule`, `aws_vpc_security_group_ingress_rule`. */
interface Rule {
  readonly at: Value;
  readonly traffic: TrafficArguments;
  readonly ipv4: readonly Value[];
  readonly ipv6: readonly Value[];
  readonly prefixLists: Value;
  readonly groups: Value;
  readonly self: Value | null;
  readonly group: Resource;
  /** False: it may not be there, or may belong to another group. */
  readonly sure: boolean;
}

/** What a group lets in. */
export interface GroupRules extends Doubts {
  readonly rules: readonly Rule[];
  readonly complete: boolean;
}

const RULE: Pointer = {
  type: "aws_security_group_rule",
  pointing: "one",
  values: (rule) => [at(rule.values, "security_group_id")],
  wanted: GROUP,
};
const INGRESS_RULE: Pointer = {
  type: "aws_vpc_security_group_ingress_rule",
  pointing: "one",
  values: (rule) => [at(rule.values, "security_group_id")],
  wanted: GROUP,
};

const listed = (value: Value): readonly Value[] => {
  const { known, complete } = items(value);
  return complete ? known : [value];
};

const blockRule = (group: Resource, block: Value, sure: boolean): Rule => ({
  at: block,
  traffic: { protocol: at(block, "protocol"), from: at(block, "from_port"), to: at(block, "to_port") },
  ipv4: listed(at(block, "cidr_blocks")),
  ipv6: listed(at(block, "ipv6_cidr_blocks")),
  prefixLists: at(block, "prefix_list_ids"),
  groups: at(block, "security_groups"),
  self: at(block, "self"),
  group,
  sure,
});

const separateRule = (group: Resource, rule: Resource, sure: boolean): Rule => ({
  ...blockRule(group, rule.values, sure),
  groups: at(rule.values, "source_security_group_id"),
});

const ingressRule = (group: Resource, rule: Resource, sure: boolean): Rule => ({
  at: rule.values,
  traffic: { protocol: at(rule.values, "ip_protocol"), from: at(rule.values, "from_port"), to: at(rule.values, "to_port") },
  ipv4: [at(rule.values, "cidr_ipv4")],
  ipv6: [at(rule.values, "cidr_ipv6")],
  prefixLists: at(rule.values, "prefix_list_id"),
  groups: at(rule.values, "referenced_security_group_id"),
  self: null,
  group,
  sure,
});

/** A rule of the old kind may say `type = "egress"`. */
function letsIn(rule: Resource): "yes" | "no" | "perhaps" {
  const type = string(at(rule.values, "type"));
  if (type.is === "unknown") return "perhaps";
  return type.is === "known" && type.value === "egress" ? "no" : "yes";
}

/** A VPC stands for its default group. */
export const isVpc = (group: Resource): boolean => group.type === "aws_vpc" || group.type === "aws_default_vpc";

/**
 * The rules of a group, from its own blocks and from separate resources. Blocks that the author did not write are what the
 * provider read back: beside separate rules they say the same again, or what is about to go.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function rulesOf(graph: Graph, group: Resource): GroupRules {
  const separate = graph.referrers(group, RULE);
  const ingress = graph.referrers(group, INGRESS_RULE);
  const rules: Rule[] = [];
  for (const [list, known] of [
    [separate.known, true],
    [separate.maybe, false],
  ] as const) {
    for (const rule of list) {
      const way = letsIn(rule);
      if (way !== "no") rules.push(separateRule(group, rule, known && way === "yes"));
    }
  }
  for (const rule of ingress.known) rules.push(ingressRule(group, rule, true));
  for (const rule of ingress.maybe) rules.push(ingressRule(group, rule, false));

  if (isVpc(group)) {
    // What AWS makes with a new VPC admits its own members only; an older one may have been changed by anybody.
    const untouched = group.mode === "managed" && group.type === "aws_vpc" && graph.assumptions.has("default-group");
    return untouched
      ? {
          rules,
          complete: true,
          unknowns: [],
          assumes: [{ name: "default-group", resource: group, attribute: "default_security_group_id" }],
        }
      : { rules, complete: false, unknowns: [unknownAt(at(group.values, "default_security_group_id"), "outside-plan")], assumes: [] };
  }
  if (group.mode === "data") {
    return { rules, complete: false, unknowns: [unknownAt(at(group.values, "ingress"), "outside-plan")], assumes: [] };
  }
  const inline = at(group.values, "ingress");
  const written = group.written("ingress");
  const separately = rules.some(({ sure }) => sure);
  if (written === "no" && isUnknown(inline) && separately) return { rules, complete: true, ...NO_DOUBTS };
  // A dynamic block over something that is not known yet looks just like an argument left out: it refers to nothing.
  if (written === "no" && isUnknown(inline) && graph.assumptions.has("as-referenced")) {
    return { rules, complete: true, unknowns: [], assumes: [{ name: "as-referenced", resource: group, attribute: inline.path }] };
  }
  if (written === "no" && !isUnknown(inline) && rules.length > 0) return { rules, complete: true, ...NO_DOUBTS };
  const { known, complete } = items(inline);
  rules.push(...known.map((block) => blockRule(group, block, true)));
  return { rules, complete, ...(complete ? NO_DOUBTS : { unknowns: [unknownAt(inline)], assumes: [] }) };
}

interface Admitted extends Doubts {
  readonly clients: Approx<AddressSet>;
  /** Whom it names by address, whoever that is. */
  readonly addresses: Approx<AddressSet>;
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
  const lists = graph.many(rule.prefixLists, PREFIX_LIST);
  const listed = lists.known.map((list) => addressesOfList(graph, list));
  const unlisted = lists.maybe.length + lists.foreign.length > 0 || !lists.complete;
  const addresses = addressApprox.union(
    ...cidrs.map((cidr) => cidr.addresses),
    ...listed.map((list) => list.addresses),
    ...(unlisted ? [addressApprox.unknown] : []),
  );
  const groups = graph.many(rule.groups, GROUP);
  const self = isSelf(rule);
  const says = [
    ...cidrs.map((cidr) => cidr.says).filter((text) => text !== "nobody"),
    ...lists.known.map((list) => list.address),
    ...lists.foreign,
    ...groups.known.map((group) => group.address),
    ...groups.foreign,
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
  const doubts = joinDoubts([
    ...cidrs,
    ...listed,
    lists,
    lists.foreign.length > 0 ? { unknowns: [unknownAt(rule.prefixLists, "outside-plan")], assumes: [] } : NO_DOUBTS,
  ]);
  if (sender.is === "client") return { clients: addresses, ...common, ...doubts };
  const identity = addressApprox.union(byIdentity(groups, sender.groups), ...(self === null ? [] : [byIdentity(self, sender.groups)]));
  const hidden = clientsBehind(addresses, sender.addresses);
  const seen = sender.keepsClient === "perhaps" ? addressApprox.choice([addresses, hidden]) : sender.keepsClient ? addresses : hidden;
  return { clients: addressApprox.union(seen, identity), ...common, ...joinDoubts([doubts, groups]) };
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
