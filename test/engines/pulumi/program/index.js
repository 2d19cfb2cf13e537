"use strict";
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.34.0.0/16" });
const gateway = new aws.ec2.InternetGateway("main", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("public", { vpcId: vpc.id, cidrBlock: "10.34.9.0/24" });
const routes = new aws.ec2.RouteTable("public", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("public", { subnetId: subnet.id, routeTableId: routes.id });
const cluster = new aws.ecs.Cluster("main");

/** A service with a public address. */
function service(name, { cidr, ports: [fromPort, toPort], binds, environment = [] }) {
  const group = new aws.ec2.SecurityGroup(name, {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort, toPort, cidrBlocks: [cidr] }],
  });
  const command = ["gunicorn", ...binds.flatMap((bind) => ["--bind", bind]), "web:app"];
  const task = new aws.ecs.TaskDefinition(name, {
    family: name,
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: pulumi.jsonStringify([{ name: "web", image: "registry.example.com/acme/web:5", command, environment }]),
  });
  new aws.ecs.Service(name, {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 1,
    networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
  });
}

const stories = {
  ports() {
    service("quotes", { cidr: "0.0.0.0/0", ports: [5080, 5081], binds: ["0.0.0.0:5080", "0.0.0.0:5081"] });
  },
  unknown() {
    // What this address will be is not known before the deployment, and /0 may be the world.
    const address = new aws.ec2.Eip("address", { domain: "vpc" });
    service("office", { cidr: pulumi.interpolate`${address.publicIp}/0`, ports: [6010, 6010], binds: ["0.0.0.0:6010"] });
    const environment = [{ name: "API_TOKEN", value: config.requireSecret("token") }];
    service("open", { cidr: "0.0.0.0/0", ports: [6020, 6020], binds: ["0.0.0.0:6020"], environment });
  },
};
stories[config.require("story")]();
