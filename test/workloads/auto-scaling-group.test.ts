import { allBut, answering, whether, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placeOf, sockets } from "../plans/sockets";
import { STOCK, VPC, open } from "../plans/vpc";

const FLEET = "aws_autoscaling_group.fleet";
const group = ref("aws_security_group.web.id");
const subnets = { vpc_zone_identifier: [ref("aws_subnet.a.id")] };
const template: Block = {
  image_id: "ami-0c0ffee5700000001",
  network_interfaces: [{ associate_public_ip_address: "true", security_groups: [group] }],
};
const named = { launch_template: [{ id: ref("aws_launch_template.t.id"), version: "$Latest" }] };
const program = (own: Block, of: Block = template, more: Program = {}): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(22)] },
  "aws_launch_template.t": of,
  [FLEET]: { min_size: 2, max_size: 5, ...subnets, ...own },
  ...more,
});
const to22 = (of: Program): Answer => whether(answering(of, FLEET, allBut("lone-candidate")), "tcp 22 from 203.0.113.9");

test.each<[string, Block, Answer]>([
  ["by id", named, "yes"],
  ["by name", { launch_template: [{ name: ref("aws_launch_template.t.name") }] }, "yes"],
  [
    "in a policy of mixed instances",
    {
      mixed_instances_policy: [
        { launch_template: [{ launch_template_specification: [{ launch_template_id: ref("aws_launch_template.t.id") }] }] },
      ],
    },
    "yes",
  ],
  ["outside the plan", { launch_template: [{ id: "lt-0123456789abcdef0" }] }, "perhaps"],
  ["not known", { launch_template: [{ id: unknown }] }, "perhaps"],
])("a launch template %s", (_, own, answer) => {
  expect(to22(program(own))).toBe(answer);
});

const byName = { launch_template: [{ name: "tug-7", version: "$Latest" }] };

test.each<[string, Block, Program, Answer]>([
  ["its own", { ...template, name: "tug-7" }, {}, "yes"],
  ["another's", { ...template, name: "barge-7" }, {}, "perhaps"],
  ["one that may be its own", { ...template, name: unknown }, {}, "perhaps"],
  [
    "one that two have",
    { ...template, name: "tug-7" },
    { "aws_launch_template.far": { image_id: "ami-0c0ffee5700000001", name: "tug-7" } },
    "perhaps",
  ],
])("a launch template by a name that is written out: %s", (_, of, more, answer) => {
  expect(to22(program(byName, of, more))).toBe(answer);
});

test.each<[string, string, Answer]>([
  ["its name", "harbour-3", "yes"],
  ["another's", "harbour-4", "perhaps"],
])("a security group by %s", (_, name, answer) => {
  const of: Block = {
    image_id: "ami-0c0ffee5700000001",
    network_interfaces: [{ associate_public_ip_address: "true", security_groups: [name] }],
  };
  const web: Program = { "aws_security_group.web": { name: "harbour-3", ingress: [open(22)] } };
  expect(to22(program(named, of, web))).toBe(answer);
});

test.each<[string, Block, Block, Answer]>([
  ["a public address by the template", {}, template, "yes"],
  [
    "none by the template",
    {},
    { ...template, network_interfaces: [{ associate_public_ip_address: "false", security_groups: [group] }] },
    "no",
  ],
  ["no word of an address", {}, { image_id: "ami-0c0ffee5700000001", vpc_security_group_ids: [group] }, "no"],
  ["in subnets outside the plan", { vpc_zone_identifier: ["subnet-0123456789abcdef0"] }, template, "perhaps"],
])("%s", (_, own, of, answer) => {
  expect(to22(program({ ...named, ...own }, of))).toBe(answer);
});

test("the subnet's word counts where the template says nothing", () => {
  const of = { image_id: "ami-0c0ffee5700000001", vpc_security_group_ids: [group] };
  const map: Program = { "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24", map_public_ip_on_launch: true } };
  expect(to22(program(named, of, map))).toBe("yes");
});

test("the older launch configuration", () => {
  const configuration = {
    image_id: "ami-0c0ffee5700000001",
    security_groups: [group],
    associate_public_ip_address: true,
    user_data: "#!/bin/bash\npython3 -m http.server 8084 &\n",
  };
  const of = program({ launch_configuration: ref("aws_launch_configuration.c.name") }, template, {
    "aws_launch_configuration.c": configuration,
  });
  expect(to22(of)).toBe("yes");
  expect(sockets(placeOf(of, FLEET))).toContain("known tcp 0.0.0.0:8084");
});

test("a template's user data is base64", () => {
  const of = { ...template, user_data: Buffer.from("#!/bin/bash\npython3 -m http.server 8085 &\n").toString("base64") };
  expect(sockets(placeOf(program(named, of), FLEET))).toContain("known tcp 0.0.0.0:8085");
});

describe("registered with target groups", () => {
  const target: Program = { "aws_lb_target_group.g": { port: 8086, protocol: "TCP" } };
  const arn = ref("aws_lb_target_group.g.arn");
  test.each<[string, Block, Program]>([
    ["its own list", { target_group_arns: [arn] }, {}],
    ["a traffic source", { traffic_source: [{ identifier: arn, type: "elbv2" }] }, {}],
    [
      "an attachment",
      {},
      { "aws_autoscaling_attachment.a": { autoscaling_group_name: ref("aws_autoscaling_group.fleet.name"), lb_target_group_arn: arn } },
    ],
    [
      "an attachment of a traffic source",
      {},
      {
        "aws_autoscaling_traffic_source_attachment.a": {
          autoscaling_group_name: ref("aws_autoscaling_group.fleet.id"),
          traffic_source: [{ identifier: arn, type: "elbv2" }],
        },
      },
    ],
  ])("by %s", (_, own, more) => {
    const { registrations } = placeOf(program({ ...named, ...own }, template, { ...target, ...more }), FLEET);
    expect(registrations.map((of) => [of.group.known.map(({ address }) => address), of.port])).toEqual([[["aws_lb_target_group.g"], null]]);
  });
  test("perhaps, by what may be attached to another group", () => {
    const attachment: Program = { "aws_autoscaling_attachment.a": { autoscaling_group_name: unknown, lb_target_group_arn: arn } };
    const other: Program = { "aws_autoscaling_group.other": {} };
    const { registrations } = placeOf(program(named, template, { ...target, ...other, ...attachment }), FLEET);
    expect(registrations.map(({ group }) => [group.known, group.maybe.map(({ address }) => address)])).toEqual([
      [[], ["aws_lb_target_group.g"]],
    ]);
  });
});

describe("the interfaces of a launch template, for a group and for an instance alike", () => {
  const ON = "aws_instance.on";
  const both = (of: Block, more: Program = {}): Program => ({
    ...VPC,
    ...STOCK,
    "aws_security_group.web": { name: "harbour-3", vpc_id: ref("aws_vpc.net.id"), ingress: [open(22)] },
    "aws_security_group.shut": { vpc_id: ref("aws_vpc.net.id") },
    "aws_launch_template.t": { image_id: "ami-0c0ffee5700000001", ...of },
    [FLEET]: { min_size: 2, max_size: 5, ...subnets, ...named },
    [ON]: { instance_type: "t3.nano", ...named },
    ...more,
  });
  const to22of = (of: Program, sender: string): readonly Answer[] =>
    [FLEET, ON].map((place) => whether(answering(of, place, allBut("lone-candidate")), `tcp 22 from ${sender}`));
  const [V4, V6] = ["203.0.113.9", "2001:db8:99::9"];
  const nic = (device_index: number, group: string, more: Block = {}): Block => ({
    device_index,
    security_groups: [ref(`aws_security_group.${group}.id`)],
    subnet_id: ref("aws_subnet.a.id"),
    ...more,
  });
  const V6_ADDRESS = { ipv6_address_count: 1 };
  test.each<[string, readonly Block[], Answer]>([
    ["the open one first", [nic(0, "web", V6_ADDRESS), nic(1, "shut", V6_ADDRESS)], "yes"],
    ["the open one last", [nic(1, "shut", V6_ADDRESS), nic(0, "web", V6_ADDRESS)], "yes"],
    ["the open one is the second", [nic(0, "shut", V6_ADDRESS), nic(1, "web", V6_ADDRESS)], "yes"],
    ["the open one has no address", [nic(0, "shut", V6_ADDRESS), nic(1, "web")], "no"],
    ["none is open", [nic(2, "shut", V6_ADDRESS), nic(0, "shut", V6_ADDRESS)], "no"],
  ])("of several each has its own groups and addresses: %s", (_, network_interfaces, answer) => {
    expect(to22of(both({ network_interfaces }), V6)).toEqual([answer, answer]);
  });
  test("a machine with several gets no public IPv4 address from its subnet, with one it does", () => {
    const mapped: Program = {
      "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24", map_public_ip_on_launch: true },
    };
    expect(to22of(both({ network_interfaces: [nic(0, "web"), nic(1, "web")] }, mapped), V4)).toEqual(["no", "no"]);
    expect(to22of(both({ network_interfaces: [nic(0, "web")] }, mapped), V4)).toEqual(["yes", "yes"]);
  });
  test("an Elastic IP of the instance is on the first, whichever stands first", () => {
    const elastic: Program = { "aws_eip.e": { instance: ref("aws_instance.on.id") } };
    const [one, other] = [nic(0, "web"), nic(1, "shut")];
    for (const network_interfaces of [
      [one, other],
      [other, one],
    ])
      expect(to22of(both({ network_interfaces }, elastic), V4)).toEqual(["no", "yes"]);
    expect(to22of(both({ network_interfaces: [nic(1, "web"), nic(0, "shut")] }, elastic), V4)).toEqual(["no", "no"]);
  });
  test("interfaces that nobody knows may be anything", () => {
    expect(to22of(both({ network_interfaces: unknown }), V4)).toEqual(["perhaps", "perhaps"]);
  });
  test("one that is made by itself and named", () => {
    const made = (group: string): Program =>
      both(
        { network_interfaces: [{ device_index: 0, network_interface_id: ref("aws_network_interface.made.id") }] },
        {
          "aws_network_interface.made": {
            subnet_id: ref("aws_subnet.a.id"),
            security_groups: [ref(`aws_security_group.${group}.id`)],
            ipv6_address_count: 1,
          },
        },
      );
    expect(to22of(made("web"), V6)[1]).toBe("yes");
    expect(to22of(made("shut"), V6)[1]).toBe("no");
  });
  test.each<[string, Answer]>([
    ["harbour-3", "yes"],
    ["harbour-4", "perhaps"],
  ])("groups by name in the default network: %s", (name, answer) => {
    const of: Program = {
      ...STOCK,
      "aws_default_vpc.d": {},
      "aws_default_security_group.d": { vpc_id: ref("aws_default_vpc.d.id") },
      "aws_security_group.web": { name: "harbour-3", vpc_id: ref("aws_default_vpc.d.id"), ingress: [open(22)] },
      "aws_launch_template.t": { image_id: "ami-0c0ffee5700000001", security_group_names: [name] },
      [FLEET]: { min_size: 2, max_size: 5, availability_zones: ["eu-west-1a"], ...named },
      [ON]: { instance_type: "t3.nano", ...named },
    };
    expect(to22of(of, V4)).toEqual([answer, answer]);
  });
});

test("what is sure of a subnet that is surely there stays so, whatever others there may be", () => {
  const near = "subnet-0a1b2c3d4e5f60718";
  const more: Program = { "aws_subnet.a": { ...VPC["aws_subnet.a"], id: near }, "aws_subnet.dark": { vpc_id: ref("aws_vpc.net.id") } };
  const to = (...vpc_zone_identifier: readonly Block[string][]): Answer => to22(program({ ...named, vpc_zone_identifier }, template, more));
  expect(to(near, ref("local.subnets"))).toBe("yes");
  expect(to(ref("local.subnets"))).toBe("perhaps");
});

test("so does a subnet outside the plan that a list of the default VPC's tells of", () => {
  const far = "subnet-0a1b2c3d4e5f60719";
  const more: Program = {
    "aws_default_vpc.d": {},
    "aws_security_group.web": { vpc_id: ref("aws_default_vpc.d.id"), ingress: [open(22)] },
    "data.aws_subnets.d": { ids: [far], filter: [{ name: "default-for-az", values: ["true"] }] },
  };
  const to = (...vpc_zone_identifier: readonly Block[string][]): Answer => to22(program({ ...named, vpc_zone_identifier }, template, more));
  expect(to(far)).toBe("yes");
  expect(to(far, ref("local.subnets"))).toBe("yes");
  expect(to(ref("local.subnets"))).toBe("perhaps");
});
