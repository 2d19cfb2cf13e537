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

class Bank extends TerraformStack {
  constructor(app: App) {
    super(app, "bank");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "bank", { cidrBlock: "10.120.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("bank");
    const subnet = new Subnet(this, "vault", { vpcId: vpc.id, cidrBlock: "10.120.12.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("vault");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("vault");
    const counter = new SecurityGroup(this, "group counter", { name: "counter", vpcId: vpc.id });
    counter.overrideLogicalId("counter");
    new VpcSecurityGroupIngressRule(this, "rule counter", {
      securityGroupId: counter.id,
      ipProtocol: "tcp",
      fromPort: 6543,
      toPort: 6543,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("counter");
    const vault = new SecurityGroup(this, "group vault", { name: "vault", vpcId: vpc.id });
    vault.overrideLogicalId("vault");
    new VpcSecurityGroupIngressRule(this, "rule from_counter", {
      securityGroupId: vault.id,
      ipProtocol: "tcp",
      fromPort: 6543,
      toPort: 6543,
      referencedSecurityGroupId: counter.id,
    }).overrideLogicalId("from_counter");
    new VpcSecurityGroupIngressRule(this, "rule from_itself", {
      securityGroupId: vault.id,
      ipProtocol: "-1",
      referencedSecurityGroupId: vault.id,
    }).overrideLogicalId("from_itself");
    const task = new EcsTaskDefinition(this, "task", {
      family: "vault",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([
        {
          name: "ledger",
          image: "registry.example.com/bank/ledger:3",
          command: ["gunicorn", "-b", "0.0.0.0:6543", "ledger:app"],
        },
      ]),
    });
    task.overrideLogicalId("vault");
    const cluster = new EcsCluster(this, "cluster", { name: "vault" });
    cluster.overrideLogicalId("vault");
    new EcsService(this, "vault service", {
      name: "vault",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [counter.id], assignPublicIp: true },
    }).overrideLogicalId("vault");
  }
}

const app = new App();
new Bank(app);
app.synth();
