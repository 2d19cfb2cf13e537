package main

// idPrefix: types whose id is PREFIX-17HEX. Prefix by attribute name, too (vpc_id → vpc-…).
var idPrefix = map[string]string{
	"instance": "i", "vpc": "vpc", "default_vpc": "vpc", "subnet": "subnet", "default_subnet": "subnet", "security_group": "sg",
	"default_security_group": "sg", "internet_gateway": "igw", "egress_only_internet_gateway": "eigw", "nat_gateway": "nat",
	"route_table": "rtb", "default_route_table": "rtb", "main_route_table": "rtb", "network_acl": "acl", "default_network_acl": "acl",
	"eip": "eipalloc", "allocation": "eipalloc", "association": "eipassoc", "network_interface": "eni", "primary_network_interface": "eni",
	"launch_template": "lt", "vpc_endpoint": "vpce", "vpc_peering_connection": "pcx", "ec2_transit_gateway": "tgw", "transit_gateway": "tgw",
	"vpn_gateway": "vgw", "customer_gateway": "cgw", "vpn_connection": "vpn", "ebs_volume": "vol", "volume": "vol", "ami": "ami", "image": "ami",
	"snapshot": "snap", "ebs_snapshot": "snap", "flow_log": "fl", "vpc_dhcp_options": "dopt", "dhcp_options": "dopt",
	"security_group_rule": "sgrule", "vpc_security_group_ingress_rule": "sgr", "vpc_security_group_egress_rule": "sgr",
	"ec2_managed_prefix_list": "pl", "managed_prefix_list": "pl", "prefix_list": "pl", "efs_file_system": "fs", "route_table_association": "rtbassoc",
	"spot_instance_request": "sir", "key_pair": "key", "placement_group": "pg", "efs_mount_target": "fsmt", "efs_access_point": "fsap",
}

// idFrom: types whose id is another attribute.
var idFrom = map[string]string{
	"aws_s3_bucket": "bucket", "aws_iam_role": "name", "aws_iam_user": "name", "aws_iam_group": "name", "aws_iam_instance_profile": "name",
	"aws_lb": "arn", "aws_alb": "arn", "aws_lb_listener": "arn", "aws_alb_listener": "arn", "aws_lb_target_group": "arn",
	"aws_alb_target_group": "arn", "aws_elb": "name", "aws_ecs_cluster": "arn", "aws_ecs_service": "arn", "aws_ecs_task_definition": "family",
	"aws_lambda_function": "function_name", "aws_iam_policy": "arn", "aws_sns_topic": "arn", "aws_cloudwatch_log_group": "name",
	"aws_autoscaling_group": "name", "aws_launch_configuration": "name", "aws_db_subnet_group": "name", "aws_eks_cluster": "name",
	"aws_ecr_repository": "name", "aws_dynamodb_table": "name", "aws_key_pair": "key_name", "aws_rds_cluster": "cluster_identifier",
	"aws_elasticache_cluster": "cluster_id", "aws_elasticache_replication_group": "replication_group_id", "aws_redshift_cluster": "cluster_identifier",
	"aws_acm_certificate": "arn", "aws_secretsmanager_secret": "arn", "aws_ssm_parameter": "name", "aws_s3_bucket_policy": "bucket",
	"aws_elasticache_subnet_group": "name", "aws_kms_alias": "name", "aws_db_parameter_group": "name",
}

var service = map[string]string{
	"instance": "ec2", "vpc": "ec2", "subnet": "ec2", "security": "ec2", "network": "ec2", "route": "ec2", "internet": "ec2", "nat": "ec2",
	"eip": "ec2", "launch": "ec2", "ebs": "ec2", "ami": "ec2", "key": "ec2", "default": "ec2", "lb": "elasticloadbalancing",
	"alb": "elasticloadbalancing", "elb": "elasticloadbalancing", "db": "rds", "rds": "rds", "cloudwatch": "logs", "efs": "elasticfilesystem",
	"s3": "s3", "sfn": "states", "api": "apigateway", "elasticsearch": "es", "opensearch": "es", "msk": "kafka",
}
