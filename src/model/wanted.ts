import type { Wanted } from "./join";

/** What arguments may name, by which attributes. */
export const VPC: Wanted = { aws_vpc: ["id"], aws_default_vpc: ["id"] };
export const SUBNET: Wanted = { aws_subnet: ["id", "arn"], aws_default_subnet: ["id", "arn"] };

/** A VPC by `default_security_group_id` stands for its default group. */
export const GROUP: Wanted = {
  aws_security_group: ["id", "arn", "name"],
  aws_default_security_group: ["id", "arn"],
  aws_vpc: ["default_security_group_id"],
  aws_default_vpc: ["default_security_group_id"],
};

/** A VPC by `main_route_table_id` or `default_route_table_id` stands for its main table. */
export const ROUTE_TABLE: Wanted = {
  aws_route_table: ["id", "arn"],
  aws_default_route_table: ["id", "arn"],
  aws_vpc: ["main_route_table_id", "default_route_table_id"],
  aws_default_vpc: ["main_route_table_id", "default_route_table_id"],
};

/** A VPC by `default_network_acl_id` stands for its default ACL. */
export const ACL: Wanted = {
  aws_network_acl: ["id", "arn"],
  aws_default_network_acl: ["id", "arn"],
  aws_vpc: ["default_network_acl_id"],
  aws_default_vpc: ["default_network_acl_id"],
};

export const PREFIX_LIST: Wanted = { aws_ec2_managed_prefix_list: ["id", "arn"], aws_prefix_list: ["id"] };
export const INTERNET_GATEWAY: Wanted = { aws_internet_gateway: ["id", "arn"] };
export const INTERFACE: Wanted = {
  aws_network_interface: ["id", "arn"],
  aws_instance: ["primary_network_interface_id", "network_interface_id"],
};
export const INSTANCE: Wanted = { aws_instance: ["id", "arn"] };
export const LAUNCH_TEMPLATE: Wanted = { aws_launch_template: ["id", "name", "arn"] };
export const LAUNCH_CONFIGURATION: Wanted = { aws_launch_configuration: ["id", "name", "arn"] };
export const AUTO_SCALING_GROUP: Wanted = { aws_autoscaling_group: ["id", "name", "arn"] };
export const BALANCER: Wanted = { aws_lb: ["id", "arn"] };
export const TARGET_GROUP: Wanted = { aws_lb_target_group: ["id", "arn"] };
export const BALANCER_LISTENER: Wanted = { aws_lb_listener: ["id", "arn"] };
export const CLUSTER: Wanted = { aws_ecs_cluster: ["id", "arn", "name"] };
export const TASK_DEFINITION: Wanted = { aws_ecs_task_definition: ["id", "arn", "arn_without_revision", "family"] };
/** What a target may be registered by. */
export const TARGET: Wanted = {
  aws_instance: ["id", "private_ip", "private_dns"],
  aws_network_interface: ["private_ip"],
  aws_lb: ["id", "arn"],
};
