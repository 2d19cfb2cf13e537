import { allIpv4, allIpv6, isEmpty as nobody, noAddresses, onlyFamily, union, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { intersect, mapAddresses, noPackets, packets, portsOfPackets, subtract, union as join, type PacketSet } from "../net/packet-set";
import { allPorts, isEmpty, portsOf, type PortSet } from "../net/port-set";
import { outward } from "../net/translate";
import { NUMBER } from "../walk/expose";
import type { Exposure, PassedDoor } from "../model/exposure";
import { isInward } from "../model/listener";
import type { Because } from "../model/report";
import { openPath, shutPath, type Scope } from "../walk/path";
import type { Allowance } from "../model/settings";
import { openPorts, worldOpen } from "../walk/world";
import { bindsNowhere } from "../model/own-address";
import { allowedBy, allowedPackets, openingsOf, without, type Opening } from "./allowed";
import type { Judged } from "./judged";
import { sendersOf } from "./senders";

const protocolOf = ({ sockets }: Exposure): number => NUMBER[sockets[0]?.listener.protocol === "udp" ? "udp" : "tcp"];

const ownPorts = ({ sockets }: Exposure): PortSet | null => {
  const ports = sockets.flatMap(({ listener }) => listener.ports ?? []);
  return sockets.some(({ listener }) => listener.ports === null) ? null : portsOf(ports);
};

/** Behind a list that anyone can stand behind, anyone does. */
const anyone = (addresses: AddressSet): AddressSet =>
  ([4, 6] as const)
    .filter((family) => !nobody(onlyFamily(addresses, family)))
    .map((family) => (family === 4 ? allIpv4 : allIpv6))
    .reduce(union, noAddresses);

/** @param allowed partners' own addresses in it are no longer anyone's */
function asPartner({ door, maps }: PassedDoor, allowed: PacketSet): Approx<PacketSet> {
  const shared = door.clauses.filter((clause) => clause.shared === "partner");
  if (shared.length === 0) return outward(door.admits, maps);
  const clauses = packetApprox.union(...shared.map((clause) => clause.admits));
  const widened = { must: mapAddresses(clauses.must, anyone), may: mapAddresses(clauses.may, anyone) };
  const everyone = outward(packetApprox.union(door.admits, widened), maps);
  if (allowed === noPackets) return everyone;
  const left = mapAddresses(subtract(outward(clauses, maps).may, allowed), anyone);
  const others = outward(door.admits, maps);
  return { must: intersect(everyone.must, join(others.must, left)), may: intersect(everyone.may, join(others.may, left)) };
}

/** What would come in if the partners' clients were the world. */
function partnersAdmitted({ ways }: Exposure, allowed: PacketSet): Approx<PacketSet> | null {
  const concerned = ways.some(({ arrival }) => arrival.doors.some(({ door }) => door.clauses.some(({ shared }) => shared === "partner")));
  if (!concerned) return null;
  return packetApprox.union(
    ...ways.map(({ arrival, answers }) => packetApprox.intersect(answers, ...arrival.doors.map((passed) => asPartner(passed, allowed)))),
  );
}

/** Why a process does not answer: it binds loopback, an address that no host has, or one that the packets do not come to. */
function processShut({ place, sockets }: Exposure): Because {
  if (sockets.every((socket) => bindsNowhere(place, socket))) return "fails-to-start";
  return sockets.every(({ listener }) => isInward(listener)) ? "loopback-bind" : "other-address-bind";
}

function judged(exposure: Exposure, scope: Scope, partner: boolean): Judged {
  const { place, sockets, entry, chain, admitted } = exposure;
  const [socket] = sockets;
  return {
    rule: "world-open-listener",
    certainty: scope.certainty,
    partner,
    workload: place.resource,
    place,
    container: socket?.container ?? place.container,
    process: socket === undefined || socket.listener.process === "" ? null : socket.listener.process,
    entry,
    protocol: scope.protocol,
    ports: scope.ports,
    innerPorts: socket?.knowledge === "unknown" ? null : ownPorts(exposure),
    sockets,
    senders: () => sendersOf(admitted, scope.protocol, scope.ports),
    admitted,
    chain,
    path: () => (scope.certainty === "none" ? shutPath(exposure, scope, processShut) : openPath(exposure, scope)),
    detail: null,
  };
}

/** By which outer ports the socket would be met, if everybody came in; null where no way leads to it. */
function metPorts(exposure: Exposure, protocol: number): PortSet | null {
  const everything = packetApprox.exactly(packets({ addresses: union(allIpv4, allIpv6), protocol, ports: ownPorts(exposure) ?? allPorts }));
  const outer = packetApprox.union(...exposure.ways.map(({ arrival }) => outward(everything, arrival.maps)));
  const ports = portsOfPackets(outer.may, protocol);
  return isEmpty(ports) ? null : ports;
}

/**
 * The world reaches a socket that answers: definite on some ports, possible on others; else not at all, and why. Of sockets that
 * nobody showed, "not at all" is said only where a place has no others.
 */
export function worldOpenListener(exposure: Exposure, allowances: readonly Allowance[]): readonly Judged[] {
  const protocol = protocolOf(exposure);
  const allowed = allowedPackets(allowances, protocol);
  const left = without(exposure, allowed);
  const told = (opening: Opening, partner: boolean): Judged => {
    const { certainty, ports, wholly } = opening;
    const found = {
      ...judged(wholly ? exposure : left, { protocol, ports, certainty, mapped: true }, partner),
      admitted: exposure.admitted,
    };
    const by = allowedBy(allowances, exposure.admitted.may, protocol, opening, partner ? (set) => set : worldOpen);
    return by === null ? found : { ...found, allowed: by };
  };
  const world = openingsOf(openPorts(exposure.admitted, protocol), openPorts(left.admitted, protocol));
  if (world.length > 0) return world.map((opening) => told(opening, false));
  const partners = partnersAdmitted(exposure, noPackets);
  const others = allowed === noPackets ? partners : partnersAdmitted(exposure, allowed);
  if (partners !== null && others !== null) {
    const through = openingsOf(openPorts(partners, protocol), openPorts(others, protocol));
    if (through.length > 0) return through.map((opening) => told(opening, true));
  }
  // Of what may listen there or elsewhere, "not at all" would be said of a guess.
  const guessed = exposure.sockets.every(({ listener }) => listener.certainty === "possible") && !exposure.place.socketsComplete;
  const unseen = exposure.sockets.every(({ knowledge }) => knowledge === "unknown");
  if (!unseen && guessed) return [];
  if (unseen && (exposure.place.sockets.length > 0 || protocol !== NUMBER.tcp)) return [];
  const met = metPorts(exposure, protocol);
  const ports = met ?? ownPorts(exposure) ?? allPorts;
  return [judged(exposure, { protocol, ports, certainty: "none", mapped: met !== null }, false)];
}
