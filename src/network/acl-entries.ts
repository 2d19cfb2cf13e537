import { packetApprox, type Entry } from "../net/approx";
import { allPackets, type PacketSet } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, isOmitted, number, string, type Value } from "../model/value";
import { ACL } from "../model/wanted";

import { blocksOf } from "./blocks";
import { sourceOf } from "./cidr";
import { sentBy, trafficOf } from "./rule";

const RULE = pointer("aws_network_acl_rule", "network_acl_id", ACL);

type Way = "ingress" | "egress";

export interface AclEntry extends Entry<PacketSet> {
  readonly evidence: Value;
  readonly says: string;
  readonly doubts: Doubts;
}

export const isDefault = (acl: Resource): boolean => acl.type === "aws_vpc" || acl.type === "aws_default_vpc";

function entryOf(graph: Graph, value: Value, names: { action: string; number: string }, sure: boolean): AclEntry {
  const protocol = string(at(value, "protocol"));
  const isIcmp = protocol.is === "known" && /^(icmp|icmpv6|1|58)$/i.test(protocol.value) && !isOmitted(at(value, "icmp_type"));
  const traffic = trafficOf({
    protocol: at(value, "protocol"),
    from: at(value, isIcmp ? "icmp_type" : "from_port"),
    to: at(value, isIcmp ? "icmp_code" : "to_port"),
  });
  const ipv4 = sourceOf(graph, at(value, "cidr_block"), 4);
  const ipv6 = sourceOf(graph, at(value, "ipv6_cidr_block"), 6);
  const matches = packetApprox.union(sentBy(traffic.packets, ipv4.addresses), sentBy(traffic.packets, ipv6.addresses));
  const action = string(at(value, names.action));
  const order = number(at(value, names.number));
  const verb = action.is === "known" ? action.value.toLowerCase() : "unknown";
  return {
    action: verb === "allow" || verb === "deny" ? verb : "unknown",
    matches: sure ? matches : packetApprox.atMost(matches.may),
    order: order.is === "known" ? order.value : null,
    evidence: value,
    says: `${verb} ${traffic.says} from ${[ipv4, ipv6]
      .map(({ says }) => says)
      .filter((says) => says !== "nobody")
      .join(", ")}`,
    doubts: joinDoubts([
      traffic,
      ipv4,
      ipv6,
      action.is === "unknown" ? { unknowns: [unknownAt(at(value, names.action))], assumes: [] } : NO_DOUBTS,
      order.is === "unknown" ? { unknowns: [unknownAt(at(value, names.number))], assumes: [] } : NO_DOUBTS,
    ]),
  };
}

export interface Entries {
  readonly entries: readonly AclEntry[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

/** Behind every rule that somebody numbers (1 to 32766). */
export const UNTOUCHED = 32767;

/** An untouched default ACL allows everything. https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
const openEntry = (acl: Resource): AclEntry => ({
  action: "allow",
  matches: packetApprox.exactly(allPackets),
  order: UNTOUCHED,
  evidence: acl.values,
  says: "allow all traffic (default ACL)",
  doubts: NO_DOUBTS,
});

/** Blocks and `aws_network_acl_rule` resources of one direction. An adopted or a new ACL without any denies everything. */
export function entriesOf(graph: Graph, acl: Resource, way: Way): Entries {
  const separate = graph.referrers(acl, RULE);
  const goes = (rule: Resource): "yes" | "no" | "perhaps" => {
    const egress = boolean(at(rule.values, "egress"));
    if (egress.is === "unknown") return "perhaps";
    return (egress.is === "known" && egress.value) === (way === "egress") ? "yes" : "no";
  };
  const names = { action: "rule_action", number: "rule_number" };
  const entries = [
    ...separate.known.filter((rule) => goes(rule) !== "no").map((rule) => entryOf(graph, rule.values, names, goes(rule) === "yes")),
    ...separate.maybe.filter((rule) => goes(rule) !== "no").map((rule) => entryOf(graph, rule.values, names, false)),
  ];
  const unsettled: Doubts = {
    unknowns: [
      ...separate.known.filter((rule) => goes(rule) === "perhaps").map((rule) => unknownAt(at(rule.values, "egress"))),
      ...separate.maybe.filter((rule) => goes(rule) !== "no").map((rule) => unknownAt(at(rule.values, "network_acl_id"))),
    ],
    assumes: [],
  };
  if (isDefault(acl)) return { entries: [...entries, openEntry(acl)], complete: true, doubts: unsettled };
  const { blocks, complete, doubts } = blocksOf(
    graph,
    acl,
    way,
    separate.known.some((rule) => goes(rule) === "yes"),
  );
  const own = blocks.map((block) => entryOf(graph, block, { action: "action", number: "rule_no" }, true));
  return { entries: [...entries, ...own], complete, doubts: joinDoubts([doubts, unsettled]) };
}
