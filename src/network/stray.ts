import { isEmpty, unionAll, type PacketSet } from "../net/packet-set";
import type { Graph } from "../model/graph";
import { ofAnotherStack, type Resource } from "../model/resource";
import { at } from "../model/value";
import { GROUP, INGRESS_RULES } from "../model/wanted";

import { clauseOf } from "./group-clause";
import { ATTACHABLE } from "./groups";
import { surelyAdmitted } from "./managed-groups";
import { ingressRule, letsIn, separateRule } from "./security-group";

/** What this stack opens of something whose users nobody has shown. */
export interface Stray {
  /** A rule of a group, or what puts a group on an interface. */
  readonly by: Resource;
  /** The group, or the interface, by what is read of it; null: its id is all there is. */
  readonly of: Resource | null;
  readonly says: string;
  /** Whom it surely lets in from the internet. */
  readonly admits: PacketSet;
}

/** Of a group that is managed here, or by a stack of the same program, everybody who carries it is shown. */
const isKnown = (group: Resource): boolean => group.mode === "managed" && (!ofAnotherStack(group) || group.isWhole === true);

/** Rules of groups that another stack holds, shown or not. */
export const strayRules = (graph: Graph): readonly Stray[] =>
  graph.ofType(...INGRESS_RULES).flatMap((rule) => {
    if (rule.mode === "data" || ofAnotherStack(rule)) return [];
    const { known, foreign } = graph.one(at(rule.values, "security_group_id"), GROUP);
    const [group] = known;
    if (group === undefined ? foreign.length === 0 : isKnown(group)) return [];
    const isOld = rule.type === "aws_security_group_rule";
    if (isOld && letsIn(rule) !== "yes") return [];
    const { admits } = clauseOf(graph, (isOld ? separateRule : ingressRule)(graph, rule, rule, true), { is: "client" });
    return [{ by: rule, of: group ?? null, says: foreign[0] ?? group?.address ?? "", admits: admits.must }];
  });

/** Groups of this stack on interfaces that nobody has shown. */
export const strayInterfaces = (graph: Graph): readonly Stray[] =>
  graph.ofType("aws_network_interface_sg_attachment").flatMap((attachment) => {
    if (attachment.mode === "data" || ofAnotherStack(attachment)) return [];
    const { known, foreign } = graph.one(at(attachment.values, "network_interface_id"), ATTACHABLE);
    const [carrier] = known;
    if (carrier === undefined ? foreign.length === 0 : carrier.mode === "managed") return [];
    const groups = graph.one(at(attachment.values, "security_group_id"), GROUP).known;
    const admits = unionAll(groups.map((group) => surelyAdmitted(graph, group)));
    return isEmpty(admits) ? [] : [{ by: attachment, of: carrier ?? null, says: foreign[0] ?? carrier?.address ?? "", admits }];
  });
