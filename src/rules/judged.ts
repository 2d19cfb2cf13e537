import type { AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { Exposure } from "../model/exposure";
import type { Place, Socket } from "../model/place";
import type { Certainty, Entry, Rule } from "../model/report";
import type { PortSet } from "../net/port-set";
import type { Resource } from "../model/resource";
import type { Allowance } from "../model/settings";
import type { Path } from "../walk/path";

/** Who may come, by outer ports. */
export interface Senders {
  readonly ports: PortSet;
  readonly must: AddressSet;
  readonly may: AddressSet;
}

/** What allowances have to say of a finding. */
export interface Allowed {
  /** Those that name some of the packets that it speaks of, or spoke of before they were subtracted. */
  readonly by: readonly Allowance[];
  /** Of those the one that lets it pass, where nothing is left. */
  readonly wholly: Allowance | null;
  /** Where some is left: those by which fewer clients come to the ports that it speaks of. */
  readonly partly: readonly Allowance[];
  /** How sure it was before they were subtracted. */
  readonly before: Certainty;
}

/** What a rule found, before it is decided and spelled. */
export interface Judged {
  readonly rule: Rule;
  readonly certainty: Certainty;
  /** Anyone can stand behind the clients that are let in, though they are no world by number. */
  readonly partner: boolean;
  readonly workload: Resource;
  readonly place: Place | null;
  readonly container: string | null;
  readonly process: string | null;
  readonly entry: Entry | null;
  /** An IP protocol number; null where none is spoken of. */
  readonly protocol: number | null;
  /** As the world sees them. */
  readonly ports: PortSet;
  /** The socket's own ports; null where they are not known. */
  readonly innerPorts: PortSet | null;
  readonly sockets: readonly Socket[];
  readonly senders: () => readonly Senders[];
  /** All who may come, to whatever outer ports, before allowances; null for a rule without a path. */
  readonly admitted: Approx<PacketSet> | null;
  readonly chain: Exposure["chain"];
  /** Worked out when a report tells it. */
  readonly path: () => Path;
  /** What it says, where the rule alone does not. */
  readonly detail: string | null;
  /** Which failure it is, for what to do about it. */
  readonly code?: string;
  /** Absent where no allowance bears on it. */
  readonly allowed?: Allowed;
}
