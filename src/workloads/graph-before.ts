import { graphOf, type Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { at, isUnknown, string } from "../model/value";

const earlier = new WeakMap<Graph, Graph>();

/** What there was before; null: nobody tells, or nothing changes. */
export function graphBefore(graph: Graph): Graph | null {
  const { plan, assumptions, known } = graph;
  if (plan.before === null || plan.before === plan.resources) return null;
  const before = earlier.get(graph) ?? graphOf({ ...plan, resources: plan.before, before: null }, assumptions, known);
  earlier.set(graph, before);
  return before;
}

/** What a resource was that stays. */
export function earlierOf(before: Graph, { values, type }: Resource): Resource | undefined {
  const id = isUnknown(at(values, "id")) ? { is: "unknown" as const } : string(at(values, "id"));
  const was = id.is === "known" ? before.byId(id.value) : undefined;
  return was?.type === type && was.mode === "managed" ? was : undefined;
}
