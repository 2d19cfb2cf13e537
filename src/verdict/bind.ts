import { isEmpty, onlyFamily, type AddressSet } from "../net/address-set";
import type { Socket } from "../model/place";
import type { Bind, Reach } from "../model/report";
import { HOLE } from "../model/text";

const WIDTH: readonly Reach[] = ["any", "address", "unknown", "loopback", "none"];
const wider = (a: Reach, b: Reach): Reach => (WIDTH.indexOf(a) <= WIDTH.indexOf(b) ? a : b);

/** What nobody knows yet shows as an ellipsis. */
export const written = (text: string): string => text.replaceAll(HOLE, "…");

/** Those in which the world comes in. */
export interface Families {
  readonly four: boolean;
  readonly six: boolean;
}

export const familiesOf = (clients: AddressSet): Families => ({
  four: !isEmpty(onlyFamily(clients, 4)),
  six: !isEmpty(onlyFamily(clients, 6)),
});

/** One bind for the sockets of one process on the same ports: the widest, in each family; its address is one that the world meets. */
export function bindOf(sockets: readonly Socket[], { four, six }: Families): Bind | null {
  const known = sockets.filter(({ knowledge }) => knowledge === "known" || knowledge === "assumed").map(({ listener }) => listener);
  const met = ({ ipv4, ipv6 }: { ipv4: Reach; ipv6: Reach }): number =>
    Math.min(...(four || !six ? [WIDTH.indexOf(ipv4)] : []), ...(six || !four ? [WIDTH.indexOf(ipv6)] : []));
  const widest = known.toSorted((a, b) => met(a) - met(b))[0];
  if (widest === undefined) return null;
  return {
    // An assumed socket answers both families, and nobody has written its address.
    address: widest.from === "machine-image" && six && !four ? "::" : written(widest.address),
    ipv4: known.map(({ ipv4 }) => ipv4).reduce(wider),
    ipv6: known.map(({ ipv6 }) => ipv6).reduce(wider),
    ports: (widest.ports ?? []).map(([first, last]) => [first, last]),
    from: widest.from,
  };
}
