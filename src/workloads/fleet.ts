import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, block, given, isUnknown, items, type Value } from "../model/value";
import { SUBNET } from "../model/wanted";

import { likeness, machinesOf } from "./kinds";
import type { Machine } from "./machine";
import { listedRegistrations } from "./registrations";
import { bootOf, interfacesBy, subnetIn, templateIn, templateOf, type Template } from "./template";
import type { Workload } from "./workload";

/** One way in which a fleet makes its machines. */
interface Variant {
  readonly template: Template;
  /** Null: it names no subnet. */
  readonly subnetAt: Value | null;
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/spot_fleet_request#launch_specification */
const specified = (spec: Value): Variant => ({ template: { values: spec, lost: false, via: [] }, subnetAt: given(at(spec, "subnet_id")) });

/** A launch template, once for each subnet that the fleet puts in the place of its own. */
function templated(graph: Graph, config: Value): readonly Variant[] {
  const specification = block(at(config, "launch_template_specification"));
  const template = templateIn(graph, specification) ?? templateOf(specification, null);
  const own = subnetIn(template);
  // No provider fills these in: an unknown list is one that somebody wrote.
  const lists = ["override", "overrides"].map((name) => at(config, name)).filter((list) => isUnknown(list) || given(list) !== null);
  if (lists.length === 0) return [{ template, subnetAt: own }];
  return lists.flatMap((list) => {
    const { known, complete } = items(list);
    const each = known.map((override) => ({ template, subnetAt: given(at(override, "subnet_id")) ?? own }));
    return complete ? each : [...each, { template, subnetAt: list }];
  });
}

const LISTS = ["launch_specification", "launch_template_config"];

function variantsOf(graph: Graph, { values }: Resource): readonly Variant[] {
  const [specifications, configs] = LISTS.map((name) => at(values, name)).map(items);
  const written = LISTS.map((name) => given(at(values, name))).filter((list) => list !== null);
  const unseen = written.filter((list) => !items(list).complete);
  return [
    ...(specifications?.known ?? []).map(specified),
    ...(configs?.known ?? []).flatMap((config) => templated(graph, config)),
    ...unseen.map((list) => ({ template: templateOf(list, null), subnetAt: null })),
  ];
}

/** What matters of a specification, and may differ from one to another. */
const TELLING = ["ami", "user_data", "vpc_security_group_ids", "associate_public_ip_address"];

/** What tells variants apart, but for the subnet and what does not matter here. */
const kindOf = ({ template: { values, lost, via }, subnetAt }: Variant): string =>
  likeness(
    lost ? [values] : via.length > 0 ? [] : TELLING.map((name) => given(at(values, name))),
    via.map(({ address }) => address),
    subnetAt === null,
  );

/** Variants that differ in their subnet alone are one: in which of these a machine comes to be is a choice too. */
function machineOf(graph: Graph, fleet: Resource, variant: Variant, alike: readonly Variant[]): Machine {
  const subnets = alike.map(({ subnetAt }) => subnetAt).filter((value) => value !== null);
  return {
    ...bootOf(variant.template),
    resource: fleet,
    interfaces: interfacesBy(graph, fleet, variant.template, {
      subnets: subnets.length === 0 ? null : graph.each(subnets, SUBNET),
      subnetsAt: variant.subnetAt,
      placing: "choice",
    }),
    registrations: listedRegistrations(graph, fleet),
    windows: false,
    guests: [],
  };
}

function places(fleet: Resource, graph: Graph, launcher: Launcher): readonly Place[] {
  const kinds = new Map<string, Variant[]>();
  for (const variant of variantsOf(graph, fleet)) kinds.set(kindOf(variant), [...(kinds.get(kindOf(variant)) ?? []), variant]);
  const machines = [...kinds]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, alike]) => alike.slice(0, 1).map((variant) => machineOf(graph, fleet, variant, alike)));
  const by = LISTS.find((name) => given(at(fleet.values, name)) !== null) ?? "launch_template_config";
  return machinesOf(graph, launcher, at(fleet.values, by), machines);
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
