import type { Graph } from "../model/graph";
import type { Publish } from "../model/listener";
import type { Place, Within } from "../model/place";
import type { Resource } from "../model/resource";
import { at, embedded, given, items, number, string, type Value } from "../model/value";
import { CLUSTER } from "../model/wanted";

interface Hosting {
  readonly host: Place;
  /** What says that it hosts tasks. */
  readonly via: readonly Resource[];
}

/**
 * The machines of a cluster, where one instance, group or fleet alone may host its tasks. Which cluster they join is said in their
 * script, and by no reference: where it is not, the one cluster of this plan.
 */
function hostIn(graph: Graph, service: Resource, places: readonly Place[]): Hosting | null {
  const [cluster] = graph.one(at(service.values, "cluster"), CLUSTER).known;
  const clusters = graph.ofType("aws_ecs_cluster").filter(({ mode, from }) => mode === "managed" && from === undefined);
  if (cluster === undefined || !clusters.includes(cluster)) return null;
  const launchedAt = given(at(service.values, "launch_type"));
  const launched = launchedAt === null ? null : string(launchedAt);
  if (launched !== null && !(launched.is === "known" && launched.value === "EC2")) return null;
  const name = string(at(cluster.values, "name"));
  const [hosting, ...others] = places.flatMap((host) => {
    const { agent } = host;
    const elsewhere = name.is === "known" && agent !== undefined && agent.cluster !== null && agent.cluster !== name.value;
    return agent === undefined || elsewhere ? [] : [{ host, via: agent.via }];
  });
  if (hosting === undefined || hosting.via.length === 0 || others.length > 0) return null;
  const isNamed = name.is === "known" && hosting.host.agent?.cluster === name.value;
  if (clusters.length > 1 && !isNamed) return null;
  return { host: hosting.host, via: [cluster, ...hosting.via] };
}

/** What only `lone-candidate` says: that the one machine there is hosts the tasks. */
const onThese = (service: Resource): Within["assumes"] => [{ name: "lone-candidate", resource: service, attribute: "cluster" }];

/**
 * Where the containers of a task in network mode `host` live: on the interfaces of their machine, behind its own firewall. Null where
 * it cannot be told which that is.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-host.html
 */
export function onHost(graph: Graph, service: Resource, definition: Resource, hosts: readonly Place[]): Within | null {
  const hosting = graph.assumptions.has("lone-candidate") ? hostIn(graph, service, hosts) : null;
  if (hosting === null) return null;
  return {
    host: hosting.host,
    certain: false,
    publishes: [],
    evidence: { resource: definition, attribute: "network_mode", says: "", via: [service, ...hosting.via] },
    unknowns: [],
    assumes: onThese(service),
  };
}

/**
 * A port that the bridge publishes on every address of the instance; 0 or none: one that is chosen. Null: which, cannot be told.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
function publishOf(mapping: Value): Publish | null {
  const [inner, outer, protocol] = [number(at(mapping, "containerPort")), number(at(mapping, "hostPort")), string(at(mapping, "protocol"))];
  if (inner.is !== "known" || outer.is === "unknown" || protocol.is === "unknown") return null;
  const fixed = outer.is === "known" && outer.value !== 0 ? outer.value : null;
  return {
    hostAddress: null,
    hostPorts: fixed === null ? null : [fixed, fixed],
    containerPorts: [inner.value, inner.value],
    protocol: protocol.is === "known" && protocol.value.toLowerCase() === "udp" ? "udp" : "tcp",
    says: `host port ${fixed === null ? "chosen at the start" : String(fixed)} for ${String(inner.value)}`,
  };
}

/**
 * Where the one container of a task lives, on a bridge: if these are its machines, as `lone-candidate` says, it surely runs on them.
 * Null where its host cannot be told, and of several containers: each has a namespace of its own there.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-bridge.html
 */
export function bridgeOf(graph: Graph, service: Resource, definition: Resource, hosts: readonly Place[]): Within | null {
  if (!graph.assumptions.has("lone-candidate")) return null;
  const hosting = hostIn(graph, service, hosts);
  const containers = items(embedded(at(definition.values, "container_definitions")));
  const [container, ...others] = containers.known;
  if (hosting === null || container === undefined || others.length > 0 || !containers.complete) return null;
  const mappingsAt = at(container, "portMappings");
  const mappings = items(mappingsAt);
  const publishes = mappings.known.map(publishOf);
  if (!mappings.complete || publishes.includes(null)) return null;
  return {
    host: hosting.host,
    certain: true,
    publishes: publishes.filter((publish) => publish !== null),
    evidence: { resource: definition, attribute: mappingsAt.path, says: "", via: [service, ...hosting.via] },
    unknowns: [],
    assumes: onThese(service),
  };
}
