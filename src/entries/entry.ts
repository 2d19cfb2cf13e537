import type { Graph } from "../model/graph";
import type { Hop } from "../model/hop";
import type { Place } from "../model/place";
import type { UnseenWays } from "../model/unseen";

/** A way in, beyond an interface of one's own. One file each. */
export interface WayIn {
  /** Terraform types that it reads. */
  readonly reads: readonly string[];
  /** Places that it adds: balancers. */
  readonly places: (graph: Graph) => readonly Place[];
  /** Hops between places, its own and others. */
  readonly hops: (graph: Graph, places: readonly Place[]) => readonly Hop[];
  /** Ways of its kind that begin outside the plan. */
  readonly unseen?: (graph: Graph, places: readonly Place[]) => UnseenWays;
}
