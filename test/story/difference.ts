import { isDeepStrictEqual } from "node:util";

import { configured, parsePlan, staying, withoutKeys, type Json, type JsonObject } from "./plan-json";

/** What a resource says, by address: known values and, where the plan holds none, what the program refers to. */
function said(text: string): ReadonlyMap<string, { readonly after: JsonObject; readonly expressions: JsonObject }> {
  const plan = parsePlan(text);
  const expressions = new Map(
    configured(plan.configuration.root_module).map(({ address, resource: { expressions: own = {}, provisioners = [] } }) => [
      address,
      { ...own, provisioners },
    ]),
  );
  return new Map(
    staying(plan).map(({ address, change }) => [
      address,
      { after: change.after ?? {}, expressions: expressions.get(withoutKeys(address)) ?? {} },
    ]),
  );
}

/** Paths at which two values differ. Sets have no order: equal elements cancel out, the rest are paired. */
function differences(a: Json | undefined, b: Json | undefined, path: string): readonly string[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [
      a.filter((x) => !b.some((y) => isDeepStrictEqual(x, y))),
      b.filter((y) => !a.some((x) => isDeepStrictEqual(x, y))),
    ];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
      differences(left[index], right[index], `${path}[]`),
    ).flat();
  }
  const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject(a) || !isObject(b)) return [path];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => differences(a[key], b[key], `${path}.${key}`));
}

const variablesOf = (text: string): Json => (JSON.parse(text) as { readonly variables?: Json }).variables ?? {};

/** In which leaves, attributes or whole resources two plans differ. */
export function leafDifferences(one: string, other: string): readonly string[] {
  const [a, b] = [said(one), said(other)];
  const found = [...new Set([...a.keys(), ...b.keys()])].flatMap((address) => {
    const [left, right] = [a.get(address), b.get(address)];
    if (left === undefined || right === undefined) return [address];
    const values = differences(left.after, right.after, address);
    if (values.length > 0) return values;
    // Where values are unknown in both, the references tell them apart: one attribute is one difference.
    return Object.keys({ ...left.expressions, ...right.expressions })
      .filter((name) => !isDeepStrictEqual(left.expressions[name], right.expressions[name]))
      .map((name) => `${address}.${name}`);
  });
  // A variable's value may be all that tells which of several is meant.
  return found.length > 0 ? found : differences(variablesOf(one), variablesOf(other), "var");
}
