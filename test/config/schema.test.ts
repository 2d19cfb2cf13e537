import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import fc from "fast-check";
import { configurationOf } from "../../src/config";
import { ConfigError, type Config } from "../../src/model/config";

const file = join(__dirname, "../../schema/config.schema.json");
const schema = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(file, "utf8")) as object);

const accepts = (config: unknown): boolean => {
  try {
    configurationOf(config as Config);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
};

const whole: Config = {
  onUnknown: "block",
  rules: { "deaf-listener": "pass", "world-open-listener": "warn" },
  known: { "subnet-0ab12": "private", "var.office": ["192.0.2.0/24"] },
  images: { "ghcr.io/acme/*": { listens: ["[::]:53/udp"] } },
  assumptions: { "own-id": "off", "stock-image": true },
  stacks: {
    "*/prod": {
      allow: [{ workload: "*", ports: [443, "8000-8100"], from: ["::/0"], reason: "public", owner: "web", expires: "2027-03-31" }],
    },
  },
  final: ["onUnknown", "rules.deaf-listener", "assumptions", "assumptions.own-id", "allow", "known", "images", "rules"],
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every place of a value, as the way to it. */
const places = (value: Json): readonly (readonly (string | number)[])[] => [
  [],
  ...(typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, member]) => places(member).map((place) => [Array.isArray(value) ? Number(key) : key, ...place]))
    : []),
];

function put(value: Json, [key, ...rest]: readonly (string | number)[], other: Json): Json {
  if (key === undefined) return other;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item, index) => (index === key ? put(item, rest, other) : item));
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, name === key ? put(member as Json, rest, other) : (member as Json)]),
  );
}

const given = whole as unknown as Json;

test("the published schema accepts what the code accepts", () => {
  expect([accepts(whole), schema(whole)]).toEqual([true, true]);
  expect([accepts({}), schema({})]).toEqual([true, true]);
});

test("and refuses what the code refuses", () => {
  const within = places(given).filter((place) => place.length > 0);
  const other = fc.constantFrom<Json>(
    null,
    true,
    7,
    -1,
    0.5,
    "",
    "block",
    "443",
    "::/0",
    "x y",
    "off",
    [],
    ["*:80"],
    [443],
    [null],
    {},
    { expires: "2027-01-01" },
  );
  fc.assert(
    fc.property(fc.constantFrom(...within), other, (place, value) => {
      const config = put(given, place, value);
      expect([place, value, schema(config)]).toEqual([place, value, accepts(config)]);
    }),
    { numRuns: 2000 },
  );
});

test("days, ports and CIDRs that look right and are wrong are for the code to refuse", () => {
  const place = ["stacks", "*/prod", "allow", 0];
  for (const [key, value] of [
    ["expires", "2027-02-30"],
    ["ports", ["9-1"]],
    ["from", ["10.0.0.0/33"]],
  ] as const) {
    const config = put(given, [...place, key], value);
    expect([key, schema(config), accepts(config)]).toEqual([key, true, false]);
  }
});
