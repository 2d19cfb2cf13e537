import { packetApprox } from "../net/approx";
import type { PortRange } from "../net/translate";
import type { Hop, PortMap } from "../model/hop";
import type { Place } from "../model/place";

/** A way to a place, as far as what its ports and its interfaces are concerned. */
type Way = Pick<Hop, "ports" | "byInterface">;

/** Into a container on a bridge: to a port of its host, and from there by what is published. */
export interface ByHost {
  readonly host: Place;
  readonly ports: PortMap;
  readonly publish: Hop;
}

/** Whether who would call a place by its interface calls its host's, since it has none of its own. */
export const isByHost = ({ ports, byInterface }: Way, { interfaces, within }: Place): boolean =>
  byInterface && ports.is !== "same" && interfaces.length === 0 && within !== null;

type Translation = Exclude<PortMap, { readonly is: "same" }>;

/** The ports of the host that lead to one of the container's; null: none does. */
function outerOf(publish: Translation, inner: number): PortRange | null {
  if (publish.is === "to") return publish.inner === inner ? publish.outer : null;
  const port = publish.outer[0] + inner - publish.inner[0];
  return publish.inner[0] <= inner && inner <= publish.inner[1] ? [port, port] : null;
}

/**
 * The ways by the host. A target on a bridge is its instance at the very port that is published, one that is chosen at the start too.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
 * @param into the hops that lead to the place
 */
export function byHost({ ports }: Way, place: Place, into: readonly Hop[]): readonly ByHost[] {
  if (ports.is === "same") return [];
  return into
    .filter((hop) => hop.from === place.within?.host && !hop.byInterface)
    .flatMap(({ oneOfOuter: _, ...publish }): readonly ByHost[] => {
      if (publish.ports.is === "same" || publish.ports.protocol !== ports.protocol) return [];
      const named = ports.is === "to" ? outerOf(publish.ports, ports.inner) : publish.ports.outer;
      if (named === null) return [];
      const { protocol, outer } = ports;
      const doors = publish.doors.map((door) => ({
        ...door,
        admits: ports.is === "to" ? packetApprox.exactly(door.admits.may) : packetApprox.atMost(door.admits.may),
      }));
      const single = named[0] === named[1];
      return [
        {
          host: publish.from,
          ports: single ? { is: "to", protocol, outer, inner: named[0] } : { is: "oneOf", protocol, outer, inner: named },
          publish: { ...publish, doors },
        },
      ];
    });
}
