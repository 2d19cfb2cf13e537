import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placesOf, sockets } from "../plans/sockets";
import { open, STOCK, VPC } from "../plans/vpc";

const SPOT = "aws_spot_fleet_request.herd";
const EC2 = "aws_ec2_fleet.herd";
const GROUPS = { vpc_security_group_ids: [ref("aws_security_group.herd.id")] };
const network = (port: number): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.herd": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(port)] },
  "aws_subnet.b": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.8.0/24" },
});
const SERVES = "#!/bin/sh\npython3 -m http.server 8095 --bind 0.0.0.0 &\n";
const opened = (program: Program): readonly string[] => found(program, "world-open-listener").map(inShort);

describe("a fleet of specifications", () => {
  const spec = (own: Block = {}): Block => ({
    ami: "ami-0c0ffee5700000001",
    instance_type: "t3.nano",
    subnet_id: ref("aws_subnet.a.id"),
    associate_public_ip_address: true,
    ...GROUPS,
    ...own,
  });
  const fleet = (port: number, ...launch_specification: readonly Block[]): Program => ({
    ...network(port),
    [SPOT]: { iam_fleet_role: "arn:aws:iam::123456789012:role/herd", target_capacity: 3, launch_specification },
  });
  test("each starts what its image and its user data do", () => {
    const program = fleet(8095, spec({ user_data: SERVES }));
    expect(placesOf(program, SPOT).map(sockets)).toEqual([["assumed tcp 0.0.0.0:22", "known tcp 0.0.0.0:8095"]]);
    expect(opened(program)).toEqual(["block definite medium tcp 8095"]);
    expect(opened(fleet(22, spec()))).toEqual(["block definite high tcp 22"]);
  });
  test("a shut group, a private subnet, no public address", () => {
    expect(opened(fleet(8443, spec()))).toEqual([]);
    expect(opened(fleet(22, spec({ subnet_id: ref("aws_subnet.b.id") })))).toEqual([]);
    expect(opened(fleet(22, spec({ associate_public_ip_address: false })))).toEqual([]);
  });
  test("which of several AWS takes nobody knows: all open it is open, some open perhaps, in any order", () => {
    const shut = spec({ subnet_id: ref("aws_subnet.b.id") });
    expect(opened(fleet(22, spec(), spec({ instance_type: "t3.large" })))).toEqual(["block definite high tcp 22"]);
    expect(opened(fleet(22, shut, spec()))).toEqual(["warn possible high tcp 22"]);
    expect(opened(fleet(22, spec(), shut))).toEqual(["warn possible high tcp 22"]);
    expect(opened(fleet(8443, spec(), spec({ instance_type: "t3.large" })))).toEqual([]);
    const other = fleet(8095, spec(), spec({ user_data: SERVES }));
    expect(opened(other)).toContain("warn possible medium tcp 8095");
    const fingerprints = found(other, "world-open-listener").map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });
  test("specifications that nobody knows may be anything", () => {
    expect(opened({ ...network(22), [SPOT]: { launch_specification: unknown } })).not.toEqual([]);
  });
});

describe.each([
  ["aws_spot_fleet_request", SPOT, "launch_template_specification", "id"],
  ["aws_ec2_fleet", EC2, "launch_template_specification", "launch_template_id"],
] as const)("a fleet of launch templates: %s", (_type, address, specification, id) => {
  const fleet = (template: Block, config: Block = {}): Program => ({
    ...network(8095),
    "aws_launch_template.herd": {
      image_id: "ami-0c0ffee5700000001",
      user_data: Buffer.from(SERVES).toString("base64"),
      network_interfaces: [
        { associate_public_ip_address: "true", subnet_id: ref("aws_subnet.a.id"), security_groups: [ref("aws_security_group.herd.id")] },
      ],
      ...template,
    },
    [address]: { launch_template_config: [{ [specification]: [{ [id]: ref("aws_launch_template.herd.id"), version: "3" }], ...config }] },
  });
  test("the template's machines", () => {
    expect(opened(fleet({}))).toEqual(["block definite medium tcp 8095"]);
    expect(opened(fleet({ user_data: null }))).toEqual([]);
  });
  test("an override moves them to another subnet", () => {
    expect(opened(fleet({}, { overrides: [{ instance_type: "t3.nano", subnet_id: ref("aws_subnet.b.id") }] }))).toEqual([]);
    expect(
      opened(fleet({}, { override: [{ subnet_id: ref("aws_subnet.b.id") }], overrides: [{ subnet_id: ref("aws_subnet.b.id") }] })),
    ).toEqual([]);
  });
  test("overrides that differ in their subnet alone: in which it comes to be is a choice", () => {
    const gate = {
      "aws_route_table_association.b": { subnet_id: ref("aws_subnet.b.id"), route_table_id: ref("aws_route_table.public.id") },
    };
    const override = [{ subnet_id: ref("aws_subnet.a.id") }, { subnet_id: ref("aws_subnet.b.id") }];
    for (const overrides of [override, override.toReversed()]) {
      expect(opened({ ...fleet({}, { overrides }), ...gate })).toEqual(["block definite medium tcp 8095"]);
      expect(opened(fleet({}, { overrides }))).toEqual(["warn possible medium tcp 8095"]);
    }
    const twice = [{ subnet_id: ref("aws_subnet.a.id") }, { subnet_id: ref("aws_subnet.a.id"), instance_type: "c5.large" }];
    expect(opened(fleet({}, { overrides: twice }))).toEqual(["block definite medium tcp 8095"]);
    const among = [{ subnet_id: ref("aws_subnet.a.id", "aws_subnet.b.id") }, { subnet_id: ref("local.subnet") }];
    expect(opened({ ...fleet({}, { overrides: among }), ...gate })).toEqual(["warn possible medium tcp 8095"]);
  });
  test("a template outside the plan may be anything", () => {
    const foreign: Program = {
      ...network(22),
      [address]: { launch_template_config: [{ [specification]: [{ [id]: "lt-0abc", version: "3" }] }] },
    };
    expect(opened(foreign).every((told) => told.startsWith("warn possible"))).toBe(true);
    expect(opened(foreign)).not.toEqual([]);
    expect(resultOf(foreign).notModelled).toEqual([]);
  });
});

describe("machines of several kinds, of which AWS makes any", () => {
  const REDIS = "redis-server --bind 0.0.0.0 --port 6391 --protected-mode no";
  type Kind = readonly [group: "open" | "shut", script: string];
  const kinds = (...of: readonly Kind[]): Program => ({
    ...network(8095),
    "aws_security_group.open": { vpc_id: ref("aws_vpc.net.id"), ingress: [{ ...open(0), protocol: "-1" }] },
    "aws_security_group.shut": {
      vpc_id: ref("aws_vpc.net.id"),
      ingress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["10.0.0.0/8"] }],
    },
    ...Object.fromEntries(
      of.map(([group, script], index): [string, Block] => [
        `aws_launch_template.k${String(index)}`,
        {
          name: `k${String(index)}`,
          image_id: "ami-0c0ffee5700000001",
          user_data: Buffer.from(`#!/bin/sh\n${script}\n`).toString("base64"),
          network_interfaces: [
            {
              associate_public_ip_address: "true",
              subnet_id: ref("aws_subnet.a.id"),
              security_groups: [ref(`aws_security_group.${group}.id`)],
            },
          ],
        },
      ]),
    ),
    [EC2]: {
      launch_template_config: of.map((_, index) => ({
        launch_template_specification: [{ launch_template_name: `k${String(index)}`, version: "3" }],
      })),
    },
  });
  const ssh = (decision: string): string => `${decision} high tcp 22`;
  test.each<[string, Kind, Kind, readonly string[]]>([
    ["both open run the same", ["open", REDIS], ["open", `true; ${REDIS}`], ["block definite critical tcp 6391", ssh("block definite")]],
    [
      "both open run different programs on one port, of which the gravest is told",
      ["open", "python3 -m http.server 6391 --bind 0.0.0.0"],
      ["open", REDIS],
      ["block definite critical tcp 6391", ssh("block definite")],
    ],
    [
      "different programs on one port, one of them shut",
      ["shut", "python3 -m http.server 6391 --bind 0.0.0.0"],
      ["open", REDIS],
      ["warn possible critical tcp 6391", ssh("warn possible")],
    ],
    [
      "different programs on one port, one of them on loopback",
      ["open", "python3 -m http.server 6391 --bind 127.0.0.1"],
      ["open", REDIS],
      ["warn possible critical tcp 6391", ssh("block definite")],
    ],
    ["one of them is shut", ["open", REDIS], ["shut", REDIS], ["warn possible critical tcp 6391", ssh("warn possible")]],
    ["what is open runs nothing", ["open", "true"], ["shut", REDIS], [ssh("warn possible")]],
    [
      "what is open runs a container, what is shut nothing",
      ["open", "docker run -d -p 8181:80 nginx"],
      ["shut", "true"],
      ["warn possible medium tcp 8181", ssh("warn possible")],
    ],
    [
      "what is shut runs a container, what is open nothing",
      ["shut", "docker run -d -p 8181:80 nginx"],
      ["open", "true"],
      [ssh("warn possible")],
    ],
    [
      "both open, one runs a container",
      ["open", "docker run -d -p 8181:80 nginx"],
      ["open", "true"],
      ["warn possible medium tcp 8181", ssh("block definite")],
    ],
    [
      "ports that one of them changes",
      ["open", "iptables -t nat -A PREROUTING -p tcp --dport 6391 -j REDIRECT --to-ports 9123"],
      ["open", REDIS],
      ["warn possible critical tcp 6391", ssh("block definite")],
    ],
    [
      "a tunnel of one of them",
      ["shut", "true"],
      ["shut", "redis-server --bind 127.0.0.1 --port 6391 &\nngrok tcp 6391"],
      ["warn possible critical tcp 6391"],
    ],
    ["a tunnel of one, the socket of another", ["shut", "ngrok tcp 6391"], ["shut", "redis-server --bind 127.0.0.1 --port 6391"], []],
  ])("%s, in either order", (_, one, other, expected) => {
    expect([...opened(kinds(one, other))].sort()).toEqual([...expected].sort());
    expect([...opened(kinds(other, one))].sort()).toEqual([...expected].sort());
  });
  test("what is not known is which of them it makes", () => {
    const [told] = found(kinds(["open", REDIS], ["shut", REDIS]), "world-open-listener");
    expect(told?.unknowns.map(({ attribute, why }) => [attribute, why])).toEqual([
      ["launch_template_config", "AWS chooses which of 2 kinds of machines it makes"],
    ]);
  });
  test("ports without a socket are idle where every kind leaves them so; what fails to start is said once", () => {
    const idle = (program: Program): readonly string[] => found(program, "world-open-idle").map(({ protocol }) => String(protocol));
    expect(idle(kinds(["open", "true"], ["open", "true "]))).toEqual(["tcp", "udp"]);
    expect(idle(kinds(["open", "true"], ["shut", "true"]))).toEqual([]);
    const quiet = (port: number): string => `redis-server --bind 127.0.0.1 --port ${String(port)}`;
    const [tcp, udp] = found(kinds(["open", quiet(6391)], ["open", `${quiet(6395)}; true`]), "world-open-idle");
    const left = [
      [0, 21],
      [23, 6390],
      [6392, 6394],
      [6396, 65535],
    ];
    expect(tcp?.ports).toEqual(left);
    expect(tcp?.sources.flatMap(({ ports }) => ports)).toEqual(left);
    expect(udp?.ports).toEqual([[0, 65535]]);
    const fails = "python3 -m http.server 8095 --bind 203.0.113.7";
    expect(found(kinds(["shut", fails], ["shut", `true; ${fails}`]), "will-not-start")).toHaveLength(1);
  });
  test.each<[string, Block, readonly string[]]>([
    ["none of them known", { override: ref("local.subnets") }, ["warn possible medium tcp 8095"]],
    ["the template's own", {}, ["block definite medium tcp 8095"]],
  ])("subnets of overrides: %s", (_, config, expected) => {
    const program = kinds(["open", SERVES], ["open", SERVES]);
    const [first] = program[EC2]?.["launch_template_config"] as unknown as readonly Block[];
    const one = { ...program, [EC2]: { launch_template_config: [{ ...first, ...config }] } };
    expect(opened(one).filter((told) => told.includes("8095"))).toEqual(expected);
  });
});

test("an Auto Scaling group of mixed instances, with templates of their own", () => {
  const GROUP = "aws_autoscaling_group.herd";
  const template = (group: string): Block => ({
    image_id: "ami-0c0ffee5700000001",
    network_interfaces: [{ associate_public_ip_address: "true", security_groups: [ref(`aws_security_group.${group}.id`)] }],
  });
  const specification = (name: string): Block => ({
    launch_template_specification: [{ launch_template_id: ref(`aws_launch_template.${name}.id`) }],
  });
  const mixed = (...override: readonly Block[]): Program => ({
    ...network(22),
    "aws_security_group.shut": { vpc_id: ref("aws_vpc.net.id") },
    "aws_launch_template.shut": template("shut"),
    "aws_launch_template.open": template("herd"),
    [GROUP]: {
      vpc_zone_identifier: [ref("aws_subnet.a.id")],
      mixed_instances_policy: [{ launch_template: [{ ...specification("shut"), override }] }],
    },
  });
  const ssh = (...override: readonly Block[]): readonly string[] => opened(mixed(...override));
  expect(ssh()).toEqual([]);
  expect(ssh({ instance_type: "t4g.nano" })).toEqual([]);
  expect(ssh({ instance_type: "t4g.nano", ...specification("open") })).toEqual(["block definite high tcp 22"]);
  expect(ssh({ instance_type: "t3.nano" }, { instance_type: "t4g.nano", ...specification("open") })).toEqual(["warn possible high tcp 22"]);
});
