import type { Assumed } from "./assumption";
import type { Graph } from "./graph";
import type { Wanted } from "./join";
import { meantNearby } from "./nearby";
import { kindOf, type Reference, type References, type Resource } from "./resource";
import { at, string, type Value } from "./value";

export const unique = <T>(list: readonly T[]): readonly T[] => (list.length < 2 ? list : [...new Set(list)]);

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

/**
 * Whether more fit than surely are values of the argument. A list that is unknown as a whole may hold some of what it was made of: of
 * `data.apply(({ open }) => open)` the host tells all that `data` was made of.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/output.ts, `apply`
 */
const areTooMany = ({ here }: NonNullable<References["shared"]>, fitting: readonly Resource[]): boolean => fitting.length > (here ?? 1);

/** Whether each end that fits surely has a value of its own here, whatever the others are for: there is room for all of them. */
function haveRoom(
  { here, elsewhere, alike, unseen }: NonNullable<References["shared"]>,
  fitting: readonly Resource[],
  ends: readonly Reference[],
): boolean {
  if (alike || fitting.length === 0 || ends.some(({ pick }) => pick === "one")) return false;
  if (here === null) return fitting.length === 1;
  const others = new Set(ends.map(({ resource }) => resource)).size - fitting.length + unseen;
  return here >= fitting.length + Math.max(0, others - elsewhere);
}

/**
 * Whether ends do not fit, that must be meant here if anything is. Of those that `for_each` gives, one that does not fit is for another
 * member: `{ sg = aws_security_group.a.id, subnet = aws_subnet.b.id }`.
 */
const hasOthers = (fitting: readonly Resource[], ends: readonly Reference[]): boolean =>
  ends.some(({ pick, resource }) => !fitting.includes(resource) && (pick !== "one" || fitting.length === 0));

/** Whether ends are for parts of which one alone is meant. */
const areParts = (ends: readonly Reference[]): boolean => new Set(ends.flatMap(({ part }) => part ?? [])).size > 1;

/** What an unknown value may stand for. */
export interface Candidates {
  readonly resources: readonly Resource[];
  /** Others that are not expected, and possible. */
  readonly beyond: readonly Resource[];
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
 * ends in a local, what alone brings the type to that module is meant, under `lone-candidate`; so is it that what is called otherwise
 * brings none.
 */
export function candidates(graph: Graph, value: Value, wanted: Wanted, single: boolean): Candidates {
  const { ends: named, traced, chosen, exact = false, blocks, shared } = value.resource.references(value.path);
  const taken = graph.assumptions.has("as-referenced");
  const ends = (taken ? named.filter(({ pick }) => pick !== "other") : named).map((end) => ({
    ...end,
    resource: itself(graph, end.resource),
  }));
  const fitting = unique(ends.filter((end) => fits(wanted, end)).map((end) => end.resource));
  const here = { resource: value.resource, attribute: value.path };
  const asReferenced: Assumed = { name: "as-referenced", ...here };
  const others = shared !== undefined ? !accounted(shared, fitting, ends) : blocks > 0 ? fitting.length === 0 : hasOthers(fitting, ends);
  const tooMany = shared !== undefined && areTooMany(shared, fitting);
  if (traced && ends.length > 0 && !others) {
    const plain = named.length === 1 && chosen === undefined && blocks === 0 && ends.every(({ guessed }) => guessed !== true);
    return {
      resources: fitting,
      beyond: [],
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
    return { resources: fitting, beyond: [], plain: false, among: false, present: true, credible: false, assumes: [asReferenced] };
  const nearby = value.resource.nearby?.(value.path) ?? { sources: [], unnamed: false };
  // What a block holds of its own may be one of several like it.
  const meant = meantNearby(nearby, wanted, single && !value.path.includes("["));
  const resources = unique([...fitting, ...meant.resources]);
  const brought = meant.lone && resources.length === meant.resources.length && (ends.length === 0 || nearby.unnamed);
  // Of a list each element may come from another.
  const explained = ends.length === 0 || nearby.unnamed ? resources.length > 0 : !others && resources.length > fitting.length;
  const closed = brought || (!single && explained && !meant.doubtful);
  const likely = graph.assumptions.has("lone-candidate");
  const lone = closed && likely && (taken || meant.own);
  const assumes: readonly Assumed[] = lone || (likely && meant.unlikely.length > 0) ? [{ name: "lone-candidate", ...here }] : [];
  return {
    resources,
    beyond: [...meant.beyond, ...(likely ? [] : meant.unlikely)].filter((resource) => !resources.includes(resource)),
    credible: lone,
    plain: false,
    among: resources.length > 1 && (meant.among || !brought),
    present: false,
    assumes: lone && !meant.own ? [...assumes, asReferenced] : assumes,
  };
}
