import { allBut, asked, NONE, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { STOCK, machine, open, withRules } from "../plans/vpc";

const group = "aws_security_group.web";
const tcp = (port: number, more: Block): Block => ({ protocol: "tcp", from_port: port, to_port: port, ...more });
const world4 = { cidr_blocks: ["0.0.0.0/0"] };

/** Rules in resources of their own, of the old kind and of the new. */
const separate = (rule: Block): Program => ({
  ...withRules(),
  "aws_security_group_rule.r": { security_group_id: ref(`${group}.id`), type: "ingress", ...rule },
});
const ingress = (rule: Block): Program => ({
  ...withRules(),
  "aws_vpc_security_group_ingress_rule.r": { security_group_id: ref(`${group}.id`), ...rule },
});

describe("SG1: groups only allow, and what any group of an interface allows comes in", () => {
  const program: Program = {
    ...withRules(tcp(81, world4)),
    "aws_security_group.ops": { ingress: [tcp(82, { cidr_blocks: ["198.51.100.0/24"] })] },
    "aws_instance.web": machine({ vpc_security_group_ids: [ref(`${group}.id`), ref("aws_security_group.ops.id")] }),
  };
  test.each([
    ["tcp 81 from 203.0.113.9", "yes"],
    ["tcp 82 from 198.51.100.7", "yes"],
    ["tcp 82 from 203.0.113.9", "no"],
    ["tcp 83 from 198.51.100.7", "no"],
  ])("%s: %s", (packet, answer) => {
    expect(asked(program)(packet)).toBe(answer);
  });

  test.each<[string, readonly string[], Answer]>([
    ["an open one or a shut one", [`${group}.id`, "aws_security_group.ops.id"], "perhaps"],
    ["an open one or none", [`${group}.id`], "yes"],
    ["a shut one or none", ["aws_security_group.ops.id"], "no"],
  ])("a condition that a variable gives chooses %s", (_, groups, answer) => {
    const chosen: Program = {
      ...withRules(tcp(82, world4)),
      "aws_security_group.ops": {},
      "var.public": { value: false },
      "aws_instance.web": machine({ vpc_security_group_ids: ref(...groups, "var.public") }),
    };
    expect(asked(chosen)("tcp 82 from 203.0.113.9")).toBe(answer);
  });

  test("one that is attached by a resource of its own counts too", () => {
    const attached: Program = {
      ...withRules(tcp(81, world4)),
      "aws_security_group.ops": { ingress: [tcp(82, world4)] },
      "aws_network_interface_sg_attachment.ops": {
        security_group_id: ref("aws_security_group.ops.id"),
        network_interface_id: ref("aws_instance.web.primary_network_interface_id"),
      },
    };
    expect(asked(attached)("tcp 82 from 203.0.113.9")).toBe("yes");
  });
});

test("SG2: a new group lets nobody in, and rules for what goes out let nobody in", () => {
  expect(asked(withRules())("tcp 22 from 203.0.113.9")).toBe("no");
  expect(asked(separate({ ...tcp(22, world4), type: "egress" }))("tcp 22 from 203.0.113.9")).toBe("no");
  expect(asked(separate({ ...tcp(22, world4), type: unknown }))("tcp 22 from 203.0.113.9")).toBe("perhaps");
  const out = {
    ...withRules(),
    "aws_vpc_security_group_egress_rule.r": { security_group_id: ref(`${group}.id`), ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
  };
  expect(asked(out)("tcp 22 from 203.0.113.9")).toBe("no");
});

describe("SG3: a protocol by name in any case, or by number", () => {
  test.each([
    ["tcp", "tcp 53", "udp 53"],
    ["TCP", "tcp 53", "udp 53"],
    ["6", "tcp 53", "udp 53"],
    ["udp", "udp 53", "tcp 53"],
    ["17", "udp 53", "tcp 53"],
  ])("%s lets %s in and %s not", (protocol, inside, outside) => {
    const to = asked(withRules({ protocol, from_port: 53, to_port: 53, ...world4 }));
    expect([to(`${inside} from 203.0.113.9`), to(`${outside} from 203.0.113.9`)]).toEqual(["yes", "no"]);
  });

  test("what nobody knows or can read may be any protocol and any port", () => {
    for (const protocol of [unknown, "no-such-protocol"]) {
      const to = asked(withRules({ protocol, from_port: 53, to_port: 53, cidr_blocks: ["198.51.100.0/24"] }));
      expect([to("udp 99 from 198.51.100.7"), to("udp 53 from 203.0.113.9")]).toEqual(["perhaps", "no"]);
    }
  });
});

describe("SG4: -1, and a protocol without ports, mean all of it, whatever the ports say", () => {
  test.each(["-1", "all"])("%s", (protocol) => {
    const to = asked(withRules({ protocol, from_port: 22, to_port: 22, ...world4 }));
    for (const packet of ["tcp 22", "tcp 5432", "udp 161", "gre", "icmp 8/0"]) expect(to(`${packet} from 203.0.113.9`)).toBe("yes");
  });

  test("47 is GRE alone", () => {
    const to = asked(ingress({ ip_protocol: "47", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" }));
    expect([to("gre from 203.0.113.9"), to("tcp 22 from 203.0.113.9")]).toEqual(["yes", "no"]);
  });
});

describe("SG5: ports from the first to the last", () => {
  const to = asked(withRules({ protocol: "tcp", from_port: 8000, to_port: 8010, ...world4 }));
  test.each([
    [7999, "no"],
    [8000, "yes"],
    [8010, "yes"],
    [8011, "no"],
  ])("%i: %s", (port, answer) => {
    expect(to(`tcp ${String(port)} from 203.0.113.9`)).toBe(answer);
  });

  test("tcp 0-0 is port 0 alone", () => {
    const zero = asked(withRules({ protocol: "tcp", from_port: 0, to_port: 0, ...world4 }));
    expect([zero("tcp 0 from 203.0.113.9"), zero("tcp 22 from 203.0.113.9")]).toEqual(["yes", "no"]);
  });

  test.each<[string, Block]>([
    ["first", { from_port: unknown, to_port: 8010 }],
    ["last", { from_port: 8000, to_port: unknown }],
  ])("where nobody knows the %s, any port may be meant", (_, ports) => {
    const open = asked(withRules({ protocol: "tcp", ...ports, ...world4 }));
    expect([open("tcp 8005 from 203.0.113.9"), open("udp 8005 from 203.0.113.9")]).toEqual(["perhaps", "no"]);
  });
});

describe("SG6: of ICMP the ports are type and code", () => {
  const echo = { protocol: "icmp", from_port: 8, to_port: 0, ...world4 };
  test("a type and a code", () => {
    const to = asked(withRules(echo));
    expect([to("icmp 8/0 from 203.0.113.9"), to("icmp 8/1 from 203.0.113.9"), to("tcp 8 from 203.0.113.9")]).toEqual(["yes", "no", "no"]);
  });
  test("code -1: every code", () => {
    const to = asked(withRules({ ...echo, to_port: -1 }));
    expect([to("icmp 8/3 from 203.0.113.9"), to("icmp 9/0 from 203.0.113.9")]).toEqual(["yes", "no"]);
  });
  test("type -1: everything", () => {
    expect(asked(withRules({ ...echo, from_port: -1, to_port: -1 }))("icmp 13/0 from 203.0.113.9")).toBe("yes");
  });
  test("icmpv6 without ports: everything, over IPv6", () => {
    const to = asked(ingress({ ip_protocol: "58", cidr_ipv6: "::/0" }));
    expect([to("icmpv6 128/0 from 2001:db8::9"), to("icmp 8/0 from 203.0.113.9")]).toEqual(["yes", "no"]);
  });
});

describe("SG7: a rule speaks of one family", () => {
  test.each<[string, Block]>([
    ["inline", { cidr_blocks: ["0.0.0.0/0"] }],
    ["inline", { ipv6_cidr_blocks: ["::/0"] }],
  ])("%s %j", (_, source) => {
    const to = asked(withRules(tcp(22, source)));
    const [four, six] = source["cidr_blocks"] === undefined ? ["no", "yes"] : ["yes", "no"];
    expect([to("tcp 22 from 203.0.113.9"), to("tcp 22 from 2001:db8::9")]).toEqual([four, six]);
  });
  test("icmp is of IPv4, icmpv6 of IPv6", () => {
    const both = { from_port: -1, to_port: -1, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] };
    expect(asked(withRules({ protocol: "icmp", ...both }))("icmp 8/0 from 2001:db8::9")).toBe("no");
    expect(asked(withRules({ protocol: "icmpv6", ...both }))("icmpv6 128/0 from 203.0.113.9")).toBe("no");
  });
});

describe("one rule, three spellings", () => {
  const spellings: readonly (readonly [string, (cidr: Block["x"]) => Program])[] = [
    ["inline", (cidr) => withRules(tcp(5432, { cidr_blocks: [cidr ?? null] }))],
    ["aws_security_group_rule", (cidr) => separate(tcp(5432, { cidr_blocks: [cidr ?? null] }))],
    [
      "aws_vpc_security_group_ingress_rule",
      (cidr) => ingress({ ip_protocol: "tcp", from_port: 5432, to_port: 5432, cidr_ipv4: cidr ?? null }),
    ],
  ];
  test.each(spellings)("%s", (_, program) => {
    const to = asked(program("198.51.100.0/24"));
    expect(["198.51.100.7", "203.0.113.9", "2001:db8::9"].map((from) => to(`tcp 5432 from ${from}`))).toEqual(["yes", "no", "no"]);
  });
  test.each(spellings)("%s: an unknown source may be anybody, on that port", (_, program) => {
    const to = asked(program(unknown));
    expect([to("tcp 5432 from 203.0.113.9"), to("tcp 5433 from 203.0.113.9")]).toEqual(["perhaps", "no"]);
  });
  test.each(spellings)("%s: bits behind the prefix do not count", (_, program) => {
    expect(asked(program("203.0.113.77/0"))("tcp 5432 from 8.8.8.8")).toBe("yes");
  });
  test.each(spellings)("%s: what is no CIDR may be anything", (_, program) => {
    expect(asked(program("office"))("tcp 5432 from 8.8.8.8")).toBe("perhaps");
  });

  test("two halves are a whole", () => {
    const to = asked(withRules(tcp(22, { cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] })));
    for (const from of ["1.1.1.1", "127.0.0.1", "128.0.0.1", "223.255.255.255"]) expect(to(`tcp 22 from ${from}`)).toBe("yes");
  });
  test("one unknown element of a list leaves the others what they are", () => {
    const to = asked(withRules(tcp(22, { cidr_blocks: ["198.51.100.0/24", unknown] })));
    expect([to("tcp 22 from 198.51.100.7"), to("tcp 22 from 203.0.113.9")]).toEqual(["yes", "perhaps"]);
  });
  test("both kinds on one group are all there", () => {
    const program = {
      ...ingress({ ip_protocol: "tcp", from_port: 82, to_port: 82, cidr_ipv4: "0.0.0.0/0" }),
      [group]: { ingress: [tcp(81, world4)] },
    };
    expect([81, 82, 83].map((port) => asked(program)(`tcp ${String(port)} from 203.0.113.9`))).toEqual(["yes", "yes", "no"]);
  });
});

describe("SG8: prefix lists", () => {
  const list: Program = {
    ...withRules(tcp(443, { prefix_list_ids: [ref("aws_ec2_managed_prefix_list.cdn.id")] })),
    "aws_ec2_managed_prefix_list.cdn": { name: "cdn", address_family: "IPv4", max_entries: 5, entry: [{ cidr: "198.51.100.0/25" }] },
  };
  test("a list's entries, and those in resources of their own", () => {
    const entry = { prefix_list_id: ref("aws_ec2_managed_prefix_list.cdn.id"), cidr: "203.0.113.0/24" };
    const to = asked({ ...list, "aws_ec2_managed_prefix_list_entry.more": entry });
    expect(["198.51.100.7", "203.0.113.9", "198.51.100.200"].map((from) => to(`tcp 443 from ${from}`))).toEqual(["yes", "yes", "no"]);
  });
  test("an entry that is not known", () => {
    const program = { ...list, "aws_ec2_managed_prefix_list.cdn": { name: "cdn", entry: [{ cidr: unknown }] } };
    expect(asked(program)("tcp 443 from 203.0.113.9")).toBe("perhaps");
  });
  test("a list from outside may hold anybody", () => {
    const to = asked(ingress({ ip_protocol: "tcp", from_port: 443, to_port: 443, prefix_list_id: "pl-0123456789abcdef0" }));
    expect([to("tcp 443 from 203.0.113.9"), to("tcp 80 from 203.0.113.9")]).toEqual(["perhaps", "no"]);
  });
});

describe("SG9: a source group never is the internet", () => {
  const other: Program = { "aws_security_group.lb": { ingress: [open(5432)] } };
  test.each<[string, Program]>([
    ["self", withRules(tcp(5432, { self: true }))],
    ["inline", withRules(tcp(5432, { security_groups: [ref("aws_security_group.lb.id")] }))],
    ["old resource", separate(tcp(5432, { source_security_group_id: ref("aws_security_group.lb.id") }))],
    [
      "new resource",
      ingress({ ip_protocol: "tcp", from_port: 5432, to_port: 5432, referenced_security_group_id: ref("aws_security_group.lb.id") }),
    ],
    ["unknown", ingress({ ip_protocol: "tcp", from_port: 5432, to_port: 5432, referenced_security_group_id: unknown })],
  ])("%s, and the rules of the group it names are not inherited", (_, program) => {
    expect(asked({ ...program, ...other })("tcp 5432 from 203.0.113.9")).toBe("no");
  });

  test("a benign source does not end the list", () => {
    const to = asked(withRules(tcp(22, { self: true }), tcp(22, { security_groups: ["sg-0123"], ...world4 })));
    expect(to("tcp 22 from 203.0.113.9")).toBe("yes");
  });
});

test("SG11: a rule without a source allows nothing", () => {
  expect(asked(withRules(tcp(22, {})))("tcp 22 from 203.0.113.9")).toBe("no");
});

describe("SG12, SG13: the default group, where none is named", () => {
  const { vpc_security_group_ids: _, ...bare } = machine();
  const program: Program = { ...withRules(), "aws_instance.web": bare };
  const adopted = (rules: Block): Program => ({ ...program, "aws_default_security_group.d": { vpc_id: ref("aws_vpc.net.id"), ...rules } });

  test("of a new VPC it admits its own members", () => {
    expect(asked(program)("tcp 22 from 203.0.113.9")).toBe("no");
    expect(asked(program, allBut("default-group"))("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  test("adopted and without rules it admits nobody, whatever is assumed", () => {
    expect(asked(adopted({}), allBut("default-group"))("tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("adopted with rules", () => {
    const to = asked(adopted({ ingress: [tcp(22, world4)] }));
    expect([to("tcp 22 from 203.0.113.9"), to("tcp 23 from 203.0.113.9")]).toEqual(["yes", "no"]);
  });
  test("named by its VPC", () => {
    const named = { ...program, "aws_instance.web": machine({ vpc_security_group_ids: [ref("aws_vpc.net.default_security_group_id")] }) };
    expect(asked(named)("tcp 22 from 203.0.113.9")).toBe("no");
    const rule = {
      security_group_id: ref("aws_vpc.net.default_security_group_id"),
      ip_protocol: "tcp",
      from_port: 22,
      to_port: 22,
      cidr_ipv4: "0.0.0.0/0",
    };
    expect(asked({ ...named, "aws_vpc_security_group_ingress_rule.d": rule })("tcp 22 from 203.0.113.9")).toBe("yes");
  });
});

describe("SG14: groups count where something carries them", () => {
  test("an open group on nothing opens nothing", () => {
    expect(asked({ ...withRules(), "aws_security_group.spare": { ingress: [open(22)] } })("tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("one from outside may say anything", () => {
    const program = { ...withRules(), "aws_instance.web": machine({ vpc_security_group_ids: ["sg-0123456789abcdef0"] }) };
    expect(asked(program)("udp 161 from 203.0.113.9")).toBe("perhaps");
  });
  test("one of two, nobody knows which", () => {
    const either = machine({ vpc_security_group_ids: [ref(`${group}.id`, "local.extra")] });
    const to = asked({ ...withRules(open(22)), "aws_instance.web": either }, NONE);
    expect([to("tcp 22 from 203.0.113.9"), to("tcp 23 from 203.0.113.9")]).toEqual(["perhaps", "perhaps"]);
  });
  test("a rule of a group that nobody knows may be of any", () => {
    const rule = { security_group_id: unknown, ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" };
    const to = asked({ ...withRules(), "aws_vpc_security_group_ingress_rule.r": rule }, allBut("lone-candidate"));
    expect([to("tcp 22 from 203.0.113.9"), to("tcp 23 from 203.0.113.9")]).toEqual(["perhaps", "no"]);
  });
});

describe("a group that a service makes by itself", () => {
  const made = ref("aws_eks_cluster.fleet.vpc_config[0].cluster_security_group_id");
  const given = ref("aws_eks_cluster.fleet.vpc_config[0].security_group_ids");
  const opening = (concerns: ReturnType<typeof ref>, more: Program = {}): Program => ({
    ...withRules(),
    "aws_eks_cluster.fleet": { vpc_config: [{ subnet_ids: [] }] },
    "aws_vpc_security_group_ingress_rule.fleet": {
      security_group_id: concerns,
      ip_protocol: "tcp",
      from_port: 83,
      to_port: 83,
      cidr_ipv4: "0.0.0.0/0",
    },
    ...more,
  });

  test("is none of the program's own: what opens it opens no other", () => {
    expect(asked(opening(made))("tcp 83 from 203.0.113.9")).toBe("no");
    // What the cluster was given may be one of them.
    expect(asked(opening(given))("tcp 83 from 203.0.113.9")).toBe("perhaps");
    expect(asked(opening(ref("aws_eks_cluster.fleet.vpc_config")))("tcp 83 from 203.0.113.9")).toBe("perhaps");
  });

  test("lets in what opens it, where an interface carries it, and nobody knows what else", () => {
    const carried = opening(made, { "aws_instance.web": machine({ vpc_security_group_ids: [made] }) });
    expect(asked(carried)("tcp 83 from 203.0.113.9")).toBe("yes");
    expect(asked(carried)("tcp 84 from 203.0.113.9")).toBe("perhaps");
  });
});

describe("the default group of the default VPC", () => {
  const { subnet_id: _subnet, vpc_security_group_ids: _groups, ...bare } = machine();
  const adopted = (more: Block, vpc = "aws_default_vpc.d"): Program => ({
    ...STOCK,
    "aws_default_vpc.d": {},
    "aws_vpc.other": { cidr_block: "10.61.0.0/16" },
    "aws_default_subnet.d": { availability_zone: "eu-north-1b" },
    "aws_default_security_group.d": { vpc_id: ref(`${vpc}.id`), ...more },
    "aws_instance.web": { ...bare, subnet_id: ref("aws_default_subnet.d.id") },
  });
  test("is that of an instance in a default subnet, which names none", () => {
    expect(asked(adopted({ ingress: [open(22)] }))("tcp 22 from 203.0.113.9")).toBe("yes");
    expect(asked(adopted({ ingress: [open(2222)] }))("tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("another VPC's is not", () => {
    expect(asked(adopted({ ingress: [open(22)] }, "aws_vpc.other"))("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  const several: Program = {
    ...adopted({ ingress: [open(2222)] }),
    "aws_default_vpc.far": {},
    "aws_default_security_group.far": { vpc_id: ref("aws_default_vpc.far.id"), ingress: [open(22)] },
  };
  test("may be any of several: each region has one", () => {
    expect(asked(several)("tcp 22 from 203.0.113.9")).toBe("perhaps");
    expect(asked({ ...several, "aws_instance.web": bare })("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  test("what was read twice is one", () => {
    const read = { id: "vpc-0d5", default: true, default_security_group_id: "sg-0d5" };
    const twice: Program = {
      ...STOCK,
      "data.aws_vpc.one": read,
      "data.aws_vpc.two": read,
      "aws_default_security_group.d": { vpc_id: "vpc-0d5", ingress: [open(22)] },
      "aws_instance.web": bare,
    };
    expect(asked(twice)("tcp 22 from 203.0.113.9")).toBe("yes");
    expect(asked({ ...twice, "data.aws_vpc.two": { ...read, id: "vpc-0d6" } })("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
});

describe("a group by its name", () => {
  const { subnet_id: _subnet, vpc_security_group_ids: _groups, ...bare } = machine();
  const named = (group: Block, more: Program = {}): Program => ({
    ...STOCK,
    ...more,
    "aws_security_group.web": { name: "web", ingress: [open(2222)], ...group },
    "aws_instance.web": { ...bare, security_groups: ["web"] },
  });
  const shut = (program: Program): string => asked(program)("tcp 22 from 203.0.113.9");
  const own: Program = { "aws_vpc.own": { cidr_block: "10.61.0.0/16" } };
  const read = (default_: Written): Program => ({ "data.aws_vpc.d": { id: "vpc-0d5", default: default_ } });
  test.each<[string, Program, string]>([
    ["of the default VPC, which names none", named({}), "no"],
    ["of the default VPC, as it was read", named({ vpc_id: "vpc-0d5" }, read(true)), "no"],
    ["of a VPC of which nobody says whether it is the default one", named({ vpc_id: "vpc-0d5" }, read(unknown)), "perhaps"],
    ["of a VPC that lives elsewhere", named({ vpc_id: "vpc-0fa2" }), "perhaps"],
    ["of another VPC: the default VPC has one of this name too", named({ vpc_id: ref("aws_vpc.own.id") }, own), "perhaps"],
  ])("%s", (_, program, answer) => {
    expect(shut(program)).toBe(answer);
  });
});
