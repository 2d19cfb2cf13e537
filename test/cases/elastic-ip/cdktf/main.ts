import { App, TerraformStack } from "cdktf";
import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";

class Studio extends TerraformStack {
  constructor(app: App) {
    super(app, "studio");
    new AwsProvider(this, "aws", { region: "eu-central-1" });
    const image = new DataAwsAmi(this, "linux", {
      mostRecent: true,
      owners: ["amazon"],
      filter: [{ name: "name", values: ["al2023-ami-2023.*-kernel-6.1-x86_64"] }],
    });
    const vpc = new Vpc(this, "studio", { cidrBlock: "10.33.0.0/16" });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    gateway.overrideLogicalId("studio");
    const subnet = new Subnet(this, "rack", { vpcId: vpc.id, cidrBlock: "10.33.5.0/24" });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id, route: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
    routes.overrideLogicalId("rack");
    new RouteTableAssociation(this, "association", { subnetId: subnet.id, routeTableId: routes.id }).overrideLogicalId("rack");
    const group = new SecurityGroup(this, "group render", { name: "render", vpcId: vpc.id });
    group.overrideLogicalId("render");
    new VpcSecurityGroupIngressRule(this, "rule render", {
      securityGroupId: group.id,
      ipProtocol: "tcp",
      fromPort: 8321,
      toPort: 8321,
      cidrIpv4: "0.0.0.0/0",
    }).overrideLogicalId("render");
    const instance = new Instance(this, "instance", {
      ami: image.id,
      instanceType: "t3.small",
      subnetId: subnet.id,
      vpcSecurityGroupIds: [group.id],
      userData: ["#!/bin/sh", "export BIND=0.0.0.0:8321", 'exec gunicorn --bind "$BIND" render.app:main', ""].join("\n"),
    });
    instance.overrideLogicalId("render");
    new Eip(this, "address", { domain: "vpc", instance: instance.id }).overrideLogicalId("render");
  }
}

const app = new App();
new Studio(app);
app.synth();
