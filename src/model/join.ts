import type { Assumed } from "./assumption";
import type { Graph } from "./graph";
import { literal } from "./literal";
import { meantNearby } from "./nearby";
import { kindOf, type Reference, type References, type Resource } from "./resource";
import { unknownAt, type Unknown } from "./unknown";
import { at, isUnknown, items, string, type Value } from "./value";

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

const unique = <T>(list: readonly T[]): readonly T[] => (list.length < 2 ? list : [...new Set(list)]);

function fits(wanted: Wanted, { resource, attribute }: Reference): boolean {
  const kind = kindOf(resource);
  const attributes = Object.hasOwn(wanted, kind) ? wanted[kind] : undefined;
  return attribute === "" ? attributes !== undefined : (attributes?.includes(attribute) ?? false);
}

/**
 * Whether the ends that fit are enough for the unknown values of an argument, and the others can be for values elsewhere. What
 * comes in groups of which some are meant explains any number.
 */
function accounted(
  { here, elsewhere }: NonNullable<References["shared"]>,
  fitting: readonly Resource[],
  ends: readonly Reference[],
): boolean {
  const others = unique(ends.filter(({ pick, resource }) => pick !== "one" && !fitting.includes(resource)).map(({ resource }) => resource));
  const enough = here === null || fitting.length >= here || ends.some(({ pick }) => pick === "one");
  return fitting.length > 0 && enough && others.length <= elsewhere;
}

/** Whether each end that fits surely has a value of its own here, whatever the others are for: there is room for all of them. */
function haveRoom(
  { here, elsewhere, alike, unseen }: NonNullable<References["shared"]>,
  fitting: readonly Resource[],
  ends: readonly Reference[],
): boolean {
  if (alike || fitting.length === 0 || ends.some(({ pick }) => pick === "one")) return false;
  const others = new Set(ends.map(({ resource }) => resource)).size - fitting.length + unseen;
  return here === null || here >= fitting.length + Math.max(0, others - elsewhere);
}

/** Whether ends are for parts of which one alone is meant. */
const areParts = (ends: readonly Reference[]): boolean => new Set(ends.flatMap(({ part }) => part ?? [])).size > 1;

interface Candidates {
  readonly resources: readonly Resource[];
  /** The references can be taken for the values: all end at resources of a wanted type. */
  readonly credible: boolean;
  /** There is one reference and nothing else that the value could come from. */
  readonly plain: boolean;
  /** Several blocks share them: each belongs to some. */
  readonly among: boolean;
  /** They are among the values, and there may be others. */
  readonly present: boolean;
  readonly assumes: readonly Assumed[];
}

/** What a data source has read, where a stack that makes it is known: it tells more. */
function itself(graph: Graph, resource: Resource): Resource {
  if (resource.mode !== "data") return resource;
  const id = string(at(resource.values, "id"));
  const made = id.is === "known" ? graph.byId(id.value) : undefined;
  return made !== undefined && made.mode === "managed" && kindOf(made) === kindOf(resource) ? made : resource;
}

/**
 * What an unknown value refers to. References hide literals, conditions and filters; they are taken for the values only where
 * each ends at a resource that could be meant, and then under `as-referenced`, as is an index that a plan drops. Where a trail
 * ends in a local, what alone brings the type to that module is meant, under `lone-candidate`.
 */
function candidates(graph: Graph, value: Value, wanted: Wanted, single: boolean): Candidates {
  const { ends: named, traced, chosen, exact = false, blocks, shared } = value.resource.references(value.path);
  const taken = graph.assumptions.has("as-referenced");
  const ends = (taken ? named.filter(({ pick }) => pick !== "other") : named).map((end) => ({
    ...end,
    resource: itself(graph, end.resource),
  }));
  const fitting = unique(ends.filter((end) => fits(wanted, end)).map((end) => end.resource));
  const here = { resource: value.resource, attribute: value.path };
  const asReferenced: Assumed = { name: "as-referenced", ...here };
  const others =
    shared !== undefined
      ? !accounted(shared, fitting, ends)
      : blocks > 0
        ? fitting.length === 0
        : fitting.length !== unique(ends.map((end) => end.resource)).length;
  const tooMany = shared !== undefined && shared.here !== null && fitting.length > shared.here;
  if (traced && ends.length > 0 && !others) {
    const plain = named.length === 1 && chosen === undefined && blocks === 0 && ends.every(({ guessed }) => guessed !== true);
    return {
      resources: fitting,
      plain,
      among:
        tooMany ||
        (fitting.length > 1 &&
          (chosen !== undefined ||
            blocks > 1 ||
            ends.some(({ pick }) => pick === "one") ||
            areParts(ends.filter((end) => fits(wanted, end))))),
      present: false,
      credible: exact || taken,
      assumes: taken && !exact ? [asReferenced] : [],
    };
  }
  if (taken && shared !== undefined && haveRoom(shared, fitting, ends))
    return { resources: fitting, plain: false, among: false, present: true, credible: false, assumes: [asReferenced] };
  const nearby = value.resource.nearby?.(value.path) ?? { sources: [], unnamed: false };
  // What a block holds of its own may be one of several like it.
  const meant = meantNearby(nearby, wanted, single && !value.path.includes("["));
  const resources = unique([...fitting, ...meant.resources]);
  const brought = meant.lone && resources.length === meant.resources.length && (ends.length === 0 || nearby.unnamed);
  // Of a list each element may come from another.
  const explained = ends.length === 0 || nearby.unnamed ? resources.length > 0 : !others && resources.length > fitting.length;
  const closed = brought || (!single && explained && !meant.doubtful);
  const lone = closed && graph.assumptions.has("lone-candidate") && (taken || meant.own);
  return {
    resources,
    credible: lone,
    plain: false,
    among: resources.length > 1 && (meant.among || !brought),
    present: false,
    assumes: lone ? [{ name: "lone-candidate", ...here }, ...(meant.own ? [] : [asReferenced])] : [],
  };
}

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
  (found.present || (found.credible && !found.among) ? known : maybe).push(...found.resources);
  return {
    known: unique(known),
    maybe: unique(maybe),
    foreign,
    complete: found.credible,
    unknowns: [...unknowns, ...(found.credible && !found.among ? [] : [unknownAt(value)])],
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
    maybe: sure ? [] : found.resources,
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
