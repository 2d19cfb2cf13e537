import { allowancesFor } from "./allow";
import { arrivalsOf } from "./walk/arrive";
import { assumptionsOf, hintsOf, knownOf } from "./config";
import { byKind, ofAnyKind } from "./walk/choice";
import { notModelled, waysThrough, type NotModelled } from "./coverage";
import { balancersOf, hopsOf, unseenWaysOf, WAYS_IN } from "./entries";
import { exposuresOf } from "./walk/expose";
import { launcherWith } from "./launch";
import { graphOf, type Graph } from "./model/graph";
import type { Launcher } from "./model/launch";
import { containersOf, type Place } from "./model/place";
import type { Plan } from "./model/plan";
import { ofAnotherStack, type Resource } from "./model/resource";
import type { Settings } from "./model/settings";
import { together } from "./model/unseen";
import { networkOf, NETWORK_TYPES } from "./network";
import { bindsAsNetworks, networksAsBinds } from "./rules/bind-is-not-a-filter";
import { deafListener } from "./rules/deaf-listener";
import type { Judged } from "./rules/judged";
import { saidOfAll, saidOfAny } from "./rules/of-kinds";
import { byGravity } from "./verdict/severity";
import { willNotStart } from "./rules/will-not-start";
import { worldOpenIdle } from "./rules/world-open-idle";
import { worldOpenListener } from "./rules/world-open-listener";
import { placesOf, WORKLOADS } from "./workloads";

/** Everything that was found in a plan, before it is decided and spelled. */
export interface Judgement {
  readonly graph: Graph;
  /** Of this stack. */
  readonly places: readonly Place[];
  /** Security groups that an interface of the plan carries, surely or perhaps. */
  readonly carried: ReadonlySet<Resource>;
  /** False: some interface may carry others. */
  readonly carriedComplete: boolean;
  readonly found: readonly Judged[];
  readonly notModelled: readonly NotModelled[];
}

/** What will be, and what was; null where nobody tells, and the same where nothing changes. */
export interface Judgements {
  readonly now: Judgement;
  readonly before: Judgement | null;
}

/** Types that quadzero reads. */
export const MODELLED: ReadonlySet<string> = new Set([
  ...NETWORK_TYPES,
  ...WORKLOADS.flatMap(({ types, reads }) => [...types, ...reads]),
  ...WAYS_IN.flatMap(({ reads }) => reads),
]);

const isOwn = (resource: Resource): boolean => !ofAnotherStack(resource);

/**
 * Resources to places, hops and listeners; these to exposures; these to what the rules find.
 * @param today `YYYY-MM-DD`, by which allowances expire
 */
export function judge(plan: Plan, settings: Settings, today: string, launcher: Launcher = launcherWith(hintsOf(settings))): Judgement {
  const assumptions = assumptionsOf(settings);
  const allowed = allowancesFor(settings.allowances, today);
  const graph = graphOf(plan, assumptions, knownOf(settings));
  const places = [...placesOf(graph, launcher), ...balancersOf(graph)];
  const unmodelled = notModelled(graph, places, MODELLED).filter(({ resources, widens }) => widens.length > 0 || resources.some(isOwn));
  const own = places.filter(({ resource }) => isOwn(resource) && resource.mode === "managed");
  const network = networkOf(graph);
  const arrivals = arrivalsOf(places, hopsOf(graph, places), network, together([waysThrough(unmodelled), unseenWaysOf(graph, places)]));
  const within = containersOf(places);
  const found = byKind(own).flatMap((kinds) => {
    const each = <T>(of: (place: Place) => readonly T[]): readonly (readonly T[])[] => kinds.map((kind) => kind.flatMap(of));
    return [
      ...ofAnyKind(
        each((place) => exposuresOf(place, arrivals(place), within(place))),
        byGravity,
      ).flatMap((exposure) => worldOpenListener(exposure, allowed(exposure.place.resource))),
      ...saidOfAll(each((place) => worldOpenIdle(place, within(place), arrivals(place), assumptions, allowed(place.resource)))),
      ...saidOfAny(each((place) => [...deafListener(place), ...networksAsBinds(place), ...willNotStart(place)])),
    ];
  });
  const groups = places.flatMap(({ interfaces }) => interfaces.map(network.groups));
  const carried = new Set(groups.flatMap(({ known, maybe }) => [...known, ...maybe]));
  const carriedComplete = groups.every(({ complete }) => complete);
  const mixedUp = bindsAsNetworks(graph).filter(({ workload }) => isOwn(workload));
  return { graph, places: own, carried, carriedComplete, found: [...found, ...mixedUp], notModelled: unmodelled };
}
