import { isCalledText } from "../../model/nearby";
import { isYetToBeRead, type Nearby, type Resource, type Source } from "../../model/resource";
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

const isLost = (end: End): end is Extract<End, { scope: Scope }> => end.at === "lost" || end.at === "choice";

/** A source whose own trail may be lost in modules. */
interface Found extends Omit<Source, "further"> {
  readonly lost: readonly Scope[];
}

function fromEnds(from: Source["from"], name: string, ends: readonly End[]): Found {
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
    lost: [...new Set(lost.map(({ scope }) => scope))],
  };
}

const going = (found: readonly Found[], further: (scope: Scope, name: string) => readonly Source[]): readonly Source[] =>
  found.map((one) => ({ ...one, further: () => one.lost.flatMap((scope) => further(scope, one.name)) }));

/** A data source that is yet to be read looks up what something else gives. */
const isThere = ({ resource }: Instance): boolean => !isYetToBeRead(resource);

/** A block with all of its instances; by `for_each` they are told apart, and one of them may be meant. */
function fromBlock(all: readonly Instance[]): readonly Source[] {
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

const blocksIn = (scope: Scope): readonly Source[] => [...scope.instances.values()].flatMap(fromBlock);

/** Where has been looked already: a module may be given what another brings, and the other way round. */
type Seen = ReadonlySet<Scope>;

const once =
  (seen: Seen, look: (scope: Scope, seen: Seen, name: string) => readonly Source[]) =>
  (scope: Scope, name: string): readonly Source[] =>
    seen.has(scope) ? [] : look(scope, new Set([...seen, scope]), name);

/** Outputs of one module: each of all its instances together. */
function foundIn(scopes: Scopes, children: readonly { readonly child: Scope; readonly pick: Placed["pick"] }[]): readonly Found[] {
  const names = new Set(children.flatMap(({ child }) => [...(child.module?.outputs.keys() ?? [])]));
  return [...names].map((name) => {
    const placed = children.flatMap(({ child, pick }) => {
      const expression = child.module?.outputs.get(name);
      return expression === undefined ? [] : [{ ...begin(expression, child, NOT_REPEATED), pick }];
    });
    return fromEnds("output", name, follow(scopes, placed));
  });
}

/** Many a trail is lost in the same module, and what the modules that it calls give out is followed once. */
const followed = new WeakMap<Scope, readonly Found[]>();

function foundBelow(scopes: Scopes, scope: Scope): readonly Found[] {
  const calls = [...scope.children.values()].map((children) => [...children.values()].map((child) => ({ child, pick: "all" as const })));
  const there = followed.get(scope) ?? calls.flatMap((children) => foundIn(scopes, children));
  followed.set(scope, there);
  return there;
}

const outputs = (scopes: Scopes, found: readonly Found[], seen: Seen): readonly Source[] =>
  going(
    found,
    once(seen, (lost, now) => [...blocksIn(lost), ...outputsIn(scopes, lost, now)]),
  );

/** Outputs of the modules that a module calls. */
const outputsIn = (scopes: Scopes, scope: Scope, seen: Seen): readonly Source[] => outputs(scopes, foundBelow(scopes, scope), seen);

/** What is given to a module, or to the whole program. */
function givenTo(scopes: Scopes, scope: Scope, seen: Seen): readonly Source[] {
  const { parent, name, repeat } = scope;
  if (parent === null) {
    const constants = [...scopes.variables].map(([variable, value]) => fromEnds("input", variable, [{ at: "constant", value }]));
    return going(constants, () => []);
  }
  const given = Object.entries<Json>(parent.module?.calls.get(name)?.expressions ?? {}).map(([variable, json]) => {
    const placed = below(json).map((expression) => begin(expression, parent, repeat));
    return fromEnds("input", variable, follow(scopes, placed));
  });
  return going(
    given,
    once(seen, (lost, now, variable) => sourcesIn(scopes, lost, variable, now)),
  );
}

/** What brings things to a module. */
function sourcesIn(scopes: Scopes, scope: Scope, argument: string, seen: Seen): readonly Source[] {
  const inputs = givenTo(scopes, scope, seen).map((source) => ({ ...source, taken: takenAs(scope.module, source.name, argument) }));
  return [...blocksIn(scope), ...inputs, ...outputsIn(scopes, scope, seen)];
}

/** Instances of a module as a whole, together. */
function choicesOf(scopes: Scopes, ends: readonly End[]): readonly Source[] {
  const calls = new Map<string, { child: Scope; pick: Placed["pick"] }[]>();
  for (const end of ends) {
    if (end.at !== "choice") continue;
    const call = `${end.scope.parent?.address ?? ""} ${end.scope.name}`;
    calls.set(call, [...(calls.get(call) ?? []), { child: end.scope, pick: end.pick }]);
  }
  return [...calls.values()].flatMap((children) => outputs(scopes, foundIn(scopes, children), new Set()));
}

/** What an argument may mean where its trail is lost. */
export function nearbyOf(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): Nearby {
  const trail = trailOf(scopes, resource, path, circumstances);
  if (trail === null) return { sources: blocksIn(scopes.at(resource.module)), unnamed: false };
  const argument = stepsOf(path).findLast((step) => typeof step === "string") ?? "";
  const whole = trail.ends.flatMap((end) => (end.at === "choice" ? [end.scope.address] : []));
  const isWithin = ({ address }: Scope): boolean => whole.some((module) => address === module || address.startsWith(`${module}.`));
  const lost = new Set([
    ...trail.ends.flatMap((end) => (end.at === "lost" && !isWithin(end.scope) ? [end.scope] : [])),
    ...(trail.unsure ? [trail.scope] : []),
  ]);
  return {
    sources: [...[...lost].flatMap((scope) => sourcesIn(scopes, scope, argument, new Set([scope]))), ...choicesOf(scopes, trail.ends)],
    unnamed: whole.length > 0,
  };
}
