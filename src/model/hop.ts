import type { AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { PortMap } from "../net/translate";
import type { Doubts, Evidence } from "./fact";
import type { Joined } from "./join";
import type { Place } from "./place";
import type { Because, Entry, Step } from "./report";
import type { Resource } from "./resource";
import type { Unknown } from "./unknown";

export type { Because, Entry } from "./report";
export type { PortMap } from "../net/translate";

export type StepRole = Step["role"];

/** Packets that pass, with what says so. */
export interface Clause extends Evidence, Doubts {
  readonly role: StepRole;
  readonly admits: Approx<PacketSet>;
  /** Anyone can stand behind these clients (CloudFront's origin-facing servers). */
  readonly shared?: "partner";
  /** Whom it would let in by their own addresses, where it sees a balancer's instead. */
  readonly ofClients?: Approx<PacketSet>;
  /** Its resource says that the far side sees the balancer's address, and might say that it sees the client's. */
  readonly hidesClient?: true;
}

/** What a packet has to pass: in total, and by the single rules that a finding may show. */
export interface Door {
  readonly role: StepRole;
  readonly admits: Approx<PacketSet>;
  readonly clauses: readonly Clause[];
  /** What keeps packets out though a clause would let them in, first come first: `admits` are those that it stops. */
  readonly denials?: () => readonly Clause[];
  /** What to say where it is shut. */
  readonly shut: {
    readonly code: Because;
    readonly resource: Resource | null;
    readonly says: string;
    /** What the shutting rests on: a route table's routes, a group's rules. */
    readonly via: readonly Resource[];
  };
  readonly doubts: Doubts;
}

/** Who the far side of a hop sees. */
export type Sender =
  | { readonly is: "client" }
  | {
      readonly is: "balancer";
      readonly groups: Joined;
      /** Groups that it surely does not carry, where `groups` are not complete; absent: none is known. */
      readonly lacks?: ReadonlySet<Resource>;
      readonly addresses: Approx<AddressSet>;
      /** Whether the far side sees the client's address all the same. */
      readonly keepsClient: boolean | "perhaps";
      /** What keeps all that from being certain. */
      readonly unknowns: readonly Unknown[];
    };

/** Which address of a place is called: one of its interfaces', or one that it has to itself. */
export type Called = "interface" | "loopback";

/** From one place to another, beyond the internet's own way in. */
export interface Hop {
  readonly from: Place;
  readonly to: Place;
  readonly entry: Entry;
  /** Before the ports are translated: the balancer's listener, the published port. */
  readonly doors: readonly Door[];
  /** The doors instead of these for who calls the near place on its loopback; absent: the same. */
  readonly onLoopback?: readonly Door[];
  /** The one address of the near place that it leads from; absent: any. */
  readonly onAddress?: string;
  readonly ports: PortMap;
  /** Its outer ports are those of which one is chosen when it starts. Absent: it leads from all of them. */
  readonly oneOfOuter?: true;
  readonly sender: Sender;
  /** In which family the far side is called, whichever the client's: behind a balancer, or docker's proxy. "same": the client's. */
  readonly family: 4 | 6 | "same";
  /** It enters by an interface of the place, past its groups and ACL; else it is already inside (a container on its host). */
  readonly byInterface: boolean;
}
