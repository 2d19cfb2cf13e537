import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
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
import { quadzero } from "quadzero/cdktf";

class Network extends Construct {
  readonly vpc: Vpc;
  readonly subnet: Subnet;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.vpc = new Vpc(this, "vpc", { cidrBlock: "10.83.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: this.vpc.id });
    this.subnet = new Subnet(this, "subnet", { vpcId: this.vpc.id, cidrBlock: "10.83.6.0/24" });
    const routes = new RouteTable(this, "routes", {
      vpcId: this.vpc.id,
      route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
    });
    new RouteTableAssociation(this, "association", { subnetId: this.subnet.id, routeTableId: routes.id });
  }
}

class Guestbook extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const { vpc, subnet } = new Network(this, "network");

    const group = new SecurityGroup(this, "group", { vpcId: vpc.id });
    new VpcSecurityGroupIngressRule(this, "everyone", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 8300,
      toPort: 8300,
      cidrIpv4: "0.0.0.0/0",
    });

    const task = new EcsTaskDefinition(this, "task", {
      family: "guestbook",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([
        {
          name: "web",
          image: "registry.example.com/guestbook:12",
          command: ["uvicorn", "--host", "127.0.0.1", "--port", "8300", "guestbook:app"],
        },
      ]),
    });
    const cluster = new EcsCluster(this, "cluster", { name: "guestbook" });
    new EcsService(this, "web", {
      name: "guestbook",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 2,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
    });
  }
}

const app = new App();
new Guestbook(app, "guestbook");
quadzero(app);
app.synth();
