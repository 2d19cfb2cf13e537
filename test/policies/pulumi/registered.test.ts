import * as fc from "fast-check";
import { type Properties, registeredOf } from "../../../policies/pulumi/registered";
import type { PolicyResource } from "../../../policies/pulumi/sdk";

const GROUP = "urn:pulumi:qa::acme-quotes::aws:ec2/securityGroup:SecurityGroup::quotes";
const TASK = "urn:pulumi:qa::acme-quotes::acme:web:Site$aws:ecs/taskDefinition:TaskDefinition::quotes";
const PROVIDER = "urn:pulumi:qa::acme-quotes::pulumi:providers:aws::paris";
const SITE = "urn:pulumi:qa::acme-quotes::acme:web:Site::site";

const typeOf = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";
const resource = (urn: string, more: Partial<PolicyResource> = {}): PolicyResource => ({
  urn,
  type: typeOf(urn),
  props: {},
  opts: {},
  propertyDependencies: {},
  ...more,
});

test("inputs, outputs and the graph, by URN", () => {
  const [site, group, task] = [
    resource(SITE),
    resource(GROUP, { provider: { urn: PROVIDER }, props: { id: "sg-0c4", vpcId: "vpc-7" } }),
    resource(TASK),
  ];
  const child: PolicyResource = {
    ...task,
    parent: site,
    dependencies: [group],
    propertyDependencies: { executionRoleArn: [], volumes: [group, site] },
  };
  const inputs = new Map<string, Properties>([[GROUP, { vpcId: "vpc-7" }]]);
  expect(registeredOf([group, site, { ...child, opts: { aliases: [`${TASK}-old`] } }], inputs)).toEqual([
    {
      ...{ urn: TASK, type: typeOf(TASK), id: null, custom: false, inputs: null, outputs: null },
      ...{
        propertyDependencies: { executionRoleArn: [], volumes: [GROUP, SITE] },
        dependencies: [GROUP],
        parent: SITE,
        provider: null,
        aliases: [`${TASK}-old`],
      },
    },
    {
      urn: SITE,
      type: "acme:web:Site",
      id: null,
      custom: false,
      inputs: null,
      outputs: null,
      propertyDependencies: {},
      dependencies: [],
      parent: null,
      provider: null,
      aliases: [],
    },
    {
      ...{
        urn: GROUP,
        type: typeOf(GROUP),
        id: "sg-0c4",
        custom: true,
        inputs: { vpcId: "vpc-7" },
        outputs: { id: "sg-0c4", vpcId: "vpc-7" },
      },
      ...{ propertyDependencies: {}, dependencies: [], parent: null, provider: PROVIDER, aliases: [] },
    },
  ]);
});

test("an id that is not known yet is none", () => {
  const [planned] = registeredOf([resource(GROUP, { props: { id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } })], new Map());
  expect(planned).toMatchObject({ id: null, custom: true });
});

test("what the program calls secret for itself is marked as the engine marks it", () => {
  const opts = { additionalSecretOutputs: ["userData"] };
  const [one] = registeredOf([resource(GROUP, { props: { userData: "b", arn: "c" }, opts })], new Map([[GROUP, { userData: "a" }]]));
  const secret = (value: string): object => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });
  expect(one).toMatchObject({ inputs: { userData: secret("a") }, outputs: { userData: secret("b"), arn: "c" } });
});

test("an empty object without outputs beside it is nothing that was told", () => {
  const inputsOf = (props: object, inputs: Properties | null): unknown =>
    registeredOf([resource(GROUP, { props, provider: { urn: PROVIDER } })], new Map(inputs === null ? [] : [[GROUP, inputs]]))[0];
  expect(inputsOf({}, {})).toMatchObject({ inputs: null, outputs: null });
  expect(inputsOf({}, { vpcId: "vpc-7" })).toMatchObject({ inputs: { vpcId: "vpc-7" }, outputs: null });
  expect(inputsOf({ arn: "arn:aws:ec2:7" }, {})).toMatchObject({ inputs: {}, outputs: { arn: "arn:aws:ec2:7" } });
  expect(inputsOf({ arn: "arn:aws:ec2:7" }, null)).toMatchObject({ inputs: null, outputs: { arn: "arn:aws:ec2:7" } });
});

test("the order in which the engine hands them over does not matter", () => {
  const all = [SITE, GROUP, TASK].map((urn) => resource(urn));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(registeredOf(shuffled, new Map())).toEqual(registeredOf(all, new Map()));
    }),
  );
});
