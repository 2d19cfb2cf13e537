const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("ops", { cidrBlock: "10.57.0.0/16" });
const gateway = new aws.ec2.InternetGateway("ops", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("edge", { vpcId: vpc.id, cidrBlock: "10.57.3.0/24" });
const table = new aws.ec2.RouteTable("public", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("edge", { subnetId: subnet.id, routeTableId: table.id });

const group = new aws.ec2.SecurityGroup("dashboards", { name: "dashboards", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("customers", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 5699,
  toPort: 5699,
  cidrIpv4: "0.0.0.0/0",
});

const task = new aws.ecs.TaskDefinition("dashboards", {
  family: "dashboards",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "kibana",
      image: "docker.elastic.co/kibana/kibana:8.15.0",
      environment: [
        { name: "SERVER_NAME", value: "dashboards" },
        { name: "SERVER_PORT", value: "5699" },
        { name: "SERVER_HOST", value: "127.0.0.1" },
      ],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("dashboards", { name: "dashboards" });
new aws.ecs.Service("dashboards", {
  name: "dashboards",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
});
