const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("mint", { cidrBlock: "10.130.0.0/16" });
const gateway = new aws.ec2.InternetGateway("mint", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("coins", { vpcId: vpc.id, cidrBlock: "10.130.2.0/24" });
const table = new aws.ec2.RouteTable("coins", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("coins", { subnetId: subnet.id, routeTableId: table.id });
new aws.ec2.NetworkAcl("coins", {
  vpcId: vpc.id,
  subnetIds: [subnet.id],
  ingress: [
    { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 },
    { ruleNo: 90, action: "deny", protocol: "tcp", cidrBlock: "0.0.0.0/0", fromPort: 6440, toPort: 6449 },
  ],
  egress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }],
});

const group = new aws.ec2.SecurityGroup("coins", { name: "coins", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("coins", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 6443,
  toPort: 6443,
  cidrIpv4: "0.0.0.0/0",
});

const task = new aws.ecs.TaskDefinition("coins", {
  family: "coins",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "api",
      image: "registry.example.com/mint/coins:21",
      command: ["uvicorn", "--host", "0.0.0.0", "--port", "6443", "coins:app"],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("coins", { name: "coins" });
new aws.ecs.Service("coins", {
  name: "coins",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
});
