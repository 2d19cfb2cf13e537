import type { Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Launched, Listener, PortRange } from "../model/listener";
import type { Mapping, Socket } from "../model/place";

/** A container as it is started. */
export interface Started {
  readonly launched: Launched;
  readonly doubts: Doubts;
  /** A value that the launch rests on is not known before deployment, or whether it is started at all. */
  readonly held: boolean;
}

const covers = (ranges: readonly PortRange[] | null, [first, last]: PortRange): boolean =>
  ranges?.some((range) => range[0] <= first && last <= range[1]) ?? false;

/** Whether the launch leads one to think of the very port that is declared, on every address. */
const agrees = ({ ipv4, ipv6, ports }: Listener, mapping: Mapping): boolean =>
  (ipv4 === "any" || ipv6 === "any") && covers(ports, mapping.ports);

/** Whether all that the declaration could add is shown already. */
const tells = ({ ipv4, ipv6, ports, protocol }: Listener, mapping: Mapping): boolean =>
  protocol === mapping.protocol && ipv4 === "any" && ipv6 === "any" && covers(ports, mapping.ports);

/** Whether the launch names loopback for the port that is declared: by it, or by no port. */
const namesLoopback = ({ loopback = [] }: Launched, { ports }: Mapping): boolean =>
  loopback.some((port) => port === null || covers([ports], [port, port]));

/**
 * The ports that a container declares and no launch is sure of: it answers there on every address, by assumption. Surely, where
 * the launch held no unknown value, showed no other bind and named no loopback. Where a program listens by itself is such a bind: the
 * file that would have to change its port may change its address as well.
 */
function declaredSockets(graph: Graph, mappings: readonly Mapping[], { launched, doubts, held }: Started): readonly Socket[] {
  if (launched.complete) return [];
  const shown = launched.listeners.filter(({ ofRuntime }) => ofRuntime !== true);
  const taken = graph.assumptions.has("declared-port") && launched.failsToStart.length === 0 && !held;
  return mappings
    .filter(
      ({ ports, protocol }) =>
        !launched.listeners.some((one) => one.certainty === "definite" && one.protocol === protocol && covers(one.ports, ports)),
    )
    .map((mapping) => ({
      mapping,
      sure: taken && !namesLoopback(launched, mapping) && shown.every((one) => agrees(one, mapping)),
    }))
    .filter(({ mapping, sure }) => sure || !shown.some((one) => tells(one, mapping)))
    .map(({ mapping, sure }) => ({
      listener: {
        process: sure ? (shown[0]?.process ?? "") : "",
        protocol: mapping.protocol,
        address: "0.0.0.0",
        ipv4: "any",
        ipv6: "any",
        ports: [mapping.ports],
        certainty: sure ? "definite" : "possible",
        from: "hint",
        says: mapping.says,
      },
      knowledge: "declared",
      container: mapping.container,
      evidence: { resource: mapping.resource, attribute: mapping.attribute, says: mapping.says, via: mapping.via },
      doubts: sure
        ? { unknowns: [], assumes: [{ name: "declared-port", resource: mapping.resource, attribute: mapping.attribute }] }
        : doubts,
    }));
}

/** A container's sockets with those that it declares; what is taken for sure is not told again as possible. */
export function withDeclared(graph: Graph, sockets: readonly Socket[], mappings: readonly Mapping[], started: Started): readonly Socket[] {
  const declared = declaredSockets(graph, mappings, started);
  const surely = declared.filter(({ listener }) => listener.certainty === "definite");
  const others = sockets.filter(
    ({ listener }) =>
      listener.certainty === "definite" ||
      !surely.some(
        (taken) =>
          taken.listener.protocol === listener.protocol && listener.ports?.every((range) => covers(taken.listener.ports, range)) === true,
      ),
  );
  return [...others, ...declared];
}
