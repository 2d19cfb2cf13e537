import type { Graph } from "../model/graph";
import type { Joined, Wanted } from "../model/join";
import { unknownAt } from "../model/unknown";
import type { Value } from "../model/value";

/** Whom an argument names, as far as the plan holds it: of what is elsewhere nothing is known. */
export function held(graph: Graph, value: Value, wanted: Wanted): Joined {
  const joined = graph.one(value, wanted);
  if (joined.foreign.length === 0) return joined;
  return { ...joined, complete: false, unknowns: [...joined.unknowns, unknownAt(value, "outside-plan")] };
}
