import { packetApprox, within, type Approx } from "../../net/approx";
import { isEmpty, type PacketSet } from "../../net/packet-set";
import type { Answered, Exposure, PassedDoor } from "../../model/exposure";
import { ownAddressOf } from "../../model/own-address";
import type { Socket } from "../../model/place";
import type { Resource } from "../../model/resource";
import type { Unknown } from "../../model/unknown";
import { WHERE_IT_LISTENS } from "../../words/verdict";
import { cover } from "./cover";
import { answering, everything, facing, familiesOf, isOpen, type Scope } from "./scope";
import type { PathStep, PathPart } from "./step";

/** Doors of one way that keep the world out. Where each alone lets it in and all together do not, the one at which it ends. */
export function shutDoors(way: Answered, scope: Scope): ReadonlySet<PassedDoor | "process"> {
  const { doors } = way.arrival;
  const shut = new Set<PassedDoor | "process">(doors.filter(({ door, maps }) => !isOpen(facing(door.admits, maps, scope), scope).perhaps));
  if (!isOpen(answering(way, scope), scope).perhaps) shut.add("process");
  if (shut.size > 0) return shut;
  let left: Approx<PacketSet> = packetApprox.exactly(packetApprox.all);
  for (const passed of doors) {
    left = packetApprox.intersect(left, facing(passed.door.admits, passed.maps, scope));
    if (!isOpen(left, scope).perhaps) return new Set([passed]);
  }
  // Behind ports that nobody knows, a door at the place may stand open for other ports than the socket's.
  const besideIt = doors.find(
    ({ door, maps }) =>
      maps === way.arrival.maps && !isOpen(facing(packetApprox.intersect(door.admits, way.inner), maps, scope), scope).perhaps,
  );
  return new Set([besideIt ?? "process"]);
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

/** @param wanted what comes, as far as it is the world's */
export function partOfDoor(passed: PassedDoor, wanted: PacketSet, scope: Scope, shut: boolean): PathPart {
  const { door, hop, maps } = passed;
  if (shut) return { steps: [shutStep(passed, scope)], unknowns: [], assumes: door.doubts.assumes };
  const clauses = cover(passed, wanted, scope);
  const { sure } = isOpen(packetApprox.intersect(facing(door.admits, maps, scope), packetApprox.exactly(wanted)), scope);
  const ofClients = door.clauses.flatMap((clause) => clause.ofClients ?? []);
  const wouldShut = ofClients.length > 0 && !isOpen(facing(packetApprox.union(...ofClients), maps, scope), scope).perhaps;
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
      ...(wouldShut ? { wouldShut } : {}),
      ...(clause.hidesClient === true ? { hidesClient: true as const } : {}),
    })),
    unknowns: sure ? [] : [...clauses.flatMap(({ unknowns }) => unknowns), ...door.doubts.unknowns],
    assumes: [...clauses.flatMap(({ assumes }) => assumes), ...door.doubts.assumes],
  };
}

const unknownIn = (resource: Resource, attribute: string | null): Unknown => ({
  resource,
  attribute: attribute ?? "",
  dependsOn: [],
  why: "after-apply",
  detail: WHERE_IT_LISTENS,
});

export function partOfProcess(exposure: Exposure, way: Answered | null, wanted: PacketSet, scope: Scope, shut: boolean): PathPart {
  const { place, sockets, chain } = exposure;
  const addresses = familiesOf(wanted);
  const answered = way === null ? { sure: false, perhaps: false } : isOpen(within(answering(way, scope), { addresses }), scope);
  const hop = chain.length - 1;
  const doubted = sockets.flatMap(({ doubts }) => doubts.unknowns);
  // Part of an address or a port that nobody knows.
  const partly = sockets
    .filter(({ listener: { ports, ipv4, ipv6 } }) => ports === null || ipv4 === "unknown" || ipv6 === "unknown")
    .flatMap(({ evidence }) => (evidence.resource === null ? [] : [unknownIn(evidence.resource, evidence.attribute)]));
  const unsettled = doubted.length > 0 ? doubted : partly;
  const named = sockets.some(({ listener: { ipv4, ipv6 } }) => ipv4 === "address" || ipv6 === "address");
  const steps = sockets.map((socket: Socket) => ({
    role: "process" as const,
    hop,
    resource: socket.evidence.resource,
    attribute: socket.evidence.attribute,
    says: socket.evidence.says,
    certainty: shut ? ("none" as const) : answered.sure ? ("definite" as const) : ("possible" as const),
    via: [...socket.evidence.via, ...place.via, place.resource],
    shut,
  }));
  return {
    steps,
    unknowns: answered.sure || shut ? [] : unsettled.length === 0 && named ? ownAddressOf(place) : unsettled,
    assumes: sockets.flatMap(({ doubts }) => doubts.assumes),
  };
}
