import type { Assumed } from "../model/assumption";
import type { Graph } from "../model/graph";
import type { Joined } from "../model/join";
import { isYetToBeMade } from "../model/resource";
import { unknownAt, type Unknown } from "../model/unknown";
import type { Value } from "../model/value";

const isLost = (value: Value): boolean => value.resource.references(value.path).ends.length === 0;

/** Whether what is named there may live outside the plan: an id of another stack, a data source, a value that leads nowhere. */
export const isElsewhere = (value: Value, { known, maybe, foreign, complete }: Joined): boolean =>
  foreign.length > 0 || known.some(({ mode }) => mode === "data") || (!complete && (known.length + maybe.length === 0 || isLost(value)));

/**
 * What a name is taken for that leads nowhere (a local, a `dynamic` block), where this deployment makes some that it may be: for one of
 * these, since it is known after the deployment alone.
 */
export const takenHere = (graph: Graph, value: Value, { maybe, complete }: Joined): readonly Assumed[] =>
  !complete && isLost(value) && graph.assumptions.has("lone-candidate") && maybe.some(isYetToBeMade)
    ? [{ name: "lone-candidate", resource: value.resource, attribute: value.path }]
    : [];

/** The same, but for what a data source has read, which tells of itself, and for what is taken for one of this plan. */
export const hasStrayed = (graph: Graph, value: Value, joined: Joined): boolean =>
  joined.foreign.length > 0 || (joined.known.length === 0 && isElsewhere(value, joined) && takenHere(graph, value, joined).length === 0);

/** Why what is named there cannot be followed. */
export const strayed = (value: Value, { known, foreign }: Joined): Unknown =>
  unknownAt(value, known.length + foreign.length > 0 ? "outside-plan" : "after-apply");
