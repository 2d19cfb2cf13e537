import { expressionOf } from "./configuration";
import { begin, end, type Next, type Pick, type Placed } from "./ends";
import type { Step } from "./address";

/**
 * Resources that give what they are given: by which attribute, from which argument, and whether all of it.
 * https://registry.terraform.io/providers/hashicorp/random/latest/docs/resources/shuffle
 * https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
const HANDING: Readonly<Record<string, { readonly gives: string; readonly takes: string; readonly pick: Pick }>> = {
  random_shuffle: { gives: "result", takes: "input", pick: "one" },
  terraform_data: { gives: "output", takes: "input", pick: "all" },
};

const handing = (type: string): (typeof HANDING)[string] | undefined => (Object.hasOwn(HANDING, type) ? HANDING[type] : undefined);

/** Whether `random_shuffle.subnets` and these steps are what it was given. */
export function isHandedOn(type: string, steps: readonly Step[]): boolean {
  const known = handing(type);
  return known !== undefined && known.gives === steps.find((step) => typeof step === "string");
}

/** What it was given. */
export function handedOn(placed: Placed, steps: readonly Step[], name: string): Next {
  const { scope, rest, pick, part } = placed;
  const block = scope.module?.blocks.get(name);
  const { takes, pick: own } = handing(name.split(".")[0] ?? "") ?? { takes: "", pick };
  const given = expressionOf(block?.expressions[takes]);
  if (block === undefined || given === undefined) return end({ at: "lost", scope });
  const [first] = steps;
  const repeat = { by: block.repeat, key: typeof first === "object" ? first.key : null };
  const within = own === "one" ? [] : [...steps.slice(typeof first === "object" ? 2 : 1), ...rest];
  return { ends: [], further: [{ ...begin(given, scope, repeat), rest: within, pick: pick === "all" ? own : pick, part }] };
}
