import type { Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { ContainerStart, Environment, Launcher } from "../model/launch";
import type { PortRange } from "../model/listener";
import type { Carried, Failure, Filtered, Mapping, Redirected, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import { HOLE } from "../model/text";
import { unknownAt } from "../model/unknown";
import { at, embedded, given, isOmitted, isUnknown, items, number, string, textOf, type Value } from "../model/value";

import { contending } from "./contention";
import { withDeclared } from "./declared";
import { filesOf } from "./ecs-volumes";
import { evidenceOf, namespaceOf, type Origin } from "./sockets";

/** What the containers of one task open in the namespace that they share. */
export interface Containers {
  readonly sockets: readonly Socket[];
  readonly complete: boolean;
  /** Containers that may open what nobody showed; null for one whose name is not known, or for a definition that is not. */
  readonly opaque: readonly (string | null)[];
  readonly doubts: Doubts;
  readonly mappings: readonly Mapping[];
  readonly failures: readonly Failure[];
  readonly tunnels: readonly Carried[];
  readonly redirects: readonly Redirected[];
  readonly filters: readonly Filtered[];
}

/** Null: left to the image. */
function words(value: Value): readonly string[] | null | "unknown" {
  if (isUnknown(value)) return "unknown";
  if (given(value) === null) return null;
  const { known, complete } = items(value);
  return complete ? known.map(textOf) : "unknown";
}

/** Secrets are known by name alone; a file of variables lies in a bucket. */
function environmentOf(container: Value): Environment {
  const variables = items(at(container, "environment"));
  const secrets = items(at(container, "secrets"));
  const files = items(at(container, "environmentFiles"));
  return {
    values: new Map([
      ...variables.known.map((variable): [string, string] => [textOf(at(variable, "name")), textOf(at(variable, "value"))]),
      ...secrets.known.map((secret): [string, string] => [textOf(at(secret, "name")), HOLE]),
    ]),
    complete: variables.complete && secrets.complete && files.complete && files.known.length === 0,
  };
}

const startOf = (container: Value, files: ContainerStart["files"]): ContainerStart => ({
  image: isUnknown(at(container, "image")) ? null : textOf(at(container, "image")),
  entryPoint: words(at(container, "entryPoint")),
  command: words(at(container, "command")),
  environment: environmentOf(container),
  cwd: given(at(container, "workingDirectory")) === null ? null : textOf(at(container, "workingDirectory")),
  files,
});

function mappedPorts(mapping: Value): PortRange | null {
  const range = string(at(mapping, "containerPortRange"));
  const [, first, last] = range.is === "known" ? (/^(\d+)-(\d+)$/.exec(range.value) ?? []) : [];
  if (first !== undefined && last !== undefined) return [Number(first), Number(last)];
  const port = number(at(mapping, "containerPort"));
  return port.is === "known" ? [port.value, port.value] : null;
}

function mappingsOf(container: Value, origin: Origin): readonly Mapping[] {
  return items(at(container, "portMappings")).known.flatMap((mapping) => {
    const ports = mappedPorts(mapping);
    if (ports === null) return [];
    const protocol = string(at(mapping, "protocol"));
    const udp = protocol.is === "known" && protocol.value.toLowerCase() === "udp";
    return [
      {
        container: origin.container,
        protocol: udp ? ("udp" as const) : ("tcp" as const),
        ports,
        ...evidenceOf(
          { ...origin, at: mapping },
          `port mapping ${ports[0] === ports[1] ? String(ports[0]) : `${String(ports[0])}-${String(ports[1])}`}`,
        ),
      },
    ];
  });
}

/** True where a value that the launch rests on is not known before deployment. */
const holdsUnknown = (container: Value, start: ContainerStart): boolean =>
  isUnknown(container) ||
  start.image === null ||
  start.entryPoint === "unknown" ||
  start.command === "unknown" ||
  [...(start.entryPoint ?? []), ...(start.command ?? [])].some((word) => word.includes(HOLE));

function containerOf(graph: Graph, container: Value, files: ContainerStart["files"], launcher: Launcher): Containers {
  const name = string(at(container, "name"));
  const commandAt = given(at(container, "command")) ?? given(at(container, "entryPoint")) ?? at(container, "image");
  const origin: Origin = {
    resource: container.resource,
    at: commandAt,
    variables: at(container, "environment"),
    container: name.is === "known" ? name.value : null,
    via: [],
  };
  const start = startOf(container, files);
  const launched = launcher.container(start);
  const { sockets, failures, tunnels, redirects, filters, complete, doubts } = namespaceOf(origin, launched);
  const mappings = mappingsOf(container, origin);
  return {
    sockets: withDeclared(graph, sockets, mappings, { launched, doubts, held: holdsUnknown(container, start) }),
    complete,
    opaque: complete ? [] : [origin.container],
    doubts,
    mappings,
    failures,
    tunnels,
    redirects,
    filters,
  };
}

/**
 * Every container of a definition; a definition that is not known yet may open anything.
 * @param shared whether they have one network namespace
 */
export function containersOf(graph: Graph, definition: Resource, launcher: Launcher, shared: boolean): Containers {
  const definitionsAt = at(definition.values, "container_definitions");
  const { known, complete } = items(embedded(definitionsAt));
  const apart = known.map((container) => containerOf(graph, container, filesOf(container, definition.values, known), launcher));
  const each = shared ? contending(apart) : apart;
  const whole = complete && !isOmitted(definitionsAt);
  return {
    sockets: each.flatMap(({ sockets }) => sockets),
    complete: whole && each.every((container) => container.complete),
    opaque: [...each.flatMap(({ opaque }) => opaque), ...(whole ? [] : [null])],
    doubts: {
      unknowns: [...(whole ? [] : [unknownAt(definitionsAt)]), ...each.flatMap(({ doubts }) => doubts.unknowns)],
      assumes: each.flatMap(({ doubts }) => doubts.assumes),
    },
    mappings: each.flatMap(({ mappings }) => mappings),
    failures: each.flatMap(({ failures }) => failures),
    tunnels: each.flatMap(({ tunnels }) => tunnels),
    redirects: each.flatMap(({ redirects }) => redirects),
    filters: each.flatMap(({ filters }) => filters),
  };
}
