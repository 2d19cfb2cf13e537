import { portsOf } from "../net/port-set";
import { NUMBER } from "../walk/expose";
import type { Failure, Place, Socket } from "../model/place";
import type { Resource } from "../model/resource";
import type { Path } from "../walk/path";
import { NO_DOUBTS, type Evidence } from "../model/fact";
import { bindsNowhere } from "../model/own-address";
import type { Judged } from "./judged";

/** Whether an address is the host's own rests on the blocks of its subnets. */
const subnetsOf = ({ interfaces }: Place): readonly Resource[] =>
  interfaces.flatMap(({ subnets }) => (subnets === null ? [] : [...subnets.known, ...subnets.maybe]));

/** A CIDR or a client's address where a bind belongs is the business of another rule. */
export const MIXED_UP = "cidr-as-bind";

function found(
  place: Place,
  container: string | null,
  process: string | null,
  evidence: Evidence,
  detail: string,
  socket: Socket | null,
): Judged {
  const step: Path["steps"][number] = {
    role: "process",
    hop: 0,
    resource: evidence.resource,
    attribute: evidence.attribute,
    says: evidence.says,
    certainty: "none",
    via: [...evidence.via, place.resource, ...place.via, ...subnetsOf(place)].filter((other) => other !== evidence.resource),
    shut: true,
  };
  const ports = socket?.listener.ports ?? null;
  return {
    rule: "will-not-start",
    certainty: "definite",
    partner: false,
    workload: place.resource,
    place,
    container: container ?? place.container,
    process,
    entry: null,
    protocol: socket === null || socket.listener.protocol === "unix" ? null : NUMBER[socket.listener.protocol],
    ports: portsOf(ports ?? []),
    innerPorts: ports === null ? null : portsOf(ports),
    sockets: socket === null ? [] : [socket],
    senders: () => [],
    admitted: null,
    chain: [place],
    path: () => ({ steps: [step], because: [], ...NO_DOUBTS }),
    detail,
  };
}

const failed =
  (place: Place) =>
  ({ container, process, fails, evidence }: Failure): Judged => ({
    ...found(place, container, process, evidence, fails.text, null),
    code: fails.code,
  });

/** A bind that provably fails: what the launch shows to fail, and addresses that the host does not have. */
export function willNotStart(place: Place): readonly Judged[] {
  return [
    ...place.failures.filter(({ fails }) => fails.code !== MIXED_UP).map(failed(place)),
    ...place.sockets
      .filter((socket) => bindsNowhere(place, socket))
      .map((socket) =>
        found(
          place,
          socket.container,
          socket.listener.process,
          socket.evidence,
          `${socket.listener.address} is a public address, which is on no host`,
          socket,
        ),
      ),
  ];
}
