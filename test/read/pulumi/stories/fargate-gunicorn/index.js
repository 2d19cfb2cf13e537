const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ecs_cluster_storefront = new aws.ecs.Cluster("storefront", {
  name: "storefront"
});

const aws_ecs_task_definition_storefront = new aws.ecs.TaskDefinition("storefront", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-w\",\"3\",\"-b\",\"0.0.0.0:5001\",\"shop:app\"],\"image\":\"registry.example.com/shop/storefront:4.2\",\"name\":\"web\"}]", cpu: 256, family: "storefront", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_shop = new aws.ec2.Vpc("shop", {
  cidrBlock: "10.42.0.0/16"
});

const aws_internet_gateway_shop = new aws.ec2.InternetGateway("shop", {
  vpcId: aws_vpc_shop.id
});

const aws_route_table_public = new aws.ec2.RouteTable("public", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_shop.id}], vpcId: aws_vpc_shop.id
});

const aws_security_group_storefront = new aws.ec2.SecurityGroup("storefront", {
  name: "storefront", vpcId: aws_vpc_shop.id
});

const aws_subnet_edge = new aws.ec2.Subnet("edge", {
  cidrBlock: "10.42.3.0/24", vpcId: aws_vpc_shop.id
});

const aws_vpc_security_group_ingress_rule_customers = new aws.vpc.SecurityGroupIngressRule("customers", {
  cidrIpv4: "0.0.0.0/0", fromPort: 5001, ipProtocol: "tcp", securityGroupId: aws_security_group_storefront.id, toPort: 5001
});

const aws_ecs_service_storefront = new aws.ecs.Service("storefront", {
  cluster: aws_ecs_cluster_storefront.id, desiredCount: 2, launchType: "FARGATE", name: "storefront", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_storefront.id], subnets: [aws_subnet_edge.id] }, taskDefinition: aws_ecs_task_definition_storefront.arn
});

const aws_route_table_association_edge = new aws.ec2.RouteTableAssociation("edge", {
  routeTableId: aws_route_table_public.id, subnetId: aws_subnet_edge.id
});
