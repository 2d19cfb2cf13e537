import type { Graph } from "../model/graph";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given } from "../model/value";
import { SUBNET } from "../model/wanted";

import { portOf, servicePlace, serviceSocket, subnetsOf, type Service } from "./managed-service";
import type { Workload } from "./workload";

const PORT = 5439;

/** A workgroup names its subnets itself, a cluster a group of them. */
function network(graph: Graph, { type, values }: Resource): Pick<Service, "subnets" | "groupsAt"> {
  if (type === "aws_redshift_cluster") {
    const subnets = subnetsOf(graph, given(at(values, "cluster_subnet_group_name")), "aws_redshift_subnet_group");
    return { subnets, groupsAt: given(at(values, "vpc_security_group_ids")) };
  }
  const listed = given(at(values, "subnet_ids"));
  return {
    subnets: { subnets: listed === null ? null : graph.many(listed, SUBNET), subnetsAt: listed, via: [] },
    groupsAt: given(at(values, "security_group_ids")),
  };
}

function places(resource: Resource, graph: Graph): readonly Place[] {
  const { values, type } = resource;
  const portAt = given(at(values, "port"));
  const speaks = given(at(values, "ip_address_type"));
  return [
    servicePlace(graph, {
      resource,
      sockets: [serviceSocket("redshift", portAt ?? values, portOf(portAt, PORT))],
      publicAt: at(values, "publicly_accessible"),
      // The provider's default was yes before its release 6, and a plan tells it; a program that was not planned does not.
      publicUnlessSaid: type === "aws_redshift_cluster" ? null : false,
      dualStack: speaks !== null && speaks.raw !== "ipv4",
      ...network(graph, resource),
      via: [],
    }),
  ];
}

/**
 * Redshift: a cluster, and a workgroup without servers of one's own.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
 */
export const redshift: Workload = {
  types: ["aws_redshift_cluster", "aws_redshiftserverless_workgroup"],
  reads: ["aws_redshift_subnet_group"],
  places,
};
