const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_coins = new aws.ecs.Cluster("coins", {
  name: "coins"
});

const aws_ecs_task_definition_coins = new aws.ecs.TaskDefinition("coins", {
  containerDefinitions: "[{\"command\":[\"uvicorn\",\"--host\",\"0.0.0.0\",\"--port\",\"6443\",\"coins:app\"],\"image\":\"registry.example.com/mint/coins:21\",\"name\":\"api\"}]", cpu: 256, family: "coins", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_mint = new aws.ec2.Vpc("mint", {
  cidrBlock: "10.130.0.0/16"
});

const aws_internet_gateway_mint = new aws.ec2.InternetGateway("mint", {
  vpcId: aws_vpc_mint.id
});

const aws_route_table_coins = new aws.ec2.RouteTable("coins", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_mint.id}], vpcId: aws_vpc_mint.id
});

const aws_security_group_coins = new aws.ec2.SecurityGroup("coins", {
  name: "coins", vpcId: aws_vpc_mint.id
});

const aws_subnet_coins = new aws.ec2.Subnet("coins", {
  cidrBlock: "10.130.2.0/24", vpcId: aws_vpc_mint.id
});

const aws_vpc_security_group_ingress_rule_coins = new aws.vpc.SecurityGroupIngressRule("coins", {
  cidrIpv4: "0.0.0.0/0", fromPort: 6443, ipProtocol: "tcp", securityGroupId: aws_security_group_coins.id, toPort: 6443
});

const aws_ecs_service_coins = new aws.ecs.Service("coins", {
  cluster: aws_ecs_cluster_coins.id, desiredCount: 2, launchType: "FARGATE", name: "coins", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_coins.id], subnets: [aws_subnet_coins.id] }, taskDefinition: aws_ecs_task_definition_coins.arn
});

const aws_network_acl_coins = new aws.ec2.NetworkAcl("coins", {
  egress: [{"action":"allow","cidr_block":"0.0.0.0/0","from_port":0,"icmp_code":null,"icmp_type":null,"ipv6_cidr_block":null,"protocol":"-1","rule_no":100,"to_port":0}], ingress: [{"action":"allow","cidr_block":"0.0.0.0/0","from_port":0,"icmp_code":null,"icmp_type":null,"ipv6_cidr_block":null,"protocol":"-1","rule_no":100,"to_port":0},{"action":"deny","cidr_block":"0.0.0.0/0","from_port":6440,"icmp_code":null,"icmp_type":null,"ipv6_cidr_block":null,"protocol":"tcp","rule_no":110,"to_port":6449}], subnetIds: [aws_subnet_coins.id], vpcId: aws_vpc_mint.id
});

const aws_route_table_association_coins = new aws.ec2.RouteTableAssociation("coins", {
  routeTableId: aws_route_table_coins.id, subnetId: aws_subnet_coins.id
});
