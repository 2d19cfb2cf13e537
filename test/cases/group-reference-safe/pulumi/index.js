const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("bank", { cidrBlock: "10.120.0.0/16" });
const gateway = new aws.ec2.InternetGateway("bank", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("vault", { vpcId: vpc.id, cidrBlock: "10.120.12.0/24" });
const table = new aws.ec2.RouteTable("vault", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("vault", { subnetId: subnet.id, routeTableId: table.id });

const counter = new aws.ec2.SecurityGroup("counter", { name: "counter", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("counter", {
  securityGroupId: counter.id,
  ipProtocol: "tcp",
  fromPort: 6543,
  toPort: 6543,
  cidrIpv4: "0.0.0.0/0",
});
const vault = new aws.ec2.SecurityGroup("vault", { name: "vault", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("from_counter", {
  securityGroupId: vault.id,
  ipProtocol: "tcp",
  fromPort: 6543,
  toPort: 6543,
  referencedSecurityGroupId: counter.id,
});
new aws.vpc.SecurityGroupIngressRule("from_itself", { securityGroupId: vault.id, ipProtocol: "-1", referencedSecurityGroupId: vault.id });

const task = new aws.ecs.TaskDefinition("vault", {
  family: "vault",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    { name: "ledger", image: "registry.example.com/bank/ledger:3", command: ["gunicorn", "-b", "0.0.0.0:6543", "ledger:app"] },
  ]),
});
const cluster = new aws.ecs.Cluster("vault", { name: "vault" });
new aws.ecs.Service("vault", {
  name: "vault",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [vault.id], assignPublicIp: true },
});
