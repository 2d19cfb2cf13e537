import type { Fact } from "../model/fact";
import type { Graph } from "../model/graph";
import { NOTHING } from "../model/join";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, givenFlag, isUnknown, items, number, string, type Value } from "../model/value";
import { GROUP, INTERFACE, SUBNET } from "../model/wanted";

/** A yes-or-no argument that gives an address. */
export function gives(value: Value | null, says: string): Fact | null {
  if (value === null || givenFlag(value) === null) return null;
  const leaf = boolean(value);
  if (leaf.is === "omitted") return null;
  const unknown = leaf.is === "unknown";
  const yes = leaf.is === "known" && leaf.value;
  return {
    must: yes,
    may: yes || unknown,
    resource: value.resource,
    attribute: value.path,
    says,
    via: [],
    unknowns: unknown ? [unknownAt(value)] : [],
    assumes: [],
  };
}

/** IPv6 addresses by number or by list. */
export function ipv6By(count: Value | null, list: Value | null): Fact | null {
  const at_ = count ?? list;
  if (at_ === null) return null;
  const says = "IPv6 address";
  const named = list === null ? null : items(list);
  const counted = count === null ? null : number(count);
  const must = (named !== null && named.known.length > 0) || (counted?.is === "known" && counted.value > 0);
  const may = must || counted?.is === "unknown" || named?.complete === false;
  if (!may) return null;
  return { must, may, resource: at_.resource, attribute: at_.path, says, via: [], unknowns: must ? [] : [unknownAt(at_)], assumes: [] };
}

/** Addresses that are written out, singly or in lists; null where they are not all known. */
export function fixedAddresses(values: readonly (Value | null)[]): readonly string[] | null {
  const given_ = values
    .filter((value) => value !== null)
    .flatMap((value) => (Array.isArray(value.raw) || isUnknown(value) ? listOf(value) : [string(value)]));
  if (given_.length === 0 || given_.some((leaf) => leaf.is === "unknown")) return null;
  return given_.flatMap((leaf) => (leaf.is === "known" ? [leaf.value] : []));
}

const listOf = (value: Value) => (isUnknown(value) ? [{ is: "unknown" as const }] : items(value).known.map((element) => string(element)));

/** The primary address, where the first of these gives it; what they are is known. */
export function primaryBy(values: readonly (Value | null)[]): Pick<Interface, "primary"> {
  const value = values.find((one) => one !== null) ?? null;
  const [only, ...others] = value === null ? [] : Array.isArray(value.raw) ? items(value).known : [value];
  const text = only === undefined || others.length > 0 ? null : string(only);
  return text?.is === "known" ? { primary: text.value } : {};
}

export const NO_PUBLIC: Omit<Fact, "resource"> = {
  must: false,
  may: false,
  attribute: null,
  says: "no public address",
  via: [],
  unknowns: [],
  assumes: [],
};

/**
 * An interface made by itself and given to an instance: it gets no public address on launch, only an Elastic IP.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export function madeInterface(graph: Graph, owner: Resource, eni: Resource, primary: boolean): Interface {
  const subnetAt = at(eni.values, "subnet_id");
  const groupsAt = given(at(eni.values, "security_groups"));
  return {
    resource: owner,
    attachable: primary ? [owner, eni] : [eni],
    subnets: graph.one(subnetAt, SUBNET),
    subnetsAt: subnetAt,
    placing: "choice",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(eni.values, "security_groups"),
    publicIpv4: { ...NO_PUBLIC, resource: eni },
    ipv6: ipv6By(given(at(eni.values, "ipv6_address_count")), given(at(eni.values, "ipv6_addresses"))),
    addresses: fixedAddresses([
      given(at(eni.values, "private_ips")),
      given(at(eni.values, "private_ip")),
      given(at(eni.values, "ipv6_addresses")),
    ]),
    ...primaryBy([given(at(eni.values, "private_ip")), given(at(eni.values, "private_ips"))]),
    internal: false,
    unfiltered: false,
    via: [eni],
  };
}

/** Interfaces that blocks name. */
export function namedInterfaces(graph: Graph, owner: Resource, blocks: readonly Value[]): readonly Interface[] {
  return blocks.flatMap((named) => {
    const index = number(at(named, "device_index"));
    const primary = index.is !== "known" || index.value === 0;
    const joined = graph.one(at(named, "network_interface_id"), INTERFACE);
    const made = [
      ...joined.known.map((eni) => madeInterface(graph, owner, eni, primary)),
      ...joined.maybe.map((eni) => ({ ...madeInterface(graph, owner, eni, primary), perhaps: joined.unknowns })),
    ];
    return made.length > 0 ? made : [opaqueInterface(owner, at(named, "network_interface_id"), primary)];
  });
}

/** An interface that lives outside the plan: nobody knows its subnet, groups and addresses. */
export function opaqueInterface(owner: Resource, where: Value, primary: boolean): Interface {
  const unseen = { ...NOTHING, complete: false, unknowns: [unknownAt(where, "outside-plan")] };
  return {
    resource: owner,
    attachable: primary ? [owner] : [],
    subnets: unseen,
    subnetsAt: where,
    placing: "choice",
    groups: unseen,
    groupsAt: where,
    publicIpv4: { ...NO_PUBLIC, may: true, resource: owner, unknowns: [unknownAt(where, "outside-plan")] },
    ipv6: { ...NO_PUBLIC, may: true, resource: owner, unknowns: [unknownAt(where, "outside-plan")] },
    addresses: null,
    internal: false,
    unfiltered: false,
    via: [],
  };
}
