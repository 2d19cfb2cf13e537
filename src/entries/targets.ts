import type { Graph } from "../model/graph";
import type { Place, Registration } from "../model/place";
import { kindOf, type Resource } from "../model/resource";

import { attachedIn, enter } from "./attached";
import { hasStrayed, strayed, takenHere } from "./stray";
import { isClassic, ownPort, sayTarget, unknownPort, type Target } from "./target";

/**
 * What is reached at a place. A classic balancer knows instances alone: of a task the one that it runs on, where that is known.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
const reached = (place: Place, classic: boolean): readonly Place[] =>
  !classic || place.interfaces.length > 0 ? [place] : place.within === null ? [] : [place.within.host];

/** A place that registers itself. @param group null: one outside the plan */
function registered(graph: Graph, group: Resource | null, place: Place, registration: Registration): readonly Target[] {
  const classic = group === null ? !Object.hasOwn(registration.wanted, "aws_lb_target_group") : isClassic(group);
  const port = registration.port === "unknown" ? null : (registration.port ?? (group === null ? null : ownPort(group)));
  return reached(place, classic).map((there) => ({
    place: there,
    port,
    sure: group !== null && registration.group.known.includes(group),
    says: sayTarget(there, port),
    via: [...registration.via, ...(there === place ? [] : [place.resource])],
    unknowns: [
      ...registration.unknowns,
      ...registration.group.unknowns,
      ...(registration.port === null && !classic ? unknownPort(group) : []),
    ],
    assumes: [...registration.group.assumes, ...takenHere(graph, registration.at, registration.group)],
  }));
}

const registeredElsewhere = (graph: Graph, places: readonly Place[]): readonly Target[] =>
  places.flatMap((place) =>
    place.registrations
      .filter(({ at, group }) => hasStrayed(graph, at, group))
      .flatMap((registration) =>
        registered(graph, null, place, registration).map((target) => ({
          ...target,
          unknowns: [...target.unknowns, strayed(registration.at, registration.group)],
        })),
      ),
  );

/** Which places target groups lead to. */
export interface Targets {
  readonly of: (group: Resource) => readonly Target[];
  /** Those of groups that live elsewhere. */
  readonly elsewhere: readonly Target[];
}

/** The targets of each group, found once; a classic balancer is a group of its own. */
export function targetsIn(graph: Graph, places: readonly Place[]): Targets {
  const registrations = new Map<Resource, { place: Place; registration: Registration }[]>();
  // A group that cannot be followed may be any of the plan.
  const lost: { place: Place; registration: Registration }[] = [];
  for (const place of places) {
    for (const registration of place.registrations) {
      const { known, maybe, complete } = registration.group;
      enter(registrations, [...known, ...maybe], { place, registration });
      if (!complete && known.length + maybe.length === 0) lost.push({ place, registration });
    }
  }
  const attached = attachedIn(graph, places);
  const targetsOf = (group: Resource): readonly Target[] => {
    const straying = lost.filter(({ registration }) => Object.hasOwn(registration.wanted, kindOf(group)));
    const registering = [...(registrations.get(group) ?? []), ...straying];
    return [...registering.flatMap(({ place, registration }) => registered(graph, group, place, registration)), ...attached.to(group)];
  };
  const found = new Map<Resource, readonly Target[]>();
  const of = (group: Resource): readonly Target[] => {
    const there = found.get(group) ?? targetsOf(group);
    found.set(group, there);
    return there;
  };
  return { of, elsewhere: [...registeredElsewhere(graph, places), ...attached.elsewhere] };
}
