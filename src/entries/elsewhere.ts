import { addressApprox, packetApprox } from "../net/approx";
import { packets } from "../net/packet-set";
import { TCP, UDP } from "../net/protocol";
import { NO_DOUBTS } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Joined } from "../model/join";
import type { Clause, Entry, Sender } from "../model/hop";
import type { Place } from "../model/place";
import { isYetToBeMade, type Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { SOMEBODY, type UnseenWay, type UnseenWays } from "../model/unseen";
import { at, boolean, given, string } from "../model/value";
import { BALANCER, BALANCER_LISTENER, GROUP } from "../model/wanted";

import { forwardsByRule, forwardsElsewhere, forwardsFrom, type Forward } from "./forward";
import { LISTENS } from "./forwarding";
import { mapOf, speaksHttp } from "./leading";
import { isElsewhere, strayed } from "./stray";
import type { Target } from "./target";
import { targetsIn } from "./targets";

/** Why a balancer that is not in the plan leads to a target group of it. */
interface Lead extends Pick<Forward, "clients" | "via" | "unknowns"> {
  readonly entry: Entry | null;
}

/** A balancer that a data source has read, and that faces no one outside. */
const isInternal = ({ known }: Joined): boolean =>
  known.length > 0 &&
  known.every(({ values }) => {
    const internal = boolean(at(values, "internal"));
    return internal.is === "known" && internal.value;
  });

/** Listeners and rules of this plan that belong to balancers elsewhere. */
function borrowed(graph: Graph): readonly (Forward & { entry: Entry | null })[] {
  const listeners = graph.ofType("aws_lb_listener");
  const rules = graph.ofType("aws_lb_listener_rule");
  const balancerOf = (listener: Resource): Joined => graph.one(at(listener.values, "load_balancer_arn"), BALANCER);
  return [
    ...listeners.flatMap((listener) => {
      const named = at(listener.values, "load_balancer_arn");
      const balancer = balancerOf(listener);
      if (!isElsewhere(named, balancer) || isInternal(balancer)) return [];
      const http = speaksHttp(string(at(listener.values, "protocol")));
      return forwardsFrom(graph, listener).map((forward) => ({
        ...forward,
        entry: http ? ("terminated" as const) : null,
        via: [listener, ...forward.via],
        unknowns: [...forward.unknowns, strayed(named, balancer)],
      }));
    }),
    ...rules.flatMap((rule) => {
      const named = at(rule.values, "listener_arn");
      const listener = graph.one(named, BALANCER_LISTENER);
      if (!isElsewhere(named, listener) || (listener.known.length > 0 && listener.known.every((known) => isInternal(balancerOf(known)))))
        return [];
      // Only application balancers have rules.
      return forwardsByRule(graph, rule).map((forward) => ({
        ...forward,
        entry: "terminated" as const,
        unknowns: [...forward.unknowns, strayed(named, listener)],
      }));
    }),
  ];
}

/**
 * What leads to the target groups of a plan from balancers elsewhere: listeners and rules for these, and for a group to which the
 * plan forwards nothing whatever uses it. Without a balancer ECS does not register a service.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
function leadsOf(graph: Graph): (group: Resource) => readonly Lead[] {
  const strangers = borrowed(graph);
  const led = new Set(
    [
      ...graph.ofType("aws_lb_listener").flatMap((listener) => forwardsFrom(graph, listener)),
      ...graph.ofType("aws_lb_listener_rule").flatMap((rule) => forwardsByRule(graph, rule)),
    ].map(({ group }) => group),
  );
  return (group) => {
    const mine = strangers.filter((forward) => forward.group === group);
    if (led.has(group)) return mine;
    const detail = "no listener of this plan forwards to it";
    return [{ entry: null, clients: addressApprox.unknown, via: [], unknowns: [{ ...unknownAt(group.values, "outside-plan"), detail }] }];
  };
}

/** As whom a balancer elsewhere calls, with what tells so. */
interface Stranger {
  readonly sender: Sender;
  readonly via: readonly Resource[];
}

/**
 * It carries no group that is yet to be made, unless a balancer of the plan does that stands already, to which something elsewhere
 * may have given a listener, or that forwards to a target group elsewhere itself.
 */
function strangerIn(graph: Graph): Stranger {
  const reaches = (balancer: Resource): boolean => {
    const { known, maybe } = graph.referrers(balancer, LISTENS);
    return [...known, ...maybe].some((listener) => forwardsElsewhere(graph, listener));
  };
  const standing = graph
    .ofType("aws_lb")
    .filter((balancer) => !isYetToBeMade(balancer) || reaches(balancer))
    .map((balancer) => ({ balancer, carries: graph.many(at(balancer.values, "security_groups"), GROUP) }));
  const made = graph.ofType("aws_security_group", "aws_vpc").filter(isYetToBeMade);
  const mayCarry = ({ known, maybe, complete }: Joined, group: Resource): boolean => !complete || [...known, ...maybe].includes(group);
  return {
    sender: { ...SOMEBODY, lacks: new Set(made.filter((group) => !standing.some(({ carries }) => mayCarry(carries, group)))) },
    via: standing.filter(({ carries }) => made.some((group) => mayCarry(carries, group))).map(({ balancer }) => balancer),
  };
}

/** By the group's protocol: HTTP is spoken by application balancers, the others by network balancers. */
function spokenBy(group: Resource | null): { readonly entry: Entry; readonly protocols: readonly number[] } {
  const value = group === null ? null : given(at(group.values, "protocol"));
  const protocol = value === null ? null : string(value);
  const name = protocol?.is === "known" ? protocol.value.toUpperCase() : "";
  if (name === "HTTP" || name === "HTTPS") return { entry: "terminated", protocols: [TCP] };
  if (name === "TCP" || name === "TLS") return { entry: "passthrough", protocols: [TCP] };
  if (name === "UDP") return { entry: "passthrough", protocols: [UDP] };
  return { entry: "passthrough", protocols: name === "GENEVE" ? [] : [TCP, UDP] };
}

function waysTo(target: Target, group: Resource | null, lead: Lead, stranger: Stranger): readonly UnseenWay[] {
  const { entry, protocols } = spokenBy(group);
  return protocols.map((protocol): UnseenWay => {
    const admits = packetApprox.atMost(packets({ addresses: lead.clients.may, protocol }));
    const clause: Clause = {
      role: "target",
      admits,
      resource: group ?? target.via[0] ?? target.place.resource,
      attribute: null,
      says: `${target.says}, by a balancer outside this plan`,
      via: [...lead.via, ...target.via, ...stranger.via],
      unknowns: [...lead.unknowns, ...target.unknowns],
      assumes: target.assumes,
    };
    const shut = { code: "not-targeted" as const, resource: clause.resource, says: "", via: clause.via };
    return {
      door: { role: "target", admits, clauses: [clause], shut, doubts: NO_DOUBTS },
      entry: lead.entry ?? entry,
      ports: mapOf(protocol, null, target.port),
      calls: "interface",
      byInterface: true,
      sender: stranger.sender,
    };
  });
}

/** Ways over balancers that are not in the plan. */
export function fromElsewhere(graph: Graph, places: readonly Place[]): UnseenWays {
  const targets = targetsIn(graph, places);
  const leads = leadsOf(graph);
  const stranger = strangerIn(graph);
  const ways = [
    ...targets.elsewhere.map((target) => ({
      target,
      group: null,
      lead: { entry: null, clients: addressApprox.unknown, via: [], unknowns: [] },
    })),
    ...graph
      .ofType("aws_lb_target_group")
      .flatMap((group) => leads(group).flatMap((lead) => targets.of(group).map((target) => ({ target, group, lead })))),
  ];
  const by = new Map<Place, readonly UnseenWay[]>();
  for (const { target, group, lead } of ways) {
    by.set(target.place, [...(by.get(target.place) ?? []), ...waysTo(target, group, lead, stranger)]);
  }
  return by;
}
