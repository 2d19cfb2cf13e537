const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_songs = new aws.ecs.Cluster("songs", {
  name: "songs"
});

const aws_ecs_task_definition_songs = new aws.ecs.TaskDefinition("songs", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-b\",\"0.0.0.0:8181\",\"songs:app\"],\"image\":\"registry.example.com/choir/songs:9\",\"name\":\"songs\"}]", cpu: 256, family: "songs", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_choir = new aws.ec2.Vpc("choir", {
  cidrBlock: "10.91.0.0/16"
});

const aws_default_security_group_choir = new aws.ec2.DefaultSecurityGroup("choir", {
  ingress: [{"cidr_blocks":["0.0.0.0/0"],"description":null,"from_port":8181,"ipv6_cidr_blocks":null,"prefix_list_ids":null,"protocol":"tcp","security_groups":null,"self":null,"to_port":8181}], vpcId: aws_vpc_choir.id
});

const aws_internet_gateway_choir = new aws.ec2.InternetGateway("choir", {
  vpcId: aws_vpc_choir.id
});

const aws_route_table_loft = new aws.ec2.RouteTable("loft", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_choir.id}], vpcId: aws_vpc_choir.id
});

const aws_subnet_loft = new aws.ec2.Subnet("loft", {
  cidrBlock: "10.91.3.0/24", vpcId: aws_vpc_choir.id
});

const aws_ecs_service_songs = new aws.ecs.Service("songs", {
  cluster: aws_ecs_cluster_songs.id, desiredCount: 2, launchType: "FARGATE", name: "songs", networkConfiguration: { assignPublicIp: true, subnets: [aws_subnet_loft.id] }, taskDefinition: aws_ecs_task_definition_songs.arn
});

const aws_route_table_association_loft = new aws.ec2.RouteTableAssociation("loft", {
  routeTableId: aws_route_table_loft.id, subnetId: aws_subnet_loft.id
});
