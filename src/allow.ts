import { matchesGlob } from "./model/glob";
import type { AllowanceRef, Finding, Result } from "./model/report";
import type { Resource } from "./model/resource";
import type { Allowance } from "./model/settings";
import type { Judged } from "./rules/judged";
import { nameOf } from "./verdict/name";
import { refOfAllowance } from "./verdict/finding";

const DAY = 24 * 60 * 60 * 1000;
/** How many days before the end it is told. */
const SOON = 14;

const daysUntil = (today: string, day: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY);

/** The last day is included. */
const isExpired = ({ expires }: Allowance, today: string): boolean => daysUntil(today, expires) < 0;

/** The allowances in force that name a workload: by its address (or URN), by its name, or by its name with the key of the instance. */
export function allowancesFor(allowances: readonly Allowance[], today: string): (workload: Resource) => readonly Allowance[] {
  const inForce = allowances.filter((allowance) => !isExpired(allowance, today));
  return (workload) => {
    if (inForce.length === 0) return inForce;
    const names = [workload.address, workload.name, nameOf(workload)];
    return inForce.filter(({ workload: pattern }) => names.some((name) => matchesGlob(pattern, name)));
  };
}

const key = (ref: AllowanceRef): string =>
  JSON.stringify([ref.workload, ref.stack, ref.ports, ref.byProtocol, ref.from, ref.expires, ref.reason, ref.location]);
const sorted = <T extends AllowanceRef>(refs: readonly T[]): T[] =>
  refs.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

/** What became of the allowances of a stack. */
export function usageOf(
  allowances: readonly Allowance[],
  findings: readonly { readonly judged: Judged; readonly finding: Finding }[],
  today: string,
): Result["allowances"] {
  const uses = new Map<Allowance, Set<string>>(allowances.map((allowance) => [allowance, new Set()]));
  for (const { judged, finding } of findings)
    for (const allowance of judged.allowed?.by ?? []) uses.get(allowance)?.add(finding.fingerprint);
  const expired = allowances.filter((allowance) => isExpired(allowance, today));
  const inForce = allowances.filter((allowance) => !expired.includes(allowance));
  const isUsed = (allowance: Allowance): boolean => (uses.get(allowance)?.size ?? 0) > 0;
  return {
    used: sorted(
      inForce.filter(isUsed).map((allowance) => ({ ...refOfAllowance(allowance), fingerprints: [...(uses.get(allowance) ?? [])].sort() })),
    ),
    unused: sorted(inForce.filter((allowance) => !isUsed(allowance)).map(refOfAllowance)),
    expired: sorted(expired.map(refOfAllowance)),
    expiring: sorted(inForce.filter(({ expires }) => daysUntil(today, expires) <= SOON).map(refOfAllowance)),
  };
}
