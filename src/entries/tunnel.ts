import { allAddresses } from "../net/address-set";
import { packetApprox } from "../net/approx";
import { packets } from "../net/packet-set";
import { allPorts, portsOf, rangesOf } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { meetsLoopback, plainAddress } from "../model/bind";
import { NO_DOUBTS } from "../model/fact";
import type { Called, Carried, Clause, Place } from "../model/place";
import { hasHole } from "../model/text";
import { SOMEBODY, type UnseenWay } from "../model/unseen";
import { carries } from "../words/tunnel";

import type { WayIn } from "./entry";

/** Whom a tunnel calls. */
interface Far extends Pick<UnseenWay, "calls" | "byInterface"> {
  readonly place: Place;
}

/** What docker calls the host in a container. https://docs.docker.com/reference/cli/docker/container/run/#add-host */
const DOCKER_HOST = /^(host\.docker\.internal|172\.17\.0\.1)$/;

const onSameMachine = (one: Place, other: Place): boolean => one.resource === other.resource && one.choice === other.choice;

/** The places that a host name may stand for, as it is read at a place. */
function callees(host: string, place: Place, places: readonly Place[]): readonly Far[] {
  const inside = (called: Place, calls: Called): Far => ({ place: called, calls, byInterface: false });
  if (hasHole(host)) {
    const beside = places.filter((other) => onSameMachine(other, place));
    return [inside(place, "loopback"), ...beside.map((other) => inside(other, "interface"))];
  }
  if (host === "" || meetsLoopback(host)) return [inside(place, "loopback")];
  if (DOCKER_HOST.test(host) && place.within !== null) return [inside(place.within.host, "interface")];
  return places.flatMap((other): readonly Far[] => {
    if (onSameMachine(other, place) && other.container === host) return [inside(other, "interface")];
    const own = other.interfaces.some(({ addresses }) => addresses?.some((address) => plainAddress(address) === host) ?? false);
    return own ? [{ place: other, calls: "interface", byInterface: other !== place }] : [];
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
