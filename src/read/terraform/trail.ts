import type { Json } from "../../model/value";

import { stepsOf } from "./address";
import { asWritten, end, isCondition, type End, type Keys, type Next, type Placed } from "./ends";
import { keysBeside } from "./keys";
import { handedOn, isHandedOn } from "./handed-on";
import { constantAt, eachValue, isName, keyOfRepeat, moduleOutput, resources, variable } from "./resolve";
import type { Scopes } from "./scope";

/** By these an expression picks one of several. https://github.com/hashicorp/terraform/issues/28860 */
const PICKS = /^(?:count\.index|each\.)/;

function step(scopes: Scopes, placed: Placed, reference: string): Next {
  const steps = stepsOf(reference);
  const { scope } = placed;
  if (isCondition(reference)) return end({ at: "condition" });
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
      if (!isName(head) || !isName(name)) return end({ at: "lost", scope });
      if (head === "local") return end({ at: "lost", scope, local: name });
      if (isHandedOn(head, rest)) return handedOn(placed, rest, `${head}.${name}`);
      return end(resources(placed, rest, `${head}.${name}`));
  }
}

/** By what an expression picks where it names a collection. */
type Picked = (placed: Placed, written: readonly string[], at: number) => Keys;

/**
 * Follows an expression through variables, outputs and `each` to its ends. No recursion: modules nest as deep as they like, and
 * what was followed once is not followed again.
 */
function walk(scopes: Scopes, from: readonly Placed[], picked: Picked): readonly End[] {
  const ends: End[] = [];
  const seen = new Set<string>();
  const rest = [...from];
  for (let placed = rest.shift(); placed !== undefined; placed = rest.shift()) {
    const { constant, references } = placed.expression;
    if (constant !== undefined) ends.push(constantAt(constant, placed.rest));
    else if (references.length === 0) ends.push({ at: "function" });
    const picks = references.some((reference) => PICKS.test(reference));
    const own = picks ? keyOfRepeat(placed.repeat) : placed.keys;
    const written = asWritten(references);
    const apart = placed.rest.length > 0 && placed.part === null && written.length > 1;
    for (const [index, reference] of written.entries()) {
      const keys = [...picked(placed, written, index), ...own];
      const here = { ...placed, keys, ...(apart ? { part: reference } : {}) };
      const each = reference.startsWith("each.") ? here.repeat.by : null;
      const mark = JSON.stringify([here.scope.address, reference, here.rest, here.keys, here.pick, here.part, each]);
      if (seen.has(mark)) continue;
      seen.add(mark);
      const next = step(scopes, here, reference);
      ends.push(...next.ends);
      rest.push(...next.further);
    }
  }
  return ends;
}

/** Where an expression leads. What is no more than the key of what is picked tells nothing else. */
export function follow(scopes: Scopes, from: readonly Placed[]): readonly End[] {
  const constants = (placed: readonly Placed[]): readonly Json[] =>
    walk(scopes, placed, () => []).flatMap((end) => (end.at === "constant" ? [end.value] : []));
  const ends = walk(scopes, from, (placed, written, at) => keysBeside(constants, placed, written, at));
  const picked = ends.flatMap((end) => (end.at === "resource" ? end.references.filter(({ pick }) => pick === "this") : []));
  const keys = new Set(picked.flatMap(({ resource }) => stepsOf(resource.address).flatMap((step) => (isName(step) ? [] : [step.key]))));
  const isKey = (value: Json): boolean =>
    typeof value === "object" && value !== null ? Object.values<Json>(value).some(isKey) : typeof value === "string" && keys.has(value);
  return ends.map((end) => (end.at === "constant" && isKey(end.value) ? { at: "known" } : end));
}
