import { parseCidr } from "../net/address";
import { allAddresses, meets, routable } from "../net/address-set";
import { packetApprox } from "../net/approx";
import { packets } from "../net/packet-set";
import { allPorts, portsOf, rangesOf } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { meetsLoopback, plainAddress } from "../model/bind";
import { NO_DOUBTS } from "../model/fact";
import type { Tunnel } from "../model/listener";
import type { Called, Carried, Clause, Interface, Place } from "../model/place";
import type { Resource } from "../model/resource";
import { cidrBlocksOf } from "../model/subnet";
import { hasHole } from "../model/text";
import { SOMEBODY, type UnseenWay } from "../model/unseen";
import { at, cases, string } from "../model/value";
import { carries } from "../words/tunnel";

import type { WayIn } from "./entry";

/** Whom a tunnel calls. */
interface Far extends Pick<UnseenWay, "calls" | "byInterface"> {
  readonly place: Place;
}

/** What docker calls the host in a container. https://docs.docker.com/reference/cli/docker/container/run/#add-host */
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
const isShared = (place: Place): boolean => place.within !== null && place.unfollowed.length > 0;

/** The places that a host name may stand for, as it is read at a place. */
function callees(host: string, place: Place, places: readonly Place[]): readonly Far[] {
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
  if (DOCKER_HOST.test(host) && place.within !== null) return [inside(place.within.host, "interface")];
  return places.flatMap((other): readonly Far[] => {
    if (onSameMachine(other, place) && other.container === host) return [inside(other, "interface")];
    const isOwn = other.container === null && isNamed(other.resource, host);
    return isOwn || other.interfaces.some((one) => mayHave(one, host))
      ? [{ place: other, calls: "interface", byInterface: other !== place }]
      : [];
  });
}

function wayTo({ place, calls, byInterface }: Far, { tunnel, ...evidence }: Carried): UnseenWay {
  const { resource, attribute } = evidence;
  const ports = tunnel.ports === null ? allPorts : portsOf(tunnel.ports);
  const admits = packetApprox.atMost(packets({ addresses: allAddresses, protocol: tunnel.protocol === "udp" ? UDP : TCP, ports }));
  const detail = carries(tunnel.process, tunnel.ports === null ? null : rangesOf(ports));
  const unknown = { resource: resource ?? place.resource, attribute: attribute ?? "", dependsOn: [], why: "outside-plan" as const, detail };
  const clause: Clause = { role: "proxy", admits, ...evidence, unknowns: [unknown], assumes: [] };
  return {
    door: {
      role: "proxy",
      admits,
      clauses: [clause],
      shut: { code: "not-targeted", resource, says: evidence.says, via: evidence.via },
      doubts: NO_DOUBTS,
    },
    // Which port the world sees is for the tunnel's service to choose; the one that is carried stands for it.
    entry: "passthrough",
    ports: { is: "same" },
    calls,
    byInterface,
    sender: SOMEBODY,
  };
}

/** Tunnels to hosts that none of the places is, with where they begin. */
export const leadingElsewhere = (places: readonly Place[]): readonly (readonly [Place, Tunnel])[] =>
  places.flatMap((place) =>
    place.tunnels.flatMap(({ tunnel }) =>
      callees(plainAddress(tunnel.host), place, places).length === 0 ? [[place, tunnel] as const] : [],
    ),
  );

/** A program that calls out and carries the world in past the groups: `ngrok http 5000`. What it calls is possible, loopback too. */
export const tunnel: WayIn = {
  reads: [],
  places: () => [],
  hops: () => [],
  unseen: (_, places) => {
    const by = new Map<Place, readonly UnseenWay[]>();
    for (const place of places) {
      for (const carried of place.tunnels) {
        for (const far of callees(plainAddress(carried.tunnel.host), place, places)) {
          by.set(far.place, [...(by.get(far.place) ?? []), wayTo(far, carried)]);
        }
      }
    }
    return by;
  },
};
