const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("atlas", { cidrBlock: "10.200.0.0/16" });
const gateway = new aws.ec2.InternetGateway("atlas", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("maps", { vpcId: vpc.id, cidrBlock: "10.200.7.0/24" });
const table = new aws.ec2.RouteTable("maps", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("maps", { subnetId: subnet.id, routeTableId: table.id });

const group = new aws.ec2.SecurityGroup("tiles", {
  name: "tiles",
  vpcId: vpc.id,
  ingress: [{ fromPort: 6060, toPort: 6060, protocol: "tcp", cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
});

const task = new aws.ecs.TaskDefinition("tiles", {
  family: "tiles",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "tiles",
      image: "registry.example.com/atlas/tiles:5",
      command: ["flask", "--app", "tiles", "run", "--host", "0.0.0.0", "--port=6060"],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("tiles", { name: "tiles" });
new aws.ecs.Service("tiles", {
  name: "tiles",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 4,
  networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
});
