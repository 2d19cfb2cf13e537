import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plan } from "../../src/model/plan";
import type { Reference, References, Resource } from "../../src/model/resource";
import type { Json } from "../../src/model/value";
import { read } from "../../src/read";

const bytesOf = (json: Json): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

export const fixture = (name: string): Uint8Array => readFileSync(join(__dirname, "plans", name, "plan.json"));

export function one(plans: readonly Plan[]): Plan {
  const [plan, ...others] = plans;
  if (plan === undefined || others.length > 0) throw new Error(`${String(plans.length)} plans`);
  return plan;
}

/** The real plan of `plans/NAME/main.tf`. */
export const planOf = (name: string): Plan => one(read(`plans/${name}/plan.json`, fixture(name)));

/** A plan made by hand, for what no version at hand prints. */
export const handmade = (json: Json): Plan => one(read("plan.json", bytesOf(json)));

export function resourceOf(plan: Plan, address: string): Resource {
  const found = plan.resources.filter((resource) => resource.address === address);
  const [resource] = found;
  if (resource === undefined || found.length > 1) throw new Error(`${String(found.length)} resources ${address}`);
  return resource;
}

/** `aws_subnet.public[1].id`, with `(this)` or `(other)` where an index picks. */
const spell = ({ resource, attribute, pick }: Reference): string =>
  `${resource.address}${attribute === "" ? "" : `.${attribute}`}${pick === "all" ? "" : ` (${pick})`}`;

/** What brings resources of a type to where the trail of an argument is lost: `block: aws_subnet.a.id`, `input groups: …`. */
export const bringing = (resource: Resource, path: string, type: string): readonly string[] =>
  (resource.nearby?.(path).sources ?? []).flatMap(({ from, name, ends, taken }) => {
    const fitting = ends.filter((end) => end.resource.type === type).map(spell);
    return fitting.length === 0
      ? []
      : [`${taken === "no" ? "" : `taken ${taken} `}${from}${name === "" ? "" : ` ${name}`}: ${fitting.join(", ")}`];
  });

export const endsOf = ({ ends }: References): readonly string[] => ends.map(spell).sort();
