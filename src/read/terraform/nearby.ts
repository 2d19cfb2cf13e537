import type { Nearby, Resource, Source } from "../../model/resource";
import { at, isUnknown, type Json } from "../../model/value";

import { stepsOf } from "./address";
import { below } from "./argument";
import type { Block, Expression, Module } from "./configuration";
import type { Circumstances } from "./dynamic";
import { begin, type End, type Placed } from "./ends";
import { chooses, trailOf, unique } from "./references";
import { NOT_REPEATED } from "./resolve";
import type { Instance, Scope, Scopes } from "./scope";
import { follow } from "./trail";

const isLost = (end: End): end is Extract<End, { scope: Scope }> => end.at === "lost" || end.at === "choice";

const fromEnds = (from: Source["from"], name: string, ends: readonly End[], further: (scope: Scope) => readonly Source[]): Source => {
  const references = unique(ends.flatMap((end) => (end.at === "resource" ? end.references : [])));
  return {
    from,
    name,
    ends: references,
    traced: !ends.some(isLost),
    chosen: ends.some(chooses) || references.some(({ pick }) => pick === "one"),
    taken: false,
    constants: ends.flatMap((end) => (end.at === "constant" ? [end.value] : [])),
    further: () => [...new Set(ends.filter(isLost).map(({ scope }) => scope))].flatMap(further),
  };
};

/** A data source that is yet to be read looks up what something else gives. */
const isThere = ({ resource }: Instance): boolean => resource.mode === "managed" || !isUnknown(at(resource.values, "id"));

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
      chosen: instances.length > 1 && instances.some(({ key }) => typeof key === "string"),
      taken: false,
      constants: instances.flatMap(({ resource }) => (resource.mode === "data" ? (resource.values.raw ?? []) : [])),
      further: () => [],
    },
  ];
}

const blocksIn = (scope: Scope): readonly Source[] => [...scope.instances.values()].flatMap(fromBlock);

/** Where has been looked already: a module may be given what another brings, and the other way round. */
type Seen = ReadonlySet<Scope>;

const once = (seen: Seen, look: (scope: Scope, seen: Seen) => readonly Source[]): ((scope: Scope) => readonly Source[]) => {
  return (scope) => (seen.has(scope) ? [] : look(scope, new Set([...seen, scope])));
};

/** Outputs of the modules that a module calls. */
const outputsIn = (scopes: Scopes, scope: Scope, seen: Seen): readonly Source[] =>
  [...scope.children.values()].flatMap((children) =>
    outputsOf(
      scopes,
      [...children.values()].map((child) => ({ child, pick: "all" })),
      seen,
    ),
  );

/** Outputs of one module: each of all its instances together. */
function outputsOf(
  scopes: Scopes,
  children: readonly { readonly child: Scope; readonly pick: Placed["pick"] }[],
  seen: Seen,
): readonly Source[] {
  const names = new Set(children.flatMap(({ child }) => [...(child.module?.outputs.keys() ?? [])]));
  return [...names].map((name) => {
    const placed = children.flatMap(({ child, pick }) => {
      const expression = child.module?.outputs.get(name);
      return expression === undefined ? [] : [{ ...begin(expression, child, NOT_REPEATED), pick }];
    });
    const further = once(seen, (lost, now) => [...blocksIn(lost), ...outputsIn(scopes, lost, now)]);
    return fromEnds("output", name, follow(scopes, placed), further);
  });
}

const variablesIn = ({ references }: Expression): readonly string[] =>
  references.flatMap((reference) => {
    const [head, name] = stepsOf(reference);
    return head === "var" && typeof name === "string" ? [name] : [];
  });

/** By which arguments a module takes its inputs where that can be seen. What a data source looks up it does not use. */
function takersIn(module: Module): ReadonlyMap<string, ReadonlySet<string>> {
  const takers = new Map<string, Set<string>>();
  const take = (argument: string, expressions: readonly Expression[]): void => {
    for (const name of expressions.flatMap(variablesIn)) takers.set(name, (takers.get(name) ?? new Set()).add(argument));
  };
  const takeAll = ({ expressions, repeat }: Pick<Block, "expressions" | "repeat">): void => {
    for (const [argument, json] of Object.entries<Json>(expressions)) take(argument, below(json));
    if (repeat?.by === "for_each") take("for_each", [repeat.expression]);
  };
  for (const [name, block] of module.blocks) if (!name.startsWith("data.")) takeAll(block);
  for (const call of module.calls.values()) takeAll(call);
  return takers;
}

/** What is given to a module, or to the whole program. */
function givenTo(scopes: Scopes, scope: Scope, seen: Seen): readonly Source[] {
  const { parent, name, repeat } = scope;
  if (parent === null) {
    return [...scopes.variables].map(([variable, value]) => fromEnds("input", variable, [{ at: "constant", value }], () => []));
  }
  return Object.entries<Json>(parent.module?.calls.get(name)?.expressions ?? {}).map(([variable, json]) =>
    fromEnds(
      "input",
      variable,
      follow(
        scopes,
        below(json).map((expression) => begin(expression, parent, repeat)),
      ),
      once(seen, (lost, now) => sourcesIn(scopes, lost, variable, now)),
    ),
  );
}

/** What brings things to a module. */
function sourcesIn(scopes: Scopes, scope: Scope, argument: string, seen: Seen): readonly Source[] {
  const takers = scope.module === undefined ? new Map<string, ReadonlySet<string>>() : takersIn(scope.module);
  const isTaken = (name: string): boolean => name !== argument && takers.has(name) && takers.get(name)?.has(argument) !== true;
  const inputs = givenTo(scopes, scope, seen).map((source) => ({ ...source, taken: isTaken(source.name) }));
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
  return [...calls.values()].flatMap((children) => outputsOf(scopes, children, new Set()));
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
