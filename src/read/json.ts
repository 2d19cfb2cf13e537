import type { Json } from "../model/value";

import { scan } from "./scan";
import { lineAndColumn, unreadable } from "./unreadable";

export type JsonObject = Readonly<Record<string, Json>>;

export const isObject = (json: Json | undefined): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);

/** What stands in a file: one JSON object, and whether other text stood around it. */
export interface Found {
  readonly json: JsonObject;
  readonly around: boolean;
}

/** https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
const isProgress = (json: JsonObject): boolean => "@level" in json && "@message" in json;

/** An engine event of Pulumi. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go */
const isEvent = (json: JsonObject): boolean =>
  "sequence" in json && "timestamp" in json && Object.keys(json).some((name) => name.endsWith("Event"));

/**
 * The start of a block of the Terraform language, after comments. There is one way to read these, so that many of them are read as fast.
 * https://developer.hashicorp.com/terraform/language/syntax
 */
const SOURCE =
  /^\s*(?:(?:(?:#|\/\/)[^\n]*\n|\/\*[^*]*\*+(?:[^*/][^*]*\*+)*\/)\s*)*(?:terraform|locals|(?:variable|output|module|provider|check)\s+"?[\w-]+"?|(?:resource|data|ephemeral)\s+"?[\w-]+"?\s+"?[\w-]+"?|(?:moved|import|removed))\s*\{/;

/** What `terraform plan` and `terraform show` print for people. */
const FOR_PEOPLE =
  /^(?:Terraform|OpenTofu) (?:will perform|used the selected providers|planned the following)|^No changes\. |^Plan: \d+ to add|^ {2}# \S+ (?:will be|must be) /m;

/** An object begins here; a brace in the words of a log does not. */
const OPENING = /\{\s*(?:["}]|$)/g;

/** Braces that begin nothing are looked at no oftener than this. */
const ATTEMPTS = 1000;

function objectsAmong(path: string, text: string): readonly JsonObject[] {
  const objects: JsonObject[] = [];
  OPENING.lastIndex = 0;
  let failures = 0;
  for (let start = OPENING.exec(text); start !== null && failures < ATTEMPTS; start = OPENING.exec(text)) {
    const scanned = scan(text, start.index);
    if (scanned.ok) {
      const json = JSON.parse(text.slice(start.index, scanned.end)) as Json;
      if (isObject(json)) objects.push(json);
      OPENING.lastIndex = scanned.end;
      continue;
    }
    failures += 1;
    if (scanned.ended && !objects.some(isProgress)) throw unreadable(path, "truncated", lineAndColumn(text, text.length));
    if (scanned.ended) break;
    // What is broken right from the start of the file was meant as JSON.
    if (text.slice(0, start.index).trim() === "") throw unreadable(path, "invalid-json", lineAndColumn(text, scanned.at));
    OPENING.lastIndex = Math.max(start.index + 1, scanned.at);
  }
  return objects;
}

const kindOf = (json: Json): string => (json === null ? "null" : `a ${typeof json}`);

/**
 * The one JSON object of a text. Log lines may stand around it if it is of a wanted kind.
 * @throws UnreadableInput where there is none, or more than one
 */
export function objectIn(path: string, text: string, wanted: (json: JsonObject) => boolean, name: (json: JsonObject) => string): Found {
  let json: Json | undefined;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    json = undefined;
  }
  if (json === undefined) return objectAmong(path, text, wanted, name);
  if (Array.isArray(json)) throw unreadable(path, "array");
  if (!isObject(json)) throw unreadable(path, "no-object", kindOf(json));
  if (isProgress(json)) throw unreadable(path, "plan-stream");
  if (isEvent(json)) throw unreadable(path, "engine-events");
  return { json, around: false };
}

function objectAmong(path: string, text: string, wanted: (json: JsonObject) => boolean, name: (json: JsonObject) => string): Found {
  if (SOURCE.test(text)) throw unreadable(path, "configuration");
  const first = text.search(/\S/);
  if (text.charAt(first) === "[") {
    const scanned = scan(text, first);
    // A list that is JSON is followed by more; a log may begin with a bracket as well.
    if (scanned.ok) throw unreadable(path, "array");
    if (scanned.ended) throw unreadable(path, "truncated", lineAndColumn(text, text.length));
  }
  const objects = objectsAmong(path, text);
  const [only, ...others] = objects;
  if (only === undefined) throw FOR_PEOPLE.test(text) ? unreadable(path, "human-plan") : unreadable(path, "not-json");
  if (others.length === 0 && wanted(only)) return { json: only, around: true };
  if (objects.every(isProgress)) throw unreadable(path, "plan-stream");
  if (objects.every(isEvent)) throw unreadable(path, "engine-events");
  if (others.length > 0) throw unreadable(path, "several-objects", objects.map(name));
  throw FOR_PEOPLE.test(text) ? unreadable(path, "human-plan") : unreadable(path, "not-json");
}
