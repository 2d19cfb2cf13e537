import { App, Fn, TerraformStack } from "cdktf";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

class Games extends TerraformStack {
  constructor(app: App) {
    super(app, "games");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "games", { cidrBlock: "10.44.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("games");
    const subnet = new Subnet(this, "front", { vpcId: vpc.id, cidrBlock: "10.44.1.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("front");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("front");
    const back = new Subnet(this, "back", { vpcId: vpc.id, cidrBlock: "10.44.2.0/24" });
    const balancer = new Lb(this, "balancer", { name: "lobby", loadBalancerType: "network", subnets: [subnet.id] });
    balancer.overrideLogicalId("lobby");
    const targets = new LbTargetGroup(this, "targets", { name: "lobby", port: 9191, protocol: "TCP", targetType: "ip", vpcId: vpc.id });
    targets.overrideLogicalId("lobby");
    new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port: 8883,
      protocol: "TCP",
      defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
    }).overrideLogicalId("lobby");
    const group = new SecurityGroup(this, "group lobby", { name: "lobby", vpcId: vpc.id });
    group.overrideLogicalId("lobby");
    new VpcSecurityGroupIngressRule(this, "rule balancer", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 9191,
      toPort: 9191,
      cidrIpv4: "10.44.1.0/24",
    }).overrideLogicalId("balancer");
    const task = new EcsTaskDefinition(this, "task", {
      family: "lobby",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: Fn.jsonencode([
        {
          name: "match",
          image: "registry.example.com/games/match:40",
          command: ["gunicorn", "-b", "0.0.0.0:9191", "match:app"],
          portMappings: [{ containerPort: 9191 }],
        },
      ]),
    });
    task.overrideLogicalId("lobby");
    const cluster = new EcsCluster(this, "cluster", { name: "lobby" });
    cluster.overrideLogicalId("lobby");
    new EcsService(this, "lobby", {
      name: "lobby",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [back.id], securityGroups: [group.id], assignPublicIp: false },
      loadBalancer: [{ targetGroupArn: targets.arn, containerName: "match", containerPort: 9191 }],
    });
  }
}

const app = new App();
new Games(app);
app.synth();
