import { at, isUnknown, type Json, type Value } from "../../model/value";

import type { Step } from "./address";

export type Answer = "yes" | "no" | "no or late" | "cannot tell";

/** What decides beside the configuration. */
export interface Circumstances {
  /** The resource is created: nothing in its plan is left over from before. */
  readonly created: boolean;
  /** The file lacks arguments that are attributes written as blocks, as those of Terraform before 1.1 do. */
  readonly lacksBlockAttributes: boolean;
}

/** Attributes that the AWS provider lets one write as blocks, in security groups, network ACLs and route tables. */
const WRITTEN_AS_BLOCKS: ReadonlySet<Step | undefined> = new Set(["ingress", "egress", "route"]);

export const valueAt = (value: Value, steps: readonly Step[]): Value =>
  at(value, ...steps.map((step) => (typeof step === "object" ? step.key : step)));

/** A list of objects with something in it. */
const isBlocks = (json: Json | undefined): boolean =>
  Array.isArray(json) &&
  json.length > 0 &&
  json.every((block: Json) => typeof block === "object" && block !== null && !Array.isArray(block));

/**
 * Whether a `dynamic` block made what the configuration lacks: those are missing there, and only the blocks in the plan give them
 * away (https://github.com/hashicorp/terraform/issues/28346). Where it makes none, it is as if omitted. Of a resource that exists,
 * blocks may be what the provider found.
 */
export function madeByDynamic(values: Value, lacks: readonly Step[], { created, lacksBlockAttributes }: Circumstances): Answer {
  const value = valueAt(values, lacks);
  if (isBlocks(value.raw)) return created ? "yes" : "cannot tell";
  return isUnknown(value) && lacksBlockAttributes && WRITTEN_AS_BLOCKS.has(lacks.at(-1)) ? "cannot tell" : "no";
}
