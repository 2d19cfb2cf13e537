const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_sensors = new aws.ecs.Cluster("sensors", {
  name: "sensors"
});

const aws_ecs_task_definition_sensors = new aws.ecs.TaskDefinition("sensors", {
  containerDefinitions: "[{\"command\":[\"flask\",\"--app\",\"collector\",\"run\",\"-h\",\"0.0.0.0\",\"-p\",\"7070\"],\"image\":\"registry.example.com/farm/collector:0.8\",\"name\":\"collector\"}]", cpu: 256, family: "sensors", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_farm = new aws.ec2.Vpc("farm", {
  cidrBlock: "10.14.0.0/16"
});

const aws_internet_gateway_farm = new aws.ec2.InternetGateway("farm", {
  vpcId: aws_vpc_farm.id
});

const aws_route_table_barn = new aws.ec2.RouteTable("barn", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_farm.id}], vpcId: aws_vpc_farm.id
});

const aws_security_group_sensors = new aws.ec2.SecurityGroup("sensors", {
  ingress: [{"cidr_blocks":["10.14.0.0/16"],"description":null,"from_port":7070,"ipv6_cidr_blocks":null,"prefix_list_ids":null,"protocol":"tcp","security_groups":null,"self":null,"to_port":7070},{"cidr_blocks":["0.0.0.0/0"],"description":null,"from_port":7070,"ipv6_cidr_blocks":null,"prefix_list_ids":null,"protocol":"tcp","security_groups":null,"self":null,"to_port":7070}], name: "sensors", vpcId: aws_vpc_farm.id
});

const aws_subnet_barn = new aws.ec2.Subnet("barn", {
  cidrBlock: "10.14.9.0/24", vpcId: aws_vpc_farm.id
});

const aws_ecs_service_sensors = new aws.ecs.Service("sensors", {
  cluster: aws_ecs_cluster_sensors.id, desiredCount: 1, launchType: "FARGATE", name: "sensors", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_sensors.id], subnets: [aws_subnet_barn.id] }, taskDefinition: aws_ecs_task_definition_sensors.arn
});

const aws_route_table_association_barn = new aws.ec2.RouteTableAssociation("barn", {
  routeTableId: aws_route_table_barn.id, subnetId: aws_subnet_barn.id
});
