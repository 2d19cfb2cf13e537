import type { Graph } from "../model/graph";
import type { Wanted } from "../model/join";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { at, given, string, type Value } from "../model/value";

import { portOf, servicePlace, serviceSocket, subnetsOf, type Service } from "./managed-service";
import type { Workload } from "./workload";

/** What engines answer on. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, Port */
const ENGINES: readonly (readonly [engine: RegExp, process: string, port: number])[] = [
  [/^(aurora-)?postgres/, "postgres", 5432],
  [/^(mysql|mariadb|aurora|aurora-mysql)$/, "mysql", 3306],
  [/^(custom-)?oracle-/, "oracle", 1521],
  [/^(custom-)?sqlserver-/, "sqlserver", 1433],
  [/^db2-/, "db2", 50000],
];

/** What an instance takes from another resource, where it says nothing itself. */
interface Above {
  readonly named: string;
  readonly wanted: Wanted;
  readonly takes: readonly string[];
}

const ABOVE: Readonly<Record<string, Above>> = {
  aws_db_instance: {
    named: "replicate_source_db",
    wanted: { aws_db_instance: ["identifier", "id", "arn"] },
    takes: ["engine", "port", "db_subnet_group_name", "snapshot_identifier", "restore_to_point_in_time"],
  },
  aws_rds_cluster_instance: {
    named: "cluster_identifier",
    wanted: { aws_rds_cluster: ["id", "cluster_identifier", "arn"] },
    takes: [
      "port",
      "db_subnet_group_name",
      "vpc_security_group_ids",
      "network_type",
      "snapshot_identifier",
      "restore_to_point_in_time",
      "replication_source_identifier",
    ],
  },
};

/** Such a database keeps the port of the one that it was. */
const RESTORED = ["snapshot_identifier", "restore_to_point_in_time", "replication_source_identifier"];

/** An argument of a database, its own or of the one above it; null where neither gives it. */
interface Arguments {
  readonly argument: (name: string) => Value | null;
  readonly via: readonly Resource[];
}

function argumentsOf(graph: Graph, resource: Resource, below: readonly Resource[] = []): Arguments {
  const above = ABOVE[resource.type];
  const named = above === undefined ? null : given(at(resource.values, above.named));
  if (above === undefined || named === null) return { argument: (name) => given(at(resource.values, name)), via: [] };
  const [source] = graph.one(named, above.wanted).known;
  const found = source === undefined || below.includes(source) ? null : argumentsOf(graph, source, [...below, resource]);
  // Of a source that nobody can follow it may take anything.
  const taken = (name: string): Value | null => (found === null ? { ...at(resource.values, name), unknown: true } : found.argument(name));
  return {
    argument: (name) => given(at(resource.values, name)) ?? (above.takes.includes(name) ? taken(name) : null),
    via: found === null || source === undefined ? [] : [source, ...found.via],
  };
}

function socketOf(resource: Resource, argument: Arguments["argument"]): Service["sockets"] {
  const engineAt = argument("engine") ?? at(resource.values, "engine");
  const engine = string(engineAt);
  const known = ENGINES.find(([name]) => engine.is === "known" && name.test(engine.value));
  const [process, usual] = known === undefined ? ["database", null] : [known[1], known[2]];
  const portAt = argument("port");
  const restored = portAt === null ? RESTORED.map(argument).find((value) => value !== null) : undefined;
  if (restored !== undefined) return [serviceSocket(process, restored, null)];
  return [serviceSocket(process, portAt ?? engineAt, portOf(portAt, usual))];
}

function places(resource: Resource, graph: Graph): readonly Place[] {
  const overZones = given(at(resource.values, "db_cluster_instance_class"));
  // The rest of a cluster's machines are resources of their own.
  if (resource.type === "aws_rds_cluster" && overZones === null) return [];
  const { argument, via } = argumentsOf(graph, resource);
  const network = argument("network_type");
  return [
    servicePlace(graph, {
      resource,
      sockets: socketOf(resource, argument),
      publicAt: at(resource.values, "publicly_accessible"),
      // Terraform sends no for an instance; of a cluster it sends nothing, and AWS asks whether the VPC has an internet gateway.
      publicUnlessSaid: resource.type === "aws_rds_cluster" ? null : false,
      dualStack: network !== null && network.raw !== "IPV4",
      subnets: subnetsOf(graph, argument("db_subnet_group_name"), "aws_db_subnet_group"),
      groupsAt: argument("vpc_security_group_ids"),
      via,
    }),
  ];
}

/**
 * Databases of RDS: an instance, an instance of an Aurora cluster, a cluster over several zones.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
 */
export const rds: Workload = {
  types: ["aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"],
  reads: ["aws_db_subnet_group"],
  places,
};
