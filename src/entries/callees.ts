import { parseCidr } from "../net/address";
import { meets, routable } from "../net/address-set";
import { meetsLoopback, plainAddress } from "../model/bind";
import type { Tunnel } from "../model/listener";
import type { Called } from "../model/hop";
import type { Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { cidrBlocksOf } from "../model/subnet";
import { hasHole } from "../model/text";
import type { UnseenWay } from "../model/unseen";
import { at, cases, string } from "../model/value";

/** Whom a tunnel calls. */
export interface Far extends Pick<UnseenWay, "calls" | "byInterface"> {
  readonly place: Place;
}

/**
 * What docker calls the host in a container, and the host's own address on the bridge.
 * https://docs.docker.com/reference/cli/docker/container/run/#add-host, https://docs.docker.com/engine/network/drivers/bridge/
 */
const DOCKER_HOST = /^(host\.docker\.internal|172\.17\.0\.1)$/;

const onSameMachine = (one: Place, other: Place): boolean => one.resource === other.resource && one.choice === other.choice;

/** Attributes that tell a resource's own name, some of them with a port. */
const NAMES = ["address", "endpoint", "reader_endpoint", "dns_name", "private_dns", "public_dns", "public_ip"];

const isNamed = ({ values }: Resource, host: string): boolean =>
  NAMES.some((name) =>
    cases(string(at(values, name)), {
      known: (text) => text === host || text.replace(/:\d+$/, "") === host,
      omitted: () => false,
      unknown: () => false,
    }),
  );

/** Whether an interface may have an address: one that it is given, else any of its subnets. */
function mayHave({ addresses, subnets }: Interface, host: string): boolean {
  if (addresses !== null) return addresses.some((address) => plainAddress(address) === host);
  const address = parseCidr(host);
  if (address === null || meets(address, routable)) return false;
  if (subnets === null || !subnets.complete || subnets.foreign.length > 0) return true;
  return [...subnets.known, ...subnets.maybe].flatMap(cidrBlocksOf).some(({ value }) =>
    cases(string(value), {
      known: (text) => {
        const cidr = parseCidr(text);
        return cidr === null || meets(cidr, address);
      },
      omitted: () => false,
      unknown: () => true,
    }),
  );
}

/** A container in the network of another, nobody tells which: its loopback may be that of any. */
const isShared = (place: Place): boolean => place.within?.untold !== undefined;

/** The places that the host of a tunnel may stand for, as it is read where the tunnel begins. */
export function callees(tunnel: Tunnel, place: Place, places: readonly Place[]): readonly Far[] {
  const host = plainAddress(tunnel.host);
  const inside = (called: Place, calls: Called): Far => ({ place: called, calls, byInterface: false });
  const beside = places.filter((other) => onSameMachine(other, place));
  const loopbacks = isShared(place) ? beside : [place];
  if (hasHole(host)) {
    const others = places.filter((other) => !onSameMachine(other, place) && other.interfaces.length > 0);
    return [
      ...loopbacks.map((own) => inside(own, "loopback")),
      ...beside.map((other) => inside(other, "interface")),
      ...others.map((other): Far => ({ place: other, calls: "interface", byInterface: true })),
    ];
  }
  if (host === "" || meetsLoopback(host)) return loopbacks.map((own) => inside(own, "loopback"));
  if (DOCKER_HOST.test(host)) return [inside(place.within?.host ?? place, "interface")];
  return places.flatMap((other): readonly Far[] => {
    if (onSameMachine(other, place) && other.container === host) return [inside(other, "interface")];
    const isOwn = other.container === null && isNamed(other.resource, host);
    return isOwn || other.interfaces.some((one) => mayHave(one, host))
      ? [{ place: other, calls: "interface", byInterface: other !== place }]
      : [];
  });
}
