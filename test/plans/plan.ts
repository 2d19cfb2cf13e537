import { read } from "../../src/read";
import type { Plan } from "../../src/model/plan";
import type { Json } from "../../src/model/value";

/** A value that is known after the deployment only, by what it refers to. */
export class Later {
  constructor(readonly references: readonly string[]) {}
}

export type Written = Json | Later | readonly Written[] | { readonly [name: string]: Written };
export type Block = Readonly<Record<string, Written>>;

/** By address: `aws_subnet.a`, `aws_subnet.a[0]`, `data.aws_ami.linux`; a variable's value is `value` of `var.NAME`. */
export type Program = Readonly<Record<string, Block>>;

/** `aws_subnet.a.id`; several where an expression chooses among them; `local.port` where the trail is lost. */
export const ref = (...references: readonly string[]): Later => new Later(references);

/** A value of which nothing is known, not even what it refers to. */
export const unknown = ref("local.unknown");

const OF_INSTANCE = [
  "associate_public_ip_address",
  "ipv6_address_count",
  "ipv6_addresses",
  "network_interface",
  "primary_network_interface",
  "primary_network_interface_id",
  "private_ip",
  "secondary_private_ips",
  "security_groups",
  "subnet_id",
  "user_data_base64",
  "vpc_security_group_ids",
];

/** Attributes that the provider gives a value where the author gives none. Every type has `id` and `arn` besides. */
const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: [
    "db_subnet_group_name",
    "engine",
    "identifier",
    "network_type",
    "port",
    "snapshot_identifier",
    "vpc_security_group_ids",
  ],
  aws_db_subnet_group: ["name", "vpc_id"],
  aws_default_security_group: ["ingress", "egress"],
  aws_autoscaling_group: ["load_balancers", "target_group_arns", "vpc_zone_identifier"],
  aws_ecs_service: ["cluster", "launch_type"],
  aws_ecs_task_definition: ["network_mode"],
  aws_elb: ["instances", "internal", "name", "security_groups", "source_security_group_id", "subnets"],
  aws_eip: ["instance", "network_interface", "private_ip", "public_ip"],
  aws_eip_association: ["network_interface_id", "private_ip_address", "public_ip"],
  aws_instance: OF_INSTANCE,
  aws_lb: ["dns_name", "internal", "ip_address_type", "security_groups", "subnet_mapping", "subnets", "vpc_id"],
  aws_lb_listener: ["protocol"],
  aws_lb_target_group: ["ip_address_type", "preserve_client_ip"],
  aws_dms_replication_instance: ["network_type", "publicly_accessible", "replication_subnet_group_id", "vpc_security_group_ids"],
  aws_internet_gateway: ["vpc_id"],
  aws_launch_configuration: ["associate_public_ip_address"],
  aws_mq_broker: ["security_groups", "subnet_ids"],
  aws_network_acl: ["egress", "ingress", "subnet_ids"],
  aws_network_interface: ["attachment", "ipv6_address_count", "ipv6_addresses", "private_ip", "private_ips", "security_groups"],
  aws_rds_cluster: ["cluster_identifier", "db_subnet_group_name", "network_type", "port", "vpc_security_group_ids"],
  aws_rds_cluster_instance: ["db_subnet_group_name", "identifier", "network_type", "port", "publicly_accessible"],
  aws_redshift_cluster: ["vpc_security_group_ids"],
  aws_redshiftserverless_workgroup: ["port", "security_group_ids", "subnet_ids"],
  aws_route: ["instance_id", "network_interface_id"],
  aws_route_table: ["route"],
  aws_default_route_table: ["route", "vpc_id"],
  aws_security_group: ["ingress", "egress"],
  aws_security_group_rule: ["source_security_group_id"],
  aws_spot_instance_request: [...OF_INSTANCE, "spot_instance_id"],
  aws_vpc: ["default_network_acl_id", "default_route_table_id", "default_security_group_id", "ipv6_cidr_block", "main_route_table_id"],
};

const RULE = { cidr_blocks: [], ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false, description: "" };
const ENTRY = { cidr_block: "", ipv6_cidr_block: "", icmp_type: 0, icmp_code: 0 };
const ROUTE = {
  cidr_block: "",
  ipv6_cidr_block: "",
  destination_prefix_list_id: "",
  gateway_id: "",
  nat_gateway_id: "",
  vpc_endpoint_id: "",
};

/**
 * Attributes written as blocks: every member is there, and the configuration has one expression for all.
 * https://developer.hashicorp.com/terraform/language/attr-as-blocks
 */
const AS_BLOCKS: Readonly<Record<string, Block>> = {
  "aws_security_group.ingress": RULE,
  "aws_default_security_group.ingress": RULE,
  "aws_network_acl.ingress": ENTRY,
  "aws_network_acl.egress": ENTRY,
  "aws_route_table.route": ROUTE,
  "aws_default_route_table.route": ROUTE,
};

/** Lists, of which single elements may be unknown; an unknown element makes the whole of a set unknown. */
const LISTS = new Set(["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "values", "target_group_arns", "vpc_zone_identifier"]);

const isBlock = (written: Written | undefined): written is Block =>
  typeof written === "object" && written !== null && !Array.isArray(written) && !(written instanceof Later);

const isList = (written: Written): written is readonly Written[] => Array.isArray(written);

const isBlockList = (written: Written): written is readonly Block[] =>
  isList(written) && written.length > 0 && written.every((each) => isBlock(each));

function laters(written: Written): readonly Later[] {
  if (written instanceof Later) return [written];
  if (isList(written)) return written.flatMap((each) => laters(each));
  return isBlock(written) ? Object.values(written).flatMap(laters) : [];
}

/** `aws_subnet.a.id`, then `aws_subnet.a`: a plan lists both. */
const listed = (reference: string): readonly string[] => {
  const parts = reference.split(".");
  const whole = parts[0] === "data" ? 3 : 2;
  return parts.length > whole ? [reference, parts.slice(0, whole).join(".")] : [reference];
};

function expressionOf(written: Written, asBlocks: boolean): Json {
  if (!asBlocks && isBlockList(written)) return written.map((block) => expressionsOf(block));
  const references = laters(written).flatMap((later) => later.references.flatMap(listed));
  return references.length > 0 ? { references: [...new Set(references)] } : { constant_value: written as Json };
}

const expressionsOf = (block: Block, type = ""): Json =>
  Object.fromEntries(
    Object.entries(block).map(([name, written]) => [name, expressionOf(written, AS_BLOCKS[`${type}.${name}`] !== undefined)]),
  );

interface Planned {
  /** Undefined: absent. */
  readonly after: Json | undefined;
  readonly unknown: Json;
}

function planned(written: Written, name: string): Planned {
  if (written instanceof Later) return { after: undefined, unknown: true };
  if (isList(written)) {
    if (!LISTS.has(name) && written.some((element) => element instanceof Later)) return { after: undefined, unknown: true };
    const each = written.map((element) => planned(element, name));
    return { after: each.map(({ after }) => after ?? null), unknown: each.map((element) => element.unknown) };
  }
  if (!isBlock(written)) return { after: written, unknown: false };
  const members = Object.entries(written).map(([key, value]) => [key, planned(value, key)] as const);
  return {
    after: Object.fromEntries(members.flatMap(([key, { after }]) => (after === undefined ? [] : [[key, after]]))),
    unknown: Object.fromEntries(members.map(([key, member]) => [key, member.unknown])),
  };
}

const identityOf = (address: string): { mode: "managed" | "data"; type: string; name: string; index: number | null } => {
  const data = address.startsWith("data.");
  const [, type = "", name = "", index] = /^([^.]+)\.([^[]+)(?:\[(\d+)\])?$/.exec(data ? address.slice(5) : address) ?? [];
  return { mode: data ? "data" : "managed", type, name, index: index === undefined ? null : Number(index) };
};

function filledIn(type: string, block: Block): Block {
  const computed = ["id", "arn", ...(COMPUTED[type] ?? [])].filter((name) => block[name] === undefined);
  const written = Object.entries(block).map(([name, value]): [string, Written] => {
    const members = AS_BLOCKS[`${type}.${name}`];
    return members !== undefined && isList(value)
      ? [name, value.map((each) => (isBlock(each) ? { ...members, ...each } : each))]
      : [name, value];
  });
  return Object.fromEntries([...written, ...computed.map((name): [string, Written] => [name, new Later([])])]);
}

/** `provisioners` of a block, each with its `type`, and `depends_on` stand beside its arguments. */
const argumentsOf = (block: Block): Block =>
  Object.fromEntries(Object.entries(block).filter(([name]) => name !== "provisioners" && name !== "depends_on"));

const provisionersOf = (written: Written | undefined): Json =>
  (isBlockList(written ?? null) ? (written as readonly Block[]) : []).map(({ type, ...body }) => ({
    type: type as Json,
    expressions: expressionsOf(body),
  }));

/** Whether it is a data source that was read in planning: then its id is known. */
const isRead = ({ mode, block }: { readonly mode: string; readonly block: Block }): boolean =>
  mode === "data" && !(block["id"] instanceof Later);

/** The plan as `terraform show -json` writes it. */
export function planJson(program: Program): string {
  const isVariable = (address: string): boolean => address.startsWith("var.");
  const blocks = Object.entries(program)
    .filter(([address]) => !isVariable(address))
    .map(([address, block]) => ({ address, block, ...identityOf(address) }));
  const variables = Object.fromEntries(
    Object.entries(program).flatMap(([address, { value }]) => (isVariable(address) ? [[address.slice(4), { value: value as Json }]] : [])),
  );
  const configured = new Map(blocks.map((of) => [of.address.replace(/\[\d+\]$/, ""), of]));
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.8",
    variables,
    resource_changes: blocks
      .filter((of) => !isRead(of))
      .map(({ address, block, mode, type, name, index }) => {
        const { after, unknown: after_unknown } = planned(filledIn(type, argumentsOf(block)), "");
        const change = { actions: [mode === "data" ? "read" : "create"], before: null, after: after ?? {}, after_unknown };
        return { address, mode, type, name, ...(index === null ? {} : { index }), change };
      }),
    prior_state: {
      values: {
        root_module: {
          resources: blocks.filter(isRead).map(({ address, block, mode, type, name }) => ({ address, mode, type, name, values: block })),
        },
      },
    },
    configuration: {
      root_module: {
        resources: [...configured].map(([address, { block, mode, type, name, index }]) => ({
          address,
          mode,
          type,
          name,
          provider_config_key: "aws",
          expressions: expressionsOf(argumentsOf(block), type),
          ...(isList(block["provisioners"] ?? null) ? { provisioners: provisionersOf(block["provisioners"]) } : {}),
          ...(isList(block["depends_on"] ?? null) ? { depends_on: block["depends_on"] as Json } : {}),
          ...(index === null
            ? {}
            : { count_expression: { constant_value: blocks.filter((of) => of.type === type && of.name === name).length } }),
        })),
      },
    },
  });
}

/** The plan as quadzero reads it, of a program about to be deployed for the first time. */
export function planOf(program: Program): Plan {
  const [plan] = read("plan.json", Buffer.from(planJson(program)));
  if (plan === undefined) throw new Error("no plan");
  return plan;
}
