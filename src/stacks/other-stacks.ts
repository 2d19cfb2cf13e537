import type { Plan } from "../model/plan";
import { kindOf, ofAnotherStack, type Nearby, type Reference, type References, type Resource, type NearbySource } from "../model/resource";
import { at, string, type Value } from "../model/value";

/** What an input of `--with` tells of, as this stack sees it. */
class OtherStacksResource implements Resource {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly mode: Resource["mode"];
  readonly module: string;
  readonly location = null;
  readonly values: Value;
  readonly from: string;
  readonly perhaps?: NonNullable<Resource["perhaps"]>;
  readonly provider?: string;
  readonly #own: Resource;
  readonly #others: ReadonlyMap<Resource, Resource>;

  constructor(own: Resource, from: string, others: ReadonlyMap<Resource, Resource>) {
    this.address = `${from}#${own.address}`;
    this.type = own.type;
    this.name = own.name;
    this.mode = own.mode;
    this.module = `${from}#${own.module}`;
    this.values = { ...own.values, resource: this };
    this.from = from;
    if (own.perhaps !== undefined) this.perhaps = own.perhaps;
    if (own.provider !== undefined) this.provider = own.provider;
    this.#own = own;
    this.#others = others;
  }

  written(path: string): ReturnType<Resource["written"]> {
    return this.#own.written(path);
  }

  spelled(path: string): string {
    return this.#own.spelled?.(path) ?? path;
  }

  references(path: string): References {
    const { ends, ...rest } = this.#own.references(path);
    return {
      ...rest,
      ends: ends.map((end) => this.#seen(end)),
    };
  }

  nearby(path: string): Nearby {
    const { sources, unnamed } = this.#own.nearby?.(path) ?? { sources: [], unnamed: false };
    const there = new Map<NearbySource, NearbySource>();
    const seen = (source: NearbySource): NearbySource => {
      const known = there.get(source);
      const { ends, further } = source;
      const one = known ?? { ...source, ends: ends.map((end) => this.#seen(end)), further: () => further().map(seen) };
      there.set(source, one);
      return one;
    };
    return { sources: sources.map(seen), unnamed };
  }

  #seen(end: Reference): Reference {
    return { ...end, resource: this.#others.get(end.resource) ?? end.resource };
  }
}

/** The resources of other stacks, as those of this one see them. */
export function ofOtherStacks(plans: readonly Plan[]): readonly Resource[] {
  return plans.flatMap(({ path, stack, resources }) => {
    const several = plans.filter((plan) => plan.path === path).length > 1;
    const from = several && stack !== null ? `${path}:${stack}` : path;
    const others = new Map<Resource, Resource>();
    for (const resource of resources) others.set(resource, new OtherStacksResource(resource, from, others));
    return [...others.values()];
  });
}

/** Two resources of one id are one thing, if they are of one type: ids of some types are names. */
function identityOf(resource: Resource): string | null {
  const id = string(at(resource.values, "id"));
  return resource.mode === "managed" && id.is === "known" && id.value !== "" ? `${kindOf(resource)} ${id.value}` : null;
}

/** A plan with what other stacks hold. Of what both tell, or what this one takes away, the plan's own word counts. */
export function joinedWith(plan: Plan, others: readonly Resource[]): Plan {
  if (others.length === 0) return plan;
  const own = new Set([...plan.resources, ...(plan.before ?? [])].map(identityOf));
  // Its reader may know another stack of the same program already.
  const known = new Set(plan.resources.filter(({ from }) => from !== undefined).map(({ address }) => address));
  const foreign: Resource[] = [];
  for (const resource of others) {
    const identity = identityOf(resource);
    if (known.has(resource.address) || (identity !== null && own.has(identity))) continue;
    own.add(identity);
    foreign.push(resource);
  }
  const resources = [...plan.resources, ...foreign];
  return { ...plan, resources, before: plan.before === plan.resources ? resources : plan.before && [...plan.before, ...foreign] };
}

const ownOf = (resources: Plan["resources"]): Plan["resources"] => resources.filter((resource) => !ofAnotherStack(resource));

/**
 * Another stack as a change leaves it, and as it was before: with what this one holds beside it, now and then. Of what both tell, or
 * what the change takes away, the change's own word counts.
 * @param others what is shown besides
 */
export function besideChange(shown: Plan, change: Plan, others: readonly Plan[]): Plan {
  const [is, was] = [ownOf(change.resources), ownOf(change.before ?? [])];
  const told = new Set([...is, ...was].map(identityOf).filter((identity) => identity !== null));
  const standing = (plan: Plan): Plan => ({
    ...plan,
    resources: plan.resources.filter((resource) => !told.has(identityOf(resource) ?? "")),
    before: null,
  });
  const plan = standing(shown);
  const around = ofOtherStacks(others.map(standing));
  const beside = (resources: Plan["resources"]): Plan["resources"] =>
    joinedWith(plan, [...ofOtherStacks([{ ...change, resources }]), ...around]).resources;
  return { ...plan, resources: beside(is), before: beside(was), notes: [] };
}
