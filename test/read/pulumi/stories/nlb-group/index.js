const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_lobby = new aws.ecs.Cluster("lobby", {
  name: "lobby"
});

const aws_ecs_task_definition_lobby = new aws.ecs.TaskDefinition("lobby", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-b\",\"0.0.0.0:9191\",\"match:app\"],\"image\":\"registry.example.com/games/match:40\",\"name\":\"match\",\"portMappings\":[{\"containerPort\":9191}]}]", cpu: 256, family: "lobby", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_games = new aws.ec2.Vpc("games", {
  cidrBlock: "10.44.0.0/16"
});

const aws_internet_gateway_games = new aws.ec2.InternetGateway("games", {
  vpcId: aws_vpc_games.id
});

const aws_lb_target_group_lobby = new aws.lb.TargetGroup("lobby", {
  name: "lobby", port: 9191, protocol: "TCP", targetType: "ip", vpcId: aws_vpc_games.id
});

const aws_route_table_front = new aws.ec2.RouteTable("front", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_games.id}], vpcId: aws_vpc_games.id
});

const aws_security_group_lobby = new aws.ec2.SecurityGroup("lobby", {
  name: "lobby", vpcId: aws_vpc_games.id
});

const aws_security_group_lobby_lb = new aws.ec2.SecurityGroup("lobby_lb", {
  name: "lobby_lb", vpcId: aws_vpc_games.id
});

const aws_subnet_back = new aws.ec2.Subnet("back", {
  cidrBlock: "10.44.2.0/24", vpcId: aws_vpc_games.id
});

const aws_subnet_front = new aws.ec2.Subnet("front", {
  cidrBlock: "10.44.1.0/24", vpcId: aws_vpc_games.id
});

const aws_vpc_security_group_ingress_rule_balancer = new aws.vpc.SecurityGroupIngressRule("balancer", {
  fromPort: 9191, ipProtocol: "tcp", referencedSecurityGroupId: aws_security_group_lobby_lb.id, securityGroupId: aws_security_group_lobby.id, toPort: 9191
});

const aws_vpc_security_group_ingress_rule_players = new aws.vpc.SecurityGroupIngressRule("players", {
  cidrIpv4: "0.0.0.0/0", fromPort: 8883, ipProtocol: "tcp", securityGroupId: aws_security_group_lobby_lb.id, toPort: 8883
});

const aws_ecs_service_lobby = new aws.ecs.Service("lobby", {
  cluster: aws_ecs_cluster_lobby.id, desiredCount: 2, launchType: "FARGATE", loadBalancers: [{ containerName: "match", containerPort: 9191, targetGroupArn: aws_lb_target_group_lobby.arn }], name: "lobby", networkConfiguration: { assignPublicIp: false, securityGroups: [aws_security_group_lobby.id], subnets: [aws_subnet_back.id] }, taskDefinition: aws_ecs_task_definition_lobby.arn
});

const aws_lb_lobby = new aws.lb.LoadBalancer("lobby", {
  internal: false, loadBalancerType: "network", name: "lobby", securityGroups: [aws_security_group_lobby_lb.id], subnets: [aws_subnet_front.id]
});

const aws_lb_listener_lobby = new aws.lb.Listener("lobby", {
  defaultActions: [{ targetGroupArn: aws_lb_target_group_lobby.arn, type: "forward" }], loadBalancerArn: aws_lb_lobby.arn, port: 8883, protocol: "TCP"
});

const aws_route_table_association_front = new aws.ec2.RouteTableAssociation("front", {
  routeTableId: aws_route_table_front.id, subnetId: aws_subnet_front.id
});
