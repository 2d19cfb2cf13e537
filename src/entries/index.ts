import type { Graph } from "../model/graph";
import type { Hop } from "../model/hop";
import type { Place } from "../model/place";
import { together, type UnseenWays } from "../model/unseen";

import { balancer } from "./balancer";
import { classicBalancer } from "./classic-balancer";
import type { WayIn } from "./entry";
import { publishedPort } from "./published-port";
import { tunnel } from "./tunnel";

/** Every way in. A new one is its file and a line here. */
export const WAYS_IN: readonly WayIn[] = [balancer, classicBalancer, publishedPort, tunnel];

export const balancersOf = (graph: Graph): readonly Place[] => WAYS_IN.flatMap((way) => way.places(graph));

export const hopsOf = (graph: Graph, places: readonly Place[]): readonly Hop[] => WAYS_IN.flatMap((way) => way.hops(graph, places));

export const unseenWaysOf = (graph: Graph, places: readonly Place[]): UnseenWays =>
  together(WAYS_IN.flatMap(({ unseen }) => (unseen === undefined ? [] : [unseen(graph, places)])));
