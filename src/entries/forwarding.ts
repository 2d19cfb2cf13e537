import type { AddressSet } from "../net/address-set";
import { allAddresses } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { parseCidr } from "../net/address";
import { NO_DOUBTS, joinDoubts, type Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Clause, Door, Hop, Place, PortMap } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, cases, given, items, number, string, type Value } from "../model/value";
import { BALANCER, BALANCER_LISTENER, TARGET_GROUP } from "../model/wanted";

import type { BalancerKind } from "./balancer";
import { callOf, targetsOf, type Call, type Target } from "./target-group";

/** A balancer with what its targets see of it. */
export interface Balancing {
  readonly place: Place;
  readonly kind: BalancerKind;
  readonly groups: Joined;
  readonly addresses: Approx<AddressSet>;
}

const LISTENS = pointer("aws_lb_listener", "load_balancer_arn", BALANCER);
const RULES = pointer("aws_lb_listener_rule", "listener_arn", BALANCER_LISTENER);

/** Something that sends packets on: a listener's default action, or a rule's. */
interface Forward extends Doubts {
  readonly group: Resource;
  /** Which clients it is for, beside those whom the listener takes. */
  readonly clients: Approx<AddressSet>;
  readonly sure: boolean;
  readonly via: readonly Resource[];
}

/**
 * The target groups of an action. Only forwarding reaches targets: redirects and fixed responses do not, and what authenticates
 * a user stands before a forward of its own.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
 */
function forwardsOf(graph: Graph, actions: Value): readonly Omit<Forward, "clients" | "via">[] {
  const { known, complete } = items(actions);
  /** Where it cannot be told what is meant, any target group of the plan may be. */
  const any = (at: Value): readonly Omit<Forward, "clients" | "via">[] =>
    graph.ofType("aws_lb_target_group").map((group) => ({ group, sure: false, unknowns: [unknownAt(at)], assumes: [] }));
  const found = known.flatMap((action) => {
    const type = string(at(action, "type"));
    if (type.is === "known" && type.value !== "forward") return [];
    const weighted = items(at(action, "forward")).known.flatMap((forward) =>
      items(at(forward, "target_group")).known.map((group) => at(group, "arn")),
    );
    const single = given(at(action, "target_group_arn"));
    return [...(single === null ? [] : [single]), ...weighted].flatMap((named) => {
      const joined = graph.one(named, TARGET_GROUP);
      const sure = type.is === "known" && complete;
      if (!joined.complete && joined.maybe.length === 0) return any(named);
      return [
        ...joined.known.map((group) => ({ group, sure, unknowns: [], assumes: joined.assumes })),
        ...joined.maybe.map((group) => ({ group, sure: false, unknowns: [unknownAt(named)], assumes: [] })),
      ];
    });
  });
  return complete ? found : [...found, ...any(actions)];
}

/** A rule may name the clients that it is for. */
function clientsOf(rule: Resource): Approx<AddressSet> {
  const lists = items(at(rule.values, "condition")).known.flatMap((condition) => items(at(condition, "source_ip")).known);
  if (lists.length === 0) return addressApprox.exactly(allAddresses);
  return addressApprox.intersect(
    ...lists.map((list) => {
      const { known, complete } = items(at(list, "values"));
      const cidrs = known.map((cidr) => {
        const text = string(cidr);
        const set = text.is === "known" ? parseCidr(text.value) : null;
        return set === null ? addressApprox.unknown : addressApprox.exactly(set);
      });
      return addressApprox.items(cidrs, complete);
    }),
  );
}

function forwardsFrom(graph: Graph, listener: Resource): readonly Forward[] {
  const rules = graph.referrers(listener, RULES);
  const everyone = addressApprox.exactly(allAddresses);
  return [
    ...forwardsOf(graph, at(listener.values, "default_action")).map((forward) => ({ ...forward, clients: everyone, via: [] })),
    ...[...rules.known, ...rules.maybe].flatMap((rule) =>
      forwardsOf(graph, at(rule.values, "action")).map((forward) => ({
        ...forward,
        sure: forward.sure && rules.known.includes(rule),
        clients: clientsOf(rule),
        via: [rule],
      })),
    ),
  ];
}

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
    must: forward.sure && target.sure ? packets({ addresses: forward.clients.must, protocol: "all" }) : packetApprox.none,
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
export function routesOf(graph: Graph, balancing: Balancing, places: readonly Place[]): readonly Hop[] {
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
    return forwardsFrom(graph, listener).flatMap((forward) =>
      targetsOf(graph, forward.group, places).flatMap((target) =>
        listening.protocols.map((protocol) =>
          hopTo(
            balancing,
            listener,
            listening,
            protocol,
            { ...forward, sure: forward.sure && surely },
            target,
            call(forward.group, protocol),
          ),
        ),
      ),
    );
  });
}
