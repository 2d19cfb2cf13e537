import { parseAddress, parseCidr } from "../net/address";
import { contains, isEmpty, meets, noAddresses, onlyFamily, union, type AddressSet } from "../net/address-set";
import { plainAddress } from "./bind";
import type { Arrival } from "./exposure";
import type { Interface, Place, Socket } from "./place";
import { hasHole } from "./text";
import { cidrBlocksOf } from "./subnet";
import { unknownAt, type Unknown } from "./unknown";
import { at, string } from "./value";

/**
 * Whether an address that a process names is one of its interface's own. "nowhere": a public IPv4 address, which is on no host:
 * the internet gateway translates it, and binding it fails.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
 */
export type Owned = "yes" | "perhaps" | "no" | "nowhere";

/** What a network of one's own is made of (RFC 1918, 6598, 3927, 1122), and multicast, which binds and receives nothing. */
const LOCAL = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

let local: AddressSet | undefined;
const localAddresses = (): AddressSet => (local ??= LOCAL.map((cidr) => parseCidr(cidr) ?? noAddresses).reduce(union));

/** True of an IPv4 address that clients have, and no network of one's own. */
export function isPublic(address: string): boolean {
  const bare = plainAddress(address);
  const one = parseAddress(bare)?.family === 4 ? parseCidr(bare) : null;
  return one !== null && !meets(localAddresses(), one);
}

/** Of every default VPC. https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html */
let defaultVpc: AddressSet | undefined;
const inDefaultVpc = (one: AddressSet): boolean => contains((defaultVpc ??= parseCidr("172.31.0.0/16") ?? noAddresses), one);

/** Whether the blocks of its subnets hold an address: AWS lets a VPC be made of public ranges too. */
function inSubnets({ subnets }: Interface, one: AddressSet): "yes" | "no" | "perhaps" {
  if (subnets === null) return isEmpty(onlyFamily(one, 4)) || inDefaultVpc(one) ? "perhaps" : "no";
  const blocks = [...subnets.known, ...subnets.maybe].flatMap((subnet) =>
    cidrBlocksOf(subnet).map(({ value }) => {
      const text = string(value);
      if (text.is === "omitted" || (text.is === "known" && text.value === "")) return noAddresses;
      return text.is === "known" ? parseCidr(text.value) : null;
    }),
  );
  if (blocks.some((set) => set !== null && contains(set, one))) return "yes";
  return !subnets.complete || subnets.foreign.length > 0 || blocks.includes(null) ? "perhaps" : "no";
}

/** A bind that fails with EADDRNOTAVAIL. */
export const bindsNowhere = (place: Place, { listener }: Socket): boolean =>
  listener.ipv4 === "address" && listener.certainty === "definite" && ownedBy(place, listener.address) === "nowhere";

/** Whether packets that arrive come to an address that is the place's own. */
export function comesTo({ to, chain }: Arrival, address: string): "yes" | "perhaps" | "no" {
  const bare = plainAddress(address);
  const isFixed = (chain.at(-1)?.interfaces ?? []).some(({ addresses }) => addresses?.some((own) => plainAddress(own) === bare) ?? false);
  if (to === undefined || !isFixed || parseAddress(bare)?.family !== 4 || to.must.includes(bare)) return "yes";
  return to.may.includes(bare) ? "perhaps" : "no";
}

export function ownedBy(place: Place, address: string): Owned {
  if (hasHole(address)) return "perhaps";
  const bare = plainAddress(address);
  const parsed = parseAddress(bare);
  const one = parseCidr(bare);
  // A name, or a command that asks the host for its own address.
  if (parsed === null || one === null) return "yes";
  if (place.interfaces.some(({ addresses }) => addresses?.some((own) => plainAddress(own) === bare) ?? false)) return "yes";
  const within = place.interfaces.map((of) => inSubnets(of, one));
  const defaultSubnet = place.interfaces.every(({ subnets }) => subnets === null);
  if (isPublic(bare) && (defaultSubnet || within.every((answer) => answer === "no"))) return "nowhere";
  if (place.kind === "container") return "perhaps";
  const told = place.interfaces.every(({ addresses }) => addresses?.some((own) => parseAddress(own)?.family === 4) ?? false);
  if (place.interfaces.length > 0 && told && parsed.family === 4) return "no";
  return within.length > 0 && within.every((answer) => answer === "no") ? "no" : "perhaps";
}

/** What would settle whether an address is the host's own. */
export const ownAddressOf = ({ interfaces }: Place): readonly Unknown[] =>
  interfaces.map(({ resource }) => unknownAt(at(resource.values, "private_ip")));
