import type { Graph } from "../model/graph";
import type { Launcher } from "../model/launch";
import type { Place } from "../model/place";
import type { Resource } from "../model/resource";

/** A resource type that runs something. One file each. */
export interface Workload {
  /** Terraform types that it turns into places. */
  readonly types: readonly string[];
  /** Types that it reads along the way. */
  readonly reads: readonly string[];
  /** @param hosts places of the types before it in the list, which it may live within */
  readonly places: (resource: Resource, graph: Graph, launcher: Launcher, hosts: readonly Place[]) => readonly Place[];
}
