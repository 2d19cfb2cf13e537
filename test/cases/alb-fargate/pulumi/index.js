const aws = require("@pulumi/aws");

const vpc = new aws.ec2.Vpc("news", { cidrBlock: "10.66.0.0/16" });
const gateway = new aws.ec2.InternetGateway("news", { vpcId: vpc.id });
const left = new aws.ec2.Subnet("left", { vpcId: vpc.id, cidrBlock: "10.66.1.0/24" });
const table = new aws.ec2.RouteTable("outer", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("left", { subnetId: left.id, routeTableId: table.id });
const right = new aws.ec2.Subnet("right", { vpcId: vpc.id, cidrBlock: "10.66.2.0/24", availabilityZone: "eu-central-1b" });
new aws.ec2.RouteTableAssociation("right", { subnetId: right.id, routeTableId: table.id });
const inner = new aws.ec2.Subnet("inner", { vpcId: vpc.id, cidrBlock: "10.66.9.0/24" });

const outside = new aws.ec2.SecurityGroup("front", { name: "front", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("readers", {
  securityGroupId: outside.id,
  ipProtocol: "tcp",
  fromPort: 8088,
  toPort: 8088,
  cidrIpv4: "0.0.0.0/0",
});
const group = new aws.ec2.SecurityGroup("pages", { name: "pages", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("front", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 8017,
  toPort: 8017,
  referencedSecurityGroupId: outside.id,
});

const balancer = new aws.lb.LoadBalancer("front", {
  name: "front",
  internal: false,
  subnets: [left.id, right.id],
  securityGroups: [outside.id],
});
const targets = new aws.lb.TargetGroup("pages", { name: "pages", port: 8000, protocol: "HTTP", targetType: "ip", vpcId: vpc.id });
new aws.lb.Listener("pages", {
  loadBalancerArn: balancer.arn,
  port: 8088,
  protocol: "HTTP",
  defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});

const task = new aws.ecs.TaskDefinition("pages", {
  family: "pages",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([
    {
      name: "pages",
      image: "registry.example.com/news/pages:15",
      command: ["gunicorn", "-b", "0.0.0.0:8017", "pages:app"],
      portMappings: [{ containerPort: 8017 }],
    },
  ]),
});
const cluster = new aws.ecs.Cluster("pages", { name: "pages" });
new aws.ecs.Service("pages", {
  name: "pages",
  cluster: cluster.id,
  taskDefinition: task.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: { subnets: [inner.id], securityGroups: [group.id], assignPublicIp: false },
  loadBalancers: [{ targetGroupArn: targets.arn, containerName: "pages", containerPort: 8017 }],
});
