import { packetApprox, type Approx } from "./net/approx";
import { allAddresses, routableSize } from "./net/address-set";
import { intersect, isEmpty, packets, restrict, slices, subtract, union, type PacketSet } from "./net/packet-set";
import { meets as portsMeet, type PortSet } from "./net/port-set";
import { outward } from "./arrive";
import type { Answered, Exposure, PassedDoor } from "./model/exposure";
import type { Assumed } from "./model/assumption";
import type { Clause, Door, PortMap, Socket, StepRole } from "./model/place";
import type { Certainty } from "./model/report";
import type { Resource } from "./model/resource";
import type { Unknown } from "./model/unknown";
import { openPorts } from "./world";

/** A step of a path, before it is spelled for a report. */
export interface PathStep {
  readonly role: StepRole;
  readonly hop: number;
  readonly resource: Resource | null;
  readonly attribute: string | null;
  readonly says: string;
  readonly certainty: Certainty;
  readonly via: readonly Resource[];
  readonly shut: boolean;
}

export interface ShutDoor {
  readonly code: Door["shut"]["code"];
  readonly hop: number;
  readonly resource: Resource | null;
}

/** The path of a finding, with what keeps it open or certain. */
export interface Path {
  readonly steps: readonly PathStep[];
  readonly because: readonly ShutDoor[];
  readonly unknowns: readonly Unknown[];
  readonly assumes: readonly Assumed[];
}

/** What the finding is about: these outer ports of this protocol. */
export interface Scope {
  readonly protocol: number;
  readonly ports: PortSet;
  readonly certainty: Certainty;
  /** False: no translation on the way leads to the socket, and these are its own ports. */
  readonly mapped: boolean;
}

/** Packets at a door, by the ports that the finding speaks of. */
const facing = (set: Approx<PacketSet>, maps: readonly PortMap[], { mapped }: Scope): Approx<PacketSet> =>
  mapped ? outward(set, maps) : set;

const answering = ({ answers, inner }: Answered, { mapped }: Scope): Approx<PacketSet> => (mapped ? answers : inner);

function within(set: Approx<PacketSet>, { protocol, ports }: Scope): Approx<PacketSet> {
  const must = restrict(set.must, { protocol, ports });
  return { must, may: set.must === set.may ? must : restrict(set.may, { protocol, ports }) };
}

/** All packets that the finding could speak of. */
const everything = ({ protocol, ports }: Scope): PacketSet => packets({ addresses: allAddresses, protocol, ports });

/** The bound that the finding speaks of. */
const boundOf = (set: Approx<PacketSet>, { certainty }: Scope): PacketSet => (certainty === "definite" ? set.must : set.may);

function weigh(set: PacketSet): number {
  return slices(set).reduce(
    (sum, { addresses, ports: [first, last] }) =>
      sum + (Number(routableSize(addresses, 4)) + Number(routableSize(addresses, 6)) / 2 ** 96) * (last - first + 1),
    0,
  );
}

const spelled = ({ resource, attribute, says }: Clause): string => `${resource?.address ?? ""} ${attribute ?? ""} ${says}`;

/** Ways over several subnets share doors; what was found of one holds for all of a finding. */
const remember = <T>(find: (passed: PassedDoor) => T): ((passed: PassedDoor) => T) => {
  const found = new Map<Door, Map<string, T>>();
  return (passed) => {
    const by = found.get(passed.door) ?? new Map<string, T>();
    found.set(passed.door, by);
    const key = JSON.stringify([passed.hop, passed.maps]);
    const answer = by.get(key) ?? find(passed);
    by.set(key, answer);
    return answer;
  };
};

/** The fewest clauses, largest first, that let in what the finding is about; a total order makes the choice the same every time. */
function cover(door: PassedDoor, wanted: PacketSet, scope: Scope): readonly Clause[] {
  const parts = door.door.clauses
    .map((clause) => {
      const part = boundOf(facing(clause.admits, door.maps, scope), scope);
      return { clause, part: intersect(part, wanted) };
    })
    .filter(({ part }) => !isEmpty(part))
    .map((found) => ({ ...found, weight: weigh(found.part) }))
    .sort((a, b) => b.weight - a.weight || (spelled(a.clause) < spelled(b.clause) ? -1 : 1));
  const chosen: Clause[] = [];
  let covered: PacketSet = packetApprox.none;
  for (const { clause, part } of parts) {
    if (isEmpty(subtract(part, covered))) continue;
    covered = union(covered, part);
    chosen.push(clause);
  }
  return chosen;
}

const isOpen = (admits: Approx<PacketSet>, scope: Scope): { sure: boolean; perhaps: boolean } => {
  const { definite, possible } = openPorts(within(admits, scope), scope.protocol);
  return { sure: portsMeet(definite, scope.ports), perhaps: portsMeet(definite, scope.ports) || portsMeet(possible, scope.ports) };
};

/** Doors of one way that keep the world out. Where each alone lets it in and all together do not, the one at which it ends. */
function shutDoors(way: Answered, scope: Scope): ReadonlySet<PassedDoor | "process"> {
  const { doors } = way.arrival;
  const shut = new Set<PassedDoor | "process">(doors.filter(({ door, maps }) => !isOpen(facing(door.admits, maps, scope), scope).perhaps));
  if (!isOpen(answering(way, scope), scope).perhaps) shut.add("process");
  if (shut.size > 0) return shut;
  let left: Approx<PacketSet> = packetApprox.exactly(packetApprox.all);
  for (const passed of doors) {
    left = packetApprox.intersect(left, facing(passed.door.admits, passed.maps, scope));
    if (!isOpen(left, scope).perhaps) return new Set([passed]);
  }
  return new Set(["process"]);
}

/** A shut door names the clauses that it does have for these ports: whom else it lets in. */
function shutStep({ door, hop, maps }: PassedDoor, scope: Scope): PathStep {
  const others = cover({ door, hop, maps }, everything(scope), { ...scope, certainty: "possible" });
  const { resource, says, via } = door.shut;
  const denial = door.denials?.().find(({ admits }) => isOpen(facing(admits, maps, scope), scope).perhaps);
  const [first] = denial === undefined ? others : [];
  if (denial !== undefined) {
    const { resource: denies, attribute, says: denied } = denial;
    return { role: door.role, hop, resource: denies, attribute, says: denied, certainty: "none", via: [...via, ...denial.via], shut: true };
  }
  return {
    role: door.role,
    hop,
    resource: first?.resource ?? resource,
    attribute: first?.attribute ?? null,
    says: first === undefined ? says : `${[...new Set(others.map((clause) => clause.says))].join(", ")} only`,
    certainty: "none",
    via: [...via, ...others.flatMap((clause) => [...(clause.resource === null ? [] : [clause.resource]), ...clause.via])],
    shut: true,
  };
}

interface Told {
  readonly steps: readonly (PathStep & { readonly order: number })[];
  readonly unknowns: readonly Unknown[];
  readonly assumes: readonly Assumed[];
}

function doorTold(passed: PassedDoor, wanted: PacketSet, scope: Scope, shut: boolean): Told {
  const { door, hop, maps } = passed;
  const order = 0;
  if (shut) return { steps: [{ ...shutStep(passed, scope), order }], unknowns: [], assumes: door.doubts.assumes };
  const clauses = cover(passed, wanted, scope);
  const { sure } = isOpen(facing(door.admits, maps, scope), scope);
  return {
    steps: clauses.map((clause) => ({
      role: clause.role,
      hop,
      resource: clause.resource,
      attribute: clause.attribute,
      says: clause.says,
      certainty: isEmpty(within(facing(clause.admits, maps, scope), scope).must) ? "possible" : "definite",
      via: clause.via,
      shut: false,
      order,
    })),
    unknowns: sure ? [] : [...clauses.flatMap(({ unknowns }) => unknowns), ...door.doubts.unknowns],
    assumes: [...clauses.flatMap(({ assumes }) => assumes), ...door.doubts.assumes],
  };
}

function processTold(exposure: Exposure, way: Answered | null, scope: Scope, shut: boolean): Told {
  const { place, sockets, chain } = exposure;
  const answered = way === null ? { sure: false, perhaps: false } : isOpen(answering(way, scope), scope);
  const hop = chain.length - 1;
  const steps = sockets.map((socket: Socket) => ({
    role: "process" as const,
    hop,
    resource: socket.evidence.resource,
    attribute: socket.evidence.attribute,
    says: socket.evidence.says,
    certainty: shut ? ("none" as const) : answered.sure ? ("definite" as const) : ("possible" as const),
    via: [...socket.evidence.via, ...place.via, place.resource],
    shut,
    order: Number.MAX_SAFE_INTEGER,
  }));
  return {
    steps,
    unknowns: answered.sure || shut ? [] : sockets.flatMap(({ doubts }) => doubts.unknowns),
    assumes: sockets.flatMap(({ doubts }) => doubts.assumes),
  };
}

const stepKey = ({ role, hop, resource, attribute, says }: PathStep): string =>
  JSON.stringify([hop, role, resource?.address ?? null, attribute, says]);

const byCertainty: readonly Certainty[] = ["definite", "possible", "none"];

/** Steps that several ways share are one; what each of them rests on is kept. */
function joined(steps: readonly (PathStep & { readonly order: number })[]): readonly PathStep[] {
  const kept = new Map<string, PathStep & { readonly order: number }>();
  for (const step of steps) {
    const key = stepKey(step);
    const there = kept.get(key);
    const certainty =
      there !== undefined && byCertainty.indexOf(there.certainty) < byCertainty.indexOf(step.certainty) ? there.certainty : step.certainty;
    kept.set(key, there === undefined ? step : { ...there, certainty, via: [...there.via, ...step.via] });
  }
  return [...kept]
    .sort(([a, one], [b, other]) => one.hop - other.hop || one.order - other.order || (a < b ? -1 : 1))
    .map(([, { role, hop, resource, attribute, says, certainty, via, shut }]) => ({
      role,
      hop,
      resource,
      attribute,
      says,
      certainty,
      shut,
      via: [...new Set(via)].filter((other) => other !== resource),
    }));
}

const unique = <T>(list: readonly T[], key: (of: T) => string): readonly T[] => [...new Map(list.map((of) => [key(of), of])).values()];

const tell = (told: readonly Told[], because: readonly ShutDoor[]): Path => ({
  steps: joined(told.flatMap(({ steps }) => steps)),
  because: unique(because, ({ code, hop, resource }) => JSON.stringify([code, hop, resource?.address])),
  unknowns: unique(
    told.flatMap(({ unknowns }) => unknowns),
    ({ resource, attribute, why, detail }) => JSON.stringify([resource.address, attribute, why, detail]),
  ),
  assumes: unique(
    told.flatMap(({ assumes }) => assumes),
    ({ name, resource, attribute }) => JSON.stringify([name, resource?.address, attribute]),
  ),
});

const ordered = ({ steps, ...rest }: Told, order: number): Told => ({ ...rest, steps: steps.map((step) => ({ ...step, order })) });

/** Why a socket does not answer the world that comes to it. */
export type ProcessShut = (exposure: Exposure) => Door["shut"]["code"];

/** The path to a socket that the world reaches: every way that contributes. */
export function openPath(exposure: Exposure, scope: Scope): Path {
  const wanted = boundOf(within(exposure.admitted, scope), scope);
  const contributing = exposure.ways.filter(({ admitted }) => !isEmpty(boundOf(within(admitted, scope), scope)));
  const told = remember((passed) => doorTold(passed, wanted, scope, false));
  return tell(
    contributing.flatMap((way) => [
      ...way.arrival.doors.map((passed, order) => ordered(told(passed), order)),
      processTold(exposure, way, scope, false),
    ]),
    [],
  );
}

/** The path to a socket that the world does not reach: the way with the fewest shut doors, and each of them. */
export function shutPath(exposure: Exposure, scope: Scope, code: ProcessShut): Path {
  const ways = exposure.ways
    .map((way) => ({ way, shut: shutDoors(way, scope) }))
    .sort((a, b) => a.shut.size - b.shut.size || (wayKey(a.way) < wayKey(b.way) ? -1 : 1));
  const [best] = ways;
  const last = exposure.chain.length - 1;
  if (best === undefined) {
    const published = exposure.place.kind === "container";
    return tell(
      [processTold(exposure, null, scope, false)],
      [{ code: published ? "not-published" : "not-attached", hop: last, resource: exposure.place.resource }],
    );
  }
  const { way, shut } = best;
  const because = [
    ...way.arrival.doors
      .filter((door) => shut.has(door))
      .map(({ door, hop }) => ({ code: door.shut.code, hop, resource: door.shut.resource })),
  ];
  const process = shut.has("process")
    ? [{ code: code(exposure), hop: last, resource: exposure.sockets[0]?.evidence.resource ?? null }]
    : [];
  const told = way.arrival.doors.map((passed, order) =>
    ordered(doorTold(passed, everything(scope), { ...scope, certainty: "possible" }, shut.has(passed)), order),
  );
  return tell([...told, processTold(exposure, way, scope, shut.has("process"))], [...because, ...process]);
}

/** Tells ways apart by all that they rest on, so that the order of resources does not choose among them. */
const wayKey = ({ arrival }: Answered): string =>
  JSON.stringify(
    arrival.doors.map(({ door }) => [
      door.clauses.map(spelled).sort(),
      [...door.shut.via, ...door.clauses.flatMap(({ via }) => via)].map(({ address }) => address).sort(),
    ]),
  );
