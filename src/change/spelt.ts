import { packetApprox, type Approx } from "../net/approx";
import { noPackets, packets, restrict, type PacketSet } from "../net/packet-set";
import type { Certainty, Finding } from "../model/report";
import type { Judged } from "../rules/judged";

/** What was found, as a report tells it and as it was worked out. */
export interface Spelt {
  readonly judged: Judged;
  /** Of what was before it is worked out when somebody asks: few of those are told. */
  readonly finding: Finding;
}

const NOBODY: Approx<PacketSet> = { must: noPackets, may: noPackets };

/** Whom a finding tells of, by outer ports: without those that allowances name. */
export const toldOf = ({ judged: { protocol, senders } }: Spelt): Approx<PacketSet> =>
  packetApprox.union(
    ...senders().map(({ ports, must, may }) => ({
      must: packets({ addresses: must, protocol: protocol ?? "all", ports }),
      may: packets({ addresses: may, protocol: protocol ?? "all", ports }),
    })),
  );

/** Who may come to the finding's socket, allowed or not. */
export function comingTo({ judged: { admitted, protocol } }: Spelt): Approx<PacketSet> {
  if (admitted === null) return NOBODY;
  const to = protocol === null ? {} : { protocol };
  return { must: restrict(admitted.must, to), may: restrict(admitted.may, to) };
}

const CERTAINTIES: readonly Certainty[] = ["none", "possible", "definite"];

/** How sure a finding is, before allowances. */
export const rankOf = ({ judged: { certainty, allowed } }: Spelt): number =>
  Math.max(CERTAINTIES.indexOf(certainty), CERTAINTIES.indexOf(allowed?.before ?? "none"));

export const isExposed = ({ judged }: Spelt): boolean => judged.certainty !== "none";
