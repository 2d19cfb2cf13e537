import type { Reference } from "../../model/resource";
import type { Json } from "../../model/value";

import { leadsTo, stepsOf, type Step } from "./address";
import { expressionOf, type Expression } from "./configuration";
import { childOf, type Repeat, type Scope, type Scopes } from "./scope";

type Key = string | number | null;
type Pick = Reference["pick"];

/** An expression in its place: the module instance, and what `each` stands for there. */
export interface Placed {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly repeat: Repeat;
  /** The part of its value that is meant: `var.net.subnet` means `subnet` of what the caller gives. */
  readonly rest: readonly Step[];
  /** The key by which one of several instances is picked, here or on the way here; null: none is. */
  readonly key: Key;
  /** What the way here has picked. */
  readonly pick: Pick;
}

export const begin = (expression: Expression, scope: Scope, repeat: Repeat): Placed => ({
  expression,
  scope,
  repeat,
  rest: [],
  key: null,
  pick: "all",
});

/** Where a trail of references ends. */
export type End =
  /** Instances of a resource or data source; none where `count` is 0. */
  | { readonly at: "resource"; readonly references: readonly Reference[] }
  /** A value that the plan shows, of a variable or of `each`. */
  | { readonly at: "constant"; readonly value: Json }
  /** A value that is known in planning and that the plan does not show: `count.index`, `each.value` of literals, `path.module`. */
  | { readonly at: "known" }
  /** A call of a function without references. */
  | { readonly at: "function" }
  /** A local, or something that this plan does not hold. */
  | { readonly at: "lost"; readonly scope: Scope }
  /** A whole module, of which an output is meant that is not named. */
  | { readonly at: "choice"; readonly scope: Scope };

/**
 * The references as written, each once for each time it is: Terraform lists `aws_subnet.a[0].id`, `aws_subnet.a[0]` and
 * `aws_subnet.a` for the first of them alone. (Before 1.0: just `aws_subnet.a`.)
 */
export function asWritten(references: readonly string[]): readonly string[] {
  const written: string[] = [];
  let last: readonly Step[] = [];
  for (const reference of references) {
    const steps = stepsOf(reference);
    if (!leadsTo(steps, last)) written.push(reference);
    last = steps;
  }
  return written;
}

/** The part of a value that is meant; an element of a set is its own key. Undefined where there is no such part. */
export function within(value: Json | undefined, rest: readonly Step[]): Json | undefined {
  let part = value;
  for (const step of rest) {
    const name = typeof step === "object" ? step.key : step;
    if (typeof part !== "object" || part === null) return undefined;
    if (Array.isArray(part) && typeof name === "string") part = part.includes(name) ? name : undefined;
    else part = (part as Readonly<Record<string | number, Json>>)[name];
  }
  return part;
}

/** What a variable's value lacks may be a default of its type (`optional`), or what `try` stands in for. */
function constantAt(value: Json | undefined, rest: readonly Step[]): End {
  const part = within(value, rest);
  return part === undefined ? { at: "known" } : { at: "constant", value: part };
}

const NOT_REPEATED: Repeat = { by: null, key: null };

/** By these an expression picks one of several. https://github.com/hashicorp/terraform/issues/28860 */
const PICKS = /^(?:count\.index|each\.)/;

const isName = (step: Step | undefined): step is string => typeof step === "string";

/** Of several with a key, the one with this key, where there is one. */
function picker(keys: readonly Key[], key: Key, pick: Pick): (own: Key) => Pick {
  if (pick === "other" || keys.length < 2 || key === null || !keys.includes(key)) return () => pick;
  return (own) => (own === key ? "this" : "other");
}

function resources({ scope, key: picked, pick }: Placed, steps: readonly Step[], name: string): End {
  const [key] = steps;
  const attribute = steps.find(isName) ?? "";
  const all = scope.instances.get(name);
  if (all === undefined) {
    const repeat = scope.module?.blocks.get(name)?.repeat ?? null;
    // With `count` there may be none of it; without, something is there that this plan does not show.
    return repeat === null ? { at: "lost", scope } : { at: "resource", references: [] };
  }
  const meant = typeof key === "object" ? all.filter((instance) => instance.key === key.key) : all;
  const picks = picker(
    meant.map((instance) => instance.key),
    picked,
    pick,
  );
  return { at: "resource", references: meant.map((instance) => ({ resource: instance.resource, attribute, pick: picks(instance.key) })) };
}

/** What a reference leads to: ends, and expressions to follow further. */
interface Next {
  readonly ends: readonly End[];
  readonly further: readonly Placed[];
}

const end = (...ends: readonly End[]): Next => ({ ends, further: [] });

function variable(scopes: Scopes, { scope, key, pick }: Placed, name: string, rest: readonly Step[]): Next {
  if (scope.parent === null) {
    return end(scopes.variables.has(name) ? constantAt(scopes.variables.get(name), rest) : { at: "lost", scope });
  }
  const call = scope.parent.module?.calls.get(scope.name);
  if (call === undefined) return end({ at: "lost", scope });
  const fallback = scope.module?.variables.get(name);
  const given = expressionOf(call.expressions[name]);
  if (given === undefined) return end(fallback === undefined ? { at: "lost", scope } : constantAt(fallback, rest));
  // `var.subnets[0]` picks as `count.index` does.
  const index = rest.find((step) => typeof step === "object");
  const further = [{ ...begin(given, scope.parent, scope.repeat), rest, key: index?.key ?? key, pick }];
  // Where a variable is `nullable = false`, which no plan shows, a null that is given means the default.
  const replaced = given.constant === null && fallback !== undefined && fallback !== null;
  return { ends: replaced ? [constantAt(fallback, rest)] : [], further };
}

function calledInstances(scope: Scope, name: string, key: Key): readonly Scope[] {
  const seen = [...(scope.children.get(name)?.values() ?? [])];
  if (key !== null) {
    const named = seen.filter((child) => child.repeat.key === key);
    return named.length > 0 ? named : [childOf(scope, name, key)];
  }
  const repeat = scope.module?.calls.get(name)?.repeat ?? null;
  // With `count` or `for_each` there may be none of it; without, it has outputs alone.
  return seen.length > 0 || repeat !== null ? seen : [childOf(scope, name, null)];
}

function moduleOutput({ scope, key, pick }: Placed, steps: readonly Step[]): Next {
  const [name, second, ...others] = steps;
  if (!isName(name)) return end({ at: "lost", scope });
  const keyed = typeof second === "object";
  const [output, ...rest] = keyed ? others : steps.slice(1);
  const ends: End[] = [];
  const further: Placed[] = [];
  const children = calledInstances(scope, name, keyed ? second.key : null);
  const picks = picker(
    children.map((child) => child.repeat.key),
    key,
    pick,
  );
  for (const child of children) {
    const outputs = child.module?.outputs ?? new Map<string, Expression>();
    const chosen = isName(output) ? outputs.get(output) : undefined;
    if (isName(output) && chosen === undefined) ends.push({ at: "lost", scope: child });
    else if (chosen === undefined && outputs.size !== 1) ends.push({ at: "choice", scope: child });
    for (const expression of isName(output) ? (chosen === undefined ? [] : [chosen]) : outputs.values()) {
      const within = begin(expression, child, NOT_REPEATED);
      further.push({ ...within, rest: isName(output) ? rest : [], key, pick: picks(child.repeat.key) });
    }
  }
  return { ends, further };
}

/** `each.value` is what `for_each` gives: of constants the plan shows it, references are followed, of literals nothing is shown. */
function eachValue({ scope, repeat, pick }: Placed, rest: readonly Step[]): Next {
  if (repeat.by?.by !== "for_each") return end({ at: "known" });
  const { constant, references } = repeat.by.expression;
  const own: readonly Step[] = repeat.key === null ? rest : [{ key: repeat.key }, ...rest];
  if (constant !== undefined) return end(constantAt(constant, own));
  const written = asWritten(references);
  const [only] = written;
  if (only === undefined) return end({ at: "known" });
  const lone = written.length === 1;
  const [output] = rest;
  // `for_each = module.firewall`, `each.value.id`: that output of it.
  const direct = lone && isName(output) && /^module\.[^.[]+$/.test(only);
  const expression = direct ? { constant: undefined, references: [`${only}.${output}`] } : repeat.by.expression;
  const part = lone && only.startsWith("var.") ? own : [];
  return { ends: [], further: [{ ...begin(expression, scope, NOT_REPEATED), rest: part, key: repeat.key, pick }] };
}

function step(scopes: Scopes, placed: Placed, reference: string): Next {
  const steps = stepsOf(reference);
  const { scope } = placed;
  const [head, name, ...rest] = steps[0] === "resource" ? steps.slice(1) : steps;
  switch (head) {
    case "var":
      return isName(name) ? variable(scopes, placed, name, [...rest, ...placed.rest]) : end({ at: "lost", scope });
    case "module":
      return moduleOutput(placed, name === undefined ? [] : [name, ...rest]);
    case "each":
      return name === "value" ? eachValue(placed, [...rest, ...placed.rest]) : end({ at: "known" });
    case "count":
    case "path":
    case "terraform":
    case "self":
      return end({ at: "known" });
    case "data": {
      const [second, ...after] = rest;
      if (!isName(name) || !isName(second)) return end({ at: "lost", scope });
      return end(resources(placed, after, `data.${name}.${second}`));
    }
    default:
      if (!isName(head) || !isName(name) || head === "local") return end({ at: "lost", scope });
      return end(resources(placed, rest, `${head}.${name}`));
  }
}

/**
 * Follows an expression through variables, outputs and `each` to its ends. No recursion: modules nest as deep as they like, and
 * what was followed once is not followed again.
 */
export function follow(scopes: Scopes, from: readonly Placed[]): readonly End[] {
  const ends: End[] = [];
  const seen = new Set<string>();
  const rest = [...from];
  for (let placed = rest.shift(); placed !== undefined; placed = rest.shift()) {
    const { constant, references } = placed.expression;
    if (constant !== undefined) ends.push(constantAt(constant, placed.rest));
    else if (references.length === 0) ends.push({ at: "function" });
    const picks = references.some((reference) => PICKS.test(reference));
    const here = picks ? { ...placed, key: placed.repeat.key } : placed;
    for (const reference of asWritten(references)) {
      const each = reference.startsWith("each.") ? here.repeat.by : null;
      const mark = JSON.stringify([here.scope.address, reference, here.rest, here.key, here.pick, each]);
      if (seen.has(mark)) continue;
      seen.add(mark);
      const next = step(scopes, here, reference);
      ends.push(...next.ends);
      rest.push(...next.further);
    }
  }
  return ends;
}
