import { read } from "../../src/read";
import { sameRegion } from "../../src/model/region";
import type { Resource } from "../../src/model/resource";
import { ofOtherStacks } from "../../src/stacks/other-stacks";

interface Told {
  readonly alias?: string | null;
  readonly region?: string;
  readonly aws_region?: string;
  readonly arn?: string;
}

/** As a state file has a resource: its provider is told in an entry of its own. */
function stateOf(...all: readonly Told[]): string {
  const resources = all.map(({ alias = "", ...attributes }, index) => ({
    mode: "managed",
    type: "aws_thing",
    name: `t${String(index)}`,
    ...(alias === null ? {} : { provider: `provider["registry.terraform.io/hashicorp/aws"]${alias}` }),
    instances: [{ attributes }],
  }));
  return JSON.stringify({ version: 4, lineage: "l", serial: 1, resources });
}

function resourcesOf(path: string, ...all: readonly Told[]): readonly Resource[] {
  const [plan] = read(path, Buffer.from(stateOf(...all)));
  return plan?.resources ?? [];
}

const same = (...told: readonly [Told, Told]): boolean | undefined => {
  const [one, other] = resourcesOf("quay.tfstate", ...told);
  if (one === undefined || other === undefined) throw new Error("no resources");
  return sameRegion(one, other);
};

const service = { arn: "arn:aws:ecs:eu-west-2:123456789012:service/quay/pilot" };

test.each<[string, Told, Told, boolean | undefined]>([
  ["one argument", { region: "eu-west-2" }, { region: "eu-west-2" }, true],
  ["two", { region: "eu-west-2" }, { region: "us-east-1" }, false],
  ["what the provider tells, and an ARN", { aws_region: "eu-west-2" }, service, true],
  ["another than the ARN's", { alias: ".us", aws_region: "us-east-1" }, service, false],
  ["an argument goes before an ARN", { ...service, region: "us-east-1" }, { region: "us-east-1" }, true],
  ["one configuration of the provider", { alias: ".us" }, { alias: ".us" }, true],
  ["two, which may name one region", { alias: ".us" }, {}, undefined],
  ["none that is told", { alias: null }, { alias: null }, undefined],
  ["an ARN of no region", { alias: null, arn: "arn:aws:iam::123456789012:role/quay" }, service, undefined],
])("%s", (_, one, other, answer) => {
  expect(same(one, other)).toBe(answer);
  expect(same(other, one)).toBe(answer);
});

test("two stacks name their providers each for itself", () => {
  const plans = ["quay.tfstate", "pier.tfstate"].flatMap((path) => read(path, Buffer.from(stateOf({}))));
  const [one, other] = ofOtherStacks(plans);
  if (one === undefined || other === undefined) throw new Error("no resources");
  expect(sameRegion(one, other)).toBeUndefined();
  expect(sameRegion(one, one)).toBe(true);
});
