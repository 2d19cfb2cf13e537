import fc from "fast-check";

import type { Json } from "../../src/model/value";

/** What may stand where something else belongs. */
export const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, -1, 0.5, 65536, 1e308, "", "0.0.0.0/0", "::/0", "-1", "tcp", [], {}, [null], [[]], { a: [] }),
  fc.constantFrom<Json>(
    "x".repeat(100_000),
    "9".repeat(400),
    "\u0000",
    "\uFFFC",
    "${",
    "[{",
    "[]",
    '{"a":',
    "constructor",
    "[object Object]",
  ),
  fc.string({ maxLength: 12, unit: "binary" }).map((text): Json => text),
  fc.constantFrom<Json>(
    nested(2000),
    Array.from({ length: 300 }, (_, index) => index),
  ),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);

/** A list in a list in a list. */
function nested(depth: number): Json {
  let list: Json = [];
  for (let level = 0; level < depth; level += 1) list = [list];
  return list;
}

export type Path = readonly string[];

/** Every place in a text of JSON, inner ones and leaves, below these members. */
export function placesIn(json: Json, path: Path = []): readonly Path[] {
  const found: Path[] = [];
  const rest: (readonly [Json, Path])[] = [[json, path]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [value, at] = next;
    if (at.length > path.length) found.push(at);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, member] of Object.entries(value as Readonly<Record<string, Json>>)) rest.push([member, [...at, key]]);
  }
  return found;
}

/** Changes one place; undefined takes it away. */
export function put(json: Json, [step, ...rest]: Path, value: Json | undefined): Json {
  if (step === undefined) return value ?? null;
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) {
    const list = json as readonly Json[];
    const gone = rest.length === 0 && value === undefined;
    return list.flatMap((each, index) => (String(index) !== step ? [each] : gone ? [] : [put(each, rest, value)]));
  }
  const there = json as Readonly<Record<string, Json>>;
  const members = Object.entries(there).filter(([key]) => key !== step || rest.length > 0 || value !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, key === step ? put(member, rest, value) : member]));
}
