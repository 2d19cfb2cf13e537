import { pointer, type Graph, type Pointer } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Interface, Place, Registration } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, block, given, items, type Value } from "../model/value";
import {
  AUTO_SCALING_GROUP,
  BALANCING,
  CLASSIC_BALANCER,
  GROUP,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  SUBNET,
  TARGET_GROUP,
} from "../model/wanted";

import { gives, ipv6By, opaqueInterface } from "./instance-interfaces";
import { hostOf, type UserData } from "./machine";
import { machineImageOf } from "./machine-image";
import { listedRegistrations, registration, type Named } from "./registrations";
import type { Workload } from "./workload";

const CAPACITY: Pointer = {
  type: "aws_ecs_capacity_provider",
  pointing: "one",
  values: (provider) => items(at(provider.values, "auto_scaling_group_provider")).known.map((of) => at(of, "auto_scaling_group_arn")),
  wanted: AUTO_SCALING_GROUP,
};

/** What each instance is made from: a launch template, or the older launch configuration. */
function sourceOf(graph: Graph, group: Resource): { named: Value; found: Resource | null } {
  const mixed = block(at(block(at(group.values, "mixed_instances_policy")), "launch_template"));
  const specifications = [block(at(group.values, "launch_template")), block(at(mixed, "launch_template_specification"))];
  for (const specification of specifications) {
    const named = given(at(specification, "id")) ?? given(at(specification, "launch_template_id")) ?? given(at(specification, "name"));
    if (named !== null) return { named, found: graph.one(named, LAUNCH_TEMPLATE).known[0] ?? null };
  }
  const named = at(group.values, "launch_configuration");
  return { named, found: graph.one(named, LAUNCH_CONFIGURATION).known[0] ?? null };
}

function interfaceOf(graph: Graph, group: Resource, named: Value, source: Resource | null): Interface {
  const subnetsAt = given(at(group.values, "vpc_zone_identifier"));
  const subnets = subnetsAt === null ? null : graph.many(subnetsAt, SUBNET);
  if (source === null) return { ...opaqueInterface(group, named, false), placing: "spread", subnets, subnetsAt };
  const within = block(at(source.values, "network_interfaces"));
  const groupsAt =
    given(at(within, "security_groups")) ??
    given(at(source.values, "vpc_security_group_ids")) ??
    given(at(source.values, "security_groups"));
  const public_ = given(at(within, "associate_public_ip_address")) ?? given(at(source.values, "associate_public_ip_address"));
  return {
    resource: group,
    attachable: [],
    subnets,
    subnetsAt,
    placing: "spread",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(source.values, "vpc_security_group_ids"),
    publicIpv4: gives(public_, "public address (associate_public_ip_address)"),
    ipv6: ipv6By(given(at(within, "ipv6_address_count")), given(at(within, "ipv6_addresses"))),
    addresses: null,
    internal: false,
    unfiltered: false,
    via: [source],
  };
}

/** A target group, or something older, that traffic of the group comes from. */
const sourcesAt = (sources: Value): readonly Named[] => {
  const { known, complete } = items(sources);
  return (complete ? known.map((source) => at(source, "identifier")) : [sources]).map((value) => ({ value, wanted: BALANCING }));
};

/** Whom separate resources attach: by which arguments each names what leads to it. */
const ATTACHING: readonly (readonly [Pointer, (attachment: Resource) => readonly Named[]])[] = [
  [
    pointer("aws_autoscaling_attachment", "autoscaling_group_name", AUTO_SCALING_GROUP),
    ({ values }) => [
      { value: at(values, "lb_target_group_arn"), wanted: TARGET_GROUP },
      { value: at(values, "alb_target_group_arn"), wanted: TARGET_GROUP },
      { value: at(values, "elb"), wanted: CLASSIC_BALANCER },
    ],
  ],
  [
    pointer("aws_autoscaling_traffic_source_attachment", "autoscaling_group_name", AUTO_SCALING_GROUP),
    ({ values }) => sourcesAt(at(values, "traffic_source")),
  ],
];

/** What leads to it by its own lists, by `traffic_source` blocks, and by attachments. */
function registrationsOf(graph: Graph, group: Resource): readonly Registration[] {
  const sources = given(at(group.values, "traffic_source"));
  const attached = ATTACHING.flatMap(([pointing, named]) => {
    const { known, maybe } = graph.referrers(group, pointing);
    return [...known, ...maybe].flatMap((attachment) =>
      named(attachment)
        .filter(({ value }) => given(value) !== null)
        .map((each) => registration(graph, group, each, known.includes(attachment))),
    );
  });
  return [
    ...listedRegistrations(graph, group),
    ...(sources === null ? [] : sourcesAt(sources)).map((each) => registration(graph, group, each, true)),
    ...attached,
  ];
}

/** Tasks of the ECS clusters whose capacity the group is. */
function guestsOf(graph: Graph, group: Resource): readonly Unknown[] {
  const { known, maybe } = graph.referrers(group, CAPACITY);
  return [...known, ...maybe].map((provider) => unknownAt(at(provider.values, "auto_scaling_group_provider"), "not-modelled"));
}

/** What makes a group host tasks: a cluster's capacity that it is, an image with an agent of ECS. Null: nothing says so. */
export function hostingBy(graph: Graph, group: Resource): readonly Resource[] | null {
  const providers = guestsOf(graph, group).map(({ resource }) => resource);
  if (providers.length > 0) return providers;
  const { found } = sourceOf(graph, group);
  const image = found === null ? null : machineImageOf(graph, at(found.values, "image_id"));
  return found !== null && image?.joins === true ? [found, ...image.via] : null;
}

function userDataOf(source: Resource | null): UserData | null {
  if (source === null) return null;
  const encoded = given(at(source.values, "user_data_base64"));
  const script = given(at(source.values, "user_data"));
  if (encoded !== null) return { at: encoded, encoded: true };
  return script === null ? null : { at: script, encoded: source.type === "aws_launch_template" };
}

function places(group: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const { named, found } = sourceOf(graph, group);
  return hostOf(graph, launcher, {
    resource: group,
    image: found === null ? { ...named, unknown: true } : at(found.values, "image_id"),
    userData: userDataOf(found),
    hidden: found === null ? { unknowns: [unknownAt(named, "outside-plan")], assumes: [] } : null,
    interfaces: [interfaceOf(graph, group, named, found)],
    registrations: registrationsOf(graph, group),
    windows: false,
    guests: guestsOf(graph, group),
    via: found === null ? [] : [found],
  });
}

/** The instances of an Auto Scaling group. https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html */
export const autoScalingGroup: Workload = {
  types: ["aws_autoscaling_group"],
  reads: [
    "aws_launch_template",
    "aws_launch_configuration",
    "aws_autoscaling_attachment",
    "aws_autoscaling_traffic_source_attachment",
    "aws_ecs_capacity_provider",
  ],
  places,
};
