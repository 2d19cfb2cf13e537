import type { Doubts } from "../model/fact";
import type { Place } from "../model/place";
import { called, kindOf, type Resource } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import { at, number } from "../model/value";

/** A place that a target group or a classic balancer leads to. */
export interface Target extends Doubts {
  readonly place: Place;
  /** Null: not known. */
  readonly port: number | null;
  readonly sure: boolean;
  readonly says: string;
  readonly via: readonly Resource[];
}

/** A classic balancer is a group of its own. */
export const isClassic = (group: Resource): boolean => kindOf(group) === "aws_elb";

/** The group's own port; an application balancer as target answers on its listener's. */
export const ownPort = (group: Resource): number | null => {
  const port = number(at(group.values, "port"));
  return port.is === "known" ? port.value : null;
};

/** What is not known of the port where the group's own is meant. */
export const unknownPort = (group: Resource | null): readonly Unknown[] =>
  group !== null && ownPort(group) === null ? [unknownAt(at(group.values, "port"))] : [];

export const sayTarget = (place: Place, port: number | null): string =>
  `${port === null ? "a port not known yet" : String(port)} of ${called(place.resource)}`;
