import type { Json } from "../../model/value";

import { leadsTo, stepsOf, type Step } from "./address";
import { expressionOf, type Expression } from "./configuration";
import { childOf, type Instance, type Repeat, type Scope, type Scopes } from "./scope";

/** An expression in its place: the module instance, and what `each` stands for there. */
export interface Placed {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly repeat: Repeat | null;
  /** The key of the instance at hand, which `count.index` and `each.key` stand for. */
  readonly key: string | number | null;
  /** The part of its value that is meant: `var.net.subnet` means `subnet` of what the caller gives. */
  readonly rest: readonly Step[];
}

/** Where a trail of references ends. */
export type End =
  /** Instances of a resource or data source; none where `count` is 0. */
  | {
      readonly at: "resource";
      readonly instances: readonly Instance[];
      readonly attribute: string;
      /** The one that `count.index` or `each.key` beside it seems to pick: no plan shows the index itself. */
      readonly picked: Instance | null;
    }
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

const isName = (step: Step | undefined): step is string => typeof step === "string";

const PICKS = /^(?:count\.index|each\.)/;

function resources({ scope, key: own, expression }: Placed, steps: readonly Step[], name: string): End {
  const [key] = steps;
  const keyed = typeof key === "object";
  const attribute = steps.find(isName) ?? "";
  const all = scope.instances.get(name);
  if (all === undefined) {
    const repeat = scope.module?.blocks.get(name)?.repeat ?? null;
    // With `count` there may be none of it; without, something is there that this plan does not show.
    return repeat === null ? { at: "lost", scope } : { at: "resource", instances: [], attribute, picked: null };
  }
  if (keyed) return { at: "resource", instances: all.filter((instance) => instance.key === key.key), attribute, picked: null };
  const picks = own !== null && all.length > 1 && expression.references.some((reference) => PICKS.test(reference));
  return { at: "resource", instances: all, attribute, picked: picks ? (all.find((instance) => instance.key === own) ?? null) : null };
}

/** What a reference leads to: ends, and expressions to follow further. */
interface Next {
  readonly ends: readonly End[];
  readonly further: readonly Placed[];
}

const end = (...ends: readonly End[]): Next => ({ ends, further: [] });

function variable(scopes: Scopes, scope: Scope, name: string, rest: readonly Step[]): Next {
  if (scope.parent === null) {
    return end(scopes.variables.has(name) ? constantAt(scopes.variables.get(name), rest) : { at: "lost", scope });
  }
  const call = scope.parent.module?.calls.get(scope.name);
  if (call === undefined) return end({ at: "lost", scope });
  const fallback = scope.module?.variables.get(name);
  const given = expressionOf(call.expressions[name]);
  if (given === undefined) return end(fallback === undefined ? { at: "lost", scope } : constantAt(fallback, rest));
  const further: Placed[] = [{ expression: given, scope: scope.parent, repeat: scope.repeat, key: scope.key, rest }];
  // Where a variable is `nullable = false`, which no plan shows, a null that is given means the default.
  const replaced = given.constant === null && fallback !== undefined && fallback !== null;
  return { ends: replaced ? [constantAt(fallback, rest)] : [], further };
}

function calledInstances(scope: Scope, name: string, key: string | number | null): readonly Scope[] {
  const seen = [...(scope.children.get(name)?.values() ?? [])];
  if (key !== null) {
    const named = seen.filter((child) => child.key === key);
    return named.length > 0 ? named : [childOf(scope, name, key)];
  }
  const repeat = scope.module?.calls.get(name)?.repeat ?? null;
  // With `count` or `for_each` there may be none of it; without, it has outputs alone.
  return seen.length > 0 || repeat !== null ? seen : [childOf(scope, name, null)];
}

function moduleOutput(scope: Scope, steps: readonly Step[]): Next {
  const [name, second, ...others] = steps;
  if (!isName(name)) return end({ at: "lost", scope });
  const keyed = typeof second === "object";
  const [output, ...rest] = keyed ? others : steps.slice(1);
  const ends: End[] = [];
  const further: Placed[] = [];
  for (const child of calledInstances(scope, name, keyed ? second.key : null)) {
    const outputs = child.module?.outputs ?? new Map<string, Expression>();
    if (isName(output)) {
      const expression = outputs.get(output);
      if (expression === undefined) ends.push({ at: "lost", scope: child });
      else further.push({ expression, scope: child, repeat: null, key: null, rest });
      continue;
    }
    if (outputs.size !== 1) ends.push({ at: "choice", scope: child });
    for (const expression of outputs.values()) further.push({ expression, scope: child, repeat: null, key: null, rest: [] });
  }
  return { ends, further };
}

/** `each.value` is what `for_each` gives: of constants the plan shows it, references are followed, of literals nothing is shown. */
function eachValue({ scope, repeat }: Placed, rest: readonly Step[]): Next {
  if (repeat?.by.by !== "for_each") return end({ at: "known" });
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
  return { ends: [], further: [{ expression, scope, repeat: null, key: null, rest: lone && only.startsWith("var.") ? own : [] }] };
}

function step(scopes: Scopes, placed: Placed, reference: string): Next {
  const steps = stepsOf(reference);
  const { scope } = placed;
  const [head, name, ...rest] = steps[0] === "resource" ? steps.slice(1) : steps;
  switch (head) {
    case "var":
      return isName(name) ? variable(scopes, scope, name, [...rest, ...placed.rest]) : end({ at: "lost", scope });
    case "module":
      return moduleOutput(scope, name === undefined ? [] : [name, ...rest]);
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
    for (const reference of asWritten(references)) {
      const mark = JSON.stringify([placed.scope.address, reference, placed.rest, reference.startsWith("each.") ? placed.repeat : null]);
      if (seen.has(mark)) continue;
      seen.add(mark);
      const next = step(scopes, placed, reference);
      ends.push(...next.ends);
      rest.push(...next.further);
    }
  }
  return ends;
}
