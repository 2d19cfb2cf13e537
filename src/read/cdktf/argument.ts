import type { Json } from "../../model/value";

import { isObject, type JsonObject } from "../json";
import { templateWorth } from "./evaluate";
import { deeper, NOTHING_KNOWN, withNames, type Names } from "./names";
import { entriesOf, isLarge, isList, Unknown, unknownOf, type Members, type Worth } from "./worth";

/** What a `dynamic` says of the blocks that it makes, by label; null: it is none. */
type Dynamic = readonly (readonly [label: string, body: JsonObject | null])[];

/** The bodies at a place of a block: one, or a list of them. */
const bodiesOf = (json: Json | undefined): readonly (JsonObject | null)[] =>
  json === undefined || json === null
    ? []
    : (Array.isArray(json) ? (json as readonly Json[]) : [json]).map((body) => (isObject(body) ? body : null));

/** https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping */
export const dynamicOf = ({ dynamic }: JsonObject): Dynamic =>
  bodiesOf(dynamic).flatMap((group) =>
    Object.entries(group ?? {}).flatMap(([label, blocks]) =>
      label === "//" ? [] : bodiesOf(blocks).map((body) => [label, body] as const),
    ),
  );

/** A map may have a key of this name; only a block's `dynamic` has these within each label. */
const makesBlocks = (dynamic: Dynamic): boolean =>
  dynamic.some(([, body]) => body !== null && body["for_each"] !== undefined && body["content"] !== undefined);

const listed = (worth: Worth): readonly Worth[] => (isList(worth) ? worth : [worth]);

/** The blocks that one `dynamic` makes. https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function blocksOver(label: string, { for_each: forEach = null, iterator, content }: JsonObject, names: Names): Worth {
  const over = worthOf(forEach, names);
  const name = typeof iterator === "string" ? iterator : label;
  const [body, ...others] = bodiesOf(content);
  const made = (key: Worth, value: Worth): Worth =>
    isObject(body) && others.length === 0 ? worthOf(body, withNames(names, { [name]: { key, value } })) : NOTHING_KNOWN;
  const entries = isLarge(over) ? null : entriesOf(over);
  if (entries === null) {
    const element = new Unknown(unknownOf(over).names);
    return unknownOf(over, made(element, element));
  }
  // The key in a list is the index, in a set the value: which of them an expression makes is not told.
  const isSet = isList(over) && !Array.isArray(forEach);
  return entries.map(([key, value]) => made(isSet ? NOTHING_KNOWN : key, value));
}

/** The blocks that `dynamic` makes beside those that are written; where it cannot be told how many, all of them are unknown. */
export function withDynamic(written: Members, dynamic: Dynamic, names: Names): Members {
  const given = new Map(Object.entries(written));
  for (const [label, body] of dynamic) {
    const made = body === null ? NOTHING_KNOWN : blocksOver(label, body, names);
    const there = given.get(label) ?? [];
    given.set(label, isList(made) && !(there instanceof Unknown) ? [...listed(there), ...made] : unknownOf(there, made));
  }
  return Object.fromEntries(given);
}

/**
 * What an argument or a block comes to. In Terraform's JSON syntax each string, and each name of a member, is a template.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export const worthOf = (json: Json, names: Names): Worth => deeper(names, () => worthHere(json, names), NOTHING_KNOWN);

function worthHere(json: Json, names: Names): Worth {
  if (typeof json === "string") return templateWorth(json, names);
  if (typeof json !== "object" || json === null) return json;
  if (!isObject(json)) return json.map((one) => worthOf(one, names));
  const found = dynamicOf(json);
  const dynamic = makesBlocks(found) ? found : [];
  const members = Object.entries(json)
    .filter(([name]) => name !== "//" && (name !== "dynamic" || dynamic.length === 0))
    .map(([name, one]) => [templateWorth(name, names), worthOf(one, names)] as const);
  if (members.some(([name]) => typeof name !== "string")) return unknownOf(...members.flat());
  return withDynamic(Object.fromEntries(members) as Members, dynamic, names);
}
