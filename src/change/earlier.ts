import type { Plan, ReadNote } from "../model/plan";
import { STACKS } from "../words/stacks";

/** What cannot be compared, and why. */
export class CannotCompare extends Error {}

/** The stacks by name, where each has one of its own. */
function named(plans: readonly Plan[]): ReadonlyMap<string, Plan> | null {
  const by = new Map(plans.flatMap((plan) => (plan.stack === null ? [] : [[plan.stack, plan] as const])));
  return by.size === plans.length ? by : null;
}

const note = (code: string, message: string, level: ReadNote["level"] = "note"): ReadNote => ({ level, code, message, resource: null });

const isOther = (plan: Plan, before: Plan | undefined): boolean =>
  plan.stack !== null && typeof before?.stack === "string" && before.stack !== plan.stack;

/**
 * Plans with what an earlier input told as what was there before: by the names of stacks where all have one, else one to one, in order.
 * @throws CannotCompare
 */
export function against(plans: readonly Plan[], earlier: readonly Plan[]): readonly Plan[] {
  const [is, was] = [named(plans), named(earlier)];
  const byName = is !== null && was !== null && plans.length + earlier.length > 2;
  if (!byName && plans.length !== earlier.length) throw new CannotCompare(STACKS.count(earlier.length, plans.length));
  const gone = byName ? [...was.keys()].filter((stack) => !is.has(stack)) : [];
  return plans.map((plan, index) => {
    const before = byName ? was.get(plan.stack ?? "") : earlier[index];
    const notes = [
      ...(isOther(plan, before) ? [note("other-stack", STACKS.isOther(plan.stack ?? "", before?.stack ?? ""), "warning")] : []),
      ...(before === undefined ? [note("new-stack", STACKS.isNew(plan.stack ?? ""))] : []),
      ...(index === 0 ? gone.map((stack) => note("stack-is-gone", STACKS.isGone(stack))) : []),
    ];
    return { ...plan, before: before?.resources ?? [], notes: [...plan.notes, ...notes] };
  });
}
