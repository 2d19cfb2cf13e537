import type { Assumed } from "./assumption";
import { candidates, unique } from "./candidates";
import type { Graph } from "./graph";
import { literal } from "./literal";
import type { Resource } from "./resource";
import { unknownAt, type Unknown } from "./unknown";
import { isUnknown, items, string, type Value } from "./value";

/**
 * Which resources an argument may name, and by which of their attributes: `{ aws_subnet: ["id"] }`. A VPC found by
 * `default_security_group_id` stands for its default group.
 */
export type Wanted = Readonly<Record<string, readonly string[]>>;

/** Whom an argument points at. */
export interface Joined {
  /** Surely. */
  readonly known: readonly Resource[];
  /** Perhaps: of a list, elements that may be there; of a single argument, the candidates of which one it is. */
  readonly maybe: readonly Resource[];
  /** Ids of things outside the plan, surely named. */
  readonly foreign: readonly string[];
  /** True: whatever is named is among the above. */
  readonly complete: boolean;
  readonly unknowns: readonly Unknown[];
  readonly assumes: readonly Assumed[];
}

export const NOTHING: Joined = { known: [], maybe: [], foreign: [], complete: true, unknowns: [], assumes: [] };

/** Whom several arguments point at, together. */
export const joinedAll = (each: readonly Joined[]): Joined => ({
  known: unique(each.flatMap(({ known }) => known)),
  maybe: unique(each.flatMap(({ maybe }) => maybe)),
  foreign: each.flatMap(({ foreign }) => foreign),
  complete: each.every(({ complete }) => complete),
  unknowns: each.flatMap(({ unknowns }) => unknowns),
  assumes: each.flatMap(({ assumes }) => assumes),
});

/** The same, none of them for sure. */
export const perhaps = (joined: Joined): Joined => ({ ...joined, known: [], maybe: [...joined.known, ...joined.maybe] });

/** A list or set of ids: its known elements are there; what is unknown is followed through its references. */
export function joinMany(graph: Graph, value: Value, wanted: Wanted): Joined {
  const { known: elements, complete } = items(value);
  const known: Resource[] = [];
  const maybe: Resource[] = [];
  const foreign: string[] = [];
  const unsure: Value[] = [];
  let unknown = !complete;
  for (const element of elements) {
    const id = string(element);
    if (id.is === "unknown") unknown = true;
    else if (id.is === "known") {
      const meant = literal(graph, element, wanted, id.value);
      known.push(...meant.known);
      maybe.push(...meant.maybe);
      if (meant.maybe.length > 0) unsure.push(element);
      foreign.push(...meant.foreign);
    }
  }
  const unknowns = unsure.map((element) => unknownAt(element));
  if (!unknown) return { known: unique(known), maybe: unique(maybe), foreign, complete: true, unknowns, assumes: [] };
  const found = candidates(graph, value, wanted, false);
  const sure = found.credible && !found.among;
  (found.present || sure ? known : maybe).push(...found.resources);
  maybe.push(...found.beyond);
  return {
    known: unique(known),
    maybe: unique(maybe),
    foreign,
    complete: found.credible,
    unknowns: [...unknowns, ...(sure && found.beyond.length === 0 ? [] : [unknownAt(value)])],
    assumes: found.assumes,
  };
}

/** A single id. One candidate is it; of several, one is. */
export function joinOne(graph: Graph, value: Value, wanted: Wanted): Joined {
  if (!isUnknown(value)) {
    const id = string(value);
    if (id.is === "omitted" || (id.is === "known" && id.value === "")) return NOTHING;
    if (id.is === "known") {
      const meant = literal(graph, value, wanted, id.value);
      return { ...NOTHING, ...meant, unknowns: meant.maybe.length > 0 ? [unknownAt(value)] : [] };
    }
  }
  const found = candidates(graph, value, wanted, true);
  const sure = (found.plain || found.credible) && found.resources.length === 1;
  return {
    ...NOTHING,
    known: sure ? found.resources : [],
    maybe: sure ? [] : [...found.resources, ...found.beyond],
    complete: found.plain || found.credible,
    unknowns: sure ? [] : [unknownAt(value)],
    assumes: found.plain || found.present ? [] : found.assumes,
  };
}

/**
 * One argument of each of several blocks. Which block names which of them may not be told where all of them are: then these are
 * named, if there are blocks enough.
 */
export function joinEach(graph: Graph, values: readonly Value[], wanted: Wanted): Joined {
  const each = values.map((value) => ({ value, joined: joinOne(graph, value, wanted) }));
  const isOpen = ({ value, joined }: (typeof each)[number]): boolean => isUnknown(value) && joined.known.length === 0;
  const [open, told] = [each.filter(isOpen), each.filter((one) => !isOpen(one))];
  const named = unique(open.flatMap(({ joined }) => joined.maybe));
  const areShared = open.every(({ value, joined }) => joined.complete && value.resource.references(value.path).chosen !== "by a condition");
  const all = joinedAll(each.map(({ joined }) => joined));
  if (open.length < named.length || !areShared) return all;
  const settled = joinedAll(told.map(({ joined }) => joined));
  return { ...settled, known: unique([...settled.known, ...named]), assumes: all.assumes };
}
