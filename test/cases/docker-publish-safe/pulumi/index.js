const aws = require("@pulumi/aws");

const image = aws.ec2.getAmiOutput({
  mostRecent: true,
  owners: ["amazon"],
  filters: [{ name: "name", values: ["al2023-ami-2023.*-kernel-6.1-x86_64"] }],
});
const vpc = new aws.ec2.Vpc("museum", { cidrBlock: "10.71.0.0/16" });
const gateway = new aws.ec2.InternetGateway("museum", { vpcId: vpc.id });
const subnet = new aws.ec2.Subnet("kiosk", { vpcId: vpc.id, cidrBlock: "10.71.8.0/24", mapPublicIpOnLaunch: true });
const table = new aws.ec2.RouteTable("kiosk", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
new aws.ec2.RouteTableAssociation("kiosk", { subnetId: subnet.id, routeTableId: table.id });

const group = new aws.ec2.SecurityGroup("kiosk", { name: "kiosk", vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("anyone", {
  securityGroupId: group.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8080,
  cidrIpv4: "0.0.0.0/0",
});
new aws.ec2.Instance("kiosk", {
  ami: image.id,
  instanceType: "t3.small",
  subnetId: subnet.id,
  vpcSecurityGroupIds: [group.id],
  userData: `#!/bin/bash
dnf install -y docker
systemctl enable --now docker
docker run -d --name guide -p 127.0.0.1:8080:80 nginx:1.27
`,
});
