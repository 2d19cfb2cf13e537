import type { Graph } from "../model/graph";
import type { Interface } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, isUnknown, type Value } from "../model/value";
import { LAUNCH_TEMPLATE } from "../model/wanted";

import { opaqueInterface } from "./interfaces";
import { blocksOf, launchedInterfaces } from "./launched-interfaces";
import type { Machine } from "./machine";
import { isSame, type UserData } from "./user-data";

/** What machines are made from: a launch template, an older launch configuration, a fleet's own specification. */
export interface Template {
  /** What says so, or what names it where it cannot be followed. */
  readonly values: Value;
  /** True: it lives elsewhere, and nothing is known of it. */
  readonly lost: boolean;
  readonly via: readonly Resource[];
}

/** What one was found by; null: what names it cannot be followed. */
export const templateOf = (named: Value, found: Resource | null): Template =>
  found === null ? { values: named, lost: true, via: [] } : { values: found.values, lost: false, via: [found] };

/** By id or by name, as fleets and Auto Scaling groups spell them; null: the specification names none. */
export function templateIn(graph: Graph, specification: Value): Template | null {
  const named = ["id", "launch_template_id", "name", "launch_template_name"]
    .map((name) => given(at(specification, name)))
    .find((value) => value !== null);
  return named === undefined ? null : templateOf(named, graph.one(named, LAUNCH_TEMPLATE).known[0] ?? null);
}

/** Its user data is base64 in a launch template alone, or in an argument of its own. */
function userDataOf({ values }: Template): UserData | null {
  const encoded = given(at(values, "user_data_base64"));
  const script = given(at(values, "user_data"));
  if (encoded !== null) return { at: encoded, encoded: true };
  return script === null ? null : { at: script, encoded: values.resource.type === "aws_launch_template" };
}

/** Whether both are known to be the same. */
export const isAlike = (one: Value, other: Value): boolean =>
  [one, other].every((value) => given(value) === null || !isUnknown(value)) &&
  JSON.stringify(given(one)?.raw ?? null) === JSON.stringify(given(other)?.raw ?? null);

const NETWORK = ["network_interfaces", "vpc_security_group_ids", "security_groups"];

/** Whether machines of both are known to be reached alike and to run the same, but for what their image brings. */
export function makesSame(one: Template, other: Template): boolean {
  if (one.lost || other.lost) return one.lost === other.lost;
  return isSame(userDataOf(one), userDataOf(other)) && NETWORK.every((name) => isAlike(at(one.values, name), at(other.values, name)));
}

/** What boots by it. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/launch_template */
export function bootOf(template: Template): Pick<Machine, "image" | "userData" | "hidden" | "via"> {
  const { values, lost, via } = template;
  if (lost)
    return {
      image: { ...values, unknown: true },
      userData: null,
      hidden: { unknowns: [unknownAt(values, "outside-plan")], assumes: [] },
      via,
    };
  const image = given(at(values, "image_id")) ?? given(at(values, "ami")) ?? at(values, "image_id");
  return { image, userData: userDataOf(template), hidden: null, via };
}

/** The subnet that a launch template gives to the primary interface; null: none. */
export function subnetIn({ values, lost }: Template): Value | null {
  const [primary = null] = lost ? [] : blocksOf(given(at(values, "network_interfaces")));
  return primary === null ? null : given(at(primary, "subnet_id"));
}

/** The interfaces of each machine, the primary in subnets that its maker names. */
export function interfacesBy(
  graph: Graph,
  maker: Resource,
  { values, lost, via }: Template,
  placed: Pick<Interface, "subnets" | "subnetsAt" | "placing">,
): readonly Interface[] {
  if (lost) {
    const opaque = opaqueInterface(maker, values, false);
    return [placed.subnets === null ? { ...opaque, placing: placed.placing } : { ...opaque, ...placed }];
  }
  return launchedInterfaces(graph, {
    maker,
    above: () => null,
    blocks: given(at(values, "network_interfaces")),
    beneath: (name) => given(at(values, name)),
    placed,
    attachable: [],
    addresses: null,
    via,
  });
}
