import { allAddresses, type AddressSet } from "../net/address-set";
import { parseCidr } from "../net/address";
import { addressApprox, type Approx } from "../net/approx";
import type { Doubts } from "../model/fact";
import { pointer, type Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, given, items, string, type Value } from "../model/value";
import { BALANCER_LISTENER, TARGET_GROUP } from "../model/wanted";

const RULES = pointer("aws_lb_listener_rule", "listener_arn", BALANCER_LISTENER);

/** Something that sends packets on: a listener's default action, or a rule's. */
export interface Forward extends Doubts {
  readonly group: Resource;
  /** Which clients it is for, beside those whom the listener takes. */
  readonly clients: Approx<AddressSet>;
  readonly sure: boolean;
  readonly via: readonly Resource[];
}

/** The target groups that an action names, and lists of them that cannot be read. */
function namedBy(action: Value): { readonly arns: readonly Value[]; readonly hidden: readonly Value[] } {
  const forwards = given(at(action, "forward"));
  const lists = forwards === null ? [] : items(forwards).known.map((forward) => at(forward, "target_group"));
  const weighted = lists.flatMap((list) => items(list).known.map((group) => at(group, "arn")));
  const single = given(at(action, "target_group_arn"));
  return {
    arns: [...(single === null ? [] : [single]), ...weighted],
    hidden: [...(forwards === null ? [] : [forwards]), ...lists].filter((list) => !items(list).complete),
  };
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
    const typeAt = at(action, "type");
    const type = string(typeAt);
    if (type.is === "known" && type.value !== "forward") return [];
    const { arns, hidden } = namedBy(action);
    const named = arns.flatMap((arn) => {
      const joined = graph.one(arn, TARGET_GROUP);
      const sure = type.is === "known" && complete;
      if (!joined.complete && joined.maybe.length === 0) return any(arn);
      return [
        ...joined.known.map((group) => ({
          group,
          sure,
          unknowns: type.is === "known" ? [] : [unknownAt(typeAt)],
          assumes: joined.assumes,
        })),
        ...joined.maybe.map((group) => ({ group, sure: false, unknowns: [unknownAt(arn)], assumes: [] })),
      ];
    });
    return [...named, ...hidden.flatMap(any)];
  });
  return complete ? found : [...found, ...any(actions)];
}

/** All that a rule sends on, whosever listener it is for. */
export const forwardsByRule = (graph: Graph, rule: Resource): readonly Forward[] => {
  const clients = clientsOf(rule);
  return forwardsOf(graph, at(rule.values, "action")).map((forward) => ({ ...forward, clients, via: [rule] }));
};

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

/** All that a listener sends on: by its default action, and by its rules. */
export function forwardsFrom(graph: Graph, listener: Resource): readonly Forward[] {
  const rules = graph.referrers(listener, RULES);
  const everyone = addressApprox.exactly(allAddresses);
  return [
    ...forwardsOf(graph, at(listener.values, "default_action")).map((forward) => ({ ...forward, clients: everyone, via: [] })),
    ...[...rules.known, ...rules.maybe].flatMap((rule) =>
      forwardsByRule(graph, rule).map((forward) => ({ ...forward, sure: forward.sure && rules.known.includes(rule) })),
    ),
  ];
}

/** Whether a listener, or a rule of it, may forward to a target group that is not in the plan. */
export function forwardsElsewhere(graph: Graph, listener: Resource): boolean {
  const rules = graph.referrers(listener, RULES);
  const actions = [at(listener.values, "default_action"), ...[...rules.known, ...rules.maybe].map((rule) => at(rule.values, "action"))].map(
    (list) => items(list),
  );
  const strays = (arn: Value): boolean => {
    const { foreign, complete } = graph.one(arn, TARGET_GROUP);
    return foreign.length > 0 || !complete;
  };
  return actions.some(
    ({ known, complete }) =>
      !complete ||
      known.some((action) => {
        const { arns, hidden } = namedBy(action);
        return hidden.length > 0 || arns.some(strays);
      }),
  );
}
