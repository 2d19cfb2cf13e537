import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv } from "ajv";
import fc from "fast-check";

import { check, type CheckOptions } from "../../src/check";
import type { Report } from "../../src/model/report";
import type { Json } from "../../src/model/value";
import { stories } from "../story/story";
import { junk, placesIn, put, type Path } from "./damage";

/** More with RUNS=5000. */
const RUNS = Number(process.env["RUNS"] ?? 100);
const OPTIONS: CheckOptions = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };

const schema = JSON.parse(readFileSync(join(__dirname, "../../schema/report.schema.json"), "utf8")) as object;
const isReport = new Ajv({ strict: false, allowUnionTypes: true }).compile(schema);

const judged = (plan: Json): Report => check([{ path: "plan.json", bytes: Buffer.from(JSON.stringify(plan)) }], OPTIONS);

interface Whole {
  readonly name: string;
  readonly json: Json;
  readonly places: readonly Path[];
}

const wholes: readonly Whole[] = stories.map(({ name, plan }) => {
  const json = JSON.parse(plan) as Json;
  return { name, json, places: placesIn(json) };
});

/** Places of a story's plan, and what stands there instead; undefined: nothing. */
interface Damage {
  readonly story: string;
  readonly at: readonly (readonly [Path, Json | undefined])[];
  /** Where a text of JSON is, within which the places are. */
  readonly within: Path | null;
}

const damages = (places: readonly Path[], most: number): fc.Arbitrary<Damage["at"]> =>
  fc.array(fc.tuple(fc.constantFrom(...places), fc.option(junk, { nil: undefined, freq: 3 })), { minLength: 1, maxLength: most });

const anywhere = fc
  .constantFrom(...wholes)
  .chain(({ name, places }) => damages(places, 6).map((at): Damage => ({ story: name, at, within: null })));

const isValue = (path: Path): boolean => path[0] === "resource_changes" && path[2] === "change" && path[3] === "after" && path.length > 4;

/** Only the values of resources: what a provider or a program may put there. */
const values = fc
  .constantFrom(...wholes.map(({ name, places }) => ({ name, places: places.filter(isValue) })).filter(({ places }) => places.length > 0))
  .chain(({ name, places }) => damages(places, 5).map((at): Damage => ({ story: name, at, within: null })));

const jsonAt = (json: Json, path: Path): Json | undefined =>
  path.reduce<Json | undefined>((at, step) => (at as Readonly<Record<string, Json>>)[step], json);

/** The plans' texts of JSON: containers of a task. */
const texts = wholes.flatMap(({ name, json, places }) =>
  places
    .filter((path) => isValue(path) && path.at(-1) === "container_definitions")
    .flatMap((path) => {
      const text = jsonAt(json, path);
      return typeof text === "string" ? [{ name, path, places: placesIn(JSON.parse(text) as Json) }] : [];
    }),
);

const containers = fc
  .constantFrom(...texts)
  .chain(({ name, path, places }) => damages(places, 4).map((at): Damage => ({ story: name, at, within: path })));

const parsed = (text: Json | undefined): Json => (typeof text === "string" ? (JSON.parse(text) as Json) : null);

function damaged({ story, at, within }: Damage): Json {
  const json = wholes.find(({ name }) => name === story)?.json ?? null;
  const change = (of: Json): Json => at.reduce((changed, [path, value]) => put(changed, path, value), of);
  return within === null ? change(json) : put(json, within, JSON.stringify(change(parsed(jsonAt(json, within)))));
}

const shuffled = (plan: Json): Json => {
  const { resource_changes: changes } = plan as { resource_changes?: Json };
  return Array.isArray(changes) ? put(plan, ["resource_changes"], [...(changes as Json[])].reverse()) : plan;
};

describe.each([
  ["of any part of a plan", anywhere],
  ["of what resources say", values],
  ["of containers in a text", containers],
] as const)("damage %s", (_, arbitrary) => {
  test("is judged or refused, never a failure, and the report keeps its form", () => {
    fc.assert(
      fc.property(arbitrary, (damage) => {
        const report = judged(damaged(damage));
        expect(report.results.length + report.errors.length).toBe(1);
        expect(isReport(JSON.parse(JSON.stringify(report))) ? [] : isReport.errors).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test("gives the same report twice, and whatever the order of resources", () => {
    fc.assert(
      fc.property(arbitrary, (damage) => {
        const plan = damaged(damage);
        const text = JSON.stringify(judged(plan));
        expect(JSON.stringify(judged(plan)) === text).toBe(true);
        const { results } = judged(shuffled(plan));
        expect(results).toEqual((JSON.parse(text) as Report).results);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
