import { ANY_PORT, type PortRange } from "./listener";

/** A rule of a host's own firewall for what comes to the host itself. */
export interface FilterRule {
  readonly action: "allow" | "deny";
  readonly protocol: "tcp" | "udp";
  readonly family: 4 | 6;
  /** The client's networks as CIDRs; empty: everybody. May hold HOLE. */
  readonly from: readonly string[];
  readonly ports: readonly PortRange[];
  /** False: other things decide too whether it is there, or whether it matches. */
  readonly certain: boolean;
  /** The tokens that say so: `allow 8443/tcp`. */
  readonly says: string;
}

/** A host's own firewall. Of its rules the first that matches decides; what none matches stays out. */
export interface Filter {
  /** The program that sets it. */
  readonly process: string;
  readonly rules: readonly FilterRule[];
}

/** For every packet of the families, from whomever. */
export const ofEverything = (
  action: FilterRule["action"],
  certain: boolean,
  says: string,
  families: readonly FilterRule["family"][] = [4, 6],
): readonly FilterRule[] =>
  families.flatMap((family) =>
    (["tcp", "udp"] as const).map((protocol) => ({ action, protocol, family, from: [], ports: [ANY_PORT], certain, says })),
  );
