import { packetApprox } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { SECURITY_GROUPS } from "../model/wanted";

import { clauseOf } from "./group-clause";
import { rulesOf } from "./security-group";

/** The security groups that a plan manages. */
export const managedGroups = (graph: Graph): readonly Resource[] =>
  graph.ofType(...SECURITY_GROUPS).filter(({ mode }) => mode === "managed");

/** Whom a group surely lets in from the internet. */
export const surelyAdmitted = (graph: Graph, group: Resource): PacketSet =>
  packetApprox.union(...rulesOf(graph, group).rules.map((rule) => clauseOf(graph, rule, { is: "client" }).admits)).must;
