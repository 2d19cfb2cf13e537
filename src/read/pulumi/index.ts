import type { Plan } from "../../model/plan";
import type { Resource } from "../../model/resource";

import { attributeOf, typeOf } from "./names";
import { adapted, isNative, targetsOf } from "./native";
import { nativeSpelled } from "./native-spelling";
import { referencesOf, type Edges, type Known } from "./references";
import type { Registered } from "./registered";
import { locationOf, PulumiResource } from "./resource";
import { spelled } from "./spelling";
import { stackOf, parseUrn } from "./urn";
import { valuesOf, type Values } from "./values";

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

function childrenOf(list: readonly Registered[]): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>();
  for (const { urn, parent } of list) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [urn]);
    else siblings.push(urn);
  }
  return children;
}

/** What a registration is in Terraform: its type, its values, and where they come from. */
function translated(each: Registered): {
  readonly type: string;
  readonly values: Values;
  readonly tops: Edges["tops"];
  readonly spelling: (path: string) => string;
} {
  if (isNative(each.type)) {
    const { type, inputs, outputs, tops } = adapted(each);
    const properties = { ...each.outputs, ...each.inputs };
    return {
      type,
      tops,
      values: valuesOf({ id: each.id, inputs, outputs }, null),
      spelling: (path) => nativeSpelled(each.type, properties, path),
    };
  }
  const type = typeOf(each.type);
  const values = valuesOf(each, type);
  return {
    type,
    tops: (property) => [attributeOf(type, property).name],
    values,
    spelling: (path) => spelled(type, values.properties, path),
  };
}

/** The resources of what was registered, in Terraform's names. */
function resourcesOf(list: readonly Registered[], kind: Plan["kind"]): readonly Resource[] {
  const registered = new Map([...list, ...list.flatMap(targetsOf)].map((each) => [each.urn, each]));
  const resources = new Map<string, Resource>();
  const known: Known = { registered, resources, children: childrenOf([...registered.values()]) };
  for (const each of registered.values()) {
    if (!each.custom || isEngine(each)) continue;
    const { type, values, tops, spelling } = translated(each);
    const who = {
      address: each.urn,
      type,
      name: parseUrn(each.urn)?.name ?? each.urn,
      mode: each.external === true ? "data" : "managed",
      module: moduleOf(registered, each),
      location: locationOf(each.source),
      provider: each.provider ?? null,
      // A policy is handed them in the clear.
      hidesSecrets: kind !== "pulumi-policy",
      spelling,
    } as const;
    const edges = { propertyDependencies: each.propertyDependencies, waitsFor: each.dependencies ?? [], tops };
    resources.set(each.urn, new PulumiResource(who, values, (resource, path) => referencesOf(known, edges, resource, path)));
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
    resources: resourcesOf(registered, kind),
    before: before === null ? null : resourcesOf(before, kind),
    notes,
  };
}
