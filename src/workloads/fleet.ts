import { joinDoubts } from "../model/fact";
import type { Graph } from "../model/graph";
import { joinedAll } from "../model/join";
import type { Launcher } from "../model/launch";
import type { Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, block, given, isUnknown, items, type Value } from "../model/value";
import { GROUP, LAUNCH_TEMPLATE, SUBNET } from "../model/wanted";

import { gives, ipv6By, opaqueInterface } from "./instance-interfaces";
import { hostOf, type Machine } from "./machine";
import { listedRegistrations } from "./registrations";
import type { Workload } from "./workload";

/** One way in which a fleet makes its machines. */
interface Variant extends Pick<Machine, "image" | "userData" | "hidden"> {
  /** Null: a template that lives elsewhere, of which nothing is known. */
  readonly groupsAt: Value | null;
  readonly publicAt: Value | null;
  readonly ipv6At: Value | null;
  readonly subnetsAt: readonly Value[];
  readonly lost: Value | null;
  readonly via: readonly Resource[];
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/spot_fleet_request#launch_specification */
function specified(spec: Value): Variant {
  const script = given(at(spec, "user_data"));
  const subnet = given(at(spec, "subnet_id"));
  return {
    image: at(spec, "ami"),
    userData: script === null ? null : { at: script, encoded: false },
    hidden: null,
    groupsAt: given(at(spec, "vpc_security_group_ids")),
    publicAt: given(at(spec, "associate_public_ip_address")),
    ipv6At: null,
    subnetsAt: subnet === null ? [] : [subnet],
    lost: isUnknown(spec) ? spec : null,
    via: [],
  };
}

/** A launch template, with the subnets that the fleet puts in the place of its own. */
function templated(graph: Graph, config: Value): Variant {
  const specification = block(at(config, "launch_template_specification"));
  const named =
    ["id", "launch_template_id", "name", "launch_template_name"]
      .map((name) => given(at(specification, name)))
      .find((value) => value !== null) ?? specification;
  const template = graph.one(named, LAUNCH_TEMPLATE).known[0];
  const hidden = { unknowns: [unknownAt(named, "outside-plan")], assumes: [] };
  const values = template?.values ?? config;
  const within = block(at(values, "network_interfaces"));
  const script = template === undefined ? null : given(at(values, "user_data"));
  const own = given(at(within, "subnet_id"));
  const overrides = ["override", "overrides"].flatMap((name) => items(at(config, name)).known);
  const subnets = (overrides.length === 0 ? [null] : overrides.map((override) => given(at(override, "subnet_id")))).map(
    (subnet) => subnet ?? own,
  );
  return {
    image: template === undefined ? { ...named, unknown: true } : at(values, "image_id"),
    userData: script === null ? null : { at: script, encoded: true },
    hidden: template === undefined ? hidden : null,
    groupsAt: given(at(within, "security_groups")) ?? given(at(values, "vpc_security_group_ids")),
    publicAt: given(at(within, "associate_public_ip_address")),
    ipv6At: given(at(within, "ipv6_address_count")),
    subnetsAt: subnets.filter((subnet) => subnet !== null),
    lost: template === undefined ? named : null,
    via: template === undefined ? [] : [template],
  };
}

function variantsOf(graph: Graph, { values }: Resource): readonly Variant[] {
  const specifications = at(values, "launch_specification");
  const configs = at(values, "launch_template_config");
  const unseen = [specifications, configs].filter((list) => given(list) !== null && !items(list).complete);
  return [
    ...items(specifications).known.map(specified),
    ...items(configs).known.map((config) => templated(graph, config)),
    ...unseen.map((list) => specified(list)),
  ];
}

const told = (value: Value | null): unknown =>
  value === null ? null : [value.raw ?? null, value.unknown ?? null, value.resource.references(value.path).names];

/** What tells variants apart, but for the subnet and what does not matter here. */
const likeness = ({ image, userData, groupsAt, publicAt, ipv6At, subnetsAt, lost, via }: Variant): string =>
  JSON.stringify([
    [image, userData?.at ?? null, groupsAt, publicAt, ipv6At, lost].map(told),
    subnetsAt.length > 0,
    via.map(({ address }) => address),
  ]);

/** Of variants that differ in their subnet alone. In which of these a machine comes to be is for AWS to choose. */
function interfaceOf(graph: Graph, fleet: Resource, alike: readonly Variant[], variant: Variant): Interface {
  const { groupsAt, publicAt, ipv6At, lost, via } = variant;
  if (lost !== null) return opaqueInterface(fleet, lost, false);
  const subnetsAt = alike.flatMap((each) => each.subnetsAt);
  return {
    resource: fleet,
    attachable: [],
    subnets: subnetsAt.length === 0 ? null : joinedAll(subnetsAt.map((subnet) => graph.one(subnet, SUBNET))),
    subnetsAt: subnetsAt[0] ?? null,
    placing: "choice",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? variant.image,
    publicIpv4: gives(publicAt, "public address (associate_public_ip_address)"),
    ipv6: ipv6By(ipv6At, null),
    addresses: null,
    internal: false,
    unfiltered: false,
    via,
  };
}

/** One place for machines of several kinds: which of them AWS makes, and so what listens where, nobody knows. */
function anyOf(fleet: Resource, kinds: readonly (readonly Place[])[]): readonly Place[] {
  const hosts = kinds.flatMap((places) => places.slice(0, 1));
  const [first] = hosts;
  if (first === undefined || hosts.length === 1) return kinds.flat();
  const doubts = { unknowns: [unknownAt(at(fleet.values, "launch_specification"))], assumes: [] };
  const sockets = hosts.flatMap((host) =>
    host.sockets.map((socket) => ({
      ...socket,
      listener: { ...socket.listener, certainty: "possible" as const },
      doubts: joinDoubts([socket.doubts, doubts]),
    })),
  );
  const host: Place = {
    ...first,
    interfaces: hosts.flatMap(({ interfaces }) => interfaces),
    sockets,
    socketsComplete: hosts.every(({ socketsComplete }) => socketsComplete),
    doubts: joinDoubts(hosts.map((each) => each.doubts)),
    failures: [],
    via: hosts.flatMap(({ via }) => via),
  };
  const within = kinds.flatMap((places) => places.slice(1));
  return [host, ...within.map((inner) => ({ ...inner, within: inner.within === null ? null : { ...inner.within, host } }))];
}

function places(fleet: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const kinds = new Map<string, Variant[]>();
  for (const variant of variantsOf(graph, fleet)) kinds.set(likeness(variant), [...(kinds.get(likeness(variant)) ?? []), variant]);
  const made = [...kinds.values()].map((alike) =>
    alike.slice(0, 1).flatMap((variant) =>
      hostOf(graph, launcher, {
        ...variant,
        resource: fleet,
        interfaces: [interfaceOf(graph, fleet, alike, variant)],
        registrations: listedRegistrations(graph, fleet),
        windows: false,
        guests: [],
      }),
    ),
  );
  return anyOf(fleet, made);
}

/**
 * The machines of a fleet. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Fleets.html
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_fleet
 */
export const fleet: Workload = {
  types: ["aws_spot_fleet_request", "aws_ec2_fleet"],
  reads: ["aws_launch_template"],
  places,
};
