import type { Graph } from "../model/graph";
import { at, block, boolean, cases, given, items, string, type Value } from "../model/value";

/** They carry groups, and have private addresses only. */
const PRIVATE = [
  "aws_lambda_function",
  "aws_vpc_endpoint",
  "aws_codebuild_project",
  "aws_efs_mount_target",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_elasticache_serverless_cache",
  "aws_memorydb_cluster",
  "aws_dax_cluster",
  "aws_docdb_cluster",
  "aws_neptune_cluster",
  "aws_db_proxy",
  "aws_db_proxy_endpoint",
];

/** They carry groups or lie in subnets, and let nobody in. */
export const HARMLESS = new Set([
  ...PRIVATE,
  "aws_nat_gateway",
  "aws_vpc_endpoint_subnet_association",
  "aws_vpc_endpoint_route_table_association",
  "aws_db_subnet_group",
  "aws_elasticache_subnet_group",
  "aws_redshift_subnet_group",
  "aws_neptune_subnet_group",
  "aws_docdb_subnet_group",
  "aws_dax_subnet_group",
  "aws_memorydb_subnet_group",
  "aws_dms_replication_subnet_group",
  "aws_flow_log",
  "aws_ec2_transit_gateway_vpc_attachment",
  "aws_vpc_security_group_egress_rule",
  "aws_volume_attachment",
  "aws_wafv2_web_acl_association",
  "aws_network_acl_association",
  "aws_route_table_association",
  "aws_key_pair",
]);

const mayBePublic = (values: Value): boolean => {
  const said = given(at(values, "publicly_accessible"));
  const open = said === null ? null : boolean(said);
  return open !== null && (open.is !== "known" || open.value);
};
const letsIn =
  (argument: string) =>
  (values: Value): boolean =>
    given(at(values, argument)) !== null;
const asksNobody = (values: Value): boolean => {
  const by = string(at(values, "authorization_type"));
  return by.is !== "known" || by.value === "NONE";
};
const isFront = (values: Value): boolean => {
  const ingress = block(at(block(at(values, "network_configuration")), "ingress_configuration"));
  const open = boolean(at(ingress, "is_publicly_accessible"));
  return open.is !== "known" || open.value;
};

/**
 * Whom a service lets in by PrivateLink are accounts, by what is in their networks: the world only where any account may come.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
function forAnybody(values: Value, graph: Graph): boolean {
  const may = (principal: Value): boolean =>
    cases(string(principal), { known: (arn) => arn === "*", omitted: () => false, unknown: () => true });
  const own = given(at(values, "allowed_principals"));
  const { known, complete } = own === null ? { known: [], complete: true } : items(own);
  const apart = graph.ofType("aws_vpc_endpoint_service_allowed_principal").map((allowed) => at(allowed.values, "principal_arn"));
  return !complete || [...known, ...apart].some(may);
}
const outsideVpc = (values: Value): boolean => given(at(values, "vpc_options")) === null;

/**
 * What they run answers on an address of AWS's own or of machines that AWS makes, and of that no group and no subnet need tell.
 * Whether the world may come there, as far as the resource tells. Front ends that merely lead elsewhere over HTTP are none of these:
 * nothing behind them meets the world's packets.
 * https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html
 * https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html
 * https://docs.aws.amazon.com/gameliftservers/latest/apireference/API_IpPermission.html
 * https://docs.aws.amazon.com/apprunner/latest/dg/network-pl.html
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const ANSWERING: Readonly<Record<string, (values: Value, graph: Graph) => boolean>> = {
  aws_lightsail_instance: () => true,
  aws_lightsail_instance_public_ports: () => true,
  aws_lightsail_database: mayBePublic,
  aws_opensearch_domain: outsideVpc,
  aws_elasticsearch_domain: outsideVpc,
  aws_neptune_cluster_instance: mayBePublic,
  aws_rds_shard_group: mayBePublic,
  aws_vpc_endpoint_service: forAnybody,
  aws_transfer_server: () => true,
  aws_elastic_beanstalk_environment: () => true,
  aws_gamelift_fleet: letsIn("ec2_inbound_permission"),
  aws_lightsail_container_service: () => true,
  aws_apprunner_service: isFront,
  aws_lambda_function_url: asksNobody,
  aws_cloudformation_stack: () => true,
  aws_servicecatalog_provisioned_product: () => true,
};

/** It names a balancer or an instance by an argument that elsewhere is a resource's own. */
export const VPC_ORIGIN = { type: "aws_cloudfront_vpc_origin", target: ["vpc_origin_endpoint_config", 0, "arn"] } as const;

/**
 * They call what they lead to over HTTP, so that whoever comes by them comes through a proxy.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export const HTTP_PROXIES = new Set([
  "aws_api_gateway_integration",
  "aws_api_gateway_vpc_link",
  "aws_apigatewayv2_integration",
  "aws_apigatewayv2_vpc_link",
  VPC_ORIGIN.type,
]);
