import type { Fact } from "../model/fact";
import { joinDoubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, block, boolean, given, items, string, type Value } from "../model/value";
import { GROUP, SUBNET } from "../model/wanted";
import { inKeptRevision, REVISION_KEPT, WHICH_MACHINES } from "../words/verdict";

import { bridgeOf, onHost } from "./ecs-bridge";
import { containersOf, type Containers } from "./ecs-containers";
import { registrationsOf } from "./ecs-registrations";
import { revisionsOf, type Revision } from "./ecs-revision";
import type { Workload } from "./workload";

/** How the containers of a task meet the network. */
type NetworkMode = "awsvpc" | "none" | "bridge" | "host" | "another" | "unknown";

const MODES = ["awsvpc", "none", "bridge", "host"] as const;

/** Linux tasks default to the bridge; Fargate takes awsvpc alone. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
function networkMode(definition: Resource | null): NetworkMode {
  if (definition === null) return "unknown";
  const mode = string(at(definition.values, "network_mode"));
  if (mode.is === "known") {
    return MODES.find((known) => known === mode.value) ?? "another";
  }
  return given(at(definition.values, "network_mode")) === null ? "bridge" : "unknown";
}

/** Only Fargate gives a task a public address, and AWS refuses the argument elsewhere. */
function publicAddress(network: Value, service: Resource): Fact {
  const value = at(network, "assign_public_ip");
  const leaf = boolean(value);
  return {
    must: leaf.is === "known" && leaf.value,
    may: leaf.is === "unknown" || (leaf.is === "known" && leaf.value),
    resource: service,
    attribute: value.path,
    says: "public address (assign_public_ip)",
    via: [],
    unknowns: leaf.is === "unknown" ? [unknownAt(value)] : [],
    assumes: [],
  };
}

/** A task has an IPv6 address where its subnets have IPv6 blocks and the account's setting for it is on, which no plan shows. */
function ipv6Address(graph: Graph, subnets: Value, service: Resource): Fact {
  const joined = graph.many(subnets, SUBNET);
  const blocks = [...joined.known, ...joined.maybe].map((subnet) => given(at(subnet.values, "ipv6_cidr_block")));
  const may = !joined.complete || joined.foreign.length > 0 || blocks.some((found) => found !== null);
  return {
    must: false,
    may,
    resource: service,
    attribute: subnets.path,
    says: "IPv6 address (dualStackIPv6)",
    via: [],
    unknowns: may ? [{ ...unknownAt(subnets, "account-setting"), detail: "dualStackIPv6" }] : [],
    assumes: [],
  };
}

function taskInterface(graph: Graph, service: Resource): Interface {
  const network = block(at(service.values, "network_configuration"));
  const subnetsAt = at(network, "subnets");
  const groupsAt = given(at(network, "security_groups"));
  return {
    resource: service,
    attachable: [],
    subnets: graph.many(subnetsAt, SUBNET),
    subnetsAt,
    placing: "spread",
    groups: groupsAt === null ? null : graph.many(groupsAt, GROUP),
    groupsAt: groupsAt ?? at(network, "security_groups"),
    publicIpv4: publicAddress(network, service),
    ipv6: ipv6Address(graph, subnetsAt, service),
    addresses: null,
    internal: false,
    unfiltered: false,
    via: [],
  };
}

/** An envoy of Service Connect answers on a port of its own and calls the container over loopback. */
function proxied(service: Resource): readonly Unknown[] {
  const connect = at(service.values, "service_connect_configuration");
  const proxies = items(connect).known.some((configuration) => {
    const { known, complete } = items(at(configuration, "service"));
    return known.length > 0 || !complete;
  });
  return proxies ? [unknownAt(connect, "not-modelled")] : [];
}

function placeBy({ joined, kept }: Revision, service: Resource, graph: Graph, launcher: Launcher, hosts: readonly Place[]): Place {
  const definitionAt = at(service.values, "task_definition");
  const definition = joined.known[0] ?? null;
  const mode = networkMode(definition);
  const containers: Containers =
    definition === null
      ? {
          sockets: [],
          complete: false,
          opaque: [],
          doubts: { unknowns: [unknownAt(definitionAt, "outside-plan")], assumes: [] },
          mappings: [],
          failures: [],
          tunnels: [],
          redirects: [],
          filters: [],
        }
      : containersOf(graph, definition, launcher, mode === "awsvpc" || mode === "host");
  const proxies = proxied(service);
  const networked = given(at(service.values, "network_configuration")) !== null;
  const hasInterface = mode === "awsvpc" || (mode === "unknown" && networked);
  const bridge = mode === "bridge" && definition !== null ? bridgeOf(graph, service, definition, hosts) : null;
  const shared = mode === "host" && definition !== null ? onHost(graph, service, definition, hosts) : null;
  const within = bridge ?? shared;
  const assumes = shared?.assumes ?? [];
  return {
    resource: service,
    kind: "task",
    container: null,
    interfaces: hasInterface ? [taskInterface(graph, service)] : (shared?.host.interfaces ?? []),
    sockets: containers.sockets.map((socket) => ({
      ...socket,
      evidence: kept ? { ...socket.evidence, says: inKeptRevision(socket.evidence.says) } : socket.evidence,
      doubts: joinDoubts([socket.doubts, { unknowns: [], assumes }]),
    })),
    socketsComplete: containers.complete && proxies.length === 0,
    unseenIn: proxies.length === 0 && containers.opaque.length === 1 ? (containers.opaque[0] ?? null) : null,
    doubts: {
      unknowns: [...containers.doubts.unknowns, ...proxies],
      assumes: [...containers.doubts.assumes, ...joined.assumes, ...assumes],
    },
    mappings: containers.mappings,
    failures: containers.failures,
    within,
    tunnels: containers.tunnels,
    redirects: [...containers.redirects, ...(shared?.host.redirects ?? [])],
    filters: [...containers.filters, ...(shared?.host.filters ?? [])],
    registrations: registrationsOf(graph, service),
    unfollowed:
      hasInterface || within !== null || mode === "none" ? [] : [{ ...unknownAt(at(service.values, "cluster")), detail: WHICH_MACHINES }],
    via: definition === null ? [] : [definition],
  };
}

function places(service: Resource, graph: Graph, launcher: Launcher, hosts: readonly Place[]): readonly Place[] {
  const each = revisionsOf(graph, service).map((revision) => placeBy(revision, service, graph, launcher, hosts));
  if (each.length === 1) return each;
  const open = { ...unknownAt(at(service.values, "task_definition")), dependsOn: [], detail: REVISION_KEPT };
  return each.map((place, kind) => ({ ...place, choice: { kind, of: each.length, open } }));
}

/** An ECS service: tasks with interfaces of their own, or on the instances of a cluster. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html */
export const ecsService: Workload = { types: ["aws_ecs_service"], reads: ["aws_ecs_task_definition", "aws_ecs_cluster"], places };
