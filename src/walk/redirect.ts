import { packetApprox, type Approx } from "../net/approx";
import type { PacketSet } from "../net/packet-set";
import { outward } from "../net/translate";
import type { Arrival } from "../model/exposure";
import { NO_DOUBTS } from "../model/fact";
import type { Redirect } from "../model/listener";
import type { Door, PortMap } from "../model/hop";
import type { Place, Redirected } from "../model/place";
import type { Unknown } from "../model/unknown";
import { matched, protocolOf } from "./matched";
import { notReadToTheEnd } from "../words/verdict";

function mapOf(redirect: Redirect): PortMap {
  const { outer, inner } = redirect;
  const protocol = protocolOf(redirect);
  if (inner[0] === inner[1]) return { is: "to", protocol, outer, inner: inner[0] };
  return { is: inner[1] - inner[0] === outer[1] - outer[0] ? "each" : "oneOf", protocol, outer, inner };
}

/** The door to a redirected port, or past all of them. */
function doorOf(place: Place, admits: Approx<PacketSet>, through: Redirected | null, over: readonly Redirected[]): Door {
  const open = over.filter(({ redirect }) => !redirect.certain);
  const unknowns = open.map(({ resource, attribute, redirect }): Unknown => ({
    resource: resource ?? place.resource,
    attribute: attribute ?? "",
    dependsOn: [],
    why: "not-seen",
    detail: notReadToTheEnd(`${redirect.process} ${redirect.says}`),
  }));
  const [first] = over;
  return {
    role: "publish",
    admits,
    clauses: through === null ? [] : [{ role: "publish", admits, ...evidence(through), unknowns, assumes: [] }],
    shut: {
      code: "not-published",
      resource: first?.resource ?? place.resource,
      says: over.map((each) => evidence(each).says).join(", "),
      via: over.flatMap(({ via }) => via),
    },
    doubts: through === null ? { unknowns, assumes: [] } : NO_DOUBTS,
  };
}

const evidence = ({ redirect: _, ...rest }: Redirected): Omit<Redirected, "redirect"> => rest;

/**
 * What comes to an interface, once the place has changed the ports that it changes: folded from the first that matches to the last.
 * What calls loopback comes from within and meets none of them. https://wiki.nftables.org/wiki-nftables/index.php/Netfilter_hooks
 */
function redirect(place: Place, arrival: Arrival): readonly Arrival[] {
  const behind = (door: Door): Arrival => ({
    ...arrival,
    doors: [...arrival.doors, { door, hop: arrival.chain.length - 1, maps: arrival.maps }],
    admits: packetApprox.intersect(arrival.admits, outward(door.admits, arrival.maps)),
  });
  let rest: Approx<PacketSet> = packetApprox.exactly(packetApprox.all);
  const changed: Arrival[] = [];
  for (const each of place.redirects) {
    const mine = matched({ ...each.redirect, ports: [each.redirect.outer] }, arrival.family);
    const { to } = each.redirect;
    if (to !== "elsewhere") {
      const door = doorOf(place, packetApprox.intersect(rest, mine), each, [each]);
      changed.push({ ...behind(door), maps: [...arrival.maps, mapOf(each.redirect)], calls: to });
    }
    rest = packetApprox.subtract(rest, mine);
  }
  return [behind(doorOf(place, rest, null, place.redirects)), ...changed];
}

export const redirected = (place: Place, arrivals: readonly Arrival[]): readonly Arrival[] =>
  place.redirects.length === 0
    ? arrivals
    : arrivals.flatMap((arrival) => (arrival.calls === "loopback" ? [arrival] : redirect(place, arrival)));
