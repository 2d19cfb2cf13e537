import { TCP, UDP } from "../net/protocol";
import { pointer, type Graph } from "../model/graph";
import type { Hop } from "../model/hop";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, cases, given, number, string, type Leaf } from "../model/value";
import { BALANCER } from "../model/wanted";

import type { BalancerKind } from "./balancer";
import { callOf, type Balancing, type Call } from "./call";
import { forwardsFrom } from "./forward";
import { hopTo, speaksHttp, type Listening } from "./leading";
import type { Targets } from "./targets";

export const LISTENS = pointer("aws_lb_listener", "load_balancer_arn", BALANCER);
/** UDP and TCP by the listener's protocol; TLS and HTTP ride on TCP. */
function protocolsOf(protocol: string): readonly number[] {
  const name = protocol.toUpperCase();
  if (name === "TCP_UDP") return [TCP, UDP];
  if (name === "UDP" || name === "QUIC") return [UDP];
  return name === "TCP_QUIC" ? [TCP, UDP] : [TCP];
}

/**
 * Left out, application balancers hear HTTP.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener, `protocol`
 */
const saidOf = (protocol: Leaf<string>, kind: BalancerKind): string =>
  protocol.is === "known" ? protocol.value : protocol.is === "omitted" && kind === "application" ? "HTTP" : "some protocol";

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
  const http = speaksHttp(protocol);
  return {
    resource: listener,
    attribute: null,
    entry: kind === "network" || (kind === "unknown" && !http) ? "passthrough" : "terminated",
    protocols: protocolsOf(name),
    port: port.is === "known" && !unsure ? port.value : null,
    says: `${saidOf(protocol, kind)} ${port.is === "known" ? String(port.value) : "on a port not known yet"}`,
    unknowns: [...(port.is === "unknown" ? [unknownAt(portAt)] : []), ...(unsure ? [unknownAt(protocolAt)] : [])],
    assumes: [],
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
            balancing.place,
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
