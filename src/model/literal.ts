import { goesByName } from "./default-vpc";
import type { Graph } from "./graph";
import type { Joined, Wanted } from "./join";
import { kindOf } from "./resource";
import type { Value } from "./value";

/** Whom a literal names. Without any, what is not known yet to be called so comes in question. */
export function literal(graph: Graph, value: Value, wanted: Wanted, id: string): Pick<Joined, "known" | "maybe" | "foreign"> {
  const own = graph.byId(id);
  if (own !== undefined && Object.hasOwn(wanted, kindOf(own))) return { known: [own], maybe: [], foreign: [] };
  const named = Object.entries(wanted).flatMap(([type, attributes]) => attributes.map((attribute) => graph.named(type, attribute)));
  const bearing = [...new Set(named.flatMap(({ by }) => by.get(id) ?? []))]
    .map((resource) => ({ resource, goes: goesByName(graph, resource) }))
    .filter(({ goes }) => goes !== "no");
  if (bearing.length === 0) return { known: [], maybe: [...new Set(named.flatMap(({ unknown }) => unknown))], foreign: [id] };
  // Other regions and networks have things of the same name.
  const [only, ...others] = bearing;
  if (only?.goes === "yes" && others.length === 0) return { known: [only.resource], maybe: [], foreign: [] };
  const ends = value.resource.references(value.path).ends.map(({ resource }) => resource);
  const candidates = bearing.map(({ resource }) => resource);
  const meant = candidates.filter((resource) => ends.includes(resource));
  if (meant.length === 1) return { known: meant, maybe: [], foreign: [] };
  return { known: [], maybe: candidates, foreign: bearing.every(({ goes }) => goes === "perhaps") ? [id] : [] };
}
