import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plan } from "../../src/model/plan";
import { read } from "../../src/read";
import type { Json } from "../../src/model/value";
import { handmade, one, resourceOf } from "./plans";

const folder = join(__dirname, "../stacks/cases/modules");
const file = one(read("terraform.tfstate", readFileSync(join(folder, "terraform.tfstate"))));
const plan = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")) as { prior_state: Record<string, Json> };
const shown = handmade(plan.prior_state);

const facts = ({ resources }: Plan): readonly unknown[] =>
  resources
    .map(({ address, type, name, mode, module, values }) => ({ address, type, name, mode, module, raw: values.raw }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));

test("a state file and what terraform show prints of it tell the same", () => {
  expect(facts(file)).toEqual(facts(shown));
  expect(shown.resources.length).toBeGreaterThan(15);
  expect(shown.resources.map(({ address }) => address)).toContain('module.service["red"].aws_ecs_service.this');
});

test.each([
  ["a state file", file],
  ["what terraform show prints", shown],
])("%s tells of what there is, and says so", (_, { kind, before, notes }) => {
  expect({ kind, before }).toEqual({ kind: "terraform-state", before: null });
  expect(notes.map(({ code, level }) => [code, level])).toEqual([["state", "note"]]);
});

const state = (...instances: readonly Json[]): Json => ({
  ...{ version: 4, serial: 7, lineage: "5f0c" },
  resources: [{ mode: "data", type: "aws_ssm_parameter", name: "key", instances: [...instances] }],
});

test("a sensitive attribute is marked, wherever in it the mark is", () => {
  const paths = [
    [
      { type: "get_attr", value: "value" },
      { type: "index", value: 3 },
    ],
  ];
  const { values } = resourceOf(
    handmade(state({ attributes: { value: "s3cr3t", type: "String" }, sensitive_attributes: paths })),
    "data.aws_ssm_parameter.key",
  );
  expect(values.sensitive).toEqual({ value: true });
});

test("a mark that nobody can read marks everything", () => {
  const { values } = resourceOf(
    handmade(state({ attributes: { value: "s3cr3t" }, sensitive_attributes: [[{ type: "get_attr" }]] })),
    "data.aws_ssm_parameter.key",
  );
  expect(values.sensitive).toBe(true);
});

test("keys are part of the address, and deposed objects are none of it", () => {
  const keyed = [
    { index_key: 4, attributes: {} },
    { index_key: 'a"b', attributes: {} },
    { index_key: 5, deposed: "00c0ffee", attributes: {} },
  ];
  expect(handmade(state(...keyed)).resources.map(({ address }) => address)).toEqual([
    "data.aws_ssm_parameter.key[4]",
    'data.aws_ssm_parameter.key["a\\"b"]',
  ]);
});

test.each<[string, Json, RegExp]>([
  ["no resources", { version: 4, serial: 7, lineage: "5f0c" }, /resources should be a list/],
  ["no attributes", state({ index_key: 4 }), /resources\[0\]\.instances\[0\]\.attributes should be an object/],
  ["a key that is none", state({ index_key: true, attributes: {} }), /index_key should be a number or a text/],
  [
    "attributes as Terraform 0.11 wrote them",
    state({ attributes_flat: { id: "vpc-1" } }),
    /written by Terraform 0\.11 or earlier; run terraform apply -refresh-only/,
  ],
])("%s: the file is refused, and told why", (_, json, says) => {
  expect(() => handmade(json)).toThrow(says);
});
