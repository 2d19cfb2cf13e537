import { allAddresses, contains, meets, noAddresses, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx, type Entry } from "../net/approx";
import { addressesOf, allPackets, mapAddresses, packets, restrict, subtract, type PacketSet } from "../net/packet-set";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph, Pointer } from "../model/graph";
import type { Clause, Door, Sender } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, isOmitted, isUnknown, items, number, string, type Value } from "../model/value";

import { sourceOf } from "./cidr";
import { defaultAcl } from "./default-vpc";
import { openAcl } from "./known-subnet";
import { sentBy, trafficOf } from "./rule";
import type { Site } from "./site";
import { ACL, SUBNET } from "../model/wanted";

const TCP = 6;

const SUBNETS: Pointer = { type: "aws_network_acl", pointing: "many", values: (acl) => [at(acl.values, "subnet_ids")], wanted: SUBNET };
const ASSOCIATION: Pointer = {
  type: "aws_network_acl_association",
  pointing: "one",
  values: (association) => [at(association.values, "subnet_id")],
  wanted: SUBNET,
};
const ADOPTED: Pointer = {
  type: "aws_default_network_acl",
  pointing: "one",
  values: (acl) => [at(acl.values, "default_network_acl_id")],
  wanted: ACL,
};
const RULE: Pointer = { type: "aws_network_acl_rule", pointing: "one", values: (rule) => [at(rule.values, "network_acl_id")], wanted: ACL };

type Way = "ingress" | "egress";

interface AclEntry extends Entry<PacketSet> {
  readonly evidence: Value;
  readonly says: string;
  readonly doubts: Doubts;
}

const isDefault = (acl: Resource): boolean => acl.type === "aws_vpc" || acl.type === "aws_default_vpc";

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

interface Entries {
  readonly entries: readonly AclEntry[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

/** Behind every rule that somebody numbers (1 to 32766). */
const UNTOUCHED = 32767;

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
function entriesOf(graph: Graph, acl: Resource, way: Way): Entries {
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
  if (isDefault(acl)) return { entries: [...entries, openEntry(acl)], complete: true, doubts: NO_DOUBTS };
  const inline = at(acl.values, way);
  if (acl.written(way) === "no" && (isUnknown(inline) || entries.length > 0)) return { entries, complete: true, doubts: NO_DOUBTS };
  const { known, complete } = items(inline);
  const blocks = known.map((block) => entryOf(graph, block, { action: "action", number: "rule_no" }, true));
  return { entries: [...entries, ...blocks], complete, doubts: complete ? NO_DOUBTS : { unknowns: [unknownAt(inline)], assumes: [] } };
}

/** Entries of one list are tried by number, and the first that matches decides. */
const passed = ({ entries, complete }: Entries): Approx<PacketSet> => packetApprox.firstMatch(entries, { complete });

/**
 * ACLs keep no state: a TCP exposure needs that the answer may leave to the client, to some port, since the client chooses it.
 * UDP and ICMP arrive one-way. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
 */
function answered(incoming: Approx<PacketSet>, outgoing: Approx<PacketSet>): Approx<PacketSet> {
  const unanswered = (set: PacketSet): PacketSet =>
    subtract(
      packets({ addresses: allAddresses, protocol: TCP }),
      packets({ addresses: addressesOf(restrict(set, { protocol: TCP })), protocol: TCP }),
    );
  return { must: subtract(incoming.must, unanswered(outgoing.must)), may: subtract(incoming.may, unanswered(outgoing.may)) };
}

/** As seen by clients behind a balancer: the ACL judges the balancer's own addresses. */
function forSender(passing: Approx<PacketSet>, sender: Sender): Approx<PacketSet> {
  if (sender.is === "client" || sender.keepsClient === true) return passing;
  const { addresses } = sender;
  const hidden: Approx<PacketSet> = {
    must: mapAddresses(passing.must, (set: AddressSet) => (contains(set, addresses.may) ? allAddresses : noAddresses)),
    may: mapAddresses(passing.may, (set: AddressSet) => (meets(set, addresses.may) ? allAddresses : noAddresses)),
  };
  return sender.keepsClient === "perhaps" ? packetApprox.choice([passing, hidden]) : hidden;
}

interface Acls {
  readonly candidates: readonly Resource[];
  readonly complete: boolean;
  readonly via: readonly Resource[];
  readonly doubts: Doubts;
}

function aclsOf(graph: Graph, site: Site): Acls {
  const own = site.subnet === null ? [] : [graph.referrers(site.subnet, SUBNETS), graph.referrers(site.subnet, ASSOCIATION)];
  const resolve = (resource: Resource): readonly Resource[] => {
    if (resource.type !== ASSOCIATION.type) return [resource];
    const joined = graph.one(at(resource.values, "network_acl_id"), ACL);
    return [...joined.known, ...joined.maybe];
  };
  const known = own.flatMap((referrers) => referrers.known);
  const maybe = own.flatMap((referrers) => referrers.maybe);
  const named = known.flatMap(resolve);
  if (known.length > 0) {
    const lost = known.filter(
      (resource) => resource.type === ASSOCIATION.type && !graph.one(at(resource.values, "network_acl_id"), ACL).complete,
    );
    const doubts = { unknowns: lost.map((association) => unknownAt(at(association.values, "network_acl_id"))), assumes: [] };
    return { candidates: named, complete: lost.length === 0 && named.length > 0, via: known, doubts };
  }
  const defaults = site.vpc.known.flatMap((vpc) => {
    const adopted = graph.referrers(vpc, ADOPTED);
    if (adopted.known.length > 0) return adopted.known;
    return vpc.mode === "data" && !site.inDefaultVpc ? [] : [vpc, ...adopted.maybe];
  });
  return {
    candidates: [...defaults, ...maybe.flatMap(resolve)],
    complete: defaults.length > 0 && site.vpc.complete && site.vpc.foreign.length === 0,
    via: [...known, ...maybe],
    doubts: {
      unknowns: maybe.map((acl) => unknownAt(at(acl.values, acl.type === "aws_network_acl" ? "subnet_ids" : "subnet_id"))),
      assumes: [],
    },
  };
}

const everything = packetApprox.exactly(allPackets);

/** What the subnet's ACL lets in and answers. */
export function aclDoor(graph: Graph, site: Site, sender: Sender): Door {
  if (site.known?.is === "public") return openAcl(site);
  const found = aclsOf(graph, site);
  if (site.inDefaultVpc && found.candidates.every(isDefault)) return defaultAcl(graph, site);
  const lists = found.candidates.map((acl) => {
    const incoming = entriesOf(graph, acl, "ingress");
    const outgoing = entriesOf(graph, acl, "egress");
    const untouched = [incoming, outgoing].every(({ entries }) => entries.length === 1 && entries[0]?.order === UNTOUCHED);
    const arriving = untouched ? everything : passed(incoming);
    const answering = untouched ? everything : answered(arriving, passed(outgoing));
    return { acl, incoming, outgoing, untouched, arriving, answering, passing: untouched ? everything : forSender(answering, sender) };
  });
  const each = lists.map(({ passing }) => passing);
  const outside = found.complete
    ? []
    : site.subnet === null
      ? site.unknowns
      : [unknownAt(at(site.subnet.values, "vpc_id"), "outside-plan")];
  const vpcs = site.vpc.known;
  // Of a default ACL that nobody touched there is nothing to tell.
  const telling = lists.filter(({ untouched }) => !untouched);
  const clauses: Clause[] = telling.flatMap(({ acl, incoming, outgoing }) =>
    incoming.entries
      .filter((entry) => entry.action !== "deny")
      .map((entry) => ({
        role: "acl" as const,
        admits: forSender(entry.action === "allow" ? entry.matches : packetApprox.atMost(entry.matches.may), sender),
        resource: entry.evidence.resource,
        attribute: entry.evidence.path === "" ? null : entry.evidence.path,
        says: entry.says,
        via: [acl, ...found.via, ...vpcs, ...[...incoming.entries, ...outgoing.entries].map((other) => other.evidence.resource)],
        ...joinDoubts([entry.doubts, incoming.doubts, outgoing.doubts]),
      })),
  );
  const denials = telling.map(({ acl, incoming, outgoing, arriving, answering }) => (): readonly Clause[] => {
    const around = [acl, ...found.via, ...vpcs, ...[...incoming.entries, ...outgoing.entries].map((entry) => entry.evidence.resource)];
    const denied = incoming.entries
      .filter((entry) => entry.action !== "allow")
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((entry) => ({
        role: "acl" as const,
        admits: forSender(entry.matches, sender),
        resource: entry.evidence.resource,
        attribute: entry.evidence.path === "" ? null : entry.evidence.path,
        says: entry.says,
        via: around,
        ...entry.doubts,
      }));
    const silent = {
      role: "acl" as const,
      admits: forSender(packetApprox.subtract(arriving, answering), sender),
      resource: acl,
      attribute: "egress",
      says: "no answer may leave",
      via: around,
      ...NO_DOUBTS,
    };
    return [...denied, silent];
  });
  return {
    role: "acl",
    denials: () => denials.flatMap((denied) => denied()),
    admits: packetApprox.choice(found.complete ? each : [...each, packetApprox.unknown]),
    clauses,
    shut: {
      code: "network-acl",
      resource: lists[0]?.acl ?? site.subnet,
      says: "the network ACL denies it",
      via: [
        ...lists.flatMap(({ acl, incoming, outgoing }) => [
          acl,
          ...[...incoming.entries, ...outgoing.entries].map((entry) => entry.evidence.resource),
        ]),
        ...found.via,
        ...(site.subnet === null ? [] : [site.subnet]),
        ...vpcs,
      ],
    },
    doubts: joinDoubts([
      found.doubts,
      { unknowns: outside, assumes: [] },
      ...lists.flatMap(({ incoming, outgoing }) => [
        incoming.doubts,
        outgoing.doubts,
        ...[...incoming.entries, ...outgoing.entries].map((entry) => entry.doubts),
      ]),
    ]),
  };
}
