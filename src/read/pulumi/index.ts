import type { Plan } from "../../model/plan";
import type { Resource } from "../../model/resource";

import { typeOf } from "./names";
import { referencesOf, type Known } from "./references";
import type { Registered } from "./registered";
import { locationOf, PulumiResource } from "./resource";
import { stackOf, parseUrn } from "./urn";
import { valuesOf } from "./values";

export type { Registered } from "./registered";

/** What a plan is about. */
export interface About {
  readonly kind: Plan["kind"];
  readonly path: string;
  /** `project/stack`; null: as the URNs say. */
  readonly stack: string | null;
  /** What was there before; null or absent where nobody tells. */
  readonly before?: readonly Registered[] | null;
  readonly notes?: Plan["notes"];
}

/** The engine's own: providers, the stack, references to other stacks. They are nothing in the cloud. */
const isEngine = ({ type }: Registered): boolean => type.startsWith("pulumi:");

/** The names of the components around a resource, the outermost first. */
function moduleOf(registered: ReadonlyMap<string, Registered>, of: Registered): string {
  const names: string[] = [];
  const seen = new Set([of.urn]);
  for (let urn = of.parent; urn !== null && !seen.has(urn); urn = registered.get(urn)?.parent ?? null) {
    seen.add(urn);
    const parsed = parseUrn(urn);
    if (parsed !== null && parsed.type !== "pulumi:pulumi:Stack") names.push(parsed.name);
  }
  return names.reverse().join(".");
}

/** The resources of what was registered, in Terraform's names. */
function resourcesOf(list: readonly Registered[]): readonly Resource[] {
  const registered = new Map(list.map((each) => [each.urn, each]));
  const children = new Map<string, string[]>();
  for (const { urn, parent } of registered.values()) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [urn]);
    else siblings.push(urn);
  }
  const resources = new Map<string, Resource>();
  const known: Known = { registered, resources, children };
  for (const each of registered.values()) {
    if (!each.custom || isEngine(each)) continue;
    const type = typeOf(each.type);
    const who = {
      address: each.urn,
      type,
      name: parseUrn(each.urn)?.name ?? each.urn,
      mode: each.external === true ? "data" : "managed",
      module: moduleOf(registered, each),
      location: locationOf(each.source),
    } as const;
    const references = (resource: Resource, path: string): ReturnType<typeof referencesOf> => referencesOf(known, each, resource, path);
    resources.set(each.urn, new PulumiResource(who, valuesOf(each, type), references));
  }
  return [...resources.values()];
}

/** A plan of what the engine told, whichever way it was heard. */
export function planOfRegistered(registered: readonly Registered[], about: About): Plan {
  const { kind, path, stack, before = null, notes = [] } = about;
  return {
    kind,
    path,
    stack: stack ?? stackOf(registered.map(({ urn }) => urn)),
    resources: resourcesOf(registered),
    before: before === null ? null : resourcesOf(before),
    notes,
  };
}
