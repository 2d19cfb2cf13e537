import { packetApprox } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";

import { clauseOf } from "./group-clause";
import { rulesOf } from "./security-group";

/** The security groups that a plan manages, with whom they surely let in from the internet. */
export const managedGroups = (graph: Graph): readonly { readonly group: Resource; readonly admits: PacketSet }[] =>
  graph
    .ofType("aws_security_group", "aws_default_security_group")
    .filter(({ mode }) => mode === "managed")
    .map((group) => ({
      group,
      admits: packetApprox.union(...rulesOf(graph, group).rules.map((rule) => clauseOf(graph, rule, { is: "client" }).admits)).must,
    }));
