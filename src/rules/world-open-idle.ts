import { packetApprox, within } from "../net/approx";
import { intersect, meets, portsOf, subtract, union, unionAll, type PortSet } from "../net/port-set";
import { NUMBER, type Transport } from "../walk/expose";
import { dynamicPorts, type Assumptions } from "../model/assumption";
import type { Arrival, Exposure } from "../model/exposure";
import type { Door } from "../model/hop";
import type { Publish } from "../model/listener";
import type { Place } from "../model/place";
import type { Allowance } from "../model/settings";
import { openPath } from "../walk/path";
import { openPorts, worldOpen, type OpenPorts } from "../walk/world";
import { allowedBy, allowedPackets, openingsOf, without } from "./allowed";
import type { Judged } from "./judged";
import { sendersOf } from "./senders";

const publishedBy = (inner: readonly Place[], transport: Transport): readonly Publish[] =>
  inner.flatMap(({ within }) => within?.publishes.filter(({ protocol }) => protocol === transport) ?? []);

/** Whether a place within another answers on that one's interfaces. */
const isSharing = ({ interfaces }: Place): boolean => interfaces.length > 0;

/** Every port on which something listens, for whomever, or that leads to where it does. */
function usedPorts(place: Place, inner: readonly Place[], transport: Transport, assumptions: Assumptions): PortSet {
  const sharing = [place, ...inner.filter(isSharing)];
  const own = unionAll([
    ...sharing
      .flatMap(({ sockets }) => sockets)
      .filter(({ listener }) => listener.protocol === transport)
      .map(({ listener }) => portsOf(listener.ports ?? [[0, 65535]])),
    ...publishedBy(inner, transport).map(({ hostPorts }) => portsOf([hostPorts ?? dynamicPorts(assumptions)])),
  ]);
  const led = place.redirects
    .map(({ redirect }) => redirect)
    .filter(({ protocol, outer, inner }) => protocol === transport && (outer[0] !== inner[0] || outer[1] !== inner[1]))
    .filter(({ inner, to }) => to === "elsewhere" || meets(portsOf([inner]), own));
  return unionAll([own, ...led.map(({ outer }) => portsOf([outer]))]);
}

/** On which ports the groups alone surely let the world in: where these are not known either, nobody has opened anything. */
const letInByGroups = (arrivals: readonly Arrival[], protocol: number): PortSet =>
  unionAll(
    arrivals.map(({ doors }) => {
      const groups = doors.filter(({ door }) => door.role === "group").map(({ door }) => door.admits);
      return openPorts(packetApprox.intersect(...groups), protocol).definite;
    }),
  );

/**
 * The world reaches an interface on ports where nothing listens, not even on loopback. Said only of places whose every socket is
 * known, and of their own interfaces: a balancer's listeners are its own affair.
 * @param inner what publishes ports on it, or answers on its interfaces
 */
export function worldOpenIdle(
  place: Place,
  inner: readonly Place[],
  arrivals: readonly Arrival[],
  assumptions: Assumptions,
  allowances: readonly Allowance[],
): readonly Judged[] {
  // What fails to start would have listened: of that another rule tells.
  if (!place.socketsComplete || place.failures.length > 0 || place.kind === "balancer" || !assumptions.has("no-other-sockets")) return [];
  // Of the interfaces of a host the host tells.
  if (place.within !== null || inner.some((one) => isSharing(one) && !one.socketsComplete)) return [];
  const passes = ({ doors }: Arrival, role: Door["role"]): boolean => doors.some(({ door }) => door.role === role);
  const direct = arrivals.filter((arrival) => arrival.chain.length === 1 && passes(arrival, "address") && passes(arrival, "group"));
  if (direct.length === 0) return [];
  return (["tcp", "udp"] as const).flatMap((transport) => {
    const protocol = NUMBER[transport];
    const ways = direct.map((arrival) => ({
      arrival,
      answers: packetApprox.exactly(packetApprox.all),
      inner: packetApprox.exactly(packetApprox.all),
      admitted: arrival.admits,
    }));
    const admitted = packetApprox.union(...ways.map((way) => way.admitted));
    const used = usedPorts(place, inner, transport, assumptions);
    const all: Exposure = { place, chain: [place], entry: "direct", sockets: [], ways, admitted };
    const left = without(all, allowedPackets(allowances, protocol));
    const idle = subtract(letInByGroups(direct, protocol), used);
    const openIn = ({ admitted: by }: Exposure): OpenPorts => {
      const { definite, possible } = openPorts(by, protocol);
      return { definite: subtract(definite, used), possible: intersect(possible, idle) };
    };
    const before = openIn(all);
    return openingsOf(before, openIn(left)).map((opening): Judged => {
      const { ports, wholly, certainty } = opening;
      const told = wholly ? all : left;
      const exposure: Exposure = { ...told, admitted: within(told.admitted, { protocol, ports }) };
      const coming = within(admitted, { protocol, ports: union(before.definite, before.possible) });
      const allowed = allowedBy(allowances, certainty === "definite" ? coming.must : coming.may, protocol, opening, worldOpen);
      return {
        rule: "world-open-idle" as const,
        certainty,
        partner: false,
        workload: place.resource,
        place,
        container: null,
        process: null,
        entry: "direct" as const,
        protocol,
        ports,
        innerPorts: null,
        sockets: [],
        senders: () => sendersOf(exposure.admitted, protocol, ports),
        admitted: coming,
        chain: [place],
        path: () => {
          const path = openPath(exposure, { protocol, ports, certainty, mapped: true });
          const silent = { name: "no-other-sockets" as const, resource: place.resource, attribute: null };
          const quiet = {
            role: "process" as const,
            hop: 0,
            resource: place.resource,
            attribute: null,
            says: "nothing listens there",
            certainty: "definite" as const,
            via: place.via,
            shut: false,
          };
          const chosen = publishedBy(inner, transport).some(({ hostPorts }) => hostPorts === null)
            ? [{ name: "ephemeral-ports" as const, resource: place.resource, attribute: null }]
            : [];
          return { ...path, steps: [...path.steps, quiet], assumes: [...path.assumes, ...place.doubts.assumes, silent, ...chosen] };
        },
        detail: null,
        ...(allowed === null ? {} : { allowed }),
      };
    });
  });
}
