import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { isSentinel, isSpecial, UNKNOWN_TEXT } from "./marks";
import { keptOf } from "./names";

/** What there was at a path, in each element of a list; null where nobody tells. */
type Was = readonly Json[] | null;

const flat = (json: Json): readonly Json[] => (Array.isArray(json) ? (json as readonly Json[]) : [json]);

const isHidden = (json: Json): boolean => isSentinel(json) || (isObject(json) && isSpecial(json));

const memberOf = (json: Json, name: string): Json => (isObject(json) && Object.hasOwn(json, name) ? (json[name] ?? null) : null);

const wasGiven = (was: Was, name: string): boolean => was === null || was.some((json) => memberOf(json, name) !== null);

function membersOf(was: Was, name: string): Was {
  const values = was?.flatMap((json) => flat(memberOf(json, name))) ?? null;
  return values === null || values.some(isHidden) ? null : values.filter((json) => json !== null);
}

/** Of a type that nobody knows, everything that there was may be kept. */
function namesAt(kept: readonly string[] | null, path: string, was: Was): readonly string[] {
  if (kept !== null) return kept.filter((each) => each.slice(0, each.lastIndexOf(".") + 1) === path).map((each) => each.slice(path.length));
  const names = (was ?? []).flatMap((json) => (isObject(json) ? Object.keys(json) : []));
  return [...new Set(names)].filter((name) => !name.startsWith("__"));
}

/**
 * Inputs in which that is unknown which the program leaves out and the provider may keep as it is: an argument that is optional and
 * computed, at any depth. What is not computed and left out is gone.
 * @param was the inputs before; null where nobody tells, as of what is imported
 * @param isTold whether it is known what becomes of a path: `launchTemplate.id`
 */
export function leftOut(token: string, now: JsonObject, was: JsonObject | null, isTold: (path: string) => boolean): JsonObject {
  const kept = keptOf(token);
  const completed = (json: Json, before: Was, path: string): Json => {
    if (Array.isArray(json)) return (json as readonly Json[]).map((element) => completed(element, before, path));
    return isObject(json) && !isSpecial(json) ? object(json, before, path) : json;
  };
  const object = (json: JsonObject, before: Was, path: string): JsonObject => {
    const left = namesAt(kept, path, before).filter(
      (name) => memberOf(json, name) === null && wasGiven(before, name) && !isTold(path + name),
    );
    const written = Object.entries(json).map(
      ([name, value]) => [name, completed(value, membersOf(before, name), `${path}${name}.`)] as const,
    );
    return Object.fromEntries([...written, ...left.map((name) => [name, UNKNOWN_TEXT] as const)]);
  };
  return isSpecial(now) ? now : object(now, was === null ? null : [was], "");
}
