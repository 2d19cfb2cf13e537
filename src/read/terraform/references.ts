import { NO_REFERENCES, type Reference, type References, type Resource } from "../../model/resource";
import type { Json } from "../../model/value";

import { stepsOf } from "./address";
import { argumentOf } from "./argument";
import { madeByDynamic, type Circumstances } from "./dynamic";
import type { Scopes } from "./scope";
import { asWritten, follow, type End } from "./trail";

/** A constant that adds nothing to what an expression refers to. */
const isEmpty = (value: Json): boolean => value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

/** Whether the value, as far as this end gives it, comes from resources. */
const isTraced = (end: End): boolean => end.at === "resource" || end.at === "known" || (end.at === "constant" && isEmpty(end.value));

/** What is known in planning needs not be named. */
const tells = (name: string): boolean => !/^(?:count\.|each\.key\b|path\.|terraform\.|self\.)/.test(name);

function unique(references: readonly Reference[]): readonly Reference[] {
  const seen = new Map<Resource, Set<string>>();
  return references.filter(({ resource, attribute }) => {
    const attributes = seen.get(resource) ?? new Set<string>();
    seen.set(resource, attributes);
    return !attributes.has(attribute) && attributes.add(attribute);
  });
}

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** What an argument refers to, by the configuration. */
export function referencesOf(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): References {
  const written = argumentOf(scopes, resource, stepsOf(path));
  if (written === null) return { ...NO_REFERENCES, traced: false, lostIn: [resource.module] };
  const { argument, placed, scope } = written;
  const { several, partly, dynamic, lacks } = argument;
  const unsure = several || partly || dynamic || (lacks !== null && madeByDynamic(resource.values, lacks, circumstances) !== "no");
  const ends = follow(scopes, placed);
  return {
    ends: unique(
      ends.flatMap((end) =>
        end.at === "resource"
          ? end.instances.map((instance) => ({
              resource: instance.resource,
              attribute: end.attribute,
              pick: end.picked === null ? ("all" as const) : end.picked === instance ? ("this" as const) : ("other" as const),
            }))
          : [],
      ),
    ),
    names: sorted(placed.flatMap(({ expression }) => asWritten(expression.references)).filter(tells)),
    traced: !unsure && ends.every(isTraced),
    lostIn: sorted([
      ...ends.flatMap((end) => (end.at === "lost" || end.at === "choice" ? [end.scope.address] : [])),
      ...(unsure ? [scope.address] : []),
    ]),
  };
}
