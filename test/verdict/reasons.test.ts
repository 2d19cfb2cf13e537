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
