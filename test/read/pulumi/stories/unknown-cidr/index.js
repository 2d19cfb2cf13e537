const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_scans = new aws.ecs.Cluster("scans", {
  name: "scans"
});

const aws_ecs_task_definition_scans = new aws.ecs.TaskDefinition("scans", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-b\",\"0.0.0.0:8765\",\"scans:app\"],\"image\":\"registry.example.com/archive/scans:4\",\"name\":\"scans\"}]", cpu: 256, family: "scans", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_eip_office = new aws.ec2.Eip("office", {
  domain: "vpc"
});

const aws_vpc_archive = new aws.ec2.Vpc("archive", {
  cidrBlock: "10.87.0.0/16"
});

const aws_internet_gateway_archive = new aws.ec2.InternetGateway("archive", {
  vpcId: aws_vpc_archive.id
});

const aws_route_table_cellar = new aws.ec2.RouteTable("cellar", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_archive.id}], vpcId: aws_vpc_archive.id
});

const aws_security_group_scans = new aws.ec2.SecurityGroup("scans", {
  name: "scans", vpcId: aws_vpc_archive.id
});

const aws_subnet_cellar = new aws.ec2.Subnet("cellar", {
  cidrBlock: "10.87.1.0/24", vpcId: aws_vpc_archive.id
});

const aws_vpc_security_group_ingress_rule_office = new aws.vpc.SecurityGroupIngressRule("office", {
  cidrIpv4: pulumi.interpolate`${aws_eip_office.publicIp}/32`, fromPort: 8765, ipProtocol: "tcp", securityGroupId: aws_security_group_scans.id, toPort: 8765
});

const aws_ecs_service_scans = new aws.ecs.Service("scans", {
  cluster: aws_ecs_cluster_scans.id, desiredCount: 2, launchType: "FARGATE", name: "scans", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_scans.id], subnets: [aws_subnet_cellar.id] }, taskDefinition: aws_ecs_task_definition_scans.arn
});

const aws_route_table_association_cellar = new aws.ec2.RouteTableAssociation("cellar", {
  routeTableId: aws_route_table_cellar.id, subnetId: aws_subnet_cellar.id
});
