import { within } from "../net/approx";
import { intersect, isEmpty, rangesOf, unionAll, type PortSet } from "../net/port-set";
import type { Kinds } from "../walk/choice";
import { keyOf } from "../model/exposure";
import type { Judged } from "./judged";

const findingKey = ({ rule, chain, container, process, protocol, ports, detail }: Judged): string =>
  JSON.stringify([rule, chain.map(keyOf), container, process, protocol, rangesOf(ports), detail]);

/** What is found of any kind of machine, said once. */
export function saidOfAny(kinds: Kinds<Judged>): readonly Judged[] {
  if (kinds.length === 1) return kinds.flat();
  return [...new Map(kinds.flat().map((judged) => [findingKey(judged), judged])).values()];
}

/** The same of another kind, whatever its ports, by allowances too. */
const isAlike = (one: Judged, other: Judged): boolean =>
  findingKey({ ...one, ports: other.ports }) === findingKey(other) && (one.allowed?.wholly ?? null) === (other.allowed?.wholly ?? null);

/** The same on some of its ports alone. */
function narrowed(judged: Judged, ports: PortSet): Judged {
  const { protocol, admitted, senders } = judged;
  return {
    ...judged,
    ports,
    admitted: admitted === null || protocol === null ? admitted : within(admitted, { protocol, ports }),
    senders: () =>
      senders()
        .map((from) => ({ ...from, ports: intersect(from.ports, ports) }))
        .filter((from) => !isEmpty(from.ports)),
  };
}

/** What is found of every kind of machine, on the ports on which it is found of all. */
export function saidOfAll([first = [], ...others]: Kinds<Judged>): readonly Judged[] {
  if (others.length === 0) return first;
  return first
    .map((judged) => {
      const theirs = others.map((found) => unionAll(found.filter((other) => isAlike(judged, other)).map(({ ports }) => ports)));
      return narrowed(judged, theirs.reduce(intersect, judged.ports));
    })
    .filter(({ ports }) => !isEmpty(ports));
}
