import { App, TerraformStack } from "cdktf";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

class Shop extends TerraformStack {
  constructor(app: App) {
    super(app, "shop");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "shop", { cidrBlock: "10.42.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("shop");
    const subnet = new Subnet(this, "edge", { vpcId: vpc.id, cidrBlock: "10.42.3.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("public");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("edge");
    const group = new SecurityGroup(this, "group storefront", { name: "storefront", vpcId: vpc.id });
    group.overrideLogicalId("storefront");
    new VpcSecurityGroupIngressRule(this, "rule customers", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 5001,
      toPort: 5001,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("customers");
    const task = new EcsTaskDefinition(this, "task", {
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
    task.overrideLogicalId("storefront");
    const cluster = new EcsCluster(this, "cluster", { name: "storefront" });
    cluster.overrideLogicalId("storefront");
    new EcsService(this, "storefront", {
      name: "storefront",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
    });
  }
}

const app = new App();
new Shop(app);
app.synth();
