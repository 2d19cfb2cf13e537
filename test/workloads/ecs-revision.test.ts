import { checkPlan } from "../../src/check";
import { planOf, ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { VPC } from "../plans/vpc";

const bound = (address: string): Written =>
  JSON.stringify([{ name: "web", image: "registry.example.com/shop:4", command: ["gunicorn", "-b", `${address}:8440`, "shop:app"] }]);
const DEFINITION = "aws_ecs_task_definition.shop";

const programOf = (address: string, definition: Block, service: Block): Program => ({
  ...VPC,
  "aws_security_group.web": {
    vpc_id: ref("aws_vpc.net.id"),
    ingress: [{ protocol: "tcp", from_port: 8440, to_port: 8440, cidr_blocks: ["0.0.0.0/0"] }],
  },
  [DEFINITION]: { family: "shop", container_definitions: bound(address), network_mode: "awsvpc", ...definition },
  "aws_ecs_service.shop": {
    id: "arn:aws:ecs:eu-central-1:123456789012:service/east/shop",
    name: "shop",
    network_configuration: [
      { subnets: [ref("aws_subnet.a.id")], security_groups: [ref("aws_security_group.web.id")], assign_public_ip: true },
    ],
    ...service,
  },
});

const ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/shop";
const STANDS = { id: "shop", arn: `${ARN}:4`, arn_without_revision: ARN };

/** A definition that binds one address is replaced by one that binds another. */
function change(from: string, to: string, was: Block, is: Block, definition: Block = {}): readonly string[] {
  const before = planOf(programOf(from, STANDS, was)).resources;
  const plan = { ...planOf(programOf(to, definition, is)), before };
  const result = checkPlan(plan, { today: "2026-11-26", stack: null, advisory: false, all: false, version: "0" });
  return [
    ...result.findings
      .filter(({ certainty }) => certainty !== "none")
      .map(({ rule, certainty, change: does, unknowns }) =>
        [rule, certainty, does, ...unknowns.map(({ attribute }) => attribute)].join(" ").replace("world-open-", ""),
      ),
    ...(result.closed ?? []).map(({ rule }) => `${rule} closed`.replace("world-open-", "")),
  ];
}

const FAMILY = { task_definition: "shop" };

describe("named without a revision, the one that runs stays", () => {
  test.each<[string, Block, Block]>([
    ["by its family", FAMILY, FAMILY],
    ["by its arn", { task_definition: ARN }, { task_definition: ref(`${DEFINITION}.arn_without_revision`) }],
    ["though the service changes", { ...FAMILY, desired_count: 2 }, { ...FAMILY, desired_count: 3 }],
  ])("%s", (_, was, is) => {
    expect(change("0.0.0.0", "127.0.0.1", was, is)).toEqual(["listener possible unchanged task_definition"]);
    expect(change("127.0.0.1", "0.0.0.0", was, is)).toEqual(["listener possible opened task_definition"]);
    expect(change("0.0.0.0", "0.0.0.0", was, is)).toEqual(["listener definite unchanged"]);
    expect(change("127.0.0.1", "127.0.0.1", was, is)).toEqual([]);
  });
});

test.each<[string, Block, Block, Block]>([
  ["by its revision", { task_definition: STANDS.arn }, { task_definition: ref(`${DEFINITION}.arn`) }, {}],
  ["by its family, and the service is made anew", FAMILY, { ...FAMILY, id: unknown }, {}],
  ["by its family from now on", { task_definition: STANDS.arn }, FAMILY, {}],
  [
    "by its arn without a revision from now on",
    { task_definition: STANDS.arn },
    { task_definition: ref(`${DEFINITION}.arn_without_revision`) },
    {},
  ],
])("told to take the new one: %s", (_, was, is, definition) => {
  expect(change("0.0.0.0", "127.0.0.1", was, is, definition)).toContain("listener closed");
  expect(change("127.0.0.1", "0.0.0.0", was, is, definition)).toEqual(["listener definite opened"]);
});
