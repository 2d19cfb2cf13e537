import { packetApprox, type Approx } from "./net/approx";
import { contains, packets, type PacketSet } from "./net/packet-set";
import type { Certainty, Finding } from "./model/report";
import type { Judged } from "./rules/judged";

/** What was found, as a report tells it and as it was worked out. */
export interface Spelt {
  readonly judged: Judged;
  readonly finding: Finding;
}

const CERTAINTIES: readonly Certainty[] = ["none", "possible", "definite"];

/** Who comes in, by outer ports. */
const admitted = ({ judged: { protocol, senders } }: Spelt): Approx<PacketSet> =>
  packetApprox.union(
    ...senders().map(({ ports, must, may }) => ({
      must: packets({ addresses: must, protocol: protocol ?? "all", ports }),
      may: packets({ addresses: may, protocol: protocol ?? "all", ports }),
    })),
  );

/** Findings of one fingerprint: what is definite on some ports may be possible on others. */
function byFingerprint(found: readonly Spelt[]): ReadonlyMap<string, readonly Spelt[]> {
  const by = new Map<string, Spelt[]>();
  for (const spelt of found) {
    const there = by.get(spelt.finding.fingerprint);
    if (there === undefined) by.set(spelt.finding.fingerprint, [spelt]);
    else there.push(spelt);
  }
  return by;
}

const isExposed = ({ finding }: Spelt): boolean => finding.certainty !== "none";

function changeOf(now: Spelt, before: readonly Spelt[]): NonNullable<Finding["change"]> {
  if (!isExposed(now)) return "unchanged";
  const earlier = before.filter(isExposed);
  if (earlier.length === 0) return "opened";
  const rank = CERTAINTIES.indexOf(now.finding.certainty);
  if (earlier.every(({ finding }) => CERTAINTIES.indexOf(finding.certainty) < rank)) return "widened";
  const [was, is] = [packetApprox.union(...earlier.map(admitted)), admitted(now)];
  return contains(was.must, is.must) && contains(was.may, is.may) ? "unchanged" : "widened";
}

/** What this change does to each finding, and what it closes; nothing of either where the input does not tell what was before. */
export function changes(now: readonly Spelt[], before: readonly Spelt[] | null): { findings: Finding[]; closed: Finding[] | null } {
  if (before === null) return { findings: now.map(({ finding }) => finding), closed: null };
  const earlier = byFingerprint(before);
  const left = byFingerprint(now.filter(isExposed));
  return {
    findings: now.map((spelt) => ({ ...spelt.finding, change: changeOf(spelt, earlier.get(spelt.finding.fingerprint) ?? []) })),
    closed: before.filter((spelt) => isExposed(spelt) && !left.has(spelt.finding.fingerprint)).map(({ finding }) => finding),
  };
}
