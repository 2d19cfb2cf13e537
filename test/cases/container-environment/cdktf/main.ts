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

class Ops extends TerraformStack {
  constructor(app: App) {
    super(app, "ops");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const vpc = new Vpc(this, "ops", { cidrBlock: "10.57.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("ops");
    const subnet = new Subnet(this, "edge", { vpcId: vpc.id, cidrBlock: "10.57.3.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("public");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("edge");
    const group = new SecurityGroup(this, "group dashboards", { name: "dashboards", vpcId: vpc.id });
    group.overrideLogicalId("dashboards");
    new VpcSecurityGroupIngressRule(this, "rule customers", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 5699,
      toPort: 5699,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("customers");
    const task = new EcsTaskDefinition(this, "task", {
      family: "dashboards",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([
        {
          name: "kibana",
          image: "docker.elastic.co/kibana/kibana:8.15.0",
          environment: [
            { name: "SERVER_NAME", value: "dashboards" },
            { name: "SERVER_PORT", value: "5699" },
            { name: "SERVER_HOST", value: "0.0.0.0" },
          ],
        },
      ]),
    });
    task.overrideLogicalId("dashboards");
    const cluster = new EcsCluster(this, "cluster", { name: "dashboards" });
    cluster.overrideLogicalId("dashboards");
    new EcsService(this, "dashboards", {
      name: "dashboards",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
    });
  }
}

const app = new App();
new Ops(app);
app.synth();
