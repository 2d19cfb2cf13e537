import type { Fact } from "../model/fact";
import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import { joinedAll, NOTHING, perhaps, type Joined } from "../model/join";
import type { PortRange } from "../model/listener";
import { BARE, type Interface, type Place, type Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, number, type Value } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";

/** A server that AWS runs on an interface in the user's network. It answers on every address of that interface. */
export interface Service {
  readonly resource: Resource;
  /** Empty: it opens sockets that nobody has listed. */
  readonly sockets: readonly Socket[];
  readonly publicAt: Value;
  /** What it is where the argument is left out; null: that cannot be told. */
  readonly publicUnlessSaid: boolean | null;
  /** Whether it speaks IPv6 too, which the argument alone does not tell. */
  readonly dualStack: boolean;
  readonly subnets: Pick<Interface, "subnets" | "subnetsAt" | "via">;
  readonly groupsAt: Value | null;
  readonly via: readonly Resource[];
}

/** The subnets of a group of them; without one, those of the default VPC. */
export function subnetsOf(graph: Graph, named: Value | null, type: string): Service["subnets"] {
  if (named === null) return { subnets: null, subnetsAt: null, via: [] };
  const groups = graph.one(named, { [type]: ["id", "name", "arn", "replication_subnet_group_id"] });
  const lists = (list: Joined["known"]): readonly Joined[] => list.map((group) => graph.many(at(group.values, "subnet_ids"), SUBNET));
  const held = [...lists(groups.known), ...lists(groups.maybe).map(perhaps)];
  const none = { ...NOTHING, complete: held.length > 0 };
  return {
    subnets: joinedAll([{ ...groups, known: [], maybe: [] }, none, ...held]),
    subnetsAt: named,
    via: [...groups.known, ...groups.maybe],
  };
}

/** A socket on every address. @param portAt where its port is written, or what it follows from @param port null: it cannot be told */
export const serviceSocket = (process: string, portAt: Value, port: PortRange | null): Socket =>
  serviceSockets(process, portAt, port === null ? null : [port]);

/** One server that answers on several ports. */
export function serviceSockets(process: string, portAt: Value, ports: readonly PortRange[] | null): Socket {
  const says = ports === null ? process : `${process} on ${ports.map(([port]) => String(port)).join(", ")}`;
  return {
    listener: { process, protocol: "tcp", address: "*", ipv4: "any", ipv6: "any", ports, certainty: "definite", from: "service", says },
    knowledge: "known",
    container: null,
    evidence: { resource: portAt.resource, attribute: portAt.path, says, via: [] },
    doubts: ports === null ? { unknowns: [unknownAt(portAt)], assumes: [] } : NO_DOUBTS,
  };
}

/**
 * The port that is written, else the one that is usual. Providers take 0 for an argument left out.
 * https://pkg.go.dev/github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema#ResourceData.GetOk
 * @param usual null: it cannot be told
 */
export function portOf(portAt: Value | null, usual: number | null): PortRange | null {
  const written = portAt === null ? null : number(portAt);
  if (written !== null && written.is !== "known") return null;
  const port = written === null || written.value === 0 ? usual : written.value;
  return port === null ? null : [port, port];
}

function publicFact({ publicAt, publicUnlessSaid }: Service): Fact {
  const said = given(publicAt);
  const leaf = said === null ? null : boolean(said);
  const must = leaf?.is === "known" ? leaf.value : said === null && publicUnlessSaid === true;
  const may = must || (leaf === null ? publicUnlessSaid === null : leaf.is !== "known");
  return {
    must,
    may,
    resource: publicAt.resource,
    attribute: publicAt.path,
    says: "public address (publicly_accessible)",
    via: [],
    unknowns: must === may ? [] : [unknownAt(publicAt)],
    assumes: [],
  };
}

export function servicePlace(graph: Graph, service: Service): Place {
  const { resource, sockets, subnets, groupsAt, dualStack, via } = service;
  const publicIpv4 = publicFact(service);
  const of: Interface = {
    resource,
    attachable: [],
    ...subnets,
    placing: "choice",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(resource.values, "vpc_security_group_ids"),
    publicIpv4,
    ipv6: { ...publicIpv4, must: false, may: publicIpv4.may && dualStack, says: "IPv6 address, perhaps" },
    addresses: null,
    internal: publicIpv4.may ? false : "service-private",
    unfiltered: false,
    via: [...subnets.via, ...via],
  };
  return {
    resource,
    kind: "service",
    container: null,
    interfaces: [of],
    sockets,
    socketsComplete: sockets.length > 0,
    unseenIn: null,
    doubts: sockets.length > 0 ? NO_DOUBTS : { unknowns: [{ ...unknownAt(resource.values, "not-seen"), dependsOn: [] }], assumes: [] },
    ...BARE,
    via,
  };
}
