package main

// Attributes whose change replaces the resource, beyond those the schema marks.
var replaceAlways = []string{"name_prefix", "availability_zone", "bucket_prefix", "identifier_prefix"}
var replaceOn = map[string][]string{
	"aws_instance":                        {"ami", "subnet_id", "key_name", "associate_public_ip_address", "private_ip", "tenancy"},
	"aws_vpc":                             {"cidr_block"},
	"aws_subnet":                          {"vpc_id", "cidr_block"},
	"aws_security_group":                  {"name", "description", "vpc_id"},
	"aws_security_group_rule":             {"type", "from_port", "to_port", "protocol", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_group_id", "source_security_group_id", "self"},
	"aws_vpc_security_group_ingress_rule": {"security_group_id"},
	"aws_vpc_security_group_egress_rule":  {"security_group_id"},
	"aws_network_acl":                     {"vpc_id"},
	"aws_network_acl_rule":                {"network_acl_id", "rule_number", "egress", "protocol", "rule_action", "cidr_block", "ipv6_cidr_block", "from_port", "to_port"},
	"aws_route":                           {"route_table_id", "destination_cidr_block", "destination_ipv6_cidr_block"},
	"aws_route_table":                     {"vpc_id"},
	"aws_route_table_association":         {"subnet_id", "gateway_id"},
	"aws_lb":                              {"name", "internal", "load_balancer_type"},
	"aws_lb_target_group":                 {"name", "port", "protocol", "target_type", "vpc_id"},
	"aws_lb_listener":                     {"load_balancer_arn"},
	"aws_elb":                             {"name", "internal"},
	"aws_db_instance":                     {"engine", "username", "db_name"},
	"aws_ecs_cluster":                     {"name"},
	"aws_ecs_service":                     {"name", "cluster", "launch_type"},
	"aws_ecs_task_definition":             {"family", "container_definitions", "cpu", "memory", "network_mode", "requires_compatibilities", "execution_role_arn", "task_role_arn"},
	"aws_iam_role":                        {"name", "path"},
	"aws_s3_bucket":                       {"bucket"},
	"aws_lambda_function":                 {"function_name"},
	"null_resource":                       {"triggers"},
}

var schemaVersion = map[string]int64{
	"aws_instance": 2, "aws_security_group": 1, "aws_vpc": 1, "aws_subnet": 1, "aws_default_vpc": 1, "aws_default_subnet": 1,
	"aws_default_security_group": 1, "aws_security_group_rule": 2, "aws_autoscaling_group": 1, "aws_db_instance": 2,
	"aws_ecs_task_definition": 1, "aws_eks_cluster": 1, "aws_cloudfront_distribution": 1, "aws_dynamodb_table": 1,
	"aws_route53_record": 2, "aws_kinesis_stream": 1, "aws_ecs_service": 1,
}
