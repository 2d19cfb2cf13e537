import { allAddresses } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { NO_DOUBTS, joinDoubts, type Doubts } from "../model/fact";
import type { Clause, Door, Hop, PortMap } from "../model/hop";
import { ANY_PORT } from "../model/listener";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import type { Leaf } from "../model/value";
import { AS_ITSELF } from "../words/verdict";

import type { Call } from "./call";
import type { Forward } from "./forward";
import { isClassic, type Target } from "./target";

/** Where a balancer listens, as told by a listener of its own or a block of it. */
export interface Listening extends Doubts {
  readonly resource: Resource;
  readonly attribute: string | null;
  /** Terminated where surely an HTTP proxy listens: only application balancers speak HTTP. */
  readonly entry: Hop["entry"];
  readonly protocols: readonly number[];
  /** Null: not known. */
  readonly port: number | null;
  readonly says: string;
}

export const speaksHttp = (protocol: Leaf<string>): boolean => protocol.is === "known" && /^https?$/i.test(protocol.value);

/** From a port of the balancer to one of the target; null: any. */
export function mapOf(protocol: number, outer: number | null, inner: number | null): PortMap {
  const from = outer === null ? ANY_PORT : ([outer, outer] as const);
  return inner === null ? { is: "oneOf", protocol, outer: from, inner: ANY_PORT } : { is: "to", protocol, outer: from, inner };
}

/** From where a balancer listens to one of its targets. */
export function hopTo(from: Place, listening: Listening, protocol: number, forward: Forward, target: Target, call: Call): Hop {
  const outer = listening.port === null ? ANY_PORT : ([listening.port, listening.port] as const);
  const all = packets({ addresses: allAddresses, protocol, ports: ports(outer[0], outer[1]) });
  const sureListener = listening.port !== null;
  const listens: Clause = {
    role: "listener",
    admits: sureListener ? packetApprox.exactly(all) : packetApprox.atMost(all),
    via: [],
    ...listening,
  };
  const led: Approx<PacketSet> = {
    must:
      forward.sure && target.sure && target.port !== null
        ? packets({ addresses: forward.clients.must, protocol: "all" })
        : packetApprox.none,
    may: packets({ addresses: forward.clients.may, protocol: "all" }),
  };
  const { sender, family } = call;
  const hides = listening.entry === "passthrough" && sender.is === "balancer" && sender.keepsClient === false;
  const leads: Clause = {
    role: "target",
    admits: led,
    resource: forward.group,
    attribute: null,
    says: hides ? `${target.says}, ${AS_ITSELF}` : target.says,
    ...(hides && !isClassic(forward.group) ? { hidesClient: true } : {}),
    via: [...forward.via, ...target.via],
    ...joinDoubts([forward, target]),
  };
  const door = (clause: Clause, code: Door["shut"]["code"], says: string): Door => ({
    role: clause.role,
    admits: clause.admits,
    clauses: [clause],
    shut: { code, resource: clause.resource, says, via: clause.via },
    doubts: NO_DOUBTS,
  });
  return {
    from,
    to: target.place,
    entry: listening.entry,
    doors: [door(listens, "not-targeted", "its listener has another port"), door(leads, "not-targeted", "its rules are for others")],
    ports: mapOf(protocol, listening.port, target.port),
    sender,
    family,
    byInterface: true,
  };
}
