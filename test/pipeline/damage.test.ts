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

/** A story's plan, a few places of which hold something else, or nothing. */
const damaged = fc
  .constantFrom(...wholes)
  .chain(({ name, json, places }) =>
    fc
      .array(fc.tuple(fc.constantFrom(...places), fc.option(junk, { nil: undefined, freq: 3 })), { minLength: 1, maxLength: 6 })
      .map((damage) => ({ name, damage, plan: damage.reduce((plan, [at, value]) => put(plan, at, value), json) })),
  );

/** Only the values of resources: what a provider or a program may put there. */
const twisted = fc.constantFrom(...wholes).chain(({ name, json, places }) => {
  const values = places.filter((path) => path[0] === "resource_changes" && path[2] === "change" && path[3] === "after" && path.length > 4);
  return values.length === 0
    ? fc.constant({ name, damage: [] as (readonly [Path, Json | undefined])[], plan: json })
    : fc
        .array(fc.tuple(fc.constantFrom(...values), fc.option(junk, { nil: undefined, freq: 4 })), { minLength: 1, maxLength: 5 })
        .map((damage) => ({ name, damage, plan: damage.reduce((plan, [at, value]) => put(plan, at, value), json) }));
});

/** The plan's texts of JSON: containers of a task. */
const embedded = wholes.flatMap((whole) =>
  whole.places
    .filter((path) => path.at(-1) === "container_definitions" && path[0] === "resource_changes")
    .flatMap((path) => {
      const text = path.reduce<Json | undefined>((at, step) => (at as Readonly<Record<string, Json>>)[step], whole.json);
      return typeof text === "string" ? [{ ...whole, path, containers: JSON.parse(text) as Json }] : [];
    }),
);

const containers = fc.constantFrom(...embedded).chain(({ name, json, path, containers: list }) =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesIn(list)), fc.option(junk, { nil: undefined, freq: 4 })), { minLength: 1, maxLength: 4 })
    .map((damage) => ({
      name,
      damage,
      plan: put(json, path, JSON.stringify(damage.reduce((changed, [at, value]) => put(changed, at, value), list))),
    })),
);

const shuffled = (plan: Json): Json => {
  const { resource_changes: changes } = plan as { resource_changes?: Json };
  return Array.isArray(changes) ? put(plan, ["resource_changes"], [...(changes as Json[])].reverse()) : plan;
};

describe.each([
  ["of any part of a plan", damaged],
  ["of what resources say", twisted],
  ["of containers in a text", containers],
] as const)("damage %s", (_, arbitrary) => {
  test("is judged or refused, never a failure, and the report keeps its form", () => {
    fc.assert(
      fc.property(arbitrary, ({ plan }) => {
        const report = judged(plan);
        expect(report.results.length + report.errors.length).toBe(1);
        expect(isReport(JSON.parse(JSON.stringify(report))) ? [] : isReport.errors).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test("gives the same report twice, and whatever the order of resources", () => {
    fc.assert(
      fc.property(arbitrary, ({ plan }) => {
        const text = JSON.stringify(judged(plan));
        expect(JSON.stringify(judged(plan)) === text).toBe(true);
        const { results } = judged(shuffled(plan));
        expect(results).toEqual((JSON.parse(text) as Report).results);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
