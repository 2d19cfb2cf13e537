import type { Assumptions } from "../../src/model/assumption";
import type { Place } from "../../src/model/place";

import { ALL, worldOf } from "./ask";
import type { Program } from "./plan";

/** The places of a resource: its own first, then the containers in it. */
export const placesOf = (program: Program, address: string, assumptions: Assumptions = ALL): readonly Place[] =>
  worldOf(program, assumptions).places.filter(({ resource }) => resource.address === address);

export function placeOf(program: Program, address: string, assumptions: Assumptions = ALL): Place {
  const [place] = placesOf(program, address, assumptions);
  if (place === undefined) throw new Error(`no place: ${address}`);
  return place;
}

/** `known tcp 0.0.0.0:8000`; a `?` in front: it may listen. Sorted. */
export const sockets = ({ sockets: list }: Place): readonly string[] =>
  list
    .map(({ listener: { protocol, address, ports, certainty }, knowledge }) => {
      const told =
        ports === null
          ? "some port"
          : ports.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`)).join(",");
      return `${certainty === "possible" ? "? " : ""}${knowledge} ${protocol} ${address}:${told}`;
    })
    .sort();
