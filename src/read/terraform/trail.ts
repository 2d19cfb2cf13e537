import { stepsOf } from "./address";
import { asWritten, end, isCondition, type End, type Next, type Placed } from "./ends";
import { constantAt, eachValue, isName, moduleOutput, resources, variable } from "./resolve";
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
    const written = asWritten(references);
    const apart = placed.rest.length > 0 && placed.part === null && written.length > 1;
    for (const reference of written) {
      const here = { ...placed, ...(picks ? { key: placed.repeat.key } : {}), ...(apart ? { part: reference } : {}) };
      const each = reference.startsWith("each.") ? here.repeat.by : null;
      const mark = JSON.stringify([here.scope.address, reference, here.rest, here.key, here.pick, here.part, each]);
      if (seen.has(mark)) continue;
      seen.add(mark);
      const next = step(scopes, here, reference);
      ends.push(...next.ends);
      rest.push(...next.further);
    }
  }
  return ends;
}
