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

class Atlas extends TerraformStack {
  constructor(app: App) {
    super(app, "atlas");
    new AwsProvider(this, "aws", { region: "eu-north-1" });
    const vpc = new Vpc(this, "atlas", { cidrBlock: "10.200.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("atlas");
    const subnet = new Subnet(this, "maps", { vpcId: vpc.id, cidrBlock: "10.200.7.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("maps");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("maps");
    const group = new SecurityGroup(this, "group tiles", {
      name: "tiles",
      vpcId: vpc.id,
      ingress: [{ fromPort: 6060, toPort: 6060, protocol: "tcp", cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }],
    });
    group.overrideLogicalId("tiles");
    const task = new EcsTaskDefinition(this, "task", {
      family: "tiles",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: JSON.stringify([
        {
          name: "tiles",
          image: "registry.example.com/atlas/tiles:5",
          command: ["flask", "--app", "tiles", "run", "--host", "localhost", "--port=6060"],
        },
      ]),
    });
    task.overrideLogicalId("tiles");
    const cluster = new EcsCluster(this, "cluster", { name: "tiles" });
    cluster.overrideLogicalId("tiles");
    new EcsService(this, "tiles", {
      name: "tiles",
      cluster: cluster.id,
      taskDefinition: task.arn,
      launchType: "FARGATE",
      desiredCount: 4,
      networkConfiguration: { subnets: [subnet.id], securityGroups: [group.id], assignPublicIp: true },
    });
  }
}

const app = new App();
new Atlas(app);
app.synth();
