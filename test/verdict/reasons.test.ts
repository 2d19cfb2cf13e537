import type { Finding } from "../../src/model/report";
import { found } from "../plans/findings";
import { ref, type Block, type Program } from "../plans/plan";
import { open, VPC } from "../plans/vpc";

const SHOP = "aws_ecs_service.shop";
const service = (command: readonly string[], subnets: Block[string] = [ref("aws_subnet.a.id")]): Program => ({
  ...VPC,
  "aws_subnet.inner": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.9.0/24" },
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(8441)] },
  "aws_ecs_task_definition.shop": {
    family: "shop",
    network_mode: "awsvpc",
    container_definitions: JSON.stringify([
      { name: "web", image: "registry.example.com/shop:4", command, portMappings: [{ containerPort: 8441 }] },
    ]),
  },
  [SHOP]: {
    name: "shop",
    launch_type: "FARGATE",
    task_definition: ref("aws_ecs_task_definition.shop.arn"),
    network_configuration: [{ subnets, security_groups: [ref("aws_security_group.web.id")], assign_public_ip: true }],
  },
});

const FIXED = ["uvicorn", "--host", "0.0.0.0", "--port", "8441", "shop:app"];

test.each<[string, Program, readonly string[]]>([
  ["nothing, where all is known", service(FIXED), ["definite"]],
  [
    "the port that a shell takes from a variable",
    service(["sh", "-c", "exec uvicorn --host 0.0.0.0 --port $WEB_PORT shop:app"]),
    ["possible", "aws_ecs_task_definition.shop container_definitions[0].command"],
  ],
  [
    "the subnets, of which one is public",
    { ...service(FIXED, ref("var.wide", "aws_subnet.a.id", "aws_subnet.inner.id")), "var.wide": { value: true } },
    ["possible", `${SHOP} network_configuration[0].subnets`],
  ],
])("what is possible names what would settle it: %s", (_, of, expected) => {
  const told = found(of, "world-open-listener").map(({ certainty, unknowns }) => [
    certainty,
    ...unknowns.map(({ resource, attribute }) => `${resource.address} ${attribute}`),
  ]);
  expect(told).toEqual([expected]);
});

/** A task's subnet has an IPv6 block, and a setting of the account decides whether the task gets an address of it. */
describe("IPv6 beside IPv4", () => {
  const both = service(["gunicorn", "-b", "[::]:8441", "shop:app"]);
  const stepsOf = ({ path }: Finding): readonly string[] =>
    path
      .filter(({ role }) => role === "source" || role === "address" || role === "route")
      .map(({ certainty, says }) => `${certainty} ${says}`);

  test("the path shows what each family rests on", () => {
    expect(found(both, "world-open-listener").map(stepsOf)).toEqual([
      [
        "definite 0.0.0.0/0, perhaps ::/0",
        "definite public address (assign_public_ip)",
        "possible IPv6 address (dualStackIPv6)",
        "definite 0.0.0.0/0 → aws_internet_gateway.net",
        "definite ::/0 → aws_internet_gateway.net",
      ],
    ]);
  });

  test("what is possible in one family alone has a reason", () => {
    const allow = [{ workload: "*", ports: [8441], from: ["0.0.0.0/0"], reason: "the shop", expires: "2027-12-31" }];
    const [finding] = found(both, "world-open-listener", { config: { stacks: { "*": { allow } } } });
    expect(finding?.unknowns.map(({ attribute, why }) => [attribute, why])).toEqual([
      ["network_configuration[0].subnets", "dualStackIPv6"],
    ]);
  });
});
