import { meets, portsOf, type PortSet } from "../net/port-set";
import { NUMBER } from "../walk/expose";
import { NO_DOUBTS } from "../model/fact";
import { isInward } from "../model/listener";
import type { Mapping, Place, Socket } from "../model/place";
import type { Path } from "../walk/path";
import type { Judged } from "./judged";

const portsOfSocket = ({ listener }: Pick<Socket, "listener">): PortSet => portsOf(listener.ports ?? []);

/** Answers its own namespace alone, in both families, and surely so. */
const isDeaf = ({ listener }: Socket): boolean =>
  listener.certainty === "definite" && isInward(listener) && [listener.ipv4, listener.ipv6].includes("loopback");

/** Every way in which a port is said to lead to a process: a mapping, a published port, a registration as a target. */
function leading(place: Place): readonly Mapping[] {
  const registered = place.registrations.flatMap((registration): readonly Mapping[] =>
    typeof registration.port === "number"
      ? [{ ...registration, container: null, protocol: "tcp", ports: [registration.port, registration.port] }]
      : [],
  );
  return [...place.mappings, ...registered];
}

function pathOf(mapping: Mapping, sockets: readonly Socket[], place: Place): Path {
  const steps = [
    { role: "publish" as const, of: mapping, shut: false },
    ...sockets.map((socket) => ({ role: "process" as const, of: socket.evidence, shut: true })),
  ].map(({ role, of, shut }) => ({
    role,
    hop: 0,
    resource: of.resource,
    attribute: of.attribute,
    says: of.says,
    certainty: shut ? ("none" as const) : ("definite" as const),
    via: [...of.via, place.resource, ...place.via].filter((other) => other !== of.resource),
    shut,
  }));
  return { steps, because: [], ...NO_DOUBTS };
}

/**
 * A port is published, mapped or targeted, and the process behind it answers loopback alone: the caller is refused. The containers
 * of one task share their loopback, so a process of any of them that does answer there is enough.
 */
export function deafListener(place: Place): readonly Judged[] {
  const seen = new Set<string>();
  return leading(place).flatMap((mapping) => {
    const ports = portsOf([mapping.ports]);
    const there = place.sockets.filter(
      ({ listener }) => listener.protocol === mapping.protocol && meets(portsOfSocket({ listener }), ports),
    );
    const [deaf] = there;
    const key = `${mapping.protocol} ${JSON.stringify(mapping.ports)}`;
    if (deaf === undefined || !place.socketsComplete || !there.every(isDeaf) || seen.has(key)) return [];
    seen.add(key);
    return [
      {
        rule: "deaf-listener" as const,
        certainty: "definite" as const,
        partner: false,
        workload: place.resource,
        place,
        container: deaf.container,
        process: deaf.listener.process === "" ? null : deaf.listener.process,
        entry: null,
        protocol: NUMBER[mapping.protocol],
        ports,
        innerPorts: portsOfSocket(deaf),
        sockets: there,
        senders: () => [],
        admitted: null,
        chain: [place],
        path: () => pathOf(mapping, there, place),
        detail: mapping.says,
      },
    ];
  });
}
