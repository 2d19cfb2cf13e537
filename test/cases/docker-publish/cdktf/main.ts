import { App, TerraformStack } from "cdktf";
import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

class Museum extends TerraformStack {
  constructor(app: App) {
    super(app, "museum");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const image = new DataAwsAmi(this, "linux", {
      mostRecent: true,
      owners: ["amazon"],
      filter: [{ name: "name", values: ["al2023-ami-2023.*-kernel-6.1-x86_64"] }],
    });
    const vpc = new Vpc(this, "museum", { cidrBlock: "10.71.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("museum");
    const subnet = new Subnet(this, "kiosk", { vpcId: vpc.id, cidrBlock: "10.71.8.0/24", mapPublicIpOnLaunch: true });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("kiosk");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("kiosk");
    const group = new SecurityGroup(this, "group kiosk", { name: "kiosk", vpcId: vpc.id });
    group.overrideLogicalId("kiosk");
    new VpcSecurityGroupIngressRule(this, "rule anyone", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 8080,
      toPort: 8080,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("anyone");
    new Instance(this, "instance", {
      ami: image.id,
      instanceType: "t3.small",
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      userData: [
        "#!/bin/bash",
        "dnf install -y docker",
        "systemctl enable --now docker",
        "docker run -d --name guide -p 8080:80 nginx:1.27",
        "",
      ].join("\n"),
    }).overrideLogicalId("kiosk");
  }
}

const app = new App();
new Museum(app);
app.synth();
