import { packetApprox, within, type Approx } from "../net/approx";
import { noPackets, packets, type PacketSet } from "../net/packet-set";
import { rangesOf } from "../net/port-set";
import type { Decision, Finding } from "../model/report";
import { CERTAINTIES, ENTRIES, SEVERITIES } from "../model/worst";
import { worst } from "../verdict/decide";
import { severityOf } from "../verdict/severity";
import type { Judged } from "../rules/judged";

/** What was found, as a report tells it and as it was worked out. */
export interface Verdict {
  readonly judged: Judged;
  readonly decision: Decision;
  /** Of what was before it is worked out when somebody asks: few of those are told. */
  readonly finding: Finding;
}

const NOBODY: Approx<PacketSet> = { must: noPackets, may: noPackets };

/** Whom a finding tells of, by outer ports: without those that allowances name. */
export const admittedTo = ({ judged: { protocol, senders } }: Verdict): Approx<PacketSet> =>
  packetApprox.union(
    ...senders().map(({ ports, must, may }) => ({
      must: packets({ addresses: must, protocol: protocol ?? "all", ports }),
      may: packets({ addresses: may, protocol: protocol ?? "all", ports }),
    })),
  );

/** Who may come to the finding's socket, allowed or not. */
export function comingTo({ judged: { admitted, protocol } }: Verdict): Approx<PacketSet> {
  if (admitted === null) return NOBODY;
  return protocol === null ? admitted : within(admitted, { protocol });
}

/** How sure a finding is, before allowances. */
const certaintyOf = ({ certainty, allowed }: Judged): number =>
  Math.min(CERTAINTIES.indexOf(certainty), CERTAINTIES.indexOf(allowed?.before ?? "none"));

/** Whose socket nobody could see. */
export const isOfUnseen = ({ judged }: Verdict): boolean => judged.rule === "world-open-listener" && judged.innerPorts === null;

/** Whether one finding is at least as sure as another, as direct, as severe on the other's ports, and decided as strictly. */
export function isAsBad(one: Verdict, other: Verdict): boolean {
  const ports = rangesOf(other.judged.ports);
  // How grave an unseen socket is its port alone tells, and of a program on that port the same may be said.
  const severityAs = ({ judged: { process } }: Verdict): number =>
    SEVERITIES.indexOf(severityOf(isOfUnseen(other) ? null : process, ports));
  return (
    certaintyOf(one.judged) <= certaintyOf(other.judged) &&
    ENTRIES.indexOf(one.judged.entry) <= ENTRIES.indexOf(other.judged.entry) &&
    severityAs(one) <= severityAs(other) &&
    worst([one.decision, other.decision]) === one.decision
  );
}

export const isExposed = ({ judged }: Verdict): boolean => judged.certainty !== "none";
