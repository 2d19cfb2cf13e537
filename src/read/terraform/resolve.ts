import type { Json } from "../../model/value";

import { isObject } from "../json";
import type { Step } from "./address";
import { expressionOf, type Expression } from "./configuration";
import { asWritten, begin, isCondition, end, type End, type Key, type Keys, type Next, type Pick, type Placed } from "./ends";
import { childOf, type Repeat, type Scope, type Scopes } from "./scope";

/**
 * The element of a list that has a key: an element of a set is its own, of objects the one that holds it
 * (`{ for m in var.machines : m.name => m }`).
 */
function elementBy(key: string, list: readonly Json[]): Json | undefined {
  if (list.includes(key)) return key;
  const [only, ...others] = list.filter((element) => isObject(element) && Object.values(element).includes(key));
  return others.length === 0 ? only : undefined;
}

/** The part of a value that is meant. Undefined where there is no such part. */
export function within(value: Json | undefined, rest: readonly Step[]): Json | undefined {
  let part = value;
  for (const step of rest) {
    const name = typeof step === "object" ? step.key : step;
    if (typeof part !== "object" || part === null) return undefined;
    if (Array.isArray(part) && typeof name === "string") part = elementBy(name, part as readonly Json[]);
    else part = (part as Readonly<Record<string | number, Json>>)[name];
  }
  return part;
}

/** What a variable's value lacks may be a default of its type (`optional`), or what `try` stands in for. */
export function constantAt(value: Json | undefined, rest: readonly Step[]): End {
  const part = within(value, rest);
  return part === undefined ? { at: "known" } : { at: "constant", value: part };
}

export const NOT_REPEATED: Repeat = { by: null, key: null };

/** By its own key a block picks one of several. */
export const keyOfRepeat = ({ key }: Repeat): Keys => (key === null ? [] : [[key]]);

export const isName = (step: Step | undefined): step is string => typeof step === "string";

/** Of several with a key, those with the first keys that all are there; one of them by a key that is not shown. */
function picker(there: readonly Key[], keys: Keys, pick: Pick): (own: Key) => Pick {
  if (pick === "other" || there.length < 2) return () => pick;
  const picked = keys.find((some) => some?.every((key) => there.includes(key)));
  if (picked === undefined || picked === null) return () => (pick === "all" && keys.includes(null) ? "one" : pick);
  return (own) => (picked.includes(own) ? "this" : "other");
}

/** Instances of a resource or data block of the module. */
export function resources({ scope, keys, pick, part }: Placed, steps: readonly Step[], name: string): End {
  const [key] = steps;
  const attribute = steps.filter(isName).join(".");
  const all = scope.instances.get(name);
  if (all === undefined) {
    const repeat = scope.module?.blocks.get(name)?.repeat ?? null;
    // With `count` there may be none of it; without, something is there that this plan does not show.
    return repeat === null ? { at: "lost", scope } : { at: "resource", references: [] };
  }
  const meant = typeof key === "object" ? all.filter((instance) => instance.key === key.key) : all;
  const picks = picker(
    meant.map((instance) => instance.key),
    keys,
    pick,
  );
  const of = part === null ? {} : { part };
  return {
    at: "resource",
    references: meant.map((instance) => ({ resource: instance.resource, attribute, pick: picks(instance.key), ...of })),
  };
}

/** `var.subnets[0]` and `module.net.subnets[0]` pick as `count.index` does. */
function indexedBy(rest: readonly Step[], keys: Keys): Keys {
  const index = rest.find((step) => typeof step === "object");
  return index === undefined ? keys : [[index.key]];
}

export function variable(scopes: Scopes, { scope, keys, pick, part }: Placed, name: string, rest: readonly Step[]): Next {
  if (scope.parent === null) {
    return end(scopes.variables.has(name) ? constantAt(scopes.variables.get(name), rest) : { at: "lost", scope });
  }
  const call = scope.parent.module?.calls.get(scope.name);
  if (call === undefined) return end({ at: "lost", scope });
  const fallback = scope.module?.variables.get(name);
  const given = expressionOf(call.expressions[name]);
  if (given === undefined) return end(fallback === undefined ? { at: "lost", scope } : constantAt(fallback, rest));
  const further = [{ ...begin(given, scope.parent, scope.repeat), rest, keys: indexedBy(rest, keys), pick, part }];
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

export function moduleOutput({ scope, keys, pick, part }: Placed, steps: readonly Step[]): Next {
  const [name, second, ...others] = steps;
  if (!isName(name)) return end({ at: "lost", scope });
  const keyed = typeof second === "object";
  const [output, ...rest] = keyed ? others : steps.slice(1);
  const ends: End[] = [];
  const further: Placed[] = [];
  const children = calledInstances(scope, name, keyed ? second.key : null);
  const picks = picker(
    children.map((child) => child.repeat.key),
    keys,
    pick,
  );
  for (const child of children) {
    const outputs = child.module?.outputs ?? new Map<string, Expression>();
    const chosen = isName(output) ? outputs.get(output) : undefined;
    if (isName(output) && chosen === undefined) ends.push({ at: "lost", scope: child });
    else if (chosen === undefined && outputs.size !== 1) ends.push({ at: "module", scope: child, pick: picks(child.repeat.key) });
    for (const expression of isName(output) ? (chosen === undefined ? [] : [chosen]) : outputs.values()) {
      const within = begin(expression, child, NOT_REPEATED);
      const named = isName(output) ? rest : [];
      further.push({ ...within, rest: named, keys: indexedBy(named, keys), pick: picks(child.repeat.key), part });
    }
  }
  return { ends, further };
}

/** `each.value` is what `for_each` gives: of constants the plan shows it, references are followed, of literals nothing is shown. */
export function eachValue({ scope, repeat, pick, part: taken }: Placed, rest: readonly Step[]): Next {
  if (repeat.by?.by !== "for_each") return end({ at: "known" });
  const { constant, references } = repeat.by.expression;
  const own: readonly Step[] = repeat.key === null ? rest : [{ key: repeat.key }, ...rest];
  if (constant !== undefined) return end(constantAt(constant, own));
  const written = asWritten(references).filter((reference) => !isCondition(reference));
  const [only] = written;
  if (only === undefined) return end({ at: "known" });
  const lone = written.length === 1;
  const [output] = rest;
  // `for_each = module.firewall`, `each.value.id`: that output of it.
  const direct = lone && isName(output) && /^module\.[^.[]+$/.test(only);
  const expression = { constant: undefined, references: direct ? [`${only}.${output}`] : written };
  const part = lone && only.startsWith("var.") ? own : [];
  return {
    ends: [],
    further: [
      {
        ...begin(expression, scope, NOT_REPEATED),
        rest: part,
        keys: keyOfRepeat(repeat),
        pick: lone || pick !== "all" ? pick : "one",
        part: taken,
      },
    ],
  };
}
