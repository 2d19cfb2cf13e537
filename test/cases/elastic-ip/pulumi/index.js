const aws = require("@pulumi/aws");

const image = aws.ec2.getAmiOutput({
  mostRecent: true,
  owners: ["amazon"],
  filters: [{ name: "name", values: ["al2023-ami-2023.*-kernel-6.1-x86_64"] }],
});
const vpc = new aws.ec2.Vpc("studio", { cidrBlock: "10.33.0.0/16" });
const gateway = new aws.ec2.InternetGateway("studio", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("rack", { vpcId: vpc.id, cidrBlock: "10.33.5.0/24" });
const table = new aws.ec2.RouteTable("rack", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("rack", { subnetId: subnet.id, routeTableId: table.id });

const group = new aws.ec2.SecurityGroup("render", { name: "render", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("render", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 8321,
  toPort: 8321,
  cidrIpv4: "0.0.0.0/0",
});
const instance = new aws.ec2.Instance("render", {
  ami: image.id,
  instanceType: "t3.small",
  subnetId: subnet.id,
  vpcSecurityGroupIds: [group.id],
  userData: `#!/bin/sh
export BIND=0.0.0.0:8321
exec gunicorn --bind "$BIND" render.app:main
`,
});
new aws.ec2.Eip("render", { domain: "vpc", instance: instance.id });
