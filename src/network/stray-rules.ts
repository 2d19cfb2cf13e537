import type { PacketSet } from "../net/packet-set";
import type { Graph } from "../model/graph";
import { ofAnotherStack, type Resource } from "../model/resource";
import { at } from "../model/value";
import { GROUP } from "../model/wanted";

import { clauseOf } from "./group-clause";
import { ingressRule, letsIn, separateRule } from "./security-group";

/** A rule of this stack for a group that nobody has shown. */
interface StrayRule {
  readonly rule: Resource;
  /** What is read of the group: it is no more than a data source; null: its id is all there is. */
  readonly group: Resource | null;
  readonly says: string;
  /** Whom it surely lets in from the internet. */
  readonly admits: PacketSet;
}

/** Rules whose group is surely none that the plan, or another stack that is shown, holds. */
export const strayRules = (graph: Graph): readonly StrayRule[] =>
  graph.ofType("aws_security_group_rule", "aws_vpc_security_group_ingress_rule").flatMap((rule) => {
    if (rule.mode === "data" || ofAnotherStack(rule)) return [];
    const { known, foreign } = graph.one(at(rule.values, "security_group_id"), GROUP);
    const [group] = known;
    if (group === undefined ? foreign.length === 0 : group.mode === "managed") return [];
    const isOld = rule.type === "aws_security_group_rule";
    if (isOld && letsIn(rule) !== "yes") return [];
    const { admits } = clauseOf(graph, (isOld ? separateRule : ingressRule)(graph, rule, rule, true), { is: "client" });
    return [{ rule, group: group ?? null, says: foreign[0] ?? group?.address ?? "", admits: admits.must }];
  });
