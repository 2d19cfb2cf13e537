import { complement } from "../../net/address-set";
import { within } from "../../net/approx";
import { intersect, isEmpty, restrict, type PacketSet } from "../../net/packet-set";
import type { Answered, Exposure, PassedDoor } from "../../model/exposure";
import type { Door } from "../../model/hop";
import { worldOpen } from "../world";
import { spelled } from "./cover";
import { boundOf, everything, familiesOf, type Scope } from "./scope";
import { pathOf, type InOrder, type Path } from "./step";
import { partOfDoor, partOfProcess, shutDoors } from "./parts";

export type { Scope } from "./scope";
export type { Path, PathStep, ShutDoor } from "./step";

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

/** The process comes after all doors. */
const LAST = Number.MAX_SAFE_INTEGER;

/** Why a socket does not answer the world that comes to it. */
export type ProcessShut = (exposure: Exposure) => Door["shut"]["code"];

/** What every way that contributes has to say of packets that come. */
function contributed(exposure: Exposure, wanted: PacketSet, scope: Scope): readonly InOrder[] {
  const contributing = exposure.ways.filter((way) => !isEmpty(intersect(boundOf(within(way.admitted, scope), scope), wanted)));
  const part = remember((passed) => partOfDoor(passed, wanted, scope, false));
  return contributing.flatMap((way): readonly InOrder[] => [
    ...way.arrival.doors.map((passed, order): InOrder => [order, part(passed)]),
    [LAST, partOfProcess(exposure, way, wanted, scope, false)],
  ]);
}

/** Of a definite finding the other family, in which the world comes perhaps: what shows it, and nothing that it rests on. */
function besides(exposure: Exposure, sure: PacketSet, scope: Scope): readonly InOrder[] {
  const world = worldOpen(within(exposure.admitted, scope).may);
  const wanted = restrict(world, { addresses: complement(familiesOf(sure)) });
  if (isEmpty(wanted)) return [];
  return contributed(exposure, wanted, { ...scope, certainty: "possible" }).map(([order, { steps }]) => [
    order,
    { steps, unknowns: [], assumes: [] },
  ]);
}

/** The path to a socket that the world reaches: every way that contributes, in the families in which it is the world that comes. */
export function openPath(exposure: Exposure, scope: Scope): Path {
  const admitted = boundOf(within(exposure.admitted, scope), scope);
  const world = worldOpen(admitted);
  // Of partners the world is none of those who come in.
  const wanted = isEmpty(world) ? admitted : world;
  const surely = contributed(exposure, wanted, scope);
  return pathOf(scope.certainty === "definite" && !isEmpty(world) ? [...surely, ...besides(exposure, world, scope)] : surely, []);
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
    return pathOf(
      [[LAST, partOfProcess(exposure, null, everything(scope), scope, false)]],
      [{ code: published ? "not-published" : "not-attached", hop: last, resource: exposure.place.resource }],
    );
  }
  const { way, shut } = best;
  const because = way.arrival.doors
    .filter((door) => shut.has(door))
    .map(({ door, hop }) => ({ code: door.shut.code, hop, resource: door.shut.resource }));
  const process = shut.has("process")
    ? [{ code: code(exposure), hop: last, resource: exposure.sockets[0]?.evidence.resource ?? null }]
    : [];
  const parts = way.arrival.doors.map((passed, order): InOrder => [
    order,
    partOfDoor(passed, everything(scope), { ...scope, certainty: "possible" }, shut.has(passed)),
  ]);
  return pathOf([...parts, [LAST, partOfProcess(exposure, way, everything(scope), scope, shut.has("process"))]], [...because, ...process]);
}

/** Tells ways apart by all that they rest on, so that the order of resources does not choose among them. */
const wayKey = ({ arrival }: Answered): string =>
  JSON.stringify(
    arrival.doors.map(({ door }) => [
      door.clauses.map(spelled).sort(),
      [...door.shut.via, ...door.clauses.flatMap(({ via }) => via)].map(({ address }) => address).sort(),
    ]),
  );
