import { holdsText } from "./id";
import type { Wanted } from "./join";
import { kindOf, type Nearby, type Reference, type Resource, type NearbySource } from "./resource";

/** How such things are known where nothing refers to them. */
interface Signs {
  /** What their ids look like. */
  readonly id: RegExp;
  /** What an input is called that holds them, and nothing else. */
  readonly called: RegExp;
  /** What an input is called that may hold them among others. */
  readonly within: RegExp;
}

const SIGNS: Readonly<Record<string, Signs>> = {
  aws_security_group: { id: /^sg-/, called: /(?:group|sg)s?(?:_ids?)?$/i, within: /network|vpc|security/i },
  aws_subnet: { id: /^subnet-/, called: /subnets?(?:_ids?)?$/i, within: /network|vpc$/i },
  aws_lb_target_group: { id: /:targetgroup\//, called: /(?:target_?group|tg)s?(?:_arns?)?$/i, within: /balanc|listener/i },
  aws_launch_template: { id: /^lt-/, called: /template(?:_id)?$/i, within: /template/i },
};

/** What inputs and locals are called that hold texts and numbers. */
const TEXT = /(?:^|_)(?:azs?|cidrs?|env|environment|labels?|names?|owner|ports?|prefix|project|region|stage|suffix|tags?|version)$/i;

export const isCalledText = (name: string): boolean => TEXT.test(name);

/** What a lost trail may lead to. */
export interface Meant {
  readonly resources: readonly Resource[];
  /** Others that it may lead to, though nothing says so: what is seen to go elsewhere too, and what comes where nobody follows it. */
  readonly beyond: readonly Resource[];
  /** Others that only the name of an input or a local keeps out. */
  readonly unlikely: readonly Resource[];
  /** They are what one block, input or output brings, and nothing else comes in question. */
  readonly lone: boolean;
  /** True: others that nobody follows may be meant instead. */
  readonly doubtful: boolean;
  /** Some of them may be meant and others not. */
  readonly among: boolean;
  /** They are a single resource of the module itself. */
  readonly own: boolean;
}

interface Found {
  readonly by: NearbySource;
  readonly resources: readonly Resource[];
}

const same = (one: readonly Resource[], other: readonly Resource[]): boolean =>
  one.length === other.length && one.every((resource) => other.includes(resource));

/** What sources bring, and whether there may be more of it that nobody follows. */
interface Gathered {
  readonly found: readonly Found[];
  readonly doubtful: boolean;
}

/** In whatever order the plan lists them. */
const sorted = (resources: Iterable<Resource>): readonly Resource[] =>
  [...new Set(resources)].sort(({ address: one }, { address: other }) => (one < other ? -1 : 1));

/** Sources that bring the same things count once. */
const distinct = (found: readonly Found[]): readonly Found[] =>
  found.filter((one, index) => !found.slice(0, index).some((other) => same(one.resources, other.resources)));

const OTHERS = Object.values(SIGNS);

/** Sources and what brings things to where they are lost, each once. */
export function everySource(sources: readonly NearbySource[], goesOn: (source: NearbySource) => boolean): readonly NearbySource[] {
  const all = new Set(sources);
  for (const source of all) if (goesOn(source)) for (const next of source.further()) all.add(next);
  return [...all];
}

/** All that sources may bring, but what is seen to go elsewhere, and what is called something else where names count. */
function mayBring(
  sources: readonly NearbySource[],
  isWanted: (end: Reference) => boolean,
  signs: readonly Signs[],
  names: boolean,
): readonly Resource[] {
  const goesOn = ({ from, name, traced, texts, taken }: NearbySource): boolean => {
    const tells = signs.some(({ called, within }) => called.test(name) || within.test(name));
    const calledOther = names && (texts || isCalledText(name) || OTHERS.some(({ called }) => called.test(name)));
    const isOther = from === "input" && !tells && (taken === "elsewhere" || calledOther);
    return !traced && taken !== "by a group" && !isOther;
  };
  return everySource(sources, goesOn)
    .filter(({ taken }) => taken !== "by a group")
    .flatMap(({ ends }) => ends.filter(isWanted).map(({ resource }) => resource));
}

/** What sources bring of some types, and what is brought to where they are lost themselves. */
function gathered(
  sources: readonly NearbySource[],
  isWanted: (end: Reference) => boolean,
  signs: readonly Signs[],
  told = new Map<NearbySource, Gathered>(),
): Gathered {
  const bring = (by: NearbySource): Gathered => {
    const resources = [...new Set(by.ends.filter(isWanted).map(({ resource }) => resource))];
    const own = resources.length === 0 ? [] : [{ by, resources }];
    const isWritten =
      own.length === 0 && signs.some(({ id }) => by.constants.some((constant) => holdsText(constant, (text) => id.test(text))));
    const isCalled = by.from === "input" && signs.some(({ called }) => called.test(by.name));
    const mayHold = own.length === 0 && (by.from === "output" || signs.some(({ within }) => within.test(by.name)));
    if (by.traced || !(isCalled || mayHold)) return { found: own, doubtful: isWritten };
    const further = gathered(by.further(), isWanted, signs, told);
    return {
      found: [...own, ...further.found],
      doubtful: isWritten || further.doubtful || (isCalled && further.found.length === 0),
    };
  };
  const each = sources.map((by) => {
    const there = told.get(by);
    if (there !== undefined) return there;
    // What leads back to it brings nothing else.
    told.set(by, { found: [], doubtful: false });
    const brought = bring(by);
    told.set(by, brought);
    return brought;
  });
  return { found: [...new Set(each.flatMap(({ found }) => found))], doubtful: each.some(({ doubtful }) => doubtful) };
}

/**
 * What may be meant where a trail is lost: what blocks of the module are, and what its inputs and the outputs of modules that it calls
 * bring. An input that is seen to go elsewhere counts where nothing else does. A single value is one of the module's own, where it has
 * one.
 */
export function meantNearby({ sources, unnamed }: Nearby, wanted: Wanted, single: boolean): Meant {
  const types = Object.keys(wanted).filter((type) => wanted[type]?.includes("id") ?? false);
  const signs = types.flatMap((type) => SIGNS[type] ?? []);
  const isWanted = ({ resource, attribute, pick }: Reference): boolean => {
    const kind = kindOf(resource);
    return pick !== "other" && types.includes(kind) && (attribute === "" || (wanted[kind]?.includes(attribute) ?? false));
  };
  const likely = gathered(
    sources.filter(({ taken }) => taken === "no"),
    isWanted,
    signs,
  );
  const { found, doubtful } = likely.found.length > 0 ? likely : gathered(sources, isWanted, signs);
  const each = distinct(found);
  const blocks = each.filter(({ by }) => by.from === "block");
  const [only, ...others] = single && blocks.length === 1 ? blocks : each;
  const sure = only !== undefined && others.length === 0 && (!doubtful || (single && blocks.length === 1));
  const resources = sorted((sure ? [only] : each).flatMap((one) => one.resources));
  const beyond = mayBring(sources, isWanted, signs, true).filter((resource) => !resources.includes(resource));
  const all = mayBring(sources, isWanted, signs, false);
  return {
    resources,
    beyond: sorted(beyond),
    unlikely: sorted(all.filter((resource) => !resources.includes(resource) && !beyond.includes(resource))),
    lone: sure,
    doubtful,
    among: only?.by.chosen ?? false,
    own: !unnamed && only?.by.from === "block" && only.resources.length === 1,
  };
}
