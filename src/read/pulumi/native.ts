import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { isSentinel, isSpecial, UNKNOWN_TEXT } from "./marks";
import { COMMON, NATIVE, type Native } from "./native-names";
import { snake } from "./names";
import type { Registered } from "./registered";
import { parseToken } from "./token";

export const isNative = (token: string): boolean => token.startsWith("aws-native:");

const nativeOf = (token: string): Native => {
  const { module, name } = parseToken(token);
  const key = `${module}:${name}`;
  const known = Object.hasOwn(NATIVE, key) ? NATIVE[key] : undefined;
  // No type of Terraform's has this name: what is not listed is told as not modelled.
  const type = `aws_native_${snake(module)}_${snake(name.charAt(0).toLowerCase() + name.slice(1))}`;
  return known ?? { type, names: {} };
};

/** Lists of what AWS itself spells: container definitions in ECS's own JSON, and tags. */
export const AS_THEY_ARE: ReadonlySet<string> = new Set(["containerDefinitions", "tags"]);

export type Names = Native["names"];

/** How a type's properties differ from the rule. */
export const namesOf = (token: string): Names => nativeOf(token).names;

/** What Terraform calls a property. */
export const nameOf = (names: Names, path: string, name: string): string => {
  if (AS_THEY_ARE.has(name)) return snake(name);
  const common = Object.hasOwn(COMMON, name) ? COMMON[name] : undefined;
  return (Object.hasOwn(names, path) ? names[path] : undefined) ?? common ?? snake(name);
};

/** Null: what should be lifted from it is not known, and so neither is what it has. */
function members(object: JsonObject, names: Names, path: string): JsonObject | null {
  const found: (readonly [string, Json])[] = [];
  for (const [name, value] of Object.entries(object)) {
    const own = path === "" ? name : `${path}.${name}`;
    const is = nameOf(names, own, name);
    if (is !== "") {
      const inner = AS_THEY_ARE.has(name) ? value : renamed(value, names, own);
      found.push(is.endsWith("[]") ? [is.slice(0, -2), [inner]] : [is, inner]);
    } else if (value !== null) {
      const lifted = isObject(value) && !isSpecial(value) ? members(value, names, own) : null;
      if (lifted === null) return null;
      found.push(...Object.entries(lifted));
    }
  }
  return Object.fromEntries(found);
}

function renamed(json: Json, names: Names, path: string): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((element) => renamed(element, names, path));
  return isObject(json) && !isSpecial(json) ? (members(json, names, path) ?? UNKNOWN_TEXT) : json;
}

/** A text that says yes or no in words of its own. */
const switched = (value: Json, yes: string): Json =>
  typeof value === "string" && !isSentinel(value) ? value.toLowerCase() === yes : value;

const isFirst = (index: Json | undefined): boolean => index === undefined || index === "0" || index === 0;

/** The interface that an instance is made with is part of the instance in Terraform; others are attached. */
function instance(values: JsonObject): JsonObject {
  const { network_interface: interfaces, ...rest } = values;
  if (!Array.isArray(interfaces)) return values;
  const made = (interfaces as readonly Json[])
    .filter(isObject)
    .find((each) => each["network_interface_id"] === undefined && isFirst(each["device_index"]));
  const others = (interfaces as readonly Json[]).filter((each) => each !== made);
  if (made === undefined) return values;
  const { security_groups: groups, private_ip_address: address, ...primary } = made;
  return {
    ...rest,
    ...primary,
    ...(groups === undefined ? {} : { vpc_security_group_ids: groups }),
    ...(address === undefined ? {} : { private_ip: address }),
    ...(others.length === 0 ? {} : { network_interface: others }),
  };
}

/** What an instance takes from its cluster. */
const OF_CLUSTER: JsonObject = { vpc_security_group_ids: UNKNOWN_TEXT, db_subnet_group_name: UNKNOWN_TEXT, port: UNKNOWN_TEXT };

/**
 * Terraform makes it private where nothing is said; CloudFormation leaves that to AWS, which asks whether the VPC has an internet
 * gateway. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, PubliclyAccessible
 */
function database(values: JsonObject): JsonObject {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  return { publicly_accessible: UNKNOWN_TEXT, ...("db_cluster_identifier" in given ? OF_CLUSTER : {}), ...given };
}

const ADAPTED: Readonly<Record<string, (values: JsonObject) => JsonObject>> = {
  aws_instance: instance,
  aws_db_instance: database,
  aws_lb: (values) => ("internal" in values ? { ...values, internal: switched(values["internal"] ?? null, "internal") } : values),
  aws_ecs_service: (values) => {
    const network = values["network_configuration"];
    if (!isObject(network) || !("assign_public_ip" in network)) return values;
    return { ...values, network_configuration: { ...network, assign_public_ip: switched(network["assign_public_ip"] ?? null, "enabled") } };
  },
};

/** A registration of aws-native in Terraform's names. */
interface Adapted {
  readonly type: string;
  readonly inputs: JsonObject | null;
  readonly outputs: JsonObject | null;
  /** Terraform's name of a top-level property; of one that is lifted, those of its members. */
  readonly tops: (property: string) => readonly string[];
}

export function adapted({ type: token, inputs, outputs }: Pick<Registered, "type" | "inputs" | "outputs">): Adapted {
  const { type, names } = nativeOf(token);
  const adapt = (properties: JsonObject | null): JsonObject | null => {
    if (properties === null) return null;
    const values = members(properties, names, "");
    if (values === null) return null;
    return Object.hasOwn(ADAPTED, type) ? (ADAPTED[type]?.(values) ?? values) : values;
  };
  return {
    // A gateway of a VPN is attached by the same type, and lets in nobody from the internet.
    type:
      type === "aws_internet_gateway_attachment" && inputs !== null && !isSpecial(inputs) && !("internetGatewayId" in inputs)
        ? "aws_vpn_gateway_attachment"
        : type,
    inputs: adapt(inputs),
    outputs: adapt(outputs),
    tops: (property) => Object.keys(adapt({ [property]: inputs?.[property] ?? null }) ?? {}),
  };
}

/** The targets that a target group of aws-native lists are resources of their own in Terraform. */
export function targetsOf(registered: Registered): readonly Registered[] {
  const { inputs, type, urn } = registered;
  const targets = inputs !== null && isSpecial(inputs) ? UNKNOWN_TEXT : inputs?.["targets"];
  if (type !== "aws-native:elasticloadbalancingv2:TargetGroup" || targets === undefined || targets === null) return [];
  const list: readonly Json[] = Array.isArray(targets) ? targets : [targets];
  return list.map((target, index) => ({
    ...registered,
    urn: `${urn}#targets[${String(index)}]`,
    type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    id: null,
    inputs: {
      targetGroupArn: registered.id ?? UNKNOWN_TEXT,
      ...(isObject(target) && !isSpecial(target)
        ? { targetId: target["id"] ?? null, ...("port" in target ? { port: target["port"] } : {}) }
        : { targetId: target }),
    },
    outputs: null,
    propertyDependencies: { targetGroupArn: [urn], targetId: registered.propertyDependencies?.["targets"] ?? [] },
    parent: urn,
  }));
}
