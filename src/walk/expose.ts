import { allAddresses, allIpv4, allIpv6, noAddresses, type AddressSet } from "../net/address-set";
import { addressApprox, packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { allPorts, complement, portsOf, rangesOf, unionAll, type PortSet } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { outward } from "../net/translate";
import { bindOfText, plainAddress } from "../model/bind";
import { keyOf, type Answered, type Arrival, type Exposure } from "../model/exposure";
import { isOneOf, type Listener, type Publish } from "../model/listener";
import type { Called } from "../model/hop";
import { comesTo, ownedBy } from "../model/own-address";
import type { Place, Socket } from "../model/place";

export type Transport = "tcp" | "udp";
export const NUMBER: Readonly<Record<Transport, number>> = { tcp: TCP, udp: UDP };

type Answer = "yes" | "no" | "perhaps";

/** The internet gateway translates to the private address, so binding that one answers the world. */
function owned(place: Place, { address }: Listener, arrival: Arrival | null): Answer {
  const own = ownedBy(place, address);
  if (own === "yes" && arrival !== null) return comesTo(arrival, address);
  return own === "nowhere" ? "no" : own;
}

/** Whether a socket answers who calls a place there: one on every address answers on loopback too, one on an address does not. */
function met(place: Place, listener: Listener, family: 4 | 6, calls: Called, arrival: Arrival | null): Answer {
  const reach = family === 4 ? listener.ipv4 : listener.ipv6;
  if (reach === "any") return "yes";
  if (reach === "unknown") return "perhaps";
  if (reach === "loopback") return calls === "loopback" ? "yes" : "no";
  return reach === "address" && calls === "interface" ? owned(place, listener, arrival) : "no";
}

function answer(place: Place, listener: Listener, family: 4 | 6, calls: Called, arrival: Arrival | null): Answer {
  const whom = met(place, listener, family, calls, arrival);
  return whom === "yes" && listener.certainty === "possible" ? "perhaps" : whom;
}

/** Which clients one socket answers that come this way. */
function clientsOf(place: Place, listener: Listener, arrival: Arrival): Approx<AddressSet> {
  const { family, calls } = arrival;
  const whom = (called: 4 | 6, clients: AddressSet): Approx<AddressSet> => {
    const answered = answer(place, listener, called, calls, arrival);
    return { must: answered === "yes" ? clients : noAddresses, may: answered === "no" ? noAddresses : clients };
  };
  if (family === "either") return addressApprox.union(whom(4, allAddresses), whom(6, allAddresses));
  if (family !== "same") return whom(family, allAddresses);
  return addressApprox.union(whom(4, allIpv4), whom(6, allIpv6));
}

/** What a socket answers, by the ports at its place; a port that nobody knows may be any. */
function answersOf(place: Place, { listener }: Socket, arrival: Arrival): Approx<PacketSet> {
  if (listener.protocol === "unix") return packetApprox.exactly(packetApprox.none);
  const protocol = NUMBER[listener.protocol];
  const clients = clientsOf(place, listener, arrival);
  if (listener.ports === null) return packetApprox.atMost(packets({ addresses: clients.may, protocol, ports: allPorts }));
  const ports = portsOf(listener.ports);
  return { must: packets({ addresses: clients.must, protocol, ports }), may: packets({ addresses: clients.may, protocol, ports }) };
}

/**
 * Whether the port of a known socket is none for an unseen program, in one family. One that meets whoever calls, if only perhaps,
 * tells of that port itself. One on loopback keeps 0.0.0.0 off its port and no other address (measured on Linux 6.18; not even that where
 * both have SO_REUSEPORT), and may be stopped again: it counts within its own container alone, whose processes are one program's. On a
 * machine the image's own services are up before its user data run, which then find the port taken.
 * https://cloudinit.readthedocs.io/en/latest/explanation/boot.html
 */
const takes = (place: Place, { listener, container }: Socket, family: 4 | 6): boolean =>
  answer(place, listener, family, "interface", null) !== "no" ||
  (listener.certainty === "definite" && place.unseenIn !== null && place.unseenIn === (container ?? place.container));

/** A container runtime holds a published port on every address, whatever the container does with it; one on loopback is as above. */
function holds({ hostAddress }: Publish, family: 4 | 6): boolean {
  if (hostAddress === null || hostAddress === "") return true;
  const bind = bindOfText(plainAddress(hostAddress));
  return bind?.answers === "any" && bind.family === family;
}

const heldPorts = (inner: readonly Place[], protocol: Transport, family: 4 | 6): readonly PortSet[] =>
  inner
    .flatMap(({ within }) => (within?.certain === true ? within.publishes : []))
    .filter((publish) => publish.protocol === protocol && !isOneOf(publish) && holds(publish, family))
    .map(({ hostPorts }) => portsOf(hostPorts === null ? [] : [hostPorts]));

const takenPorts = (place: Place, inner: readonly Place[], protocol: Transport, family: 4 | 6): PortSet =>
  unionAll([
    ...place.sockets
      .filter((socket) => socket.listener.protocol === protocol && takes(place, socket, family))
      .map(({ listener }) => portsOf(listener.ports ?? [])),
    ...heldPorts(inner, protocol, family),
  ]);

/** Where sockets may be open that nobody showed: one for each transport and family, less the ports that known ones take. */
function unseenSockets(place: Place, inner: readonly Place[]): readonly Socket[] {
  if (place.socketsComplete) return [];
  const unseen = (protocol: Transport, family: 4 | 6): Socket => ({
    listener: {
      process: "",
      protocol,
      address: "",
      ipv4: family === 4 ? "unknown" : "none",
      ipv6: family === 6 ? "unknown" : "none",
      ports: rangesOf(complement(takenPorts(place, inner, protocol, family))),
      certainty: "possible",
      from: "default",
      says: "",
    },
    knowledge: "unknown",
    container: place.unseenIn,
    evidence: { resource: place.resource, attribute: null, says: "", via: place.via },
    doubts: place.doubts,
  });
  return (["tcp", "udp"] as const).flatMap((protocol) => [unseen(protocol, 4), unseen(protocol, 6)]);
}

/** Sockets of one process on the same ports, one for each family perhaps, are one thing to a reader; so are all that nobody showed. */
function grouped(sockets: readonly Socket[]): readonly (readonly Socket[])[] {
  const groups = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const { listener, container, knowledge } = socket;
    if (listener.protocol === "unix") continue;
    const ports = knowledge === "unknown" ? null : listener.ports;
    const key = JSON.stringify([container, listener.process, listener.protocol, ports, knowledge, listener.certainty]);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [socket]);
    else there.push(socket);
  }
  return [...groups.values()];
}

const chainKey = ({ chain, entry }: Arrival): string => [entry, ...chain.map(keyOf)].join(" > ");

/**
 * Every socket of a place, along every chain of places that leads there, and once by itself where none does.
 * @param inner the containers that publish ports on it
 */
export function exposuresOf(place: Place, arrivals: readonly Arrival[], inner: readonly Place[]): readonly Exposure[] {
  const chains = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const there = chains.get(chainKey(arrival));
    if (there === undefined) chains.set(chainKey(arrival), [arrival]);
    else there.push(arrival);
  }
  const sockets = grouped([...place.sockets, ...unseenSockets(place, inner)]);
  return sockets.flatMap((group): readonly Exposure[] => {
    if (chains.size === 0) {
      return [{ place, chain: [place], entry: "direct", sockets: group, ways: [], admitted: packetApprox.exactly(packetApprox.none) }];
    }
    return [...chains.values()].flatMap((along): readonly Exposure[] => {
      const [first] = along;
      if (first === undefined) return [];
      const ways: Answered[] = along.map((arrival) => {
        const inner = packetApprox.union(...group.map((socket) => answersOf(place, socket, arrival)));
        const answers = outward(inner, arrival.maps);
        // Through ports that nobody knows it cannot be told from outside that doors and socket mean the same one.
        const atPlace = arrival.doors.filter(({ maps }) => maps === arrival.maps).map(({ door }) => door.admits);
        const met = outward(packetApprox.intersect(inner, ...atPlace), arrival.maps);
        return { arrival, inner, answers, admitted: packetApprox.intersect(arrival.admits, met) };
      });
      const admitted = packetApprox.union(...ways.map((way) => way.admitted));
      return [{ place, chain: first.chain, entry: first.entry, sockets: group, ways, admitted }];
    });
  });
}
