import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Ajv } from "ajv";
import fc from "fast-check";

import { check } from "../../../src/check";
import { ASSUMPTIONS, type Assumption } from "../../../src/model/assumption";
import { UnreadableInput } from "../../../src/model/plan";
import type { Json } from "../../../src/model/value";
import { read } from "../../../src/read";
import { contains, isEmpty, subtract } from "../../../src/net/packet-set";

import { junk, placesIn, put, type Path } from "../../pipeline/damage";
import { findingsOf, judge } from "../../story/judge";
import { inWords, reachAt, reached, type Reach } from "../../story/reach";
import { stories } from "../../story/story";

interface Synth {
  readonly name: string;
  readonly json: Json;
}

const synths: readonly Synth[] = stories
  .map(({ name, folder }) => ({ name, file: join(folder, "cdktf/cdk.tf.json") }))
  .filter(({ file }) => existsSync(file))
  .map(({ name, file }) => ({ name, json: JSON.parse(readFileSync(file, "utf8")) as Json }));

const atPath = (json: Json, path: Path): Json =>
  path.reduce<Json>((at, step) => (at as Readonly<Record<string, Json>>)[step] ?? null, json);

const MODES: readonly (readonly [string, ReadonlySet<Assumption>])[] = [
  ["without assumptions", new Set()],
  ["with assumptions", new Set(ASSUMPTIONS)],
];

/** Tokens of CDKTF: a variable, an attribute of a resource that is nowhere, and what nobody can read. */
const TOKENS = ["${var.elsewhere}", "${random_pet.elsewhere.id}", "%{ if true }x%{ endif }"];

const GROUP_AT = ["resource", "aws_security_group", "stray"];
const RULE_AT = ["resource", "aws_vpc_security_group_ingress_rule", "stray"];

/** Arguments of resources and data sources, whole and their parts; not what tells where they come from. */
const argumentsIn = (json: Json): readonly Path[] =>
  placesIn(json).filter((path) => ["resource", "data"].includes(path[0] ?? "") && path.length > 3 && !path.includes("//"));

describe.each(MODES)("%s, a token never adds to must nor removes from may:", (_mode, assumptions) => {
  const reachedIn = (json: Json): ReadonlyMap<string, Reach> => reached(findingsOf(judge(JSON.stringify(json), assumptions)));

  test.each(synths.map((synth) => [synth.name, synth] as const))("%s", (_, { json }) => {
    const before = reachedIn(json);
    const broken = argumentsIn(json).flatMap((path, index) => {
      const token = TOKENS[index % TOKENS.length] ?? "";
      const after = reachedIn(put(json, path, token));
      return [...new Set([...before.keys(), ...after.keys()])].flatMap((workload) => {
        const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
        return [
          ...(contains(was.must, is.must) ? [] : [`${path.join(".")}: must gains ${inWords(subtract(is.must, was.must))}`]),
          ...(contains(is.may, was.may) ? [] : [`${path.join(".")}: may loses ${inWords(subtract(was.may, is.may))}`]),
        ];
      });
    });
    expect(broken).toEqual([]);
  });

  test.each(synths.map((synth) => [synth.name, synth] as const))(
    "a resource of which nobody knows how many there are: %s",
    (_, { json }) => {
      const before = reachedIn(json);
      const blocks = placesIn(json).filter((path) => path[0] === "resource" && path.length === 3);
      const broken = blocks.flatMap((path) => {
        const block = atPath(json, path) as Readonly<Record<string, Json>>;
        const after = reachedIn(put(json, path, { ...block, count: "${var.copies}" }));
        return [...new Set([...before.keys(), ...after.keys()])].flatMap((workload) => {
          const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
          return [
            ...(contains(was.must, is.must) ? [] : [`${path.join(".")}: must gains ${inWords(subtract(is.must, was.must))}`]),
            ...(contains(is.may, was.may) ? [] : [`${path.join(".")}: may loses ${inWords(subtract(was.may, is.may))}`]),
            // What may not be there does not surely let anybody in.
            ...(path[1] === "aws_ecs_service" || path[1] === "aws_instance" || path[1] === "aws_vpc_security_group_ingress_rule"
              ? workload.startsWith(`${path[1]}.`) && !isEmpty(is.must)
                ? [`${path.join(".")}: must of ${workload} is not empty`]
                : []
              : []),
          ];
        });
      });
      expect(broken).toEqual([]);
    },
  );

  test.each(synths.map((synth) => [synth.name, synth] as const))(
    "a rule of which nobody knows how many there are concerns its own group alone: %s",
    (_, { json }) => {
      const rule = {
        for_each: "${var.cidrs}",
        security_group_id: "${aws_security_group.stray.id}",
        ip_protocol: "tcp",
        from_port: 1,
        to_port: 65534,
        cidr_ipv4: "${each.value}",
      };
      const stray = put(put(json, GROUP_AT, { name: "stray" }), RULE_AT, rule);
      expect(reachedIn(stray)).toEqual(reachedIn(json));
    },
  );

  test("there is something to lose", () => {
    const all = synths.flatMap(({ json }) => [...reachedIn(json).values()]);
    expect(all.filter(({ may }) => !isEmpty(may)).length).toBeGreaterThan(6);
    if (assumptions.size > 0) expect(all.filter(({ must }) => !isEmpty(must)).length).toBeGreaterThan(4);
  });
});

const isObject = (json: Json): json is Readonly<Record<string, Json>> => typeof json === "object" && json !== null && !Array.isArray(json);

/** The blocks at a place, where blocks may be: an object, or a list of objects. */
const blocksAt = (json: Json): readonly Json[] => {
  const listed = Array.isArray(json) ? (json as readonly Json[]) : [json];
  return listed.every(isObject) ? listed : [];
};

/** The blocks of a body by these names, written as `dynamic`: each over one element, from which it takes what it holds itself. */
function asDynamic(body: Readonly<Record<string, Json>>, labels: readonly string[]): Json {
  const over = (label: string, block: Json): Json => {
    const members = Object.entries(block as Readonly<Record<string, Json>>);
    // A text that holds no template may come from anywhere.
    const [taken] = members.filter(([, value]) => typeof value === "string" && !/[$%]\{/.test(value)).slice(-1);
    const [name, text] = taken ?? [];
    if (name === undefined || text === undefined) return { for_each: ["one"], content: block };
    return { for_each: { one: { [name]: text } }, iterator: `its_${label}`, content: put(block, [name], `\${its_${label}.value.${name}}`) };
  };
  return {
    ...Object.fromEntries(Object.entries(body).filter(([name]) => !labels.includes(name))),
    dynamic: Object.fromEntries(labels.map((label) => [label, blocksAt(body[label] ?? null).map((block) => over(label, block))])),
  };
}

/** Every block below a place, made anew from the inside out. */
function eachBody(json: Json, make: (body: Readonly<Record<string, Json>>, labels: readonly string[]) => Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((one) => eachBody(one, make));
  if (!isObject(json)) return json;
  const within = Object.entries(json).map(([name, one]) => [name, name === "//" ? one : eachBody(one, make)] as const);
  const labels = Object.keys(json).filter((name) => name !== "//" && blocksAt(json[name] ?? null).length > 0);
  return make(Object.fromEntries(within), labels);
}

const resourcesIn = (json: Json): readonly Path[] => placesIn(json).filter((path) => path[0] === "resource" && path.length === 3);
const eachResource = (json: Json, make: (resource: Json) => Json): Json =>
  resourcesIn(json).reduce((changed, path) => put(changed, path, make(atPath(changed, path))), json);

/** The same with every block in a list, and what a listener forwards to as blocks in its action. */
const blocksOf = (json: Json): Json =>
  eachResource(json, (resource) =>
    eachBody(resource, ({ target_group_arn: arn, ...body }, labels) => ({
      ...Object.fromEntries(Object.entries(body).map(([name, one]) => [name, labels.includes(name) ? blocksAt(one) : one])),
      ...(arn === undefined ? {} : body["type"] === "forward" ? { forward: [{ target_group: [{ arn }] }] } : { target_group_arn: arn }),
    })),
  );

describe("a block written as dynamic over one element changes nothing", () => {
  const programs = synths.map(({ name, json }) => {
    const program = blocksOf(json);
    const blocks = argumentsIn(program).filter(
      (path) => blocksAt(atPath(program, path)).length > 0 && isObject(atPath(program, path.slice(0, -1))),
    );
    return { name, program, blocks };
  });

  test.each(programs.map((each) => [each.name, each] as const))("%s", (_, { program, blocks }) => {
    const before = judge(JSON.stringify(program));
    for (const path of blocks) {
      const [at, label] = [path.slice(0, -1), path.at(-1) ?? ""];
      const written = put(program, at, asDynamic(atPath(program, at) as Readonly<Record<string, Json>>, [label]));
      expect([path, judge(JSON.stringify(written))]).toEqual([path, before]);
    }
    const everywhere = eachResource(program, (resource) =>
      eachBody(resource, (body, labels) => (labels.length === 0 ? body : asDynamic(body, labels))),
    );
    expect(judge(JSON.stringify(everywhere))).toEqual(before);
  });

  test("there are blocks, and blocks in blocks", () => {
    const depths = programs.flatMap(({ blocks }) => blocks.map(({ length }) => length));
    expect([4, 6, 8].map((depth) => depths.filter((each) => each === depth).length > 3)).toEqual([true, true, true]);
  });
});

const isReport = new Ajv({ strict: false, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(__dirname, "../../../schema/report.schema.json"), "utf8")) as object,
);

/** Pieces of expressions, well formed and not. */
const expression = fc
  .array(
    fc.constantFrom(
      "${",
      "}",
      "aws_vpc",
      ".",
      "[",
      "]",
      "*",
      "(",
      ")",
      '"',
      "{",
      "for x in ",
      ":",
      "?",
      "-",
      "!",
      "0",
      "each.value",
      "local.a",
      "jsonencode",
      ",",
      "...",
      "$${",
      "%{",
      "\\",
      "\n",
      "a",
      "=>",
      "==",
      "~",
    ),
    { maxLength: 24 },
  )
  .map((parts) => `\${${parts.join("")}}`);

const damage = fc.constantFrom(...synths).chain(({ json }) =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesIn(json)), fc.option(fc.oneof(junk, expression), { nil: undefined, freq: 4 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((at) => at.reduce<Json>((changed, [path, value]) => put(changed, path, value), json)),
);

test("a damaged synth is judged or refused, never a crash", () => {
  fc.assert(
    fc.property(damage, (json) => {
      const options = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };
      const report = check([{ path: "cdk.tf.json", bytes: Buffer.from(JSON.stringify(json)) }], options);
      expect(report.results.length + report.errors.length).toBe(1);
      isReport(report);
      expect(isReport.errors ?? []).toEqual([]);
    }),
    { numRuns: Number(process.env["RUNS"] ?? 400) },
  );
});

describe("what would never end, or fill the memory", () => {
  const doubled = (make: (name: string) => Json, times: number): Json =>
    Object.fromEntries(Array.from({ length: times }, (_, index) => [`l${String(index + 1)}`, make(`local.l${String(index)}`)]));
  const program = (locals: Json, value: Json): Json => ({
    locals: { l0: "0.0.0.0/0", ...(locals as object) },
    resource: { aws_security_group: { a: { description: value, vpc_id: "vpc-0" } } },
  });
  const nested = (depth: number): string => `\${${"[".repeat(depth)}1${"]".repeat(depth)}}`;

  test.each<readonly [string, Json]>([
    [
      "a text that doubles",
      program(
        doubled((name) => `\${${name}}\${${name}}`, 60),
        "${local.l60}",
      ),
    ],
    [
      "a list that doubles",
      program(
        doubled((name) => `\${[${name}, ${name}]}`, 60),
        "${local.l60}",
      ),
    ],
    [
      "a list joined with itself",
      program(
        doubled((name) => `\${concat([${name}], [${name}])}`, 60),
        "${jsonencode(local.l60)}",
      ),
    ],
    ["a circle of locals", program({ a: "${local.b}", b: "${local.a}" }, "${local.a}")],
    ["a resource that refers to itself", program({}, "${aws_security_group.a.description}")],
    ["a count that needs its own block", { resource: { aws_eip: { a: { count: "${length(aws_eip.a[*].id)}" } } } }],
    ["very many copies", { resource: { aws_eip: { a: { count: 1e9 } } } }],
    ["a range without end", program({}, "${[for n in range(1000000000) : n]}")],
    ["brackets in brackets", program({}, nested(50_000))],
    ["a chain of parts", program({}, `\${a${".b".repeat(50_000)}}`)],
    ["a chain of operators", program({}, `\${1${" + 1".repeat(50_000)}}`)],
    ["a chain of signs", program({}, `\${${"!".repeat(50_000)}true}`)],
    ["lists in lists", program({}, JSON.parse(`${"[".repeat(1500)}${"]".repeat(1500)}`) as Json)],
    [
      "blocks in dynamic blocks",
      { resource: { aws_eip: { a: { dynamic: JSON.parse(`${"[".repeat(1500)}${"]".repeat(1500)}`) as Json } } } },
    ],
    ["a list over a list over a list", program({ r: "${range(1000)}" }, `\${${"[for n in local.r : ".repeat(6)}n${"]".repeat(6)}}`)],
    [
      "blocks over blocks over blocks",
      {
        resource: {
          aws_security_group: {
            a: Array.from({ length: 9 }).reduce<Json>(
              (content) => ({ dynamic: { ingress: { for_each: Array.from({ length: 100 }, () => "0.0.0.0/0"), content } } }),
              { cidr_blocks: ["${ingress.value}"] },
            ),
          },
        },
      },
    ],
    [
      "a long way through locals",
      program(
        doubled((name) => `\${${name}}`, 20_000),
        "${local.l20000}",
      ),
    ],
    ["JSON in JSON in JSON", program({}, `${"[".repeat(20_000)}\${var.a}${"]".repeat(20_000)}`)],
  ])("%s", (_, json) => {
    expect(read("cdk.tf.json", Buffer.from(JSON.stringify(json)))).toHaveLength(1);
    expect(findingsOf(judge(JSON.stringify(json)))).toEqual([]);
  });
});

test("a block that is none is refused by its place", () => {
  const refusal = (json: Json): unknown => {
    try {
      return read("shop/cdk.tf.json", Buffer.from(JSON.stringify(json)));
    } catch (error) {
      return error instanceof UnreadableInput ? error.message : error;
    }
  };
  const comment = { "//": { metadata: { stackName: "shop" } } };
  expect(refusal({ ...comment, resource: 5 })).toMatch(/^shop\/cdk\.tf\.json: resource should be an object.*run it again: cdktf synth/);
  expect(refusal({ ...comment, resource: { aws_vpc: { a: [{}, "b"] } } })).toMatch(/resource\.aws_vpc\.a\[1\] should be an object/);
  expect(refusal({ ...comment, module: "net" })).toMatch(/module should be an object/);
});
