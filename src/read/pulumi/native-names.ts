/**
 * A type of the provider aws-native, which is made from CloudFormation's schema, as one of Terraform's: a property by its path and
 * its name in Terraform. `""` lifts its members to where it is; `name[]` makes a list of the one it holds; what is not listed goes by the rule.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
 */
export interface Native {
  readonly type: string;
  readonly names: Readonly<Record<string, string>>;
}

const rulesOf = (property: string, name: string, side: "source" | "destination"): Readonly<Record<string, string>> => ({
  [property]: name,
  [`${property}.ipProtocol`]: "protocol",
  [`${property}.cidrIp`]: "cidr_blocks[]",
  [`${property}.cidrIpv6`]: "ipv6_cidr_blocks[]",
  [`${property}.${side}PrefixListId`]: "prefix_list_ids[]",
  [`${property}.${side}SecurityGroupId`]: "security_groups[]",
  [`${property}.${side}SecurityGroupName`]: "security_groups[]",
});

const ruleResource = (type: string, side: "source" | "destination"): Native => ({
  type,
  names: {
    groupId: "security_group_id",
    cidrIp: "cidr_ipv4",
    [`${side}PrefixListId`]: "prefix_list_id",
    [`${side}SecurityGroupId`]: "referenced_security_group_id",
  },
});

const forwarding = (property: string, name: string): Readonly<Record<string, string>> => ({
  [property]: name,
  [`${property}.forwardConfig`]: "forward",
  [`${property}.forwardConfig.targetGroups`]: "target_group",
  [`${property}.forwardConfig.targetGroups.targetGroupArn`]: "arn",
});

const plain = (type: string): Native => ({ type, names: {} });

const LAUNCHED = { launchTemplateId: "id", launchTemplateName: "name" };

const within = (property: string, names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).map(([name, is]) => [`${property}.${name}`, is]));

/** By module and name: `ec2:SecurityGroup`. */
export const NATIVE: Readonly<Record<string, Native>> = {
  "ec2:SecurityGroup": {
    type: "aws_security_group",
    names: {
      groupDescription: "description",
      groupName: "name",
      ...rulesOf("securityGroupIngress", "ingress", "source"),
      ...rulesOf("securityGroupEgress", "egress", "destination"),
    },
  },
  "ec2:SecurityGroupIngress": ruleResource("aws_vpc_security_group_ingress_rule", "source"),
  "ec2:SecurityGroupEgress": ruleResource("aws_vpc_security_group_egress_rule", "destination"),
  "ec2:Instance": {
    type: "aws_instance",
    names: {
      imageId: "ami",
      securityGroupIds: "vpc_security_group_ids",
      privateIpAddress: "private_ip",
      userData: "user_data_base64",
      ...within("launchTemplate", LAUNCHED),
      networkInterfaces: "network_interface",
      "networkInterfaces.groupSet": "security_groups",
    },
  },
  "ec2:Vpc": {
    type: "aws_vpc",
    names: { defaultSecurityGroup: "default_security_group_id", defaultNetworkAcl: "default_network_acl_id", vpcId: "id" },
  },
  "ec2:Subnet": { type: "aws_subnet", names: { subnetId: "id" } },
  "ec2:InternetGateway": { type: "aws_internet_gateway", names: { internetGatewayId: "id" } },
  "ec2:EgressOnlyInternetGateway": plain("aws_egress_only_internet_gateway"),
  "ec2:VpcGatewayAttachment": plain("aws_internet_gateway_attachment"),
  "ec2:RouteTable": { type: "aws_route_table", names: { routeTableId: "id" } },
  "ec2:Route": { type: "aws_route", names: { egressOnlyInternetGatewayId: "egress_only_gateway_id" } },
  "ec2:SubnetRouteTableAssociation": plain("aws_route_table_association"),
  "ec2:GatewayRouteTableAssociation": plain("aws_route_table_association"),
  "ec2:NetworkAcl": plain("aws_network_acl"),
  "ec2:NetworkAclEntry": {
    type: "aws_network_acl_rule",
    names: {
      portRange: "",
      "portRange.from": "from_port",
      "portRange.to": "to_port",
      icmp: "",
      "icmp.code": "icmp_code",
      "icmp.type": "icmp_type",
    },
  },
  "ec2:SubnetNetworkAclAssociation": plain("aws_network_acl_association"),
  "ec2:Eip": { type: "aws_eip", names: { instanceId: "instance" } },
  "ec2:EipAssociation": { type: "aws_eip_association", names: { eip: "public_ip" } },
  "ec2:NetworkInterface": { type: "aws_network_interface", names: { groupSet: "security_groups", privateIpAddress: "private_ip" } },
  "ec2:NetworkInterfaceAttachment": plain("aws_network_interface_attachment"),
  "ec2:LaunchTemplate": {
    type: "aws_launch_template",
    names: {
      launchTemplateName: "name",
      launchTemplateData: "",
      "launchTemplateData.securityGroupIds": "vpc_security_group_ids",
      "launchTemplateData.securityGroups": "security_group_names",
      "launchTemplateData.networkInterfaces.groups": "security_groups",
    },
  },
  "ec2:PrefixList": { type: "aws_ec2_managed_prefix_list", names: { entries: "entry" } },
  "ec2:VpcBlockPublicAccessOptions": plain("aws_vpc_block_public_access_options"),
  "ec2:VpcBlockPublicAccessExclusion": plain("aws_vpc_block_public_access_exclusion"),
  "autoscaling:AutoScalingGroup": {
    type: "aws_autoscaling_group",
    names: {
      autoScalingGroupName: "name",
      launchConfigurationName: "launch_configuration",
      loadBalancerNames: "load_balancers",
      trafficSources: "traffic_source",
      ...within("launchTemplate", LAUNCHED),
    },
  },
  "autoscaling:LaunchConfiguration": { type: "aws_launch_configuration", names: { userData: "user_data_base64" } },
  "ecs:Service": {
    type: "aws_ecs_service",
    names: {
      serviceName: "name",
      loadBalancers: "load_balancer",
      "networkConfiguration.awsvpcConfiguration": "",
      "serviceConnectConfiguration.services": "service",
    },
  },
  "ecs:TaskDefinition": { type: "aws_ecs_task_definition", names: { taskDefinitionArn: "arn", volumes: "volume" } },
  "ecs:CapacityProvider": plain("aws_ecs_capacity_provider"),
  "elasticloadbalancingv2:LoadBalancer": {
    type: "aws_lb",
    names: { scheme: "internal", type: "load_balancer_type", subnetMappings: "subnet_mapping", loadBalancerArn: "arn" },
  },
  "elasticloadbalancingv2:Listener": {
    type: "aws_lb_listener",
    names: { listenerArn: "arn", ...forwarding("defaultActions", "default_action") },
  },
  "elasticloadbalancingv2:ListenerRule": {
    type: "aws_lb_listener_rule",
    names: { ...forwarding("actions", "action"), conditions: "condition", "conditions.sourceIpConfig": "source_ip" },
  },
  "elasticloadbalancingv2:TargetGroup": { type: "aws_lb_target_group", names: { targetGroupArn: "arn" } },
  "ec2:NatGateway": plain("aws_nat_gateway"),
  "ec2:VpcEndpoint": plain("aws_vpc_endpoint"),
  "ec2:FlowLog": plain("aws_flow_log"),
  "lambda:Function": plain("aws_lambda_function"),
  "rds:DbInstance": {
    type: "aws_db_instance",
    names: {
      dbInstanceIdentifier: "identifier",
      dbSnapshotIdentifier: "snapshot_identifier",
      sourceDbInstanceIdentifier: "replicate_source_db",
      vpcSecurityGroups: "vpc_security_group_ids",
    },
  },
  "rds:DbSubnetGroup": { type: "aws_db_subnet_group", names: { dbSubnetGroupName: "name" } },
  "redshift:Cluster": plain("aws_redshift_cluster"),
  "redshift:ClusterSubnetGroup": { type: "aws_redshift_subnet_group", names: { clusterSubnetGroupName: "name" } },
  "amazonmq:Broker": plain("aws_mq_broker"),
  "elasticache:SubnetGroup": plain("aws_elasticache_subnet_group"),
  "codebuild:Project": plain("aws_codebuild_project"),
  "efs:MountTarget": plain("aws_efs_mount_target"),
};

/** Of any other type: what carries groups, in the names by which Terraform's types tell of them. */
export const COMMON: Readonly<Record<string, string>> = {
  vpcSecurityGroups: "vpc_security_group_ids",
  clusterSecurityGroups: "security_groups",
  groupSet: "security_groups",
};
