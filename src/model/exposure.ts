import type { Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import type { Called, Door, Entry, PortMap } from "./hop";
import type { Place, Socket } from "./place";

/** A door that a packet meets on its way, with the translations that it went through before. */
export interface PassedDoor {
  readonly door: Door;
  /** Counts the hops from the internet, 0 first. */
  readonly hop: number;
  readonly maps: readonly PortMap[];
}

/** Which private addresses public ones are translated to: each to one. */
export interface Destination {
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/** One way from the internet to a place. */
export interface Arrival {
  /** The place's own fixed IPv4 addresses that it comes to, for sure and perhaps. Absent: any. */
  readonly to?: Destination;
  /** The places on the way, the last one included. */
  readonly chain: readonly Place[];
  readonly entry: Entry;
  readonly doors: readonly PassedDoor[];
  /** Who may come that far, by the ports that the world sees. */
  readonly admits: Approx<PacketSet>;
  /** From the outer ports to those at the place, hop by hop. */
  readonly maps: readonly PortMap[];
  readonly calls: Called;
  /** In which family the place is called; "same": the client's; "either": whichever answers. */
  readonly family: 4 | 6 | "same" | "either";
}

/** One arrival at a socket, with the packets, by their outer ports, that come in and are answered. */
export interface Answered {
  readonly arrival: Arrival;
  readonly admitted: Approx<PacketSet>;
  /** Whom the socket itself answers of all that might come this way, by outer ports. */
  readonly answers: Approx<PacketSet>;
  /** The same by the socket's own ports. */
  readonly inner: Approx<PacketSet>;
}

/** A socket, or several of one process on the same ports (one for each family), over all ways with one chain of places. */
export interface Exposure {
  readonly place: Place;
  readonly chain: readonly Place[];
  readonly entry: Entry;
  /** Never empty. */
  readonly sockets: readonly Socket[];
  /** Empty: no way leads here. */
  readonly ways: readonly Answered[];
  readonly admitted: Approx<PacketSet>;
}

/** @param address what its resource is called */
export const keyAs = ({ container, kind }: Place, address: string): string =>
  container === null || kind !== "container" ? address : `${address}#${container}`;

export const keyOf = (place: Place): string => keyAs(place, place.resource.address);
