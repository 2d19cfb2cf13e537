const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_vault = new aws.ecs.Cluster("vault", {
  name: "vault"
});

const aws_ecs_task_definition_vault = new aws.ecs.TaskDefinition("vault", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-b\",\"0.0.0.0:6543\",\"ledger:app\"],\"image\":\"registry.example.com/bank/ledger:3\",\"name\":\"ledger\"}]", cpu: 256, family: "vault", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_bank = new aws.ec2.Vpc("bank", {
  cidrBlock: "10.120.0.0/16"
});

const aws_internet_gateway_bank = new aws.ec2.InternetGateway("bank", {
  vpcId: aws_vpc_bank.id
});

const aws_route_table_vault = new aws.ec2.RouteTable("vault", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_bank.id}], vpcId: aws_vpc_bank.id
});

const aws_security_group_counter = new aws.ec2.SecurityGroup("counter", {
  name: "counter", vpcId: aws_vpc_bank.id
});

const aws_security_group_vault = new aws.ec2.SecurityGroup("vault", {
  name: "vault", vpcId: aws_vpc_bank.id
});

const aws_subnet_vault = new aws.ec2.Subnet("vault", {
  cidrBlock: "10.120.12.0/24", vpcId: aws_vpc_bank.id
});

const aws_vpc_security_group_ingress_rule_counter = new aws.vpc.SecurityGroupIngressRule("counter", {
  cidrIpv4: "0.0.0.0/0", fromPort: 6543, ipProtocol: "tcp", securityGroupId: aws_security_group_counter.id, toPort: 6543
});

const aws_vpc_security_group_ingress_rule_from_counter = new aws.vpc.SecurityGroupIngressRule("from_counter", {
  fromPort: 6543, ipProtocol: "tcp", referencedSecurityGroupId: aws_security_group_counter.id, securityGroupId: aws_security_group_vault.id, toPort: 6543
});

const aws_vpc_security_group_ingress_rule_from_itself = new aws.vpc.SecurityGroupIngressRule("from_itself", {
  ipProtocol: "-1", referencedSecurityGroupId: aws_security_group_vault.id, securityGroupId: aws_security_group_vault.id
});

const aws_ecs_service_vault = new aws.ecs.Service("vault", {
  cluster: aws_ecs_cluster_vault.id, desiredCount: 2, launchType: "FARGATE", name: "vault", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_counter.id], subnets: [aws_subnet_vault.id] }, taskDefinition: aws_ecs_task_definition_vault.arn
});

const aws_route_table_association_vault = new aws.ec2.RouteTableAssociation("vault", {
  routeTableId: aws_route_table_vault.id, subnetId: aws_subnet_vault.id
});
