const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("games", { cidrBlock: "10.44.0.0/16" });
const gateway = new aws.ec2.InternetGateway("games", { vpcId: vpc.id });
const front = new aws.ec2.Subnet("front", { vpcId: vpc.id, cidrBlock: "10.44.1.0/24" });
const table = new aws.ec2.RouteTable("front", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("front", { subnetId: front.id, routeTableId: table.id });
const back = new aws.ec2.Subnet("back", { vpcId: vpc.id, cidrBlock: "10.44.2.0/24" });

const balancer = new aws.lb.LoadBalancer("lobby", { name: "lobby", loadBalancerType: "network", subnets: [front.id] });
const targets = new aws.lb.TargetGroup("lobby", { name: "lobby", port: 9191, protocol: "TCP", targetType: "ip", vpcId: vpc.id });
new aws.lb.Listener("lobby", {
  loadBalancerArn: balancer.arn,
  port: 8883,
  protocol: "TCP",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});

const group = new aws.ec2.SecurityGroup("lobby", { name: "lobby", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("balancer", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 9191,
  toPort: 9191,
  cidrIpv4: "10.44.1.0/24",
});

const task = new aws.ecs.TaskDefinition("lobby", {
  family: "lobby",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "match",
      image: "registry.example.com/games/match:40",
      command: ["gunicorn", "-b", "0.0.0.0:9191", "match:app"],
      portMappings: [{ containerPort: 9191 }],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("lobby", { name: "lobby" });
new aws.ecs.Service("lobby", {
  name: "lobby",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [back.id], securityGroups: [group.id], assignPublicIp: false },
  loadBalancers: [{ targetGroupArn: targets.arn, containerName: "match", containerPort: 9191 }],
});
