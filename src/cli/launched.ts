import { bindOfText } from "../model/bind";
import { isOneOf, type Launched, type Listener, type Publish, type StartedContainer } from "../model/listener";
import type { Listens, Reach } from "../model/report";
import { NO_SUCH_PROGRAM, NOTHING_BEHIND } from "../words/cli";
import { whoComes } from "../words/tunnel";

type Row = Listens["listeners"][number];

function rowOf({ process, protocol, address, ipv4, ipv6, ports, certainty, from, says }: Listener): Row {
  return {
    process,
    protocol,
    address,
    ipv4,
    ipv6,
    ports: ports === null ? null : ports.map(([first, last]) => [first, last]),
    certainty,
    from,
    says,
  };
}

/** Whom a published port answers. Without an address docker takes every address in both families: https://docs.docker.com/engine/network/port-publishing/ */
function reachOf(address: string | null): { address: string; ipv4: Reach; ipv6: Reach } {
  if (address === null) return { address: "*", ipv4: "any", ipv6: "any" };
  if (address === "localhost") return { address, ipv4: "loopback", ipv6: "none" };
  const bind = bindOfText(address.replace(/^\[(.*)\]$/, "$1"));
  if (bind === null) return { address, ipv4: "unknown", ipv6: "unknown" };
  const { family, answers } = bind;
  return family === 4 ? { address, ipv4: answers, ipv6: "none" } : { address, ipv4: "none", ipv6: answers };
}

/** Whether a socket in the container answers what comes through its bridge. */
function behind({ ipv4, ipv6, ports, protocol }: Listener, publish: Publish): boolean {
  const [first, last] = publish.containerPorts;
  const answers = [ipv4, ipv6].some((reach) => reach === "any" || reach === "address" || reach === "unknown");
  return protocol === publish.protocol && answers && (ports === null || ports.some(([from, to]) => from <= last && first <= to));
}

/** The sockets of a namespace, with those of containers that share it. */
const socketsIn = ({ listeners, containers }: Launched): readonly Listener[] => [
  ...listeners,
  ...containers.filter(({ network }) => network === "host").flatMap(({ launched }) => socketsIn(launched)),
];

function published({ name, network, publishes, launched }: StartedContainer): Listens {
  const inner = listensOf(launched);
  const within = (process: string): string => `${process} in container ${name}`;
  if (network === "host") return { ...inner, listeners: inner.listeners.map((row) => ({ ...row, process: within(row.process) })) };
  const listeners: Row[] = [];
  const unknowns = [...inner.unknowns];
  for (const publish of network === "none" ? [] : publishes) {
    const answering = socketsIn(launched).filter((listener) => behind(listener, publish));
    if (answering.length === 0 && launched.complete) unknowns.push({ what: publish.says, why: NOTHING_BEHIND });
    else {
      const sure =
        answering.some(({ certainty, ports }) => certainty === "definite" && ports !== null) &&
        network === "bridge" &&
        (publish.hostPorts === null || !isOneOf(publish));
      const ports: Row["ports"] = publish.hostPorts === null ? null : [[publish.hostPorts[0], publish.hostPorts[1]]];
      listeners.push({
        process: answering[0] === undefined ? `container ${name}` : within(answering[0].process),
        protocol: publish.protocol,
        ...reachOf(publish.hostAddress),
        ports,
        certainty: sure ? "definite" : "possible",
        from: "command",
        says: publish.says,
      });
    }
  }
  return { ...inner, listeners, unknowns };
}

/** What a launch leads to, as its host sees it: a container's sockets by the ports that it publishes. */
export function listensOf(launched: Launched): Listens {
  const within = launched.containers.map(published);
  const listeners = [...launched.listeners.map(rowOf), ...within.flatMap((container) => container.listeners)];
  const unknowns = [
    ...launched.unknowns.map(({ what, why }) => ({ what, why })),
    ...launched.tunnels.map(({ process, ports }) => whoComes(process, ports)),
    ...within.flatMap((container) => container.unknowns),
  ];
  const silent = !launched.complete && unknowns.length === 0;
  const [fails] = [...launched.failsToStart, ...within.flatMap(({ failsToStart }) => (failsToStart === null ? [] : [failsToStart]))];
  return {
    schemaVersion: 1,
    listeners,
    failsToStart: fails === undefined ? null : { code: fails.code, text: fails.text },
    unknowns: silent ? [{ what: "this program", why: NO_SUCH_PROGRAM }] : unknowns,
  };
}
