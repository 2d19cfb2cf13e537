import { isEmpty as noPorts, rangesOf, type PortSet } from "../net/port-set";
import { protocolName } from "../net/protocol";
import { keyAs } from "../model/exposure";
import { ownAddress, type Resource } from "../model/resource";
import { rangeText } from "../words/ports";
import type { Judged } from "../rules/judged";

/** The socket's own ports, where they are known and tell findings of the rule apart. */
const socketPorts = ({ rule, innerPorts }: Judged): PortSet | null =>
  rule === "world-open-idle" || innerPorts === null || noPorts(innerPorts) ? null : innerPorts;

/**
 * What tells a finding apart.
 * @param attribute where the first step of its path is written; asked of rules that do not speak of sockets
 * @param called what a resource goes by
 */
export function fingerprintOf(judged: Judged, attribute: () => string | null, called: (resource: Resource) => string = ownAddress): string {
  const ports = socketPorts(judged);
  return [
    judged.rule,
    judged.chain.length === 0 ? called(judged.workload) : judged.chain.map((place) => keyAs(place, called(place.resource))).join(">"),
    judged.container ?? "",
    judged.protocol === null ? "" : protocolName(judged.protocol),
    ports === null ? "" : rangesOf(ports).map(rangeText).join(","),
    // Rules that do not speak of sockets are told apart by the place where the mistake is written.
    judged.rule === "bind-is-not-a-filter" || judged.rule === "will-not-start" ? (attribute() ?? "") : "",
  ]
    .join("|")
    .replace(/\|+$/, "");
}
