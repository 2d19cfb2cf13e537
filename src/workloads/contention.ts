import type { Doubts } from "../model/fact";
import { contested, type FailsToStart, type Listener, type PortRange, type Publish, type StartedContainer } from "../model/listener";
import type { Failure, Socket } from "../model/place";
import { failures } from "../words/launch";

/** What is started by itself in a namespace that others share. */
interface Part {
  readonly sockets: readonly Socket[];
  readonly failures: readonly Failure[];
}

/** Two sockets of which only one can be bound. */
interface Contest {
  readonly first: Socket;
  readonly second: Socket;
  readonly port: number;
}

const isSure = ({ listener, knowledge }: Socket): boolean => listener.certainty === "definite" && knowledge === "known";

const contests = (one: Part, other: Part): readonly Contest[] =>
  one.sockets.filter(isSure).flatMap((first) =>
    other.sockets.filter(isSure).flatMap((second): readonly Contest[] => {
      const port = contested(first.listener, second.listener);
      return port === undefined ? [] : [{ first, second, port }];
    }),
  );

const answersAlike = ({ ipv4, ipv6, address }: Listener, other: Listener): boolean =>
  ipv4 === other.ipv4 && ipv6 === other.ipv6 && (address === other.address || [ipv4, ipv6].includes("any"));

/** Nobody can tell whether it is opened. */
export function doubted(socket: Socket, why: string): Socket {
  const { resource, attribute } = socket.evidence;
  const doubts: Doubts =
    resource === null || attribute === null
      ? socket.doubts
      : { unknowns: [{ resource, attribute, dependsOn: [], why: "not-seen", detail: why }], assumes: [] };
  return { ...socket, listener: { ...socket.listener, certainty: "possible" }, doubts };
}

/** Which of the two it is, nobody tells. */
function failureOf({ first, second, port }: Contest): Failure {
  const names = [...new Set([first.listener.process, second.listener.process])].join(" or ");
  const container = first.container === second.container ? first.container : null;
  return { container, process: names, fails: failures.contested(names, port), evidence: second.evidence };
}

/**
 * Of what starts at the same time nobody tells who is first; who comes second to a port fails, with all that it would open. That somebody
 * answers there stays sure where both would answer alike.
 */
export function contending<P extends Part>(parts: readonly P[]): readonly P[] {
  const found = parts.flatMap((one, index) =>
    parts.slice(index + 1).flatMap((other) => contests(one, other).map((contest) => ({ one, other, contest }))),
  );
  return parts.map((part) => {
    const own = found.filter(({ one, other }) => one === part || other === part).map(({ contest }) => contest);
    const [first] = own;
    if (first === undefined) return part;
    const stays = (socket: Socket): boolean =>
      own.every((contest) => contest.first === socket && answersAlike(socket.listener, contest.second.listener));
    const fails = found.filter(({ other }) => other === part).map(({ contest }) => failureOf(contest));
    return {
      ...part,
      sockets: part.sockets.map((socket) =>
        isSure(socket) && !stays(socket) ? doubted(socket, failures.contested("", first.port).text) : socket,
      ),
      failures: [...part.failures, ...fails],
    };
  });
}

/** A single port that both have: of several one that is free is taken. */
function samePort(one: PortRange | null, other: PortRange | null): number | undefined {
  const [port, last] = one ?? [];
  return port === last && other?.every((end) => end === port) === true ? port : undefined;
}

const clash = (one: Publish, other: Publish): number | undefined =>
  one.protocol === other.protocol && (one.hostAddress === null || other.hostAddress === null || one.hostAddress === other.hostAddress)
    ? samePort(one.hostPorts, other.hostPorts)
    : undefined;

/**
 * Why a container does not start: one that was started before it has published the same port. Those of one project start at the same
 * time, and it may be the other one. https://docs.docker.com/engine/network/port-publishing/
 */
export function portTaken(container: StartedContainer, before: readonly StartedContainer[]): FailsToStart | undefined {
  const isUp = ({ certain, network }: StartedContainer): boolean => certain && network === "bridge";
  // One that surely opens nothing may have ended: it was given a command that does something and is done.
  const holds = (one: StartedContainer): boolean => isUp(one) && (!one.launched.complete || one.launched.listeners.length > 0);
  for (const other of isUp(container) ? before.filter(holds) : []) {
    const [port] = container.publishes.flatMap((publish) => other.publishes.flatMap((one) => clash(publish, one) ?? []));
    if (port === undefined) continue;
    return container.project !== undefined && container.project === other.project
      ? failures.contested(`${other.name} or ${container.name}`, port)
      : failures.taken(container.name, port, other.name);
  }
  return undefined;
}
