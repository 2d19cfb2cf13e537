import { pointer, type Graph, type Pointer } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place, Registration } from "../model/place";
import type { Resource } from "../model/resource";
import type { Unknown } from "../model/unknown";
import { at, block, boolean, cases, given, items, string, type Value } from "../model/value";
import { AUTO_SCALING_GROUP, BALANCING, CLASSIC_BALANCER, LAUNCH_CONFIGURATION, SUBNET, TARGET_GROUP } from "../model/wanted";
import { OTHER_TASKS, TEMPLATE_CHANGED } from "../words/verdict";

import { earlierOf, graphBefore } from "./graph-before";
import { likeness, machinesOf } from "./kinds";
import type { Machine } from "./machine";
import { listedRegistrations, registration, type Named } from "./registrations";
import { bootOf, interfacesBy, isAlike, makesSame, templateIn, templateOf, type Template } from "./template";
import type { Workload } from "./workload";

const CAPACITY: Pointer = {
  type: "aws_ecs_capacity_provider",
  pointing: "one",
  values: (provider) => items(at(provider.values, "auto_scaling_group_provider")).known.map((of) => at(of, "auto_scaling_group_arn")),
  wanted: AUTO_SCALING_GROUP,
};

/**
 * What each instance is made from: a launch template, one of several that are mixed, or the older launch configuration. Overrides
 * without a template of their own take that of the policy.
 */
function templatesOf(graph: Graph, { values }: Resource): readonly Template[] {
  const own = templateIn(graph, block(at(values, "launch_template")));
  if (own !== null) return [own];
  const mixed = block(at(block(at(values, "mixed_instances_policy")), "launch_template"));
  const usual = templateIn(graph, block(at(mixed, "launch_template_specification")));
  if (usual === null) {
    const named = at(values, "launch_configuration");
    return [templateOf(named, graph.one(named, LAUNCH_CONFIGURATION).known[0] ?? null)];
  }
  const overrides = items(at(mixed, "override"));
  const each = overrides.known.map((override) => templateIn(graph, block(at(override, "launch_template_specification"))) ?? usual);
  const unseen = overrides.complete ? [] : [templateOf(at(mixed, "override"), null)];
  const all = each.length === 0 ? [usual, ...unseen] : [...each, ...unseen];
  const kinds = new Map(
    all.map((template) => [
      likeness(
        template.lost ? [template.values] : [],
        template.via.map(({ address }) => address),
      ),
      template,
    ]),
  );
  return [...kinds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, template]) => template);
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
  return [...known, ...maybe].map((provider) => ({
    resource: provider,
    attribute: "auto_scaling_group_provider",
    dependsOn: [],
    why: "not-seen",
    detail: OTHER_TASKS,
  }));
}

const MADE_BY = ["launch_template", "mixed_instances_policy", "launch_configuration"];

/**
 * Turned off, it stays with instances that have it.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
 */
const mayProtect = ({ values }: Resource): boolean =>
  cases(boolean(at(values, "protect_from_scale_in")), { known: (on) => on, omitted: () => false, unknown: () => true });

/** "Ignore" and "Wait" replace no instance that is protected from scale-in. */
function replacesProtected(refresh: Value): boolean {
  const behaviour = string(at(block(at(refresh, "preferences")), "scale_in_protected_instances"));
  return behaviour.is === "known" && behaviour.value === "Refresh";
}

/** The template's version is among what it compares: `$Latest` is the same before and after. */
function isRefreshed(group: Resource, was: Resource): boolean {
  const [refresh] = items(at(group.values, "instance_refresh")).known;
  const replaces = refresh !== undefined && (replacesProtected(refresh) || ![group, was].some(mayProtect));
  return replaces && MADE_BY.some((name) => !isAlike(at(group.values, name), at(was.values, name)));
}

/**
 * What running instances were made from, where the group makes others from now on and does not replace these.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/autoscaling_group#instance_refresh
 */
function templatesBefore(graph: Graph, group: Resource, templates: readonly Template[]): readonly Template[] {
  const before = graphBefore(graph);
  const was = before === null ? undefined : earlierOf(before, group);
  if (before === null || was === undefined || isRefreshed(group, was)) return [];
  return templatesOf(before, was).filter((one) => !templates.some((other) => makesSame(one, other)));
}

function places(group: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const subnetsAt = given(at(group.values, "vpc_zone_identifier"));
  const placed = { subnets: subnetsAt === null ? null : graph.many(subnetsAt, SUBNET), subnetsAt, placing: "spread" as const };
  const machineOf = (template: Template): Machine => ({
    ...bootOf(template),
    resource: group,
    interfaces: interfacesBy(graph, group, template, placed),
    registrations: registrationsOf(graph, group),
    windows: false,
    guests: guestsOf(graph, group),
  });
  const templates = templatesOf(graph, group);
  const machines = templates.map(machineOf);
  // Of an earlier image nobody tells what it was.
  const earlier = templatesBefore(graph, group, templates).map((template) => ({
    ...machineOf(template),
    image: machines[0]?.image ?? at(group.values),
  }));
  const by = MADE_BY.map((name) => at(group.values, name)).find((value) => given(value) !== null) ?? group.values;
  const why = earlier.length === 0 ? undefined : TEMPLATE_CHANGED;
  return machinesOf(graph, launcher, by, [...machines, ...earlier], why);
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
