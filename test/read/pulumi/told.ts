import type { Plan } from "../../../src/model/plan";
import type { Resource } from "../../../src/model/resource";
import type { Json } from "../../../src/model/value";
import { read } from "../../../src/read";
import { planOfRegistered, type Registered } from "../../../src/read/pulumi";

export const STACK = "urn:pulumi:harvest::orchard";

/** What the engine writes for a text that is not known. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export const urnOf = (type: string, name: string): string => `${STACK}::${type}::${name}`;

/** A registration of which a test says only what it is about. */
export function registered(type: string, name: string, about: Partial<Registered> = {}): Registered {
  return {
    urn: urnOf(type, name),
    type,
    id: null,
    custom: true,
    inputs: { __defaults: [] },
    outputs: null,
    propertyDependencies: {},
    parent: null,
    aliases: [],
    ...about,
  };
}

export const planOf = (list: readonly Registered[], before: readonly Registered[] | null = null): Plan =>
  planOfRegistered(list, { kind: "pulumi-policy", path: "stack", stack: null, before });

export function find(plan: Pick<Plan, "resources">, name: string, type?: string): Resource {
  const [resource, ...others] = plan.resources.filter((each) => each.name === name && (type === undefined || each.type === type));
  if (resource === undefined || others.length > 0) throw new Error(`${String(others.length)} more of ${name}`);
  return resource;
}

/** A file of any form, read. */
export function readJson(json: Json, path = "input.json"): Plan {
  const [plan, ...others] = read(path, new TextEncoder().encode(JSON.stringify(json)));
  if (plan === undefined || others.length > 0) throw new Error(`${String(others.length)} more plans`);
  return plan;
}
