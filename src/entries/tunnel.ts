import { allAddresses } from "../net/address-set";
import { packetApprox } from "../net/approx";
import { packets } from "../net/packet-set";
import { allPorts, portsOf, rangesOf } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { NO_DOUBTS } from "../model/fact";
import type { Tunnel } from "../model/listener";
import type { Clause } from "../model/hop";
import type { Carried, Place } from "../model/place";
import { SOMEBODY, type UnseenWay } from "../model/unseen";
import { carries } from "../words/tunnel";

import { callees, type Far } from "./callees";
import type { WayIn } from "./entry";

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
    place.tunnels.flatMap(({ tunnel }) => (callees(tunnel, place, places).length === 0 ? [[place, tunnel] as const] : [])),
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
        for (const far of callees(carried.tunnel, place, places)) {
          by.set(far.place, [...(by.get(far.place) ?? []), wayTo(far, carried)]);
        }
      }
    }
    return by;
  },
};
