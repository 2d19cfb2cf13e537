import { allAddresses, allIpv4, allIpv6, noAddresses, type AddressSet } from "../net/address-set";
import type { Approx } from "../net/approx";
import { packets, type PacketSet } from "../net/packet-set";
import { ports } from "../net/port-set";
import { TCP, UDP } from "../net/protocol";
import { dynamicPorts, type Assumptions } from "../model/assumption";
import { bindOfText, meetsLoopback, plainAddress } from "../model/bind";
import { joinDoubts, NO_DOUBTS, type Doubts } from "../model/fact";
import { isOneOf, type PortRange, type Publish } from "../model/listener";
import type { Door, Hop, PortMap } from "../model/hop";
import type { Place, Within } from "../model/place";
import { hasHole } from "../model/text";
import { unknownAt } from "../model/unknown";
import { at } from "../model/value";
import { PORT_CHOSEN } from "../words/verdict";

import type { WayIn } from "./entry";

/** Whose packets the published address meets: `must` and `may`. */
interface Met {
  readonly must: AddressSet;
  readonly may: AddressSet;
}

const everyone = (set: AddressSet): Met => ({ must: set, may: set });

/**
 * Without an address a port is published on every one of the host, in both families; with one, on that alone, and in its family.
 * An address of the host's own may be where the internet's packets arrive. One that is no address is refused by docker.
 * https://docs.docker.com/engine/network/port-publishing/
 */
function metBy(publish: Publish, host: Place): Met {
  const { hostAddress } = publish;
  if (hostAddress === null || hostAddress === "") return everyone(allAddresses);
  if (hasHole(hostAddress)) return { must: noAddresses, may: allAddresses };
  const address = plainAddress(hostAddress);
  if (address === "localhost" || address.includes("/")) return everyone(noAddresses);
  const bind = bindOfText(address);
  const family = bind === null ? allAddresses : bind.family === 4 ? allIpv4 : allIpv6;
  if (bind?.answers === "any") return everyone(family);
  if (bind?.answers === "loopback") return everyone(noAddresses);
  const fixed = host.interfaces.map(({ addresses }) => addresses);
  if (fixed.some((addresses) => addresses?.some((own) => plainAddress(own) === address) ?? false)) return everyone(family);
  return { must: noAddresses, may: fixed.every((addresses) => addresses !== null) && fixed.length > 0 ? noAddresses : family };
}

/** Whom it meets of those who call the host on its loopback: all, unless it is published on an address of an interface. */
function metOnLoopback({ hostAddress }: Publish): Met {
  if (hostAddress === null || hostAddress === "") return everyone(allAddresses);
  if (hasHole(hostAddress)) return { must: noAddresses, may: allAddresses };
  return everyone(meetsLoopback(plainAddress(hostAddress)) ? allAddresses : noAddresses);
}

/** One port of several is chosen at the start; where it may be any of the kernel's, of a range that is taken for granted. */
function chosen(publish: Publish, { host, evidence }: Within, assumptions: Assumptions): Doubts {
  if (!isOneOf(publish)) return NO_DOUBTS;
  const attribute = evidence.attribute ?? "";
  return {
    unknowns: [{ resource: evidence.resource ?? host.resource, attribute, dependsOn: [], why: "after-apply", detail: PORT_CHOSEN }],
    assumes:
      publish.hostPorts === null && assumptions.has("ephemeral-ports")
        ? [{ name: "ephemeral-ports", resource: host.resource, attribute: null }]
        : [],
  };
}

/** Whether packets come to the address that it is published on hangs on which ones the host has. */
const ownAddress = ({ hostAddress }: Publish, host: Place): Doubts =>
  bindOfText(plainAddress(hostAddress ?? ""))?.answers === "address"
    ? { unknowns: host.interfaces.map(({ resource }) => unknownAt(at(resource.values, "private_ip"))), assumes: [] }
    : NO_DOUBTS;

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
  const doubts = joinDoubts([within, chosen(publish, within, assumptions), ownAddress(publish, within.host)]);
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

/** A container's port that its host publishes: `docker run -p 8080:80`, the `hostPort` of a task on a bridge. */
export const publishedPort: WayIn = {
  reads: [],
  places: () => [],
  hops: ({ assumptions }, places) =>
    places.flatMap((place) => {
      const { within } = place;
      return within === null ? [] : within.publishes.map((publish) => hopBy(place, within, publish, assumptions));
    }),
};
