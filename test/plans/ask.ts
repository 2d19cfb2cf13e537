import { arrivalsOf } from "../../src/walk/arrive";
import { balancersOf, hopsOf, unseenWaysOf } from "../../src/entries";
import { exposuresOf } from "../../src/walk/expose";
import { launcher } from "../../src/launch";
import { ASSUMPTIONS, type Assumptions } from "../../src/model/assumption";
import type { Arrival } from "../../src/model/exposure";
import { graphOf } from "../../src/model/graph";
import type { Hop } from "../../src/model/hop";
import { containersOf, type Place } from "../../src/model/place";
import { parseCidr } from "../../src/net/address";
import { packetApprox, type Approx } from "../../src/net/approx";
import { contains, packets, type PacketSet } from "../../src/net/packet-set";
import { ports } from "../../src/net/port-set";
import { parseProtocol } from "../../src/net/protocol";
import { networkOf } from "../../src/network";
import { placesOf } from "../../src/workloads";

import { planOf, type Program } from "./plan";

export const ALL: Assumptions = new Set(ASSUMPTIONS);
export const NONE: Assumptions = new Set();
export const allBut = (...names: readonly (typeof ASSUMPTIONS)[number][]): Assumptions =>
  new Set(ASSUMPTIONS.filter((name) => !names.includes(name)));

/** A program with everything that leads somewhere in it. */
export interface World {
  readonly places: readonly Place[];
  readonly hops: readonly Hop[];
  readonly arrivals: (place: Place) => readonly Arrival[];
}

export function worldOf(program: Program, assumptions: Assumptions = ALL): World {
  const graph = graphOf(planOf(program), assumptions);
  const places = [...placesOf(graph, launcher), ...balancersOf(graph)];
  const hops = hopsOf(graph, places);
  return { places, hops, arrivals: arrivalsOf(places, hops, networkOf(graph), unseenWaysOf(graph, places)) };
}

export type Answer = "yes" | "perhaps" | "no";

/** `tcp 5001 from 203.0.113.9`; `icmp 8/0 from …` with type and code; `gre from …`. */
export function packet(spelled: string): PacketSet {
  const [, name = "", port, code, source = ""] = /^(\S+)(?: (\d+)(?:\/(\d+))?)? from (\S+)$/.exec(spelled) ?? [];
  const addresses = parseCidr(source);
  const protocol = parseProtocol(name);
  if (addresses === null || protocol === null) throw new Error(`no packet: ${spelled}`);
  const number = code === undefined ? Number(port ?? 0) : Number(port) * 256 + Number(code);
  return packets({ addresses, protocol, ports: ports(number, number) });
}

export const whether = (set: Approx<PacketSet>, spelled: string): Answer => {
  const asked = packet(spelled);
  return contains(set.must, asked) ? "yes" : contains(set.may, asked) ? "perhaps" : "no";
};

const named = ({ resource, container }: Place): string => (container === null ? resource.address : `${resource.address}#${container}`);

/** Which packets of the internet come as far as a place, by the ports that the world sees. */
export function arriving(program: Program, place: string, assumptions: Assumptions = ALL): Approx<PacketSet> {
  const { places, arrivals } = worldOf(program, assumptions);
  return packetApprox.union(...places.filter((of) => named(of) === place).flatMap((of) => arrivals(of).map(({ admits }) => admits)));
}

/** Which of them a socket there answers. */
export function answering(program: Program, place: string, assumptions: Assumptions = ALL): Approx<PacketSet> {
  const { places, arrivals } = worldOf(program, assumptions);
  const inner = containersOf(places);
  return packetApprox.union(
    ...places.filter((of) => named(of) === place).flatMap((of) => exposuresOf(of, arrivals(of), inner(of)).map(({ admitted }) => admitted)),
  );
}

/** What arrives at the machine of `withRules`, packet by packet. */
export const asked =
  (program: Program, assumptions: Assumptions = ALL, place = "aws_instance.web") =>
  (spelled: string): Answer =>
    whether(arriving(program, place, assumptions), spelled);
