import type { Doubts, Evidence } from "../model/fact";
import { NO_DOUBTS } from "../model/fact";
import type { Launched, LaunchUnknown, Listener, StartedContainer } from "../model/listener";
import type { Carried, Failure, Filtered, Place, Redirected, Socket } from "../model/place";
import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { hasHole } from "../model/text";
import type { Unknown } from "../model/unknown";
import { at, isSensitive, items, textOf, type Value } from "../model/value";
import { unknowns } from "../words/launch";

import { contending, doubted, portTaken } from "./contention";
import { withDeclared } from "./declared";

/** Where a launch is written, and what runs it. */
export interface Origin {
  readonly resource: Resource;
  /** The argument that holds it. */
  readonly at: Value;
  /** The list of its variables, each with `name` and `value`. Absent: they are not written beside it. */
  readonly variables?: Value;
  readonly container: string | null;
  readonly via: readonly Resource[];
}

/** Of what is marked sensitive only the resulting socket is told. */
const shown = (origin: Origin, says: string): string => (isSensitive(origin.at) ? "(sensitive)" : says);

/** An address tells nothing else; a name may be anything. */
const shownAddress = (origin: Origin, address: string): string =>
  isSensitive(origin.at) && !/^(|\*|localhost|\[?[\d.:a-f]+\]?)$/i.test(address) ? "(sensitive)" : address;

export const evidenceOf = (origin: Origin, says: string): Evidence => ({
  resource: origin.at.resource,
  attribute: origin.at.path === "" ? null : origin.at.path,
  says: shown(origin, says),
  via: origin.via,
});

/** A launch that is not sure and does not say of what. */
const UNTOLD: LaunchUnknown = { what: "the launch", why: "a variable, a file or a branch of it is not known" };

/** What a launch leaves open, as values that would settle it. */
const launchDoubts = (origin: Origin, launched: Launched): Doubts => ({
  unknowns: (launched.unknowns.length > 0 ? launched.unknowns : [UNTOLD]).map(({ what, why }) => ({
    resource: origin.at.resource,
    attribute: origin.at.path,
    dependsOn: [],
    why: "not-seen" as const,
    detail: isSensitive(origin.at) ? null : `${what}: ${why}`,
  })),
  assumes: [],
});

/** Where a bind is written that the environment gives: in its variable, of several in the list of them, else in what holds the launch. */
function originOf(origin: Origin, { from, says }: Listener): Origin {
  const { variables } = origin;
  if (from !== "environment" || variables === undefined || isSensitive(origin.at)) return origin;
  const gives = (variable: Value): boolean => ` ${says} `.includes(` ${textOf(at(variable, "name"))}=${textOf(at(variable, "value"))} `);
  const [variable, ...more] = items(variables).known.filter(gives);
  if (variable === undefined) return origin;
  return { ...origin, at: more.length > 0 ? variables : at(variable, "value") };
}

export const socketsOf = (origin: Origin, launched: Launched): readonly Socket[] =>
  launched.listeners.map((listener) => {
    const written = originOf(origin, listener);
    return {
      listener: { ...listener, says: shown(written, listener.says), address: shownAddress(written, listener.address) },
      knowledge: "known" as const,
      container: origin.container,
      evidence: evidenceOf(written, listener.says),
      doubts: listener.certainty === "definite" ? NO_DOUBTS : launchDoubts(origin, launched),
    };
  });

const failuresOf = (origin: Origin, launched: Pick<Launched, "failsToStart">): readonly Failure[] =>
  launched.failsToStart.map((fails) => ({
    container: origin.container,
    process: fails.process ?? null,
    fails,
    evidence: evidenceOf(origin, fails.text),
  }));

const tunnelsOf = (origin: Origin, launched: Launched): readonly Carried[] =>
  launched.tunnels.map((tunnel) => ({ tunnel, ...evidenceOf(origin, `${tunnel.process} ${tunnel.says}`) }));

export const redirectsOf = (origin: Origin, launched: Launched): readonly Redirected[] =>
  launched.redirects.map((redirect) => ({ redirect, ...evidenceOf(origin, `${redirect.process} ${redirect.says}`) }));

export const filtersOf = (origin: Origin, launched: Launched): readonly Filtered[] =>
  launched.filters.map((filter) => ({
    filter: { ...filter, rules: filter.rules.map((rule) => ({ ...rule, says: rule.says === "" ? "" : shown(origin, rule.says) })) },
    ...evidenceOf(origin, filter.process),
  }));

/** A process in the host's own namespace, or in a container that shares it. */
const inNamespace = (container: StartedContainer): boolean => container.network === "host";

/** What a launch leads to in one namespace. */
interface Namespace {
  readonly sockets: readonly Socket[];
  readonly failures: readonly Failure[];
  readonly tunnels: readonly Carried[];
  readonly redirects: readonly Redirected[];
  readonly filters: readonly Filtered[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

/** Everything that opens sockets in one namespace: processes, and containers on the host's network. */
export function namespaceOf(origin: Origin, launched: Launched): Namespace {
  const inside = launched.containers
    .filter(inNamespace)
    .map((container) => namespaceOf({ ...origin, container: container.name }, container.launched));
  const alone = { sockets: socketsOf(origin, launched), failures: failuresOf(origin, launched) };
  const parts = contending<Pick<Namespace, "sockets" | "failures">>([alone, ...inside]);
  const unsure = launched.containers.some(({ network }) => network === "unknown");
  const own = launchDoubts(origin, launched);
  return {
    sockets: parts.flatMap(({ sockets }) => sockets),
    failures: parts.flatMap(({ failures }) => failures),
    tunnels: [...tunnelsOf(origin, launched), ...inside.flatMap(({ tunnels }) => tunnels)],
    redirects: [...redirectsOf(origin, launched), ...inside.flatMap(({ redirects }) => redirects)],
    filters: [...filtersOf(origin, launched), ...inside.flatMap(({ filters }) => filters)],
    complete: launched.complete && !unsure && inside.every(({ complete }) => complete),
    doubts: {
      unknowns: [...(launched.complete && !unsure ? [] : own.unknowns), ...inside.flatMap(({ doubts }) => doubts.unknowns)],
      assumes: [],
    },
  };
}

const untoldNetwork = ({ at, container }: Origin): Unknown => {
  const { what, why } = unknowns.network(isSensitive(at) ? "" : (container ?? ""));
  return { resource: at.resource, attribute: at.path, dependsOn: [], why: "not-seen", detail: `${what}: ${why}` };
};

/** The containers with a namespace of their own that a launch starts on a host. */
export const containersOn = (graph: Graph, host: Place, origin: Origin, launched: Launched): readonly Place[] =>
  launched.containers
    .filter((container) => !inNamespace(container))
    .map((container, index, all) => {
      const inside: Origin = { ...origin, container: container.name };
      const { sockets, failures, tunnels, redirects, filters, complete, doubts } = namespaceOf(inside, container.launched);
      const mappings = container.publishes.map((publish) => ({
        container: container.name,
        protocol: publish.protocol,
        ports: publish.containerPorts,
        ...evidenceOf(inside, publish.says),
      }));
      const held = !container.certain || hasHole(container.image);
      const taken = portTaken(container, all.slice(0, index));
      return {
        resource: host.resource,
        kind: "container" as const,
        container: container.name,
        interfaces: [],
        sockets: withDeclared(graph, sockets, mappings, { launched: container.launched, doubts, held }).map((socket) =>
          taken === undefined ? socket : doubted(socket, taken.text),
        ),
        socketsComplete: complete,
        unseenIn: container.name,
        doubts,
        mappings,
        failures: [...failures, ...failuresOf(inside, { failsToStart: taken === undefined ? [] : [taken] })],
        within:
          container.network === "none"
            ? null
            : {
                host,
                publishes: container.publishes,
                certain: container.certain && container.network === "bridge" && taken === undefined,
                ...(container.network === "unknown" ? { untold: [untoldNetwork(inside)] } : {}),
                evidence: evidenceOf(inside, container.says),
                ...NO_DOUBTS,
              },
        tunnels,
        redirects,
        filters,
        registrations: [],
        unfollowed: [],
        ...(host.choice === undefined ? {} : { choice: host.choice }),
        via: host.via,
      };
    });

/** A socket that nothing in the plan tells of and common practice fixes. */
export const assumedListener = (process: string, port: number): Listener => ({
  process,
  protocol: "tcp",
  address: "0.0.0.0",
  ipv4: "any",
  ipv6: "any",
  ports: [[port, port]],
  certainty: "definite",
  from: "machine-image",
  says: `${process} on ${String(port)}`,
});
