import { TCP } from "../net/protocol";
import type { Doubts } from "../model/fact";
import type { Resource } from "../model/resource";
import { unknownAt } from "../model/unknown";
import { at, items, number, string, type Value } from "../model/value";

import { speaksHttp, type Listening } from "./leading";

/** HTTP by name is terminated; over TCP and SSL bytes pass. https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html */
function listeningAt(listener: Value): Listening {
  const [portAt, protocolAt] = [at(listener, "lb_port"), at(listener, "lb_protocol")];
  const [port, protocol] = [number(portAt), string(protocolAt)];
  return {
    resource: listener.resource,
    attribute: listener.path,
    entry: speaksHttp(protocol) ? "terminated" : "passthrough",
    protocols: [TCP],
    port: port.is === "known" && protocol.is !== "unknown" ? port.value : null,
    says: `${protocol.is === "known" ? protocol.value.toUpperCase() : "some protocol"} ${port.is === "known" ? String(port.value) : "on a port not known yet"}`,
    unknowns: [portAt, protocolAt].filter((value) => string(value).is === "unknown").map((value) => unknownAt(value)),
    assumes: [],
  };
}

/** A listener, with the port of the instances that it leads to (null: not known). */
interface Leading extends Pick<Doubts, "unknowns"> {
  readonly listening: Listening;
  readonly port: number | null;
}

/** Its listeners; one that may be any where some are not known. */
export function listenersOf({ values }: Resource): readonly Leading[] {
  const listeners = at(values, "listener");
  const { known, complete } = items(listeners);
  return [...known, ...(complete ? [] : [{ ...listeners, unknown: true as const }])].map((listener) => {
    const portAt = at(listener, "instance_port");
    const port = number(portAt);
    const known = port.is === "known" ? port.value : null;
    return { listening: listeningAt(listener), port: known, unknowns: known === null ? [unknownAt(portAt)] : [] };
  });
}
