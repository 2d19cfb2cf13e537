import { App, TerraformStack } from "cdktf";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

class Mint extends TerraformStack {
  constructor(app: App) {
    super(app, "mint");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "mint", { cidrBlock: "10.130.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("mint");
    const subnet = new Subnet(this, "coins", { vpcId: vpc.id, cidrBlock: "10.130.2.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("coins");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("coins");
    new NetworkAcl(this, "acl", {
      vpcId: vpc.id,
      subnetIds: [subnet.id],
      ingress: [
        { ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 },
        { ruleNo: 90, action: "deny", protocol: "tcp", cidrBlock: "0.0.0.0/0", fromPort: 6440, toPort: 6449 },
      ],
      egress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }],
    }).overrideLogicalId("coins");
    const group = new SecurityGroup(this, "group coins", { name: "coins", vpcId: vpc.id });
    group.overrideLogicalId("coins");
    new VpcSecurityGroupIngressRule(this, "rule coins", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 6443,
      toPort: 6443,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("coins");
    const task = new EcsTaskDefinition(this, "task", {
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
    task.overrideLogicalId("coins");
    const cluster = new EcsCluster(this, "cluster", { name: "coins" });
    cluster.overrideLogicalId("coins");
    new EcsService(this, "coins service", {
      name: "coins",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
    }).overrideLogicalId("coins");
  }
}

const app = new App();
new Mint(app);
app.synth();
