import type { Doubts, Evidence, Fact } from "./fact";
import type { Filter } from "./filter";
import type { Joined, Wanted } from "./join";
import type { FailsToStart, Listener, PortRange, Publish, Redirect, Tunnel } from "./listener";
import type { Resource } from "./resource";
import type { Unknown } from "./unknown";
import type { Value } from "./value";

/** An interface in a network (an ENI): where it is, which groups it carries, how the world finds it. */
export interface Interface {
  /** What makes it, for evidence: an instance, a service, a balancer. */
  readonly resource: Resource;
  /** By what an Elastic IP or a group attachment may name it: an instance, a network interface. */
  readonly attachable: readonly Resource[];
  /** Where it says in which subnets; null: nowhere, so a default subnet of the default VPC. */
  readonly subnets: Joined | null;
  readonly subnetsAt: Value | null;
  /** Choice: it is in one of them. Spread: there is one in each. */
  readonly placing: "choice" | "spread";
  /** Null: no group is named, so the VPC's default group. */
  readonly groups: Joined | null;
  readonly groupsAt: Value | null;
  /** Whether it is given a public IPv4 address; null: as its subnet does (`map_public_ip_on_launch`). */
  readonly publicIpv4: Fact | null;
  /** Whether it has an IPv6 address; null: as its subnet does. */
  readonly ipv6: Fact | null;
  /** Private addresses that are fixed in the plan; null: they are not known. */
  readonly addresses: readonly string[] | null;
  /** Which of them is the primary one. Absent: the plan does not tell. */
  readonly primary?: string;
  /** It has private addresses only, because its maker says so (`internal = true`): which maker that is. */
  readonly internal: false | "internal-balancer" | "service-private";
  /** No groups apply at all (a network balancer made without): everything is admitted. */
  readonly unfiltered: boolean;
  /** It is in a network of AWS's own, where no gateway, route, ACL or group of the user's stands before its address. Absent: it is not. */
  readonly apart?: true;
  /** It is one of several that may be there: what would settle which. Absent: it is there. */
  readonly perhaps?: readonly Unknown[];
  /** What it is made of besides: an interface of its own, a launch template. */
  readonly via: readonly Resource[];
}

/** How a socket is known. */
export type Knowledge = "known" | "declared" | "assumed" | "unknown";

/** A socket at a place, with what tells of it. */
export interface Socket {
  readonly listener: Listener;
  readonly knowledge: Knowledge;
  readonly container: string | null;
  readonly evidence: Evidence;
  readonly doubts: Doubts;
}

/** A port that is said to lead into a place: an ECS port mapping, a registration as a target. It admits nobody by itself. */
export interface Mapping extends Evidence {
  readonly container: string | null;
  readonly protocol: "tcp" | "udp";
  readonly ports: PortRange;
}

/** What will not start at a place, with where it is written. */
export interface Failure {
  readonly container: string | null;
  readonly process: string | null;
  readonly fails: FailsToStart;
  readonly evidence: Evidence;
}

/** A tunnel that begins at a place, with what starts it. */
export interface Carried extends Evidence {
  readonly tunnel: Tunnel;
}

/** What a place does with ports before it looks for a socket, and what says so. */
export interface Redirected extends Evidence {
  readonly redirect: Redirect;
}

/** A firewall of the place's own, and what sets it. It stands before its sockets, and not before what lives within it. */
export interface Filtered extends Evidence {
  readonly filter: Filter;
}

/**
 * A place that lives on another: a container on a host's bridge, behind published ports, or a task on the host's own interfaces, which
 * are then the place's too.
 */
export interface Within extends Doubts {
  readonly host: Place;
  readonly publishes: readonly Publish[];
  /** False: whether it is started there at all is open. */
  readonly certain: boolean;
  /** Why nobody can tell in whose network it is: any port of the host may lead to any of its own. Absent: it is told. */
  readonly untold?: readonly Unknown[];
  readonly evidence: Evidence;
}

/** A place names the target group or classic balancer that leads to it (an ECS service's `load_balancer` block). */
export interface Registration extends Evidence, Doubts {
  readonly group: Joined;
  /** Of which kinds it may be. */
  readonly wanted: Wanted;
  /** Where the group is named. */
  readonly at: Value;
  /** The port that is registered; null: the target group's own. "unknown": not known yet. */
  readonly port: number | null | "unknown";
}

/** What starts the tasks of an ECS cluster on a machine. */
export interface Agent {
  /** The cluster that it joins, by name; null: it is not told. */
  readonly cluster: string | null;
  /** What says that it is there; empty: nothing, and what might is not seen. */
  readonly via: readonly Resource[];
}

/** One of several kinds of machines of one maker, or of revisions of a service: any of them may be what it makes, and none need be. */
export interface Choice {
  /** Which of them, from 0. */
  readonly kind: number;
  readonly of: number;
  readonly open: Unknown;
}

/** Where packets can be: one network namespace, a balancer, or a service that AWS runs. */
export interface Place {
  readonly resource: Resource;
  readonly kind: "host" | "task" | "container" | "balancer" | "service";
  /** Distinguishes places of one resource: a container that a host runs. Null for the resource's own. */
  readonly container: string | null;
  readonly interfaces: readonly Interface[];
  readonly sockets: readonly Socket[];
  /** False: sockets may be open that are not listed. */
  readonly socketsComplete: boolean;
  /** Why they are not complete. */
  readonly doubts: Doubts;
  /** The container that would open them, where it can be no other. */
  readonly unseenIn: string | null;
  readonly mappings: readonly Mapping[];
  readonly failures: readonly Failure[];
  readonly within: Within | null;
  readonly tunnels: readonly Carried[];
  readonly redirects: readonly Redirected[];
  readonly filters: readonly Filtered[];
  readonly registrations: readonly Registration[];
  /** Ways in that nobody can follow: through these anyone may come, to any port. */
  readonly unfollowed: readonly Unknown[];
  /** Absent: there is none, as far as the machine tells. */
  readonly agent?: Agent;
  /** Of a machine, and of what lives on it. Absent: its maker makes no others. */
  readonly choice?: Choice;
  /** The resources that it is made of besides its own: a task definition, a launch template. */
  readonly via: readonly Resource[];
}

/** What a place has none of, unless something says so. */
export const BARE = {
  mappings: [],
  failures: [],
  within: null,
  tunnels: [],
  redirects: [],
  filters: [],
  registrations: [],
  unfollowed: [],
} as const satisfies Partial<Place>;

/** The places that live within a place, and publish ports on it or answer on its interfaces. */
export function containersOf(places: readonly Place[]): (host: Place) => readonly Place[] {
  const by = new Map<Place, Place[]>();
  for (const place of places) {
    if (place.within === null) continue;
    const { host } = place.within;
    const there = by.get(host);
    if (there === undefined) by.set(host, [place]);
    else there.push(place);
  }
  return (host) => by.get(host) ?? [];
}
