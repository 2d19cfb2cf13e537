/** Arguments that name groups, subnets, interfaces and targets. */
export const TELLING = new Set([
  "security_groups",
  "security_group_ids",
  "security_group_id",
  "vpc_security_group_ids",
  "source_security_group_id",
  "subnet_id",
  "subnet_ids",
  "subnets",
  "vpc_zone_identifier",
  "network_interface_id",
  "network_interface_ids",
  "target_group_arn",
  "target_group_arns",
  "target_arns",
  "target_id",
  "load_balancer_arn",
  "load_balancer_arns",
  "load_balancers",
  "network_load_balancer_arns",
  "gateway_load_balancer_arns",
  "endpoint_id",
  "elb",
  "instances",
  "traffic_source",
]);

/** Of those, the ones by which something leads to a place. */
export const LEADING = new Set([
  "target_group_arn",
  "target_group_arns",
  "target_arns",
  "target_id",
  "load_balancer_arn",
  "load_balancers",
  "network_load_balancer_arns",
  "endpoint_id",
  "elb",
  "instances",
  "network_interface_id",
]);

export const GROUPS = new Set([...TELLING].filter((name) => name.includes("security_group")));
