import type { Wanted } from "./join";
import { kindOf, type Resource } from "./resource";

/** Types that are security groups, and those that are a rule for what comes into one. */
export const SECURITY_GROUPS = ["aws_security_group", "aws_default_security_group"] as const;
export const INGRESS_RULES = ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"] as const;

/** What arguments may name, by which attributes. */
export const VPC: Wanted = { aws_vpc: ["id"], aws_default_vpc: ["id"] };
export const SUBNET: Wanted = { aws_subnet: ["id", "arn"], aws_default_subnet: ["id", "arn"] };

/**
 * Groups that a service makes by itself, by the attribute that gives their id: they are none of the program's own.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
const MADE_GROUPS: ReadonlyMap<string, string> = new Map([
  ["aws_directory_service_directory", "security_group_id"],
  ["aws_eks_cluster", "vpc_config.cluster_security_group_id"],
  ["aws_sagemaker_domain", "security_group_id_for_domain_boundary"],
  ["aws_workspaces_directory", "workspace_security_group_id"],
]);

/**
 * A classic balancer tells of one of the groups that it carries.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/elb
 */
export const LENT_GROUP = "source_security_group_id";

/** Where a resource tells of a group that it makes by itself; undefined: it makes none. */
export const madeGroupOf = (resource: Resource): string | undefined => MADE_GROUPS.get(kindOf(resource));

/** A VPC by `default_security_group_id` stands for its default group, a service for the group that it makes, a classic balancer for one of its own. */
export const GROUP: Wanted = {
  ...Object.fromEntries([...MADE_GROUPS].map(([type, attribute]) => [type, [attribute]])),
  aws_security_group: ["id", "arn", "name"],
  aws_default_security_group: ["id", "arn"],
  aws_vpc: ["default_security_group_id"],
  aws_default_vpc: ["default_security_group_id"],
  aws_elb: [LENT_GROUP],
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
  aws_spot_instance_request: ["primary_network_interface_id"],
};
/** A request on the spot market has an id of its own; that of its instance is another. */
export const INSTANCE: Wanted = { aws_instance: ["id", "arn"], aws_spot_instance_request: ["spot_instance_id"] };
export const LAUNCH_TEMPLATE: Wanted = { aws_launch_template: ["id", "name", "arn"] };
export const LAUNCH_CONFIGURATION: Wanted = { aws_launch_configuration: ["id", "name", "arn"] };
export const AUTO_SCALING_GROUP: Wanted = { aws_autoscaling_group: ["id", "name", "arn"] };
export const BALANCER: Wanted = { aws_lb: ["id", "arn"] };
export const CLASSIC_BALANCER: Wanted = { aws_elb: ["id", "name", "arn"] };
export const TARGET_GROUP: Wanted = { aws_lb_target_group: ["id", "arn"] };
/** What leads to places that register themselves. */
export const BALANCING: Wanted = { ...TARGET_GROUP, ...CLASSIC_BALANCER };
export const BALANCER_LISTENER: Wanted = { aws_lb_listener: ["id", "arn"] };
export const CLUSTER: Wanted = { aws_ecs_cluster: ["id", "arn", "name"] };
export const TASK_DEFINITION: Wanted = { aws_ecs_task_definition: ["id", "arn", "arn_without_revision", "family"] };
/** What a target may be registered by. */
export const TARGET: Wanted = {
  aws_instance: ["id", "private_ip", "private_dns"],
  aws_spot_instance_request: ["spot_instance_id", "private_ip", "private_dns"],
  aws_network_interface: ["private_ip"],
  aws_lb: ["id", "arn"],
};
