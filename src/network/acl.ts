import { allAddresses, contains, meets, noAddresses, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { addressesOf, allPackets, mapAddresses, packets, restrict, subtract, type PacketSet } from "../net/packet-set";
import { TCP } from "../net/protocol";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { pointer, type Graph, type Pointer } from "../model/graph";
import { NOTHING } from "../model/join";
import type { Clause, Door, Sender } from "../model/hop";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at } from "../model/value";
import { ACL, SUBNET } from "../model/wanted";

import { entriesOf, isDefault, UNTOUCHED, type Entries } from "./acl-entries";
import { defaultAcl } from "./default-vpc";
import { held } from "./held";
import { openAcl } from "./known-subnet";
import { doubtsOfVpc, isShown, type Site } from "./site";

const SUBNETS: Pointer = { type: "aws_network_acl", pointing: "many", values: (acl) => [at(acl.values, "subnet_ids")], wanted: SUBNET };
const ASSOCIATION = pointer("aws_network_acl_association", "subnet_id", SUBNET);
const ADOPTED = pointer("aws_default_network_acl", "default_network_acl_id", ACL);

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

/** The ACLs that lists of subnets and associations name. */
function named(graph: Graph, naming: readonly Resource[]): Pick<Acls, "candidates" | "complete" | "doubts"> {
  const each = naming.map((resource) =>
    resource.type === ASSOCIATION.type ? held(graph, at(resource.values, "network_acl_id"), ACL) : { ...NOTHING, known: [resource] },
  );
  return {
    candidates: each.flatMap(({ known, maybe }) => [...known, ...maybe]),
    complete: each.every(({ complete }) => complete),
    doubts: joinDoubts(each),
  };
}

/** The ACL of a subnet: the one that names it, else the VPC's default one. */
function aclsOf(graph: Graph, site: Site): Acls {
  const own = site.subnet === null ? [] : [graph.referrers(site.subnet, SUBNETS), graph.referrers(site.subnet, ASSOCIATION)];
  const known = own.flatMap((referrers) => referrers.known);
  if (known.length > 0) return { ...named(graph, known), via: known };
  const maybe = own.flatMap((referrers) => referrers.maybe);
  const other = named(graph, maybe);
  const defaults = site.vpc.known.flatMap((vpc) => {
    const adopted = graph.referrers(vpc, ADOPTED);
    if (adopted.known.length > 0) return adopted.known;
    return vpc.mode === "data" && !site.inDefaultVpc ? [] : [vpc, ...adopted.maybe];
  });
  const unsettled = maybe.map((acl) => unknownAt(at(acl.values, acl.type === "aws_network_acl" ? "subnet_ids" : "subnet_id")));
  const lost = !site.vpc.complete || site.vpc.foreign.length > 0 || defaults.length === 0;
  return {
    candidates: [...defaults, ...other.candidates],
    complete: other.complete && !lost,
    via: maybe,
    doubts: joinDoubts([other.doubts, { unknowns: unsettled, assumes: [] }, ...(lost ? [doubtsOfVpc(site, "acl")] : [])]),
  };
}

const everything = packetApprox.exactly(allPackets);

/** What the subnet's ACL lets in and answers. */
export function aclDoor(graph: Graph, site: Site, sender: Sender): Door {
  if (site.known?.is === "public" && !isShown(site)) return openAcl(site);
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
        ...joinDoubts([entry.doubts, incoming.doubts, outgoing.doubts, ...outgoing.entries.map((other) => other.doubts)]),
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
      ...lists.flatMap(({ incoming, outgoing }) => [
        incoming.doubts,
        outgoing.doubts,
        ...[...incoming.entries, ...outgoing.entries].map((entry) => entry.doubts),
      ]),
    ]),
  };
}
