import { isCalledText } from "../../model/nearby";
import type { Nearby, Resource, Source } from "../../model/resource";
import { at, isUnknown, type Json } from "../../model/value";

import { stepsOf } from "./address";
import { below } from "./argument";
import type { Block, Expression, Module } from "./configuration";
import type { Circumstances } from "./dynamic";
import { asWritten, begin, type End, type Placed } from "./ends";
import { chooses, trailOf, unique } from "./references";
import { NOT_REPEATED } from "./resolve";
import type { Instance, Scope, Scopes } from "./scope";
import { follow } from "./trail";

const isLost = (end: End): end is Extract<End, { scope: Scope }> => end.at === "lost" || end.at === "choice";

const fromEnds = (from: Source["from"], name: string, ends: readonly End[], further: (scope: Scope) => readonly Source[]): Source => {
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

/** Where an input of a module is seen to go. */
interface Taker {
  readonly argument: string;
  /** A member of it does. */
  readonly member: boolean;
  /** Each of its elements, or a module of which nobody looks what it takes. */
  readonly within: boolean;
  /** To a security group or a rule of one. */
  readonly group: boolean;
}

/** By which arguments a module takes its inputs where that can be seen. What a data source looks up it does not use. */
function takersIn(module: Module): ReadonlyMap<string, readonly Taker[]> {
  const takers = new Map<string, Taker[]>();
  const take = (expressions: readonly Expression[], by: Omit<Taker, "member">): void => {
    for (const reference of expressions.flatMap(({ references }) => asWritten(references))) {
      const [head, name, of] = stepsOf(reference);
      if (head !== "var" || typeof name !== "string") continue;
      const member = typeof of === "string" || typeof of?.key === "string";
      takers.set(name, [...(takers.get(name) ?? []), { ...by, member }]);
    }
  };
  const takeAll = ({ expressions, repeat }: Pick<Block, "expressions" | "repeat">, by: Pick<Taker, "within" | "group">): void => {
    for (const [argument, json] of Object.entries<Json>(expressions)) take(below(json), { ...by, argument });
    if (repeat?.by === "for_each") take([repeat.expression], { ...by, argument: "for_each", within: true });
  };
  for (const [name, block] of module.blocks) {
    if (!name.startsWith("data.")) takeAll(block, { within: false, group: /^aws_\w*security_group/.test(name) });
  }
  for (const call of module.calls.values()) takeAll(call, { within: true, group: false });
  return takers;
}

function takenBy(takers: readonly Taker[], argument: string): Source["taken"] {
  if (takers.length === 0 || takers.some((taker) => taker.argument === argument)) return "no";
  const inPart = takers.some(({ member }) => member);
  if (!inPart && takers.every(({ group }) => group)) return "by a group";
  return inPart || takers.some(({ within }) => within) ? "in part" : "elsewhere";
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
  const takers = scope.module === undefined ? new Map<string, readonly Taker[]>() : takersIn(scope.module);
  const takenAs = (name: string): Source["taken"] => (name === argument ? "no" : takenBy(takers.get(name) ?? [], argument));
  const inputs = givenTo(scopes, scope, seen).map((source) => ({ ...source, taken: takenAs(source.name) }));
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
