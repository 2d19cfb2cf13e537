import { packetApprox } from "../net/approx";
import { outward } from "../net/translate";
import type { Arrival } from "../model/exposure";
import type { FilterRule } from "../model/filter";
import type { Clause, Door } from "../model/hop";
import type { Filtered, Place } from "../model/place";
import type { Unknown } from "../model/unknown";
import { matched } from "./matched";
import { rulesNotRead } from "../words/verdict";

/** The door of one firewall: of its rules the first that matches decides. */
function doorOf({ resource }: Place, { filter, ...evidence }: Filtered, called: Arrival["family"]): Door {
  const says = (rule: FilterRule): string => `${filter.process} ${rule.says}`;
  const unknowns: readonly Unknown[] = filter.rules.every(({ certain }) => certain)
    ? []
    : [
        {
          resource: evidence.resource ?? resource,
          attribute: evidence.attribute ?? "",
          dependsOn: [],
          why: "not-seen",
          detail: rulesNotRead(filter.process),
        },
      ];
  return {
    role: "firewall",
    admits: packetApprox.firstMatch(
      filter.rules.map((rule, order) => ({ action: rule.action, matches: matched(rule, called), order })),
      { complete: true },
    ),
    clauses: filter.rules
      .filter(({ action, says: text }) => action === "allow" && text !== "")
      .map((rule): Clause => ({
        role: "firewall",
        admits: matched(rule, called),
        ...evidence,
        says: says(rule),
        unknowns: [],
        assumes: [],
      })),
    shut: { code: "host-firewall", resource: evidence.resource, says: filter.process, via: evidence.via },
    doubts: { unknowns, assumes: [] },
  };
}

/**
 * What comes to the place's own sockets, behind its firewalls. What calls loopback comes from within and meets none of them, nor does
 * what a container publishes. https://docs.docker.com/engine/network/packet-filtering-firewalls/
 */
export const filtered = (place: Place, arrivals: readonly Arrival[]): readonly Arrival[] =>
  place.filters.length === 0
    ? arrivals
    : arrivals.map((arrival) => {
        if (arrival.calls === "loopback") return arrival;
        const doors = place.filters.map((of) => doorOf(place, of, arrival.family));
        const admits = doors.map((door) => outward(door.admits, arrival.maps));
        return {
          ...arrival,
          doors: [...arrival.doors, ...doors.map((door) => ({ door, hop: arrival.chain.length - 1, maps: arrival.maps }))],
          admits: packetApprox.intersect(arrival.admits, ...admits),
        };
      });
