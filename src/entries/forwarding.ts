import { allAddresses } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { NO_DOUBTS, joinDoubts, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Clause, Door, Hop, PortMap } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, cases, given, number, string } from "../model/value";
import { BALANCER } from "../model/wanted";

import type { BalancerKind } from "./balancer";
import { callOf, type Balancing, type Call } from "./call";
import { forwardsFrom, type Forward } from "./forward";
import type { Target, Targets } from "./targets";

const LISTENS = pointer("aws_lb_listener", "load_balancer_arn", BALANCER);
/** UDP and TCP by the listener's protocol; TLS and HTTP ride on TCP. */
function protocolsOf(protocol: string): readonly number[] {
  const name = protocol.toUpperCase();
  if (name === "TCP_UDP") return [TCP, UDP];
  if (name === "UDP" || name === "QUIC") return [UDP];
  return name === "TCP_QUIC" ? [TCP, UDP] : [TCP];
}

interface Listening extends Doubts {
  /** Terminated where surely an HTTP proxy listens: only application balancers speak HTTP. */
  readonly entry: Hop["entry"];
  readonly protocols: readonly number[];
  /** Null: not known. */
  readonly port: number | null;
  readonly says: string;
}

function listeningOf(listener: Resource, kind: BalancerKind): Listening {
  const [portAt, protocolAt] = [at(listener.values, "port"), at(listener.values, "protocol")];
  const port = number(portAt);
  // A provider fills the protocol in: HTTP by the port's number, for application balancers alone.
  const protocol = given(protocolAt) === null ? { is: "omitted" as const } : string(protocolAt);
  const name = cases(protocol, {
    known: (known) => known,
    omitted: () => "TCP",
    unknown: () => (kind === "application" ? "TCP" : "TCP_UDP"),
  });
  const unsure = (protocol.is === "unknown" && kind !== "application") || (protocol.is === "omitted" && kind === "unknown");
  const http = protocol.is === "known" && /^https?$/i.test(protocol.value);
  return {
    entry: kind === "network" || (kind === "unknown" && !http) ? "passthrough" : "terminated",
    protocols: protocolsOf(name),
    port: port.is === "known" && !unsure ? port.value : null,
    says: `${protocol.is === "known" ? protocol.value : "some protocol"} ${port.is === "known" ? String(port.value) : "on a port not known yet"}`,
    unknowns: [...(port.is === "unknown" ? [unknownAt(portAt)] : []), ...(unsure ? [unknownAt(protocolAt)] : [])],
    assumes: [],
  };
}

const ANY_PORT = [0, 65535] as const;

function mapOf(protocol: number, outer: number | null, inner: number | null): PortMap {
  const from = outer === null ? ANY_PORT : ([outer, outer] as const);
  return inner === null ? { is: "oneOf", protocol, outer: from, inner: ANY_PORT } : { is: "to", protocol, outer: from, inner };
}

function hopTo(
  balancing: Balancing,
  listener: Resource,
  listening: Listening,
  protocol: number,
  forward: Forward,
  target: Target,
  call: Call,
): Hop {
  const outer = listening.port === null ? ANY_PORT : ([listening.port, listening.port] as const);
  const all = packets({ addresses: allAddresses, protocol, ports: ports(outer[0], outer[1]) });
  const sureListener = listening.port !== null;
  const listens: Clause = {
    role: "listener",
    admits: sureListener ? packetApprox.exactly(all) : packetApprox.atMost(all),
    resource: listener,
    attribute: null,
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
  const leads: Clause = {
    role: "target",
    admits: led,
    resource: forward.group,
    attribute: null,
    says: target.says,
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
  const { sender, family } = call;
  return {
    from: balancing.place,
    to: target.place,
    entry: listening.entry,
    doors: [door(listens, "not-targeted", "its listener has another port"), door(leads, "not-targeted", "its rules are for others")],
    ports: mapOf(protocol, listening.port, target.port),
    sender,
    family,
    byInterface: true,
  };
}

/** A hop for each listener, target group and target of a balancer. */
export function routesOf(graph: Graph, balancing: Balancing, { of: targetsOf }: Targets): readonly Hop[] {
  const listeners = graph.referrers(balancing.place.resource, LISTENS);
  // One call for each group, so that what its targets admit is worked out once.
  const calls = new Map<string, Call>();
  const call = (group: Resource, protocol: number): Call => {
    const key = `${group.address} ${String(protocol)}`;
    const there = calls.get(key) ?? callOf(balancing, group, protocol);
    calls.set(key, there);
    return there;
  };
  return [...listeners.known, ...listeners.maybe].flatMap((listener) => {
    const listening = listeningOf(listener, balancing.kind);
    const surely = listeners.known.includes(listener);
    const unnamed = surely ? [] : [unknownAt(at(listener.values, "load_balancer_arn"))];
    return forwardsFrom(graph, listener).flatMap((forward) =>
      targetsOf(forward.group).flatMap((target) =>
        listening.protocols.map((protocol) =>
          hopTo(
            balancing,
            listener,
            listening,
            protocol,
            { ...forward, sure: forward.sure && surely, unknowns: [...forward.unknowns, ...unnamed] },
            target,
            call(forward.group, protocol),
          ),
        ),
      ),
    );
  });
}
