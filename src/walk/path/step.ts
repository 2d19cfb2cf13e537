import type { Assumed } from "../../model/assumption";
import type { Door, StepRole } from "../../model/hop";
import type { Certainty } from "../../model/report";
import type { Resource } from "../../model/resource";
import type { Unknown } from "../../model/unknown";
import { CERTAINTIES } from "../../model/worst";

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
  /** Of a door that sees a balancer in the place of the clients, whom it would keep out. */
  readonly wouldShut?: true;
  readonly hidesClient?: true;
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

/** The part of a path that one door, or the process, has in it. */
export interface PathPart {
  readonly steps: readonly PathStep[];
  readonly unknowns: readonly Unknown[];
  readonly assumes: readonly Assumed[];
}

const stepKey = ({ role, hop, resource, attribute, says }: PathStep): string =>
  JSON.stringify([hop, role, resource?.address ?? null, attribute, says]);

/** With the place of what it speaks of among the doors that a packet meets. */
export type InOrder = readonly [order: number, part: PathPart];

/** Steps that several ways share are one; what each of them rests on is kept. */
function joined(parts: readonly InOrder[]): readonly PathStep[] {
  const kept = new Map<string, readonly [order: number, step: PathStep]>();
  for (const [order, { steps }] of parts) {
    for (const step of steps) {
      const key = stepKey(step);
      const [first, there] = kept.get(key) ?? [order, { ...step, via: [] }];
      const certainty = CERTAINTIES.indexOf(there.certainty) < CERTAINTIES.indexOf(step.certainty) ? there.certainty : step.certainty;
      kept.set(key, [first, { ...there, certainty, via: [...there.via, ...step.via] }]);
    }
  }
  return [...kept]
    .sort(([a, [before, one]], [b, [after, other]]) => one.hop - other.hop || before - after || (a < b ? -1 : 1))
    .map(([, [, step]]) => ({ ...step, via: [...new Set(step.via)].filter((other) => other !== step.resource) }));
}

const unique = <T>(list: readonly T[], key: (of: T) => string): readonly T[] => [...new Map(list.map((of) => [key(of), of])).values()];

/** A path of its parts. */
export const pathOf = (parts: readonly InOrder[], because: readonly ShutDoor[]): Path => ({
  steps: joined(parts),
  because: unique(because, ({ code, hop, resource }) => JSON.stringify([code, hop, resource?.address])),
  unknowns: unique(
    parts.flatMap(([, { unknowns }]) => unknowns),
    ({ resource, attribute, why, detail }) => JSON.stringify([resource.address, attribute, why, detail]),
  ),
  assumes: unique(
    parts.flatMap(([, { assumes }]) => assumes),
    ({ name, resource, attribute }) => JSON.stringify([name, resource?.address, attribute]),
  ),
});
