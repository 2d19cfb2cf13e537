import type { AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { Assumed } from "./assumption";
import type { Doubts, Evidence, Fact } from "./fact";
import type { Joined } from "./join";
import type { FailsToStart, LaunchUnknown, Listener, PortRange } from "./listener";
import type { Resource } from "./resource";
import type { Value } from "./value";

/** An address range of the network that an interface lives in, and the interface itself (an ENI). */
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
  /** Private addresses that are fixed in the plan. */
  readonly addresses: readonly string[];
  /** No groups apply at all (a network balancer made without): everything is admitted. */
  readonly unfiltered: boolean;
}

/** A socket at a place, and how it is known. */
export interface Socket {
  readonly listener: Listener;
  readonly knowledge: "known" | "declared" | "assumed" | "unknown";
  readonly container: string | null;
  readonly evidence: Evidence;
  readonly doubts: Doubts;
}

/** A port that is declared to lead into a place: an ECS port mapping, a target registration. It admits nobody by itself. */
export interface Mapping {
  readonly container: string | null;
  readonly protocol: "tcp" | "udp";
  readonly ports: PortRange;
  readonly evidence: Evidence;
}

/** Where packets can be: one network namespace, a balancer, a managed endpoint. */
export interface Place {
  readonly resource: Resource;
  readonly kind: "host" | "task" | "container" | "balancer" | "endpoint";
  /** Distinguishes places of one resource: a container that a host runs. Null for the resource's own. */
  readonly container: string | null;
  readonly interfaces: readonly Interface[];
  readonly sockets: readonly Socket[];
  readonly mappings: readonly Mapping[];
  readonly failures: readonly { readonly container: string | null; readonly fails: FailsToStart; readonly evidence: Evidence }[];
  readonly launchUnknowns: readonly { readonly container: string | null; readonly unknown: LaunchUnknown }[];
  /** False: processes may listen that nobody showed. */
  readonly socketsComplete: boolean;
  /** The port mappings of its containers are a filter (a bridge) or none (a namespace of its own with an interface). */
  readonly assumes: readonly Assumed[];
}

/** Packets that pass, with what says so. */
export interface Clause extends Evidence, Doubts {
  readonly role: StepRole;
  readonly admits: Approx<PacketSet>;
  readonly shared?: "partner";
}

/** What a packet has to pass: in total, and by the single rules that a finding may show. */
export interface Door {
  readonly role: StepRole;
  readonly admits: Approx<PacketSet>;
  readonly clauses: readonly Clause[];
  /** What to say where it is shut. */
  readonly shut: { readonly code: Because; readonly resource: Resource | null; readonly says: string };
  readonly doubts: Doubts;
}

export type StepRole =
  | "source" | "account" | "gateway" | "route" | "address" | "acl" | "group" | "balancer" | "listener" | "target"
  | "publish" | "proxy" | "place" | "process";

export type Because =
  | "not-attached" | "account-block" | "no-gateway" | "no-route" | "no-public-address" | "internal-balancer" | "network-acl"
  | "security-group" | "not-targeted" | "not-published" | "loopback-bind" | "other-address-bind" | "no-listener"
  | "fails-to-start" | "service-private";

/**
 * Which ports at the far side the outer ports become. Same: unchanged. Each: shifted, one to one. To: all to one.
 * OneOf: to some port of a range that nobody knows yet.
 */
export type PortMap =
  | { readonly is: "same" }
  | { readonly is: "each"; readonly protocol: number; readonly outer: PortRange; readonly inner: PortRange }
  | { readonly is: "to"; readonly protocol: number; readonly outer: PortRange; readonly inner: number }
  | { readonly is: "oneOf"; readonly protocol: number; readonly outer: PortRange; readonly inner: PortRange };

/** Who the far side of a hop sees. */
export type Sender =
  | { readonly is: "client" }
  | {
      readonly is: "balancer";
      readonly groups: Joined;
      readonly addresses: Approx<AddressSet>;
      /** Whether the far side sees the client's address all the same. */
      readonly keepsClient: boolean | "perhaps";
      /** The family in which the far side is called. */
      readonly family: 4 | 6;
    };

export type Entry = "direct" | "passthrough" | "terminated";

/** From one place to another, beyond the internet's own way in. */
export interface Hop {
  readonly from: Place;
  readonly to: Place;
  readonly entry: Entry;
  readonly doors: readonly Door[];
  readonly ports: PortMap;
  readonly sender: Sender;
}
