import { NO_DOUBTS, type Doubts } from "../model/fact";
import type { Graph } from "../model/graph";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, isUnknown, items, type Value } from "../model/value";

/** The rules, entries or routes that a resource holds itself. */
export interface Blocks {
  readonly blocks: readonly Value[];
  readonly complete: boolean;
  readonly doubts: Doubts;
}

const NONE: Blocks = { blocks: [], complete: true, doubts: NO_DOUBTS };

/**
 * An attribute written as blocks (`ingress`, `route`), of which resources of their own say parts too. What the author did not write
 * is what the provider read back: beside separate resources it says the same again, or what is about to go.
 * https://developer.hashicorp.com/terraform/language/attr-as-blocks
 * @param separately resources of their own surely belong to it
 */
export function blocksOf(graph: Graph, resource: Resource, name: string, separately: boolean): Blocks {
  const value = at(resource.values, name);
  if (resource.mode !== "data" && resource.written(name) === "no") {
    if (separately) return NONE;
    // A dynamic block over something that is not known yet looks just like an argument left out: it refers to nothing.
    if (isUnknown(value) && graph.assumptions.has("as-referenced")) {
      return { ...NONE, doubts: { unknowns: [], assumes: [{ name: "as-referenced", resource, attribute: value.path }] } };
    }
  }
  const { known, complete } = items(value);
  return { blocks: known, complete, doubts: complete ? NO_DOUBTS : { unknowns: [unknownAt(value)], assumes: [] } };
}
