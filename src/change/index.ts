import { packetApprox } from "../net/approx";
import { contains } from "../net/packet-set";
import type { Finding } from "../model/report";
import type { Group } from "./group";
import { match, type Side } from "./match";
import type { Moved } from "./moved";
import { comingTo, isAsBad, isExposed, admittedTo, type Verdict } from "./verdict";

export { against, CannotCompare } from "./earlier";
export { movedBetween, type Moved } from "./moved";
export { onlyOpened } from "./only";
export type { Verdict } from "./verdict";

export interface Before extends Side {
  readonly moved: Moved;
  /** What of it goes on, though nobody judges it any more. */
  readonly goesOn: (verdict: Verdict) => boolean;
}

export interface Changed {
  readonly findings: Finding[];
  readonly closed: Finding[] | null;
}

/**
 * Widened: of what was there before, that which was at least as bad let not all of the finding's clients to all of its ports. An
 * allowance may lessen what a finding now tells of, never what was there before: so none makes an exposure new.
 */
function changeOf(now: Verdict, before: readonly Group[]): NonNullable<Finding["change"]> {
  const earlier = before.flat();
  if (earlier.length === 0) return "opened";
  const asBad = earlier.filter((was) => isAsBad(was, now));
  if (asBad.length === 0) return "widened";
  const [was, is] = [packetApprox.union(...asBad.map(comingTo)), admittedTo(now)];
  return contains(was.must, is.must) && contains(was.may, is.may) ? "unchanged" : "widened";
}

const unchanged = (now: readonly Verdict[]): Changed => ({
  findings: now.map(({ finding }) => ({ ...finding, change: "unchanged" })),
  closed: [],
});

/**
 * What this change does to each finding, and what it closes.
 * @param before null: the input does not tell what was before; "same": nothing changes
 */
export function changes(now: readonly Verdict[], addresses: ReadonlySet<string>, before: Before | "same" | null): Changed {
  if (before === null) return { findings: now.map(({ finding }) => finding), closed: null };
  if (before === "same") return unchanged(now);
  const matches = match({ found: now.filter(isExposed), addresses }, before, before.moved);
  const earlier = new Map<Verdict, readonly Group[]>(
    [...matches.now].flatMap(([group, others]) => group.map((verdict) => [verdict, others] as const)),
  );
  const kept = new Set([...matches.before.keys()].flat());
  return {
    findings: now.map((verdict) => ({
      ...verdict.finding,
      change: isExposed(verdict) ? changeOf(verdict, earlier.get(verdict) ?? []) : "unchanged",
    })),
    closed: before.found.filter((verdict) => !kept.has(verdict) && !before.goesOn(verdict)).map(({ finding }) => finding),
  };
}
