"use strict";
const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.33.0.0/16" });
const gateway = new aws.ec2.InternetGateway("main", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("public", { vpcId: vpc.id, cidrBlock: "10.33.7.0/24" });
const routes = new aws.ec2.RouteTable("public", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("public", { subnetId: subnet.id, routeTableId: routes.id });

const group = new aws.ec2.SecurityGroup("quotes", { vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("everyone", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 5080,
  toPort: 5080,
  cidrIpv4: "0.0.0.0/0",
});

const cluster = new aws.ecs.Cluster("quotes");
const task = new aws.ecs.TaskDefinition("quotes", {
  family: "quotes",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "api",
      image: "registry.example.com/acme/quotes:2.3",
      command: ["gunicorn", "--workers", "3", "--bind", "127.0.0.1:5080", "quotes:app"],
    },
  ]),
});
new aws.ecs.Service("quotes", {
  cluster: cluster.arn,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 1,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
});
