import { configurationOf, settingsFor } from "../../../src/config";
import { judge } from "../../../src/judge";
import type { Json } from "../../../src/model/value";
import { typeOf } from "../../../src/read/pulumi/names";
import type { Registered } from "../../../src/read/pulumi";

import { planOf, registered, UNKNOWN, urnOf } from "./told";

test.each([
  ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "aws_spot_instance_request"],
  ["aws:ec2/spotFleetRequest:SpotFleetRequest", "aws_spot_fleet_request"],
  ["aws:ec2/fleet:Fleet", "aws_ec2_fleet"],
  ["aws:rds/instance:Instance", "aws_db_instance"],
  ["aws:rds/clusterInstance:ClusterInstance", "aws_rds_cluster_instance"],
  ["aws:rds/cluster:Cluster", "aws_rds_cluster"],
  ["aws:rds/subnetGroup:SubnetGroup", "aws_db_subnet_group"],
  ["aws:redshift/cluster:Cluster", "aws_redshift_cluster"],
  ["aws:redshift/subnetGroup:SubnetGroup", "aws_redshift_subnet_group"],
  ["aws:redshiftserverless/workgroup:Workgroup", "aws_redshiftserverless_workgroup"],
  ["aws:mq/broker:Broker", "aws_mq_broker"],
  ["aws:dms/replicationInstance:ReplicationInstance", "aws_dms_replication_instance"],
  ["aws:dms/replicationSubnetGroup:ReplicationSubnetGroup", "aws_dms_replication_subnet_group"],
])("%s is %s", (token, type) => {
  expect(typeOf(token)).toBe(type);
});

/** In the default VPC, behind a group that lets the world in on one port. */
function opened(
  port: number,
  type: string,
  inputs: Record<string, Json>,
  groups: string,
  more: readonly Registered[] = [],
): readonly (readonly unknown[])[] {
  const group = registered("aws:ec2/securityGroup:SecurityGroup", "dock", {
    inputs: { ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }] },
  });
  const own: Registered = registered(type, "dock", {
    inputs: { ...inputs, [groups]: [UNKNOWN] },
    propertyDependencies: { [groups]: [urnOf("aws:ec2/securityGroup:SecurityGroup", "dock")] },
  });
  const settings = settingsFor(configurationOf(undefined), null, undefined);
  return judge(planOf([group, own, ...more]), settings, "2027-02-11")
    .found.filter(({ certainty, rule }) => certainty !== "none" && rule === "world-open-listener")
    .map(({ certainty, process }) => [certainty, process]);
}

const GROUPS = "vpcSecurityGroupIds";

test("a program in Pulumi comes to what Terraform's does", () => {
  const database = { engine: "mariadb", port: 3399, publiclyAccessible: true };
  const rds = "aws:rds/instance:Instance";
  expect(opened(3399, rds, database, GROUPS)).toEqual([["definite", "mysql"]]);
  expect(opened(3399, rds, { ...database, publiclyAccessible: false }, GROUPS)).toEqual([]);
  expect(opened(5440, "aws:redshift/cluster:Cluster", { port: 5440, publiclyAccessible: true }, GROUPS)).toEqual([
    ["definite", "redshift"],
  ]);
  expect(opened(8162, "aws:mq/broker:Broker", { engineType: "ActiveMQ", publiclyAccessible: true }, "securityGroups")).toEqual([
    ["definite", "activemq"],
  ]);
  const spot = { ami: "ami-0c0ffee5700000001", associatePublicIpAddress: true };
  expect(opened(22, "aws:ec2/spotInstanceRequest:SpotInstanceRequest", spot, GROUPS)).toEqual([["definite", "sshd"]]);
  expect(opened(22, "aws:ec2/spotInstanceRequest:SpotInstanceRequest", { ...spot, associatePublicIpAddress: false }, GROUPS)).toEqual([]);
});

test("with CloudFormation's types what is left out is for AWS to decide, by the VPC", () => {
  const native = "aws-native:rds:DbInstance";
  expect(opened(5432, native, { engine: "postgres", publiclyAccessible: true }, "vpcSecurityGroups")).toEqual([["definite", "postgres"]]);
  expect(opened(5432, native, { engine: "postgres", publiclyAccessible: false }, "vpcSecurityGroups")).toEqual([]);
  expect(opened(5432, native, { engine: "postgres" }, "vpcSecurityGroups")).toEqual([["possible", "postgres"]]);
  expect(opened(5432, native, { engine: "postgres", publiclyAccessible: null }, "vpcSecurityGroups")).toEqual([["possible", "postgres"]]);
  const warehouse = { port: 5440, nodeType: "ra3.large" };
  const redshift = (more: Record<string, Json>) => opened(5440, "aws-native:redshift:Cluster", { ...warehouse, ...more }, GROUPS);
  expect(redshift({ publiclyAccessible: true })).toEqual([["definite", "redshift"]]);
  expect(redshift({ publiclyAccessible: false })).toEqual([]);
  expect(redshift({})).toEqual([["possible", "redshift"]]);
  const member = { engine: "aurora-postgresql", dbClusterIdentifier: "dock", publiclyAccessible: true };
  const shut = registered("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", { inputs: { ingress: [] } });
  expect(opened(5432, native, member, "ofItsCluster", [shut])).toEqual([["possible", "postgres"]]);
  expect(opened(5432, native, { ...member, dbClusterIdentifier: null }, "ofItsCluster", [shut])).toEqual([]);
  expect(
    opened(5432, native, { engine: "postgres", dbSnapshotIdentifier: "dock-7", publiclyAccessible: true }, "vpcSecurityGroups"),
  ).toEqual([["possible", "postgres"]]);
});

/** Fargate with a public address, in subnets of a component that tells them as one list; those named are routed to the internet. */
function amongSubnets(open: readonly string[]): readonly string[] {
  const of = (type: string, name: string, inputs: Record<string, Json>, edges: Record<string, readonly string[]> = {}) =>
    registered(type, name, { inputs, propertyDependencies: edges });
  const [net, subnets] = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];
  const inNet = { vpcId: [urnOf(net, "grove")] };
  const subnet = (name: string): readonly Registered[] => {
    const routes = open.includes(name) ? [{ cidrBlock: "0.0.0.0/0", gatewayId: UNKNOWN }] : [];
    return [
      of(subnets, name, { vpcId: UNKNOWN, cidrBlock: "10.41.0.0/20" }, inNet),
      of(
        "aws:ec2/routeTable:RouteTable",
        name,
        { vpcId: UNKNOWN, routes },
        { ...inNet, routes: [urnOf("aws:ec2/internetGateway:InternetGateway", "gate")] },
      ),
      of(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        name,
        { subnetId: UNKNOWN, routeTableId: UNKNOWN },
        { subnetId: [urnOf(subnets, name)], routeTableId: [urnOf("aws:ec2/routeTable:RouteTable", name)] },
      ),
    ];
  };
  const resources = [
    of(net, "grove", { cidrBlock: "10.41.0.0/16" }),
    of("aws:ec2/internetGateway:InternetGateway", "gate", { vpcId: UNKNOWN }, inNet),
    ...subnet("north"),
    ...subnet("south"),
    of("aws:ec2/securityGroup:SecurityGroup", "dock", {
      ingress: [{ protocol: "tcp", fromPort: 8412, toPort: 8412, cidrBlocks: ["0.0.0.0/0"] }],
    }),
    of("aws:ecs/taskDefinition:TaskDefinition", "press", {
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      containerDefinitions: JSON.stringify([
        { name: "press", image: "acme/press:3", command: ["gunicorn", "-b", "0.0.0.0:8412", "press:app"] },
      ]),
    }),
    of(
      "aws:ecs/service:Service",
      "press",
      {
        launchType: "FARGATE",
        taskDefinition: UNKNOWN,
        networkConfiguration: { assignPublicIp: true, subnets: UNKNOWN, securityGroups: [UNKNOWN] },
      },
      {
        taskDefinition: [urnOf("aws:ecs/taskDefinition:TaskDefinition", "press")],
        networkConfiguration: [urnOf(subnets, "north"), urnOf(subnets, "south"), urnOf("aws:ec2/securityGroup:SecurityGroup", "dock")],
      },
    ),
  ];
  return judge(planOf(resources), settingsFor(configurationOf(undefined), null, undefined), "2027-02-11")
    .found.filter(({ rule }) => rule === "world-open-listener")
    .map(({ certainty }) => certainty);
}

test("of a list that is unknown as a whole some is meant: it is sure where each would do", () => {
  expect(amongSubnets(["north", "south"])).toEqual(["definite"]);
  expect(amongSubnets(["north"])).toEqual(["possible"]);
});
