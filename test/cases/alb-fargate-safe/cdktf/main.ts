import { App, TerraformStack } from "cdktf";
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

class News extends TerraformStack {
  constructor(app: App) {
    super(app, "news");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "news", { cidrBlock: "10.66.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("news");
    const subnet = new Subnet(this, "left", { vpcId: vpc.id, cidrBlock: "10.66.1.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("outer");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("left");
    const right = new Subnet(this, "right", { vpcId: vpc.id, cidrBlock: "10.66.2.0/24", availabilityZone: "eu-central-1b" });
    new RouteTableAssociation(this, "association right", { subnetId: right.id, routeTableId: routes.id }).overrideLogicalId("right");
    const inner = new Subnet(this, "inner", { vpcId: vpc.id, cidrBlock: "10.66.9.0/24" });
    const front = new SecurityGroup(this, "group front", { name: "front", vpcId: vpc.id });
    front.overrideLogicalId("front");
    new VpcSecurityGroupIngressRule(this, "rule readers", {
      securityGroupId: front.id,
      ipProtocol: "tcp",
      fromPort: 8088,
      toPort: 8088,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("readers");
    const balancer = new Lb(this, "balancer", {
      name: "front",
      internal: true,
      subnets: [subnet.id, right.id],
      securityGroups: [front.id],
    });
    balancer.overrideLogicalId("front");
    const targets = new LbTargetGroup(this, "targets", { name: "pages", port: 8000, protocol: "HTTP", targetType: "ip", vpcId: vpc.id });
    targets.overrideLogicalId("pages");
    new LbListener(this, "listener", {
      loadBalancerArn: balancer.arn,
      port: 8088,
      protocol: "HTTP",
      defaultAction: [{ type: "forward", targetGroupArn: targets.arn }],
    }).overrideLogicalId("pages");
    const group = new SecurityGroup(this, "group pages", { name: "pages", vpcId: vpc.id });
    group.overrideLogicalId("pages");
    new VpcSecurityGroupIngressRule(this, "rule front", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 8017,
      toPort: 8017,
      referencedSecurityGroupId: front.id,
    }).overrideLogicalId("front");
    const task = new EcsTaskDefinition(this, "task", {
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
    task.overrideLogicalId("pages");
    const cluster = new EcsCluster(this, "cluster", { name: "pages" });
    cluster.overrideLogicalId("pages");
    new EcsService(this, "pages", {
      name: "pages",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [inner.id], securityGroups: [group.id], assignPublicIp: false },
      loadBalancer: [{ targetGroupArn: targets.arn, containerName: "pages", containerPort: 8017 }],
    });
  }
}

const app = new App();
new News(app);
app.synth();
