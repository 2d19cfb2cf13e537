import { allBut, asked, worldOf, type Answer } from "../plans/ask";
import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { STOCK, VPC, machine, open, without } from "../plans/vpc";

const ELB = "aws_elb.front";
const WEB = "aws_instance.web";
const FLEET = "aws_autoscaling_group.fleet";
const FAR = "203.0.113.9";
const elb = ref("aws_elb.front.id");

const from = (group: Written): Block => ({ protocol: "tcp", from_port: 8091, to_port: 8091, security_groups: [group] });
const listener = (more: Block = {}): Block => ({
  lb_port: 8090,
  lb_protocol: "tcp",
  instance_port: 8091,
  instance_protocol: "tcp",
  ...more,
});

/** A balancer on 8090 before machines without public addresses, on 8091; who is behind it, nobody has said. */
const behind = (of: Block = {}, rules: readonly Block[] = [from(ref("aws_security_group.front.id"))]): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.front": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(8090)] },
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: rules },
  [WEB]: machine({ associate_public_ip_address: false, ipv6_address_count: 0 }),
  [ELB]: {
    subnets: [ref("aws_subnet.a.id")],
    security_groups: [ref("aws_security_group.front.id")],
    listener: [listener()],
    ...of,
  },
});
const ATTACHED: Program = { "aws_elb_attachment.w": { elb, instance: ref("aws_instance.web.id") } };
const fleet = (own: Block): Program => ({
  "aws_launch_template.t": { image_id: "ami-0c0ffee5700000001", vpc_security_group_ids: [ref("aws_security_group.web.id")] },
  [FLEET]: { vpc_zone_identifier: [ref("aws_subnet.a.id")], launch_template: [{ id: ref("aws_launch_template.t.id") }], ...own },
});
const to = (program: Program, packet = `tcp 8090 from ${FAR}`, place = WEB): Answer =>
  asked(program, allBut("lone-candidate"), place)(packet);

test("the world comes by the listener's port, as the balancer and over IPv4 alone", () => {
  const program = { ...behind(), ...ATTACHED };
  expect([8090, 8091].map((port) => to(program, `tcp ${String(port)} from ${FAR}`))).toEqual(["yes", "no"]);
  expect([to(program, `udp 8090 from ${FAR}`), to(program, "tcp 8090 from 2001:db8::9")]).toEqual(["no", "no"]);
  expect(to(behind())).toBe("no");
});

describe("who is behind it", () => {
  const name = ref("aws_autoscaling_group.fleet.id");
  test.each<[string, Program, string]>([
    ["its own list", { [ELB]: { ...behind()[ELB], instances: [ref("aws_instance.web.id")] } }, WEB],
    ["an attachment", ATTACHED, WEB],
    ["the list of an Auto Scaling group", fleet({ load_balancers: [elb] }), FLEET],
    ["an attachment of one", { ...fleet({}), "aws_autoscaling_attachment.a": { autoscaling_group_name: name, elb } }, FLEET],
    ["a traffic source of one", fleet({ traffic_source: [{ identifier: elb, type: "elb" }] }), FLEET],
    [
      "a spot fleet",
      {
        "aws_spot_fleet_request.f": {
          load_balancers: [ref("aws_elb.front.name")],
          launch_specification: [
            {
              ami: "ami-0c0ffee5700000001",
              subnet_id: ref("aws_subnet.a.id"),
              vpc_security_group_ids: [ref("aws_security_group.web.id")],
            },
          ],
        },
      },
      "aws_spot_fleet_request.f",
    ],
  ])("%s", (_, more, place) => {
    expect(to({ ...behind(), ...more }, undefined, place)).toBe("yes");
  });
  test.each<[string, Program, string]>([
    ["an attachment of something that nobody knows", { "aws_elb_attachment.w": { elb, instance: unknown } }, WEB],
    [
      "an attachment to something that nobody knows",
      { "aws_elb_attachment.w": { elb: unknown, instance: ref("aws_instance.web.id") } },
      WEB,
    ],
    ["a list that nobody knows", fleet({ load_balancers: unknown }), FLEET],
  ])("perhaps, by %s", (_, more, place) => {
    expect(to({ ...behind(), ...more }, undefined, place)).toBe("perhaps");
  });
  test("a list of target groups that nobody knows is no list of classic balancers", () => {
    const program = { ...behind({}, [open(8091)]), ...fleet({ target_group_arns: unknown }) };
    expect(to(program, undefined, FLEET)).toBe("perhaps");
    const { hops } = worldOf(program, allBut("lone-candidate"));
    expect(hops).toEqual([]);
  });
  test("a balancer of another stack leads there perhaps, beside one that is known and leads nowhere", () => {
    const listing = (...load_balancers: readonly string[]): Program => ({
      ...behind({ id: "front", internal: true }, [open(8091)]),
      ...fleet({ load_balancers }),
    });
    expect(to(listing("front"), undefined, FLEET)).toBe("no");
    expect(to(listing("front", "front-of-another-stack"), undefined, FLEET)).toBe("perhaps");
  });
});

describe("a service of ECS registers the instances that its tasks run on", () => {
  const service = (network_mode: string, port = 6391): Program => ({
    ...behind(),
    ...fleet({}),
    "aws_launch_template.t": {
      image_id: "ami-0c0ffee5700000001",
      vpc_security_group_ids: [ref("aws_security_group.web.id")],
    },
    "aws_ecs_capacity_provider.p": { auto_scaling_group_provider: [{ auto_scaling_group_arn: ref("aws_autoscaling_group.fleet.arn") }] },
    "aws_ecs_cluster.c": { name: "quay" },
    "aws_ecs_task_definition.t": {
      network_mode,
      container_definitions: JSON.stringify([
        {
          name: "store",
          image: "redis:7",
          command: ["redis-server", "--port", String(port), "--bind", "0.0.0.0", "--protected-mode", "no"],
          portMappings: [{ containerPort: port, hostPort: 8091 }],
        },
      ]),
    },
    "aws_ecs_service.s": {
      cluster: ref("aws_ecs_cluster.c.id"),
      launch_type: "EC2",
      task_definition: ref("aws_ecs_task_definition.t.arn"),
      load_balancer: [{ elb_name: ref("aws_elb.front.name"), container_name: "store", container_port: port }],
    },
  });
  const judged = (program: Program): readonly string[] =>
    found(program, "world-open-listener")
      .filter(({ workload }) => workload.address === "aws_ecs_service.s")
      .map(inShort);
  test("over the port that the bridge publishes, past the instances' groups", () => {
    expect(judged(service("bridge"))).toEqual(["block definite critical tcp 8090"]);
    expect(judged({ ...service("bridge"), "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id") } })).toEqual([]);
  });
  test("over the container's own port in the network of the host", () => {
    expect(judged(service("host", 8091))).toEqual(["block definite critical tcp 8090"]);
    expect(judged(service("host"))).toEqual([]);
  });
  test("where they cannot be told, anyone may come", () => {
    expect(judged({ ...service("host"), "aws_ecs_cluster.d": { name: "jetty" } })).toEqual(["warn possible critical tcp 6391"]);
  });
});

describe("whom it faces", () => {
  test.each<[string, Block, Answer]>([
    ["by default the internet", { internal: null }, "yes"],
    ["nobody", { internal: true }, "no"],
    ["nobody knows", { internal: unknown }, "perhaps"],
  ])("%s", (_, of, answer) => {
    expect(to({ ...behind(of), ...ATTACHED })).toBe(answer);
  });
  test("no route, no way in", () => {
    expect(to(without({ ...behind(), ...ATTACHED }, "aws_route_table_association.a"))).toBe("no");
  });
  test("by zones alone it lies in the default subnets", () => {
    const program: Program = { ...behind(), ...ATTACHED };
    const { subnets: _, ...placeless } = program[ELB] ?? {};
    expect(to({ ...program, [ELB]: { ...placeless, availability_zones: ["eu-west-3b"] } })).toBe("yes");
  });
  test("without groups it has the default one of a VPC of its own, and in the default VPC one that AWS makes to let the world in", () => {
    const program: Program = { ...behind({}, [open(8091)]), ...ATTACHED };
    const { security_groups: _, ...bare } = program[ELB] ?? {};
    const { subnets: __, ...placeless } = bare;
    const stripped: Program = { "aws_default_security_group.d": { ingress: [] } };
    expect(to({ ...program, [ELB]: bare })).toBe("no");
    expect(to({ ...program, ...stripped, [ELB]: { ...placeless, availability_zones: ["eu-west-3b"] } })).toBe("perhaps");
    expect(to({ ...program, [ELB]: { ...bare, subnets: ["subnet-0ff1ce"] } })).toBe("perhaps");
  });
  test("its own groups count", () => {
    expect(to({ ...behind(), ...ATTACHED, "aws_security_group.front": { ingress: [open(8092)] } })).toBe("no");
  });
});

describe("as whom it calls", () => {
  test.each<[string, Block, Answer]>([
    ["its group", from(ref("aws_security_group.front.id")), "yes"],
    ["the group that it tells of", from(ref("aws_elb.front.source_security_group_id")), "yes"],
    ["its network", { protocol: "tcp", from_port: 8091, to_port: 8091, cidr_blocks: ["10.44.7.0/24"] }, "yes"],
    ["another network", { protocol: "tcp", from_port: 8091, to_port: 8091, cidr_blocks: ["10.44.8.0/24"] }, "no"],
    ["the world, on another port", open(8090), "no"],
  ])("%s", (_, rule, answer) => {
    expect(to({ ...behind({}, [rule]), ...ATTACHED })).toBe(answer);
  });
  test("which of several groups it tells of, nobody knows; the world itself it is not", () => {
    const rule = from(ref("aws_elb.front.source_security_group_id"));
    const two: Block = { security_groups: [ref("aws_security_group.front.id"), ref("aws_security_group.other.id")] };
    const other: Program = { "aws_security_group.other": { vpc_id: ref("aws_vpc.net.id") } };
    expect(to({ ...behind(two, [rule]), ...other, ...ATTACHED })).toBe("perhaps");
    expect(to({ ...behind({}, [rule]), [WEB]: machine() }, `tcp 8091 from ${FAR}`)).toBe("no");
  });
});

describe("what its listeners speak", () => {
  const entries = (of: Block): readonly string[] => worldOf({ ...behind(of), ...ATTACHED }).hops.map(({ entry }) => entry);
  test.each<[Written, string]>([
    ["tcp", "passthrough"],
    ["SSL", "passthrough"],
    ["HTTP", "terminated"],
    ["https", "terminated"],
    [unknown, "passthrough"],
  ])("%p is %s", (lb_protocol, entry) => {
    expect(entries({ listener: [listener({ lb_protocol })] })).toEqual([entry]);
  });
  test.each<[string, Block]>([
    ["a protocol", { listener: [listener({ lb_protocol: unknown })] }],
    ["a port", { listener: [listener({ lb_port: unknown })] }],
    ["a port of the instances", { listener: [listener({ instance_port: unknown })] }],
    ["the listeners", { listener: unknown }],
  ])("%s that nobody knows: perhaps", (_, of) => {
    expect(to({ ...behind(of), ...ATTACHED })).toBe("perhaps");
  });
  test("each leads to a port of its own", () => {
    const program = { ...behind({ listener: [listener({ lb_port: 8098, instance_port: 8099 }), listener()] }), ...ATTACHED };
    expect([8098, 8090].map((port) => to(program, `tcp ${String(port)} from ${FAR}`))).toEqual(["no", "yes"]);
  });
});

test("one that a data source has read leads to what this plan puts behind it, as far as anybody knows its network", () => {
  const read = (internal: boolean): Program => ({
    ...without(behind(), ELB),
    "data.aws_elb.front": {
      id: "front",
      name: "front",
      internal,
      subnets: ["subnet-0f00"],
      security_groups: ["sg-0f00"],
      listener: [listener({ lb_protocol: "http" })],
    },
    "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [from("sg-0f00")] },
    "aws_elb_attachment.w": { elb: "front", instance: ref("aws_instance.web.id") },
  });
  expect([to(read(false)), to(read(true))]).toEqual(["perhaps", "no"]);
  expect(worldOf(read(false)).hops.map(({ entry }) => entry)).toEqual(["terminated"]);
  expect(resultOf(read(false)).summary.places).toBe(1);
});
