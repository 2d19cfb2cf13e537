import { allAddresses, allIpv4, allIpv6, noAddresses, type AddressSet } from "../net/address-set";
import { packetApprox, type Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { dynamicPorts, type Assumptions } from "../model/assumption";
import { bindOfText, meetsLoopback, plainAddress } from "../model/bind";
import { joinDoubts, NO_DOUBTS, type Doubts, type Evidence } from "../model/fact";
import { ANY_PORT, isOneOf, type PortRange, type Publish } from "../model/listener";
import type { Door, Hop, PortMap } from "../model/hop";
import { ownAddressOf, ownedBy } from "../model/own-address";
import type { Place, Within } from "../model/place";
import { hasHole } from "../model/text";
import type { Unknown } from "../model/unknown";
import { hostAddress as asked } from "../words/launch";
import { ADDRESS_CHOSEN, PORT_CHOSEN } from "../words/verdict";

import type { WayIn } from "./entry";

/** Whose packets the published address meets: `must` and `may`. */
interface Met {
  readonly must: AddressSet;
  readonly may: AddressSet;
}

const everyone = (set: AddressSet): Met => ({ must: set, may: set });

/**
 * Without an address a port is published on every one of the host, in both families; with one, on that alone, and in its family.
 * Only on one of its interface's own do the internet's packets arrive: not on a bridge's or a tunnel's. What is no address, and one
 * that the host has not, is refused by docker. https://docs.docker.com/engine/network/port-publishing/
 */
function metBy({ hostAddress }: Publish, host: Place): Met {
  if (hostAddress === null || hostAddress === "") return everyone(allAddresses);
  if (hasHole(hostAddress)) return { must: noAddresses, may: allAddresses };
  if (hostAddress === asked.private) return everyone(allIpv4);
  if (hostAddress === asked.ipv6) return everyone(allIpv6);
  const address = plainAddress(hostAddress);
  const bind = bindOfText(address);
  if (bind === null || bind.answers === "loopback" || bind.answers === "none") return everyone(noAddresses);
  const family = bind.family === 4 ? allIpv4 : allIpv6;
  const own = bind.answers === "any" ? "yes" : ownedBy(host, address);
  return { must: own === "yes" ? family : noAddresses, may: own === "yes" || own === "perhaps" ? family : noAddresses };
}

/** What whom it meets hangs on: which addresses the host has, and to which of them packets come. */
function onWhichAddress({ hostAddress }: Publish, { host, evidence }: Within): readonly Unknown[] {
  if (hasHole(hostAddress ?? "")) return [{ ...unseenAt(host, evidence), detail: ADDRESS_CHOSEN }];
  return bindOfText(plainAddress(hostAddress ?? ""))?.answers === "address" ? ownAddressOf(host) : [];
}

const unseenAt = (host: Place, { resource, attribute }: Evidence): Unknown => ({
  resource: resource ?? host.resource,
  attribute: attribute ?? "",
  dependsOn: [],
  why: "after-apply",
});

/** Whom it meets of those who call the host on its loopback: all, unless it is published on an address of an interface. */
function metOnLoopback({ hostAddress }: Publish): Met {
  if (hostAddress === null || hostAddress === "") return everyone(allAddresses);
  if (hasHole(hostAddress)) return { must: noAddresses, may: allAddresses };
  return everyone(meetsLoopback(plainAddress(hostAddress)) ? allAddresses : noAddresses);
}

/** One port of several is chosen at the start; where it may be any of the kernel's, of a range that is taken for granted. */
function chosen(publish: Publish, { host, evidence }: Within, assumptions: Assumptions): Doubts {
  if (!isOneOf(publish)) return NO_DOUBTS;
  return {
    unknowns: [{ ...unseenAt(host, evidence), detail: PORT_CHOSEN }],
    assumes:
      publish.hostPorts === null && assumptions.has("ephemeral-ports")
        ? [{ name: "ephemeral-ports", resource: host.resource, attribute: null }]
        : [],
  };
}

function publishDoor(within: Within, publish: Publish, { must, may }: Met, outer: PortRange, protocol: number, doubts: Doubts): Door {
  const lead = (addresses: AddressSet): PacketSet => packets({ addresses, protocol, ports: ports(outer[0], outer[1]) });
  const admits: Approx<PacketSet> = { must: lead(must), may: lead(may) };
  const evidence = { ...within.evidence, says: publish.says };
  return {
    role: "publish",
    admits,
    clauses: [{ role: "publish", admits, ...evidence, ...NO_DOUBTS }],
    shut: { code: "not-published", resource: within.host.resource, says: `published as ${publish.says}`, via: [] },
    doubts,
  };
}

function hopBy(place: Place, within: Within, publish: Publish, assumptions: Assumptions): Hop {
  const protocol = publish.protocol === "udp" ? UDP : TCP;
  const outer = publish.hostPorts ?? dynamicPorts(assumptions);
  const inner = publish.containerPorts;
  const oneOf = isOneOf(publish);
  const map: PortMap = oneOf ? { is: "to", protocol, outer, inner: inner[0] } : { is: "each", protocol, outer, inner };
  const address: Doubts = { unknowns: onWhichAddress(publish, within), assumes: [] };
  const doubts = joinDoubts([within, chosen(publish, within, assumptions), address]);
  const doorFor = (met: Met): Door => publishDoor(within, publish, met, outer, protocol, doubts);
  return {
    from: within.host,
    to: place,
    entry: "direct",
    doors: [doorFor(metBy(publish, within.host))],
    ...(publish.hostAddress === null || publish.hostAddress === "" ? {} : { onAddress: publish.hostAddress }),
    onLoopback: [doorFor(metOnLoopback(publish))],
    ports: map,
    ...(oneOf ? { oneOfOuter: true } : {}),
    sender: { is: "client" },
    // Docker's bridge is IPv4; IPv6 clients come through its proxy.
    family: 4,
    byInterface: false,
  };
}

/** Into a container of which nobody can tell whose network it is in: by any port of its host, to any of its own. */
const untoldHops = (place: Place, { host, untold = [] }: Within): readonly Hop[] =>
  [TCP, UDP].flatMap((protocol) =>
    ([4, 6] as const).map((family) => ({
      from: host,
      to: place,
      entry: "direct",
      doors: [
        {
          role: "publish",
          admits: packetApprox.unknown,
          clauses: [],
          shut: { code: "not-published", resource: host.resource, says: "", via: [] },
          doubts: { unknowns: untold, assumes: [] },
        },
      ],
      ports: { is: "oneOf", protocol, outer: ANY_PORT, inner: ANY_PORT },
      sender: { is: "client" },
      family,
      byInterface: false,
    })),
  );

/** A container's port that its host publishes: `docker run -p 8080:80`, the `hostPort` of a task on a bridge. */
export const publishedPort: WayIn = {
  reads: [],
  places: () => [],
  hops: ({ assumptions }, places) =>
    places.flatMap((place) => {
      const { within } = place;
      if (within === null) return [];
      const published = within.publishes.map((publish) => hopBy(place, within, publish, assumptions));
      return within.untold === undefined ? published : [...published, ...untoldHops(place, within)];
    }),
};
