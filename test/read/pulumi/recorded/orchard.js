const aws = require("@pulumi/aws");
const second = process.env.SECOND === "1";
const vpc = new aws.ec2.Vpc("grove", { cidrBlock: "10.41.0.0/16" });
const gateway = new aws.ec2.InternetGateway("grove", { vpcId: vpc.id });
const routes = new aws.ec2.RouteTable("public", { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] });
const subnet = new aws.ec2.Subnet("public", { vpcId: vpc.id, cidrBlock: "10.41.7.0/24" });
new aws.ec2.RouteTableAssociation("public", { subnetId: subnet.id, routeTableId: routes.id });
const group = new aws.ec2.SecurityGroup("press", {
  vpcId: vpc.id,
  description: second ? "presses" : "press",
  ingress: [{ protocol: "tcp", fromPort: 5353, toPort: 5353, cidrBlocks: [second ? "0.0.0.0/0" : "10.0.0.0/8"] }],
});
if (!second) new aws.ec2.SecurityGroup("gone", { vpcId: vpc.id });
new aws.ec2.Instance("press", {
  ami: "ami-0123456789abcdef0", instanceType: "t3.micro", subnetId: subnet.id, vpcSecurityGroupIds: [group.id],
  associatePublicIpAddress: true, userData: "#!/bin/sh\nexec gunicorn --bind 0.0.0.0:5353 press:app\n",
  tags: { FooBar: second ? "2" : "1" },
});
