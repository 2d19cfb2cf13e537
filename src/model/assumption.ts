import type { PortRange } from "./listener";
import type { Resource } from "./resource";

/** What no plan holds and AWS or common practice fixes. Each can be switched off. */
export const ASSUMPTIONS = [
  "default-vpc",
  "default-group",
  "no-account-block",
  "stock-image",
  "declared-port",
  "no-other-sockets",
  "as-referenced",
  "lone-candidate",
  "ephemeral-ports",
  "own-id",
] as const;

export type Assumption = (typeof ASSUMPTIONS)[number];

/** The assumptions that are on. */
export type Assumptions = ReadonlySet<Assumption>;

/**
 * Where the kernel takes a port from that nobody chose.
 * https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range
 */
export const dynamicPorts = (assumptions: Assumptions): PortRange => (assumptions.has("ephemeral-ports") ? [32768, 60999] : [0, 65535]);

/** An assumption at work: without it a fact would be wider. */
export interface Assumed {
  readonly name: Assumption;
  readonly resource: Resource | null;
  /** The attribute it speaks of, or null. */
  readonly attribute: string | null;
}
