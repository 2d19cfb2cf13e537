import type { Graph } from "../model/graph";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given } from "../model/value";

import { servicePlace, subnetsOf } from "./managed-service";
import type { Workload } from "./workload";

function places(resource: Resource, graph: Graph): readonly Place[] {
  const { values } = resource;
  const network = given(at(values, "network_type"));
  return [
    servicePlace(graph, {
      resource,
      // It calls; whether it answers anybody is told nowhere.
      sockets: [],
      publicAt: at(values, "publicly_accessible"),
      publicUnlessSaid: false,
      dualStack: network !== null && network.raw !== "IPV4",
      subnets: subnetsOf(graph, given(at(values, "replication_subnet_group_id")), "aws_dms_replication_subnet_group"),
      groupsAt: given(at(values, "vpc_security_group_ids")),
      via: [],
    }),
  ];
}

/** A replication instance of DMS. https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.html */
export const dms: Workload = { types: ["aws_dms_replication_instance"], reads: ["aws_dms_replication_subnet_group"], places };
