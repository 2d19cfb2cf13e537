const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.42.0.0/16" });
const gateway = new aws.ec2.InternetGateway("shop", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("edge", { vpcId: vpc.id, cidrBlock: "10.42.3.0/24" });
const table = new aws.ec2.RouteTable("public", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("edge", { subnetId: subnet.id, routeTableId: table.id });

const group = new aws.ec2.SecurityGroup("storefront", { name: "storefront", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("customers", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 5001,
  toPort: 5001,
  cidrIpv4: "0.0.0.0/0",
});

const task = new aws.ecs.TaskDefinition("storefront", {
  family: "storefront",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "web",
      image: "registry.example.com/shop/storefront:4.2",
      command: ["gunicorn", "-w", "3", "-b", "0.0.0.0:5001", "shop:app"],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("storefront", { name: "storefront" });
new aws.ecs.Service("storefront", {
  name: "storefront",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
});
