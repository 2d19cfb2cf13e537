import { routableSize } from "../../net/address-set";
import { packetApprox } from "../../net/approx";
import { intersect, isEmpty, slices, subtract, union, type PacketSet } from "../../net/packet-set";
import type { PassedDoor } from "../../model/exposure";
import type { Clause } from "../../model/hop";
import { boundOf, facing, type Scope } from "./scope";

function weigh(set: PacketSet): number {
  return slices(set).reduce(
    (sum, { addresses, ports: [first, last] }) =>
      sum + (Number(routableSize(addresses, 4)) + Number(routableSize(addresses, 6)) / 2 ** 96) * (last - first + 1),
    0,
  );
}

export const spelled = ({ resource, attribute, says }: Clause): string => `${resource?.address ?? ""} ${attribute ?? ""} ${says}`;

/** The fewest clauses, largest first, that let in what the finding is about; a total order makes the choice the same every time. */
export function cover(door: PassedDoor, wanted: PacketSet, scope: Scope): readonly Clause[] {
  const parts = door.door.clauses
    .map((clause) => {
      const part = boundOf(facing(clause.admits, door.maps, scope), scope);
      return { clause, part: intersect(part, wanted) };
    })
    .filter(({ part }) => !isEmpty(part))
    .map((found) => ({ ...found, weight: weigh(found.part) }))
    .sort((a, b) => b.weight - a.weight || (spelled(a.clause) < spelled(b.clause) ? -1 : 1));
  const chosen: Clause[] = [];
  let covered: PacketSet = packetApprox.none;
  for (const { clause, part } of parts) {
    if (isEmpty(subtract(part, covered))) continue;
    covered = union(covered, part);
    chosen.push(clause);
  }
  return chosen;
}
