import type { Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Place, Sender } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, number, string } from "../model/value";
import { TARGET, TARGET_GROUP } from "../model/wanted";
import { onlyFamily } from "../net/address-set";
import { UDP } from "../net/protocol";

import type { Balancing } from "./forwarding";

/** A place that a target group leads to. */
export interface Target extends Doubts {
  readonly place: Place;
  /** Null: not known. */
  readonly port: number | null;
  readonly sure: boolean;
  readonly says: string;
  readonly via: readonly Resource[];
}

const ATTACHMENT = pointer("aws_lb_target_group_attachment", "target_group_arn", TARGET_GROUP);

/** The group's own port; an application balancer as target answers on its listener's. */
const ownPort = (group: Resource): number | null => {
  const port = number(at(group.values, "port"));
  return port.is === "known" ? port.value : null;
};

const told = (place: Place, port: number | null): string =>
  `${port === null ? "a port not known yet" : String(port)} of ${place.resource.address}`;

/** The places that register themselves. */
function registered(group: Resource, places: readonly Place[]): readonly Target[] {
  return places.flatMap((place) =>
    place.registrations.flatMap((registration) => {
      const { known, maybe, complete } = registration.group;
      const sure = known.includes(group);
      // A group that cannot be followed may be any of the plan.
      const lost = !complete && maybe.length === 0;
      if (!sure && !lost && !maybe.includes(group)) return [];
      const port = registration.port === "unknown" ? null : (registration.port ?? ownPort(group));
      return [
        {
          place,
          port,
          sure,
          says: told(place, port),
          via: [],
          unknowns: [...registration.unknowns, ...registration.group.unknowns],
          assumes: registration.group.assumes,
        },
      ];
    }),
  );
}

/** Whether a place is what an attachment names: itself, its interface, or one of its fixed addresses. */
function isNamed(place: Place, named: readonly Resource[], literal: readonly string[]): boolean {
  return (
    (place.container === null && named.includes(place.resource)) ||
    place.interfaces.some(
      ({ attachable, via, addresses }) =>
        [...attachable, ...via].some((resource) => named.includes(resource)) ||
        literal.some((address) => addresses?.includes(address) ?? false),
    )
  );
}

/** `aws_lb_target_group_attachment`: by instance, by address, or another balancer. */
function attached(graph: Graph, group: Resource, places: readonly Place[]): readonly Target[] {
  const attachments = graph.referrers(group, ATTACHMENT);
  return [...attachments.known, ...attachments.maybe].flatMap((attachment) => {
    const idAt = at(attachment.values, "target_id");
    const joined: Joined = graph.one(idAt, TARGET);
    const portAt = given(at(attachment.values, "port"));
    const given_ = portAt === null ? null : number(portAt);
    const port = given_ === null ? ownPort(group) : given_.is === "known" ? given_.value : null;
    const hosts = places.filter(({ kind }) => kind !== "container");
    const known = hosts.filter((place) => isNamed(place, joined.known, joined.foreign));
    // A target that cannot be followed may be any place of the plan that could be registered.
    const lost = !joined.complete && joined.maybe.length === 0;
    const maybe = hosts.filter((place) => !known.includes(place) && (lost || isNamed(place, joined.maybe, [])));
    const target = (place: Place, sure: boolean): Target => ({
      place,
      port,
      sure: sure && attachments.known.includes(attachment),
      says: told(place, port),
      via: [attachment],
      unknowns: [...(sure ? [] : [unknownAt(idAt)]), ...(given_?.is === "unknown" && portAt !== null ? [unknownAt(portAt)] : [])],
      assumes: joined.assumes,
    });
    return [...known.map((place) => target(place, true)), ...maybe.map((place) => target(place, false))];
  });
}

export const targetsOf = (graph: Graph, group: Resource, places: readonly Place[]): readonly Target[] => [
  ...registered(group, places),
  ...attached(graph, group, places),
];

/**
 * Whose address a target sees. Network balancers keep the client's for instances, for UDP and for other balancers, and hide it
 * for addresses over TCP, unless the group says otherwise; HTTP proxies always hide it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
function keepsClient(balancing: Balancing, group: Resource, protocol: number): boolean | "perhaps" {
  if (balancing.kind === "application") return false;
  if (balancing.kind !== "network") return "perhaps";
  const type = string(at(group.values, "target_type"));
  if (protocol === UDP) return true;
  if (type.is === "known" && type.value === "alb") return true;
  const setting = given(at(group.values, "preserve_client_ip"));
  if (setting !== null) {
    const keeps = boolean(setting);
    return keeps.is === "known" ? keeps.value : "perhaps";
  }
  if (type.is === "unknown") return "perhaps";
  if (type.is === "omitted" || type.value === "instance") return true;
  const transport = string(at(group.values, "protocol"));
  if (transport.is === "unknown") return "perhaps";
  return transport.is === "known" && /UDP/i.test(transport.value);
}

/** As whom the balancer calls its targets, and in which family. */
export interface Call {
  readonly sender: Sender;
  readonly family: 4 | 6;
}

/** How the balancer calls its targets: in the group's family, as itself or as the client. */
export function callOf(balancing: Balancing, group: Resource, protocol: number): Call {
  const type = string(at(group.values, "ip_address_type"));
  const family = type.is === "known" && type.value === "ipv6" ? 6 : 4;
  const { must, may } = balancing.addresses;
  return {
    sender: {
      is: "balancer",
      groups: balancing.groups,
      addresses: { must: onlyFamily(must, family), may: onlyFamily(may, family) },
      keepsClient: keepsClient(balancing, group, protocol),
    },
    family,
  };
}
