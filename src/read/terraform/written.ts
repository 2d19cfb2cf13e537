import type { Resource } from "../../model/resource";
import { isUnknown, type Json, type Value } from "../../model/value";

import { stepsOf } from "./address";
import { argumentOf, type Found } from "./argument";
import { madeByDynamic, valueAt, type Answer, type Circumstances } from "./dynamic";
import type { End } from "./ends";
import { within } from "./resolve";
import type { Scopes } from "./scope";
import { follow } from "./trail";

/** "", 0, false and [] stand for what is omitted in an attribute written as blocks, and are the usual defaults elsewhere. */
const isBlank = (json: Json | undefined): boolean =>
  json === undefined ||
  json === null ||
  json === "" ||
  json === 0 ||
  json === false ||
  (typeof json === "object" && Object.keys(json).length === 0);

/** Of an attribute written as blocks there is one expression for all; its members show in the value alone. */
function memberOf({ expression, rest }: Found, value: Value): Answer {
  if (expression.constant === undefined) return isUnknown(value) || !isBlank(value.raw) ? "yes" : "cannot tell";
  return (within(expression.constant, rest) ?? null) === null ? "no" : "yes";
}

const isNull = (end: End): boolean => end.at === "constant" && end.value === null;
const isSettled = (end: End): boolean => end.at === "constant" || end.at === "known" || end.at === "condition";

/**
 * An expression whose every source is null gives null, and null is omitted. One whose sources are all known in planning gives a
 * known value, unless it is null or time comes in: then the provider may choose, and the value is unknown.
 * https://developer.hashicorp.com/terraform/language/expressions/types#null
 */
function byEnds(ends: readonly End[], value: Value, created: boolean): Answer {
  const telling = ends.filter((end) => end.at !== "known");
  if (telling.length > 0 && telling.every(isNull)) return isUnknown(value) || isBlank(value.raw) ? "no" : "cannot tell";
  if (created && ends.length > 0 && ends.every(isSettled) && isUnknown(value)) return "no or late";
  return "yes";
}

/** Whether the author wrote an argument. */
export function isWritten(scopes: Scopes, resource: Resource, path: string, circumstances: Circumstances): Answer {
  const steps = stepsOf(path);
  const written = argumentOf(scopes, resource, steps);
  if (written === null) return "cannot tell";
  const { argument, placed } = written;
  const { lacks, dynamic, partly } = argument;
  if (lacks !== null) {
    const made = dynamic ? "cannot tell" : madeByDynamic(resource.values, lacks, circumstances);
    // What the members of a dynamic block are, the plan does not show.
    return made === "yes" && lacks.length < steps.length ? "cannot tell" : made;
  }
  if (argument.isBlock) return dynamic ? "cannot tell" : "yes";
  const value = valueAt(resource.values, steps);
  const answers = argument.found.map((found, index) => {
    const from = placed[index];
    return found.rest.length > 0
      ? memberOf(found, value)
      : byEnds(from === undefined ? [] : follow(scopes, [from]), value, circumstances.created);
  });
  const [first = "cannot tell"] = answers;
  return !dynamic && !partly && answers.every((answer) => answer === first) ? first : "cannot tell";
}
