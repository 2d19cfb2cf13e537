import { isCalledText } from "../../model/nearby";
import { isYetToBeRead, type Nearby, type Resource, type NearbySource } from "../../model/resource";
import type { Json } from "../../model/value";

import { stepsOf } from "./address";
import { below } from "./argument";
import type { Circumstances } from "./dynamic";
import { begin, type End, type Placed } from "./ends";
import { chooses, trailOf, unique } from "./references";
import { NOT_REPEATED } from "./resolve";
import type { Instance, Scope, Scopes } from "./scope";
import { takenAs } from "./takers";
import { follow } from "./trail";

const isLost = (end: End): end is Extract<End, { scope: Scope }> => end.at === "lost" || end.at === "module";

const found = new WeakMap<Scopes, Map<string, readonly NearbySource[]>>();

/** Sources of a module, looked for once: modules may give to each other, and so lead back to the same. */
function once(scopes: Scopes, scope: Scope, kind: string, look: () => readonly NearbySource[]): readonly NearbySource[] {
  const all = found.get(scopes) ?? new Map<string, readonly NearbySource[]>();
  found.set(scopes, all);
  const key = `${kind} ${scope.address}`;
  const there = all.get(key) ?? look();
  all.set(key, there);
  return there;
}

function fromEnds(
  from: NearbySource["from"],
  name: string,
  ends: readonly End[],
  further: (scope: Scope) => readonly NearbySource[],
): NearbySource {
  const references = unique(ends.flatMap((end) => (end.at === "resource" ? end.references : [])));
  const lost = ends.filter(isLost);
  return {
    from,
    name,
    ends: references,
    traced: lost.length === 0,
    texts: lost.every((end) => end.at === "lost" && isCalledText(end.local ?? "")),
    chosen: ends.some(chooses) || references.some(({ pick }) => pick === "one"),
    taken: "no",
    constants: ends.flatMap((end) => (end.at === "constant" ? [end.value] : [])),
    further: () => [...new Set(lost.map(({ scope }) => scope))].flatMap(further),
  };
}

/** A data source that is yet to be read looks up what something else gives. */
const isThere = ({ resource }: Instance): boolean => !isYetToBeRead(resource);

/** A block with all of its instances; by `for_each` they are told apart, and one of them may be meant. */
function fromBlock(all: readonly Instance[]): readonly NearbySource[] {
  const instances = all.filter(isThere);
  if (instances.length === 0) return [];
  return [
    {
      from: "block",
      name: "",
      ends: instances.map(({ resource }) => ({ resource, attribute: "id", pick: "all" })),
      traced: true,
      texts: true,
      chosen: instances.length > 1 && instances.some(({ key }) => typeof key === "string"),
      taken: "no",
      constants: instances.flatMap(({ resource }) => (resource.mode === "data" ? (resource.values.raw ?? []) : [])),
      further: () => [],
    },
  ];
}

const blocksIn = (scopes: Scopes, scope: Scope): readonly NearbySource[] =>
  once(scopes, scope, "blocks", () => [...scope.instances.values()].flatMap(fromBlock));

/** Outputs of one module: each of all its instances together. */
function outputsOf(scopes: Scopes, children: readonly { readonly child: Scope; readonly pick: Placed["pick"] }[]): readonly NearbySource[] {
  const names = new Set(children.flatMap(({ child }) => [...(child.module?.outputs.keys() ?? [])]));
  return [...names].map((name) => {
    const placed = children.flatMap(({ child, pick }) => {
      const expression = child.module?.outputs.get(name);
      return expression === undefined ? [] : [{ ...begin(expression, child, NOT_REPEATED), pick }];
    });
    return fromEnds("output", name, follow(scopes, placed), (lost) => [...blocksIn(scopes, lost), ...outputsIn(scopes, lost)]);
  });
}

/** Outputs of the modules that a module calls. */
const outputsIn = (scopes: Scopes, scope: Scope): readonly NearbySource[] =>
  once(scopes, scope, "outputs", () =>
    [...scope.children.values()].flatMap((children) =>
      outputsOf(
        scopes,
        [...children.values()].map((child) => ({ child, pick: "all" })),
      ),
    ),
  );

/** What is given to a module, or to the whole program. */
const givenTo = (scopes: Scopes, scope: Scope): readonly NearbySource[] =>
  once(scopes, scope, "inputs", () => {
    const { parent, name, repeat } = scope;
    if (parent === null)
      return [...scopes.variables].map(([variable, value]) => fromEnds("input", variable, [{ at: "constant", value }], () => []));
    return Object.entries<Json>(parent.module?.calls.get(name)?.expressions ?? {}).map(([variable, json]) => {
      const placed = below(json).map((expression) => begin(expression, parent, repeat));
      return fromEnds("input", variable, follow(scopes, placed), (lost) => sourcesIn(scopes, lost, variable));
    });
  });

/** What brings things to a module. */
const sourcesIn = (scopes: Scopes, scope: Scope, argument: string): readonly NearbySource[] =>
  once(scopes, scope, `all for ${argument} in`, () => {
    const inputs = givenTo(scopes, scope).map((source) => {
      const taken = takenAs(scope.module, source.name, argument);
      return taken === source.taken ? source : { ...source, taken };
    });
    return [...blocksIn(scopes, scope), ...inputs, ...outputsIn(scopes, scope)];
  });

/** Instances of a module as a whole, together. */
function choicesOf(scopes: Scopes, ends: readonly End[]): readonly NearbySource[] {
  const calls = new Map<string, { child: Scope; pick: Placed["pick"] }[]>();
  for (const end of ends) {
    if (end.at !== "module") continue;
    const call = `${end.scope.parent?.address ?? ""} ${end.scope.name}`;
    calls.set(call, [...(calls.get(call) ?? []), { child: end.scope, pick: end.pick }]);
  }
  return [...calls.values()].flatMap((children) => outputsOf(scopes, children));
}

/** What an argument may mean where its trail is lost. */
export function nearbyOf(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): Nearby {
  const trail = trailOf(scopes, resource, path, circumstances);
  if (trail === null) return { sources: blocksIn(scopes, scopes.at(resource.module)), unnamed: false };
  const argument = stepsOf(path).findLast((step) => typeof step === "string") ?? "";
  const whole = trail.ends.flatMap((end) => (end.at === "module" ? [end.scope.address] : []));
  const isWithin = ({ address }: Scope): boolean => whole.some((module) => address === module || address.startsWith(`${module}.`));
  const lost = new Set([
    ...trail.ends.flatMap((end) => (end.at === "lost" && !isWithin(end.scope) ? [end.scope] : [])),
    ...(trail.unsure ? [trail.scope] : []),
  ]);
  return {
    sources: [...[...lost].flatMap((scope) => sourcesIn(scopes, scope, argument)), ...choicesOf(scopes, trail.ends)],
    unnamed: whole.length > 0,
  };
}
