import type { Graph } from "../model/graph";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, boolean, given, string } from "../model/value";
import { SUBNET } from "../model/wanted";

import { servicePlace, serviceSockets } from "./managed-service";
import type { Workload } from "./workload";

/**
 * Every protocol of a broker, over TLS, and its console.
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/working-with-activemq.html
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/working-with-rabbitmq.html
 */
const ENGINES: Readonly<Record<string, readonly number[]>> = {
  activemq: [5671, 8162, 8883, 61614, 61617, 61619],
  rabbitmq: [443, 5671, 15671],
};

/**
 * A public RabbitMQ has its address in a network of AWS's own: "Broker with [publiclyAccessible] set to true does not support
 * specifying [securityGroups]", it is answered. https://github.com/cloudposse/terraform-aws-mq-broker/pull/42
 */
function places(resource: Resource, graph: Graph): readonly Place[] {
  const { values } = resource;
  const engineAt = at(values, "engine_type");
  const engine = string(engineAt);
  const name = engine.is === "known" ? engine.value.toLowerCase() : "";
  const ports = Object.hasOwn(ENGINES, name) ? ENGINES[name] : undefined;
  const subnetsAt = given(at(values, "subnet_ids"));
  const publicAt = at(values, "publicly_accessible");
  const broker = servicePlace(graph, {
    resource,
    sockets: [serviceSockets(ports === undefined ? "activemq" : name, engineAt, ports?.map((port) => [port, port] as const) ?? null)],
    publicAt,
    publicUnlessSaid: false,
    dualStack: false,
    subnets: { subnets: subnetsAt === null ? null : graph.many(subnetsAt, SUBNET), subnetsAt, via: [] },
    groupsAt: given(at(values, "security_groups")),
    via: [],
  });
  const said = given(publicAt);
  const open = said === null ? null : boolean(said);
  const shut = open === null || (open.is === "known" && !open.value);
  if (name === "activemq" || shut) return [broker];
  if (name !== "rabbitmq") return [{ ...broker, unfollowed: [unknownAt(engineAt)] }];
  return [{ ...broker, interfaces: broker.interfaces.map((of) => ({ ...of, apart: true })) }];
}

/** A broker of Amazon MQ. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/mq_broker */
export const mq: Workload = { types: ["aws_mq_broker"], reads: [], places };
