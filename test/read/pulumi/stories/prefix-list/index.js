const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const aws_ec2_managed_prefix_list_staff = new aws.ec2.ManagedPrefixList("staff", {
  addressFamily: "IPv4", entries: [{ cidr: "192.0.2.128/25", description: "reception" }, { cidr: "0.0.0.0/0", description: "laboratory" }], maxEntries: 4, name: "staff"
});

const aws_ecs_cluster_records = new aws.ecs.Cluster("records", {
  name: "records"
});

const aws_ecs_task_definition_records = new aws.ecs.TaskDefinition("records", {
  containerDefinitions: "[{\"command\":[\"gunicorn\",\"-b\",\":7443\",\"records.wsgi:application\"],\"image\":\"registry.example.com/clinic/records:66\",\"name\":\"records\"}]", cpu: 256, family: "records", memory: 512, networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"]
});

const aws_vpc_clinic = new aws.ec2.Vpc("clinic", {
  cidrBlock: "10.18.0.0/16"
});

const aws_internet_gateway_clinic = new aws.ec2.InternetGateway("clinic", {
  vpcId: aws_vpc_clinic.id
});

const aws_route_table_ward = new aws.ec2.RouteTable("ward", {
  routes: [{cidrBlock: "0.0.0.0/0", gatewayId: aws_internet_gateway_clinic.id}], vpcId: aws_vpc_clinic.id
});

const aws_security_group_records = new aws.ec2.SecurityGroup("records", {
  name: "records", vpcId: aws_vpc_clinic.id
});

const aws_subnet_ward = new aws.ec2.Subnet("ward", {
  cidrBlock: "10.18.32.0/20", vpcId: aws_vpc_clinic.id
});

const aws_vpc_security_group_ingress_rule_staff = new aws.vpc.SecurityGroupIngressRule("staff", {
  fromPort: 7443, ipProtocol: "tcp", prefixListId: aws_ec2_managed_prefix_list_staff.id, securityGroupId: aws_security_group_records.id, toPort: 7443
});

const aws_ecs_service_records = new aws.ecs.Service("records", {
  cluster: aws_ecs_cluster_records.id, desiredCount: 2, launchType: "FARGATE", name: "records", networkConfiguration: { assignPublicIp: true, securityGroups: [aws_security_group_records.id], subnets: [aws_subnet_ward.id] }, taskDefinition: aws_ecs_task_definition_records.arn
});

const aws_route_table_association_ward = new aws.ec2.RouteTableAssociation("ward", {
  routeTableId: aws_route_table_ward.id, subnetId: aws_subnet_ward.id
});
