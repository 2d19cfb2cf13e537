import type { Graph } from "../model/graph";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given, isUnknown, items, number, type Value } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";

import { gives, ipv6By, namedInterfaces, NO_PUBLIC } from "./interfaces";

/** An argument by its name; null where it is not given. */
type Arguments = (name: string) => Value | null;

/** What machines are launched by, as far as their interfaces go. */
export interface Launching {
  /** The instance, or what makes it. */
  readonly maker: Resource;
  /** Its own word, which is of the primary interface and goes before what is said beneath. */
  readonly above: Arguments;
  /** The template's `network_interfaces`; null: it has none. */
  readonly blocks: Value | null;
  /** What the template says of the machine as a whole. */
  readonly beneath: Arguments;
  /** The subnets that the maker puts in the place of others; null: it leaves them to the arguments. */
  readonly placed: Pick<Interface, "subnets" | "subnetsAt" | "placing"> | null;
  /** What addresses of the primary interface are given to. */
  readonly attachable: readonly Resource[];
  readonly addresses: Interface["addresses"];
  /** Which of them is the primary one. Absent: the plan does not tell. */
  readonly primary?: string;
  readonly via: readonly Resource[];
}

const GROUPS = ["vpc_security_group_ids", "security_groups", "security_group_names"];

const first = (values: readonly (Value | null)[]): Value | null => values.find((value) => value !== null) ?? null;

const indexOf = (block: Value): number => {
  const index = number(at(block, "device_index"));
  return index.is === "known" ? index.value : 0;
};

/** A block for each interface, the primary first. None is written: the one that every machine has. */
export function blocksOf(list: Value | null): readonly (Value | null)[] {
  if (list === null || isUnknown(list)) return [list];
  return items(list).known.toSorted((one, other) => indexOf(one) - indexOf(other));
}

function interfaceBy(graph: Graph, launching: Launching, block: Value | null, primary: boolean, lone: boolean): Interface {
  const { maker, placed, via } = launching;
  const within: Arguments = (name) => (block === null ? null : given(at(block, name)));
  const above: Arguments = (name) => (primary ? launching.above(name) : null);
  const beneath: Arguments = (name) => (primary ? launching.beneath(name) : null);
  const said: Arguments = (name) => above(name) ?? within(name) ?? beneath(name);
  const subnetAt = said("subnet_id");
  const groupsAt = first([...GROUPS.map(above), within("security_groups"), ...GROUPS.map(beneath)]);
  const publicAt = said("associate_public_ip_address");
  return {
    resource: maker,
    attachable: primary ? launching.attachable : [],
    ...(placed !== null && (primary || subnetAt === null)
      ? placed
      : { subnets: subnetAt === null ? null : graph.one(subnetAt, SUBNET), subnetsAt: subnetAt, placing: "choice" }),
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(block ?? maker.values, block === null ? "vpc_security_group_ids" : "security_groups"),
    publicIpv4: lone ? gives(publicAt, "public address (associate_public_ip_address)") : { ...NO_PUBLIC, resource: maker },
    ipv6: ipv6By(said("ipv6_address_count"), said("ipv6_addresses")),
    addresses: primary ? launching.addresses : null,
    ...(primary && launching.primary !== undefined ? { primary: launching.primary } : {}),
    internal: false,
    unfiltered: false,
    via,
  };
}

/**
 * The interfaces that a machine is launched with, the primary first. With several it gets no public IPv4 address.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
 */
export function launchedInterfaces(graph: Graph, launching: Launching): readonly Interface[] {
  const blocks = blocksOf(launching.blocks);
  return blocks.flatMap((block, index) =>
    block !== null && given(at(block, "network_interface_id")) !== null && !isUnknown(block)
      ? namedInterfaces(graph, launching.maker, [block])
      : [interfaceBy(graph, launching, block, index === 0, blocks.length === 1)],
  );
}
