import type { Doubts } from "../model/fact";
import { pointer, type Graph, type Pointing } from "../model/graph";
import { NOTHING, type Joined, type Wanted } from "../model/join";
import { kindOf, isLent, type Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, given, items, string, type Value } from "../model/value";
import { GROUP, LENT_GROUP, madeGroupOf, PREFIX_LIST } from "../model/wanted";
import { MADE_BY_A_THIRD } from "../words/verdict";

import { blocksOf } from "./blocks";
import type { TrafficArguments } from "./rule";

/** One rule in whichever spelling: an inline block, `aws_security_group_rule`, `aws_vpc_security_group_ingress_rule`. */
export interface Rule {
  readonly at: Value;
  readonly traffic: TrafficArguments;
  readonly ipv4: readonly Value[];
  readonly ipv6: readonly Value[];
  readonly prefixLists: Joined;
  readonly groups: Joined;
  readonly self: Value | null;
  readonly group: Resource;
  /** False: it may not be there, or may belong to another group. */
  readonly sure: boolean;
}

/** What a group lets in. */
export interface GroupRules extends Doubts {
  readonly rules: readonly Rule[];
  readonly complete: boolean;
}

const RULE = pointer("aws_security_group_rule", "security_group_id", GROUP);
const INGRESS_RULE = pointer("aws_vpc_security_group_ingress_rule", "security_group_id", GROUP);

/** What a rule names. A computed argument that nobody wrote names nothing. */
function namedBy(graph: Graph, pointing: Pointing, value: Value, wanted: Wanted): Joined {
  if (pointing === "one" && given(value) === null) return NOTHING;
  return pointing === "one" ? graph.one(value, wanted) : graph.many(value, wanted);
}

/** Of a prefix list elsewhere nobody knows who is on it. */
function listsOf(graph: Graph, pointing: Pointing, value: Value): Joined {
  const lists = namedBy(graph, pointing, value, PREFIX_LIST);
  return lists.foreign.length === 0 ? lists : { ...lists, unknowns: [...lists.unknowns, unknownAt(value, "outside-plan")] };
}

const listed = (value: Value): readonly Value[] => {
  const { known, complete } = items(value);
  return complete ? known : [value];
};

const blockRule = (graph: Graph, group: Resource, block: Value, sure: boolean): Rule => ({
  at: block,
  traffic: { protocol: at(block, "protocol"), from: at(block, "from_port"), to: at(block, "to_port") },
  ipv4: listed(at(block, "cidr_blocks")),
  ipv6: listed(at(block, "ipv6_cidr_blocks")),
  prefixLists: listsOf(graph, "many", at(block, "prefix_list_ids")),
  groups: namedBy(graph, "many", at(block, "security_groups"), GROUP),
  self: at(block, "self"),
  group,
  sure,
});

/**
 * A group is named by none that names addresses.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule#source_security_group_id-1
 */
export function separateRule(graph: Graph, group: Resource, rule: Resource, sure: boolean): Rule {
  const byAddress = ["cidr_blocks", "ipv6_cidr_blocks"].some((name) => items(at(rule.values, name)).known.length > 0);
  const groups = byAddress ? NOTHING : namedBy(graph, "one", at(rule.values, "source_security_group_id"), GROUP);
  return { ...blockRule(graph, group, rule.values, sure), groups };
}

export const ingressRule = (graph: Graph, group: Resource, rule: Resource, sure: boolean): Rule => ({
  at: rule.values,
  traffic: { protocol: at(rule.values, "ip_protocol"), from: at(rule.values, "from_port"), to: at(rule.values, "to_port") },
  ipv4: [at(rule.values, "cidr_ipv4")],
  ipv6: [at(rule.values, "cidr_ipv6")],
  prefixLists: listsOf(graph, "one", at(rule.values, "prefix_list_id")),
  groups: namedBy(graph, "one", at(rule.values, "referenced_security_group_id"), GROUP),
  self: null,
  group,
  sure,
});

/** A rule of the old kind may say `type = "egress"`. */
export function letsIn(rule: Resource): "yes" | "no" | "perhaps" {
  const type = string(at(rule.values, "type"));
  if (type.is === "unknown") return "perhaps";
  return type.is === "known" && type.value === "egress" ? "no" : "yes";
}

/** A VPC stands for its default group. */
export const isVpc = (group: Resource): boolean => group.type === "aws_vpc" || group.type === "aws_default_vpc";

/**
 * The rules of a group, from its own blocks and from separate resources.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function rulesOf(graph: Graph, group: Resource): GroupRules {
  const separate = graph.referrers(group, RULE);
  const ingress = graph.referrers(group, INGRESS_RULE);
  const rules: Rule[] = [];
  for (const [list, known] of [
    [separate.known, true],
    [separate.maybe, false],
  ] as const) {
    for (const rule of list) {
      const way = letsIn(rule);
      if (way !== "no") rules.push(separateRule(graph, group, rule, known && way === "yes"));
    }
  }
  for (const rule of ingress.known) rules.push(ingressRule(graph, group, rule, true));
  for (const rule of ingress.maybe) rules.push(ingressRule(graph, group, rule, false));

  if (isVpc(group)) {
    // What AWS makes with a new VPC admits its own members only; an older one may have been changed by anybody.
    const untouched = group.mode === "managed" && group.type === "aws_vpc" && graph.assumptions.has("default-group");
    return untouched
      ? {
          rules,
          complete: true,
          unknowns: [],
          assumes: [{ name: "default-group", resource: group, attribute: "default_security_group_id" }],
        }
      : { rules, complete: false, unknowns: [unknownAt(at(group.values, "default_security_group_id"), "outside-plan")], assumes: [] };
  }
  const attribute = kindOf(group) === "aws_elb" ? LENT_GROUP : madeGroupOf(group);
  if (attribute !== undefined) {
    return { rules, complete: false, unknowns: [unknownAt(at(group.values, ...attribute.split(".")), "outside-plan")], assumes: [] };
  }
  if (group.mode === "data") {
    return { rules, complete: false, unknowns: [unknownAt(at(group.values, "ingress"), "outside-plan")], assumes: [] };
  }
  const { blocks, complete, doubts } = blocksOf(
    graph,
    group,
    "ingress",
    rules.some(({ sure }) => sure),
  );
  // Of a group that another stack made, a third may hold the rules.
  if (isLent(group) && rules.length + blocks.length === 0) {
    const untold: Unknown = { ...unknownAt(at(group.values, "ingress"), "outside-plan"), detail: MADE_BY_A_THIRD };
    return { rules, complete: false, unknowns: [untold], assumes: doubts.assumes };
  }
  return { rules: [...rules, ...blocks.map((block) => blockRule(graph, group, block, true))], complete, ...doubts };
}
