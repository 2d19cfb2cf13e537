import { allBut, asked, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { STOCK, VPC, machine, open, withRules } from "../plans/vpc";

const everyPort = { protocol: "-1", from_port: 0, to_port: 0 };
const entry = (rule_no: Block["x"], action: Block["x"], more: Block): Block => ({
  rule_no: rule_no ?? null,
  action: action ?? null,
  ...everyPort,
  cidr_block: "0.0.0.0/0",
  ...more,
});
const allow = (rule_no: number, more: Block = {}): Block => entry(rule_no, "allow", more);
const deny = (rule_no: number, more: Block = {}): Block => entry(rule_no, "deny", more);
const tcp = (from_port: number, to_port = from_port): Block => ({ protocol: "tcp", from_port, to_port });

/** A machine with all of TCP and UDP open by its group, behind this ACL. */
const behind = (acl: Block): Program => ({
  ...withRules({ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] }),
  "aws_network_acl.a": { vpc_id: ref("aws_vpc.net.id"), subnet_ids: [ref("aws_subnet.a.id")], ...acl },
});
const answers = (acl: Block, ...packets: readonly string[]): readonly Answer[] => packets.map(asked(behind(acl)));

describe("N1, N2: one ACL for each subnet", () => {
  test("the VPC's default one, which nobody has touched, lets everybody through", () => {
    expect(asked(withRules(open(22)))("tcp 22 from 203.0.113.9")).toBe("yes");
  });
  test("a new one denies everything", () => {
    expect(answers({}, "tcp 22 from 203.0.113.9", "udp 53 from 203.0.113.9")).toEqual(["no", "no"]);
  });
  test.each([
    [{}, "no"],
    [{ ingress: [allow(100)], egress: [allow(100)] }, "yes"],
  ])("the default one, adopted with %j", (rules, answer) => {
    const adopted: Program = {
      ...withRules(open(22)),
      "aws_default_network_acl.d": { default_network_acl_id: ref("aws_vpc.net.default_network_acl_id"), ...rules },
    };
    expect(asked(adopted)("tcp 22 from 203.0.113.9")).toBe(answer);
  });
  test.each(["aws_network_acl_association.a", "aws_network_acl.a"])("associated by %s", (by) => {
    const own = by === "aws_network_acl.a" ? { subnet_ids: [ref("aws_subnet.a.id")] } : {};
    const program: Program = {
      ...withRules(open(22)),
      "aws_network_acl.a": { vpc_id: ref("aws_vpc.net.id"), ...own },
      ...(by === "aws_network_acl.a" ? {} : { [by]: { network_acl_id: ref("aws_network_acl.a.id"), subnet_id: ref("aws_subnet.a.id") } }),
    };
    expect(asked(program)("tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("of a subnet nobody knows, an ACL may or may not be this one's", () => {
    const program = { ...withRules(open(22)), "aws_network_acl.a": { vpc_id: ref("aws_vpc.net.id"), subnet_ids: unknown } };
    expect(asked(program, allBut("lone-candidate"))("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  test.each<[string, Block, Program]>([
    ["itself", { subnet_ids: [ref("aws_subnet.b.id")] }, {}],
    [
      "a resource of its own",
      {},
      { "aws_network_acl_association.b": { network_acl_id: ref("aws_network_acl.b.id"), subnet_id: ref("aws_subnet.b.id") } },
    ],
    ["nothing", {}, {}],
  ])("another subnet's ACL, associated by %s, is none of this one's", (_, own, association) => {
    const program: Program = {
      ...withRules(open(22)),
      "aws_subnet.b": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.8.0/24" },
      "aws_network_acl.b": { vpc_id: ref("aws_vpc.net.id"), ...own },
      ...association,
    };
    expect(asked(program)("tcp 22 from 203.0.113.9")).toBe("yes");
  });
});

describe("N3: by number, the first that matches decides", () => {
  const egress = [allow(100)];
  test("the order in the plan does not count", () => {
    const ingress = [allow(200), deny(100, tcp(22))];
    for (const order of [ingress, [...ingress].reverse()]) {
      expect(answers({ ingress: order, egress }, "tcp 22 from 203.0.113.9", "tcp 23 from 203.0.113.9")).toEqual(["no", "yes"]);
    }
  });
  test("numbers are numbers: 9 comes before 10", () => {
    expect(answers({ ingress: [allow(10), deny(9, tcp(22))], egress }, "tcp 22 from 203.0.113.9")).toEqual(["no"]);
  });
  test("an allow in front shields from a deny behind", () => {
    const ingress = [allow(50, { ...tcp(22), cidr_block: "198.51.100.0/24" }), deny(60, tcp(22)), allow(70)];
    expect(answers({ ingress, egress }, "tcp 22 from 198.51.100.7", "tcp 22 from 203.0.113.9", "tcp 80 from 203.0.113.9")).toEqual([
      "yes",
      "no",
      "yes",
    ]);
  });
  test("denied by halves", () => {
    const ingress = [deny(1, { cidr_block: "0.0.0.0/1" }), deny(2, { cidr_block: "128.0.0.0/1" }), allow(3)];
    expect(answers({ ingress, egress }, "tcp 22 from 8.8.8.8", "tcp 22 from 203.0.113.9")).toEqual(["no", "no"]);
  });
  test.each<[string, Block, Answer]>([
    ["number", entry(unknown, "deny", tcp(22)), "perhaps"],
    ["action", entry(90, unknown, tcp(22)), "perhaps"],
    ["source of a deny", entry(90, "deny", { ...tcp(22), cidr_block: unknown }), "perhaps"],
    ["port of a deny", entry(90, "deny", { protocol: "tcp", from_port: unknown, to_port: 30 }), "perhaps"],
    ["source of an allow in front of an allow", entry(90, "allow", { ...tcp(22), cidr_block: unknown }), "yes"],
  ])("an unknown %s", (_, first, answer) => {
    expect(answers({ ingress: [first, allow(100)], egress }, "tcp 22 from 203.0.113.9", "udp 22 from 203.0.113.9")).toEqual([
      answer,
      "yes",
    ]);
  });
  test("an unknown list may hold anything", () => {
    expect(answers({ ingress: unknown, egress }, "tcp 22 from 203.0.113.9")).toEqual(["perhaps"]);
  });
});

describe("N3 in resources of their own", () => {
  const rule = (rule_number: number, rule_action: string, egress: Block["x"], more: Block = {}): Block => ({
    network_acl_id: ref("aws_network_acl.a.id"),
    rule_number,
    rule_action,
    egress: egress ?? null,
    ...everyPort,
    cidr_block: "0.0.0.0/0",
    ...more,
  });
  const rules = (...list: readonly Block[]): Program => ({
    ...behind({}),
    ...Object.fromEntries(list.map((each, index) => [`aws_network_acl_rule.r${String(index)}`, each])),
  });
  test("without `egress` it is for what comes in", () => {
    const { egress: _, ...incoming } = rule(200, "allow", null);
    const to = asked(rules(incoming, rule(100, "deny", false, tcp(22)), rule(100, "allow", true)));
    expect([to("tcp 22 from 203.0.113.9"), to("tcp 80 from 203.0.113.9")]).toEqual(["no", "yes"]);
  });
  test("a rule added to the default ACL stands in front of what AWS put there", () => {
    const program: Program = {
      ...withRules(open(22)),
      "aws_network_acl_rule.r": { ...rule(100, "deny", false), network_acl_id: ref("aws_vpc.net.default_network_acl_id") },
    };
    expect(asked(program)("tcp 22 from 203.0.113.9")).toBe("no");
  });
  test("which way is not known", () => {
    const to = asked(rules(rule(100, "allow", unknown), rule(200, "allow", true)));
    expect(to("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
});

describe("N4, N5: the answer has to leave, to some port of the client's", () => {
  const ingress = [allow(100)];
  test.each<[string, readonly Block[], Answer]>([
    ["nothing leaves", [], "no"],
    ["one port is enough", [allow(100, tcp(443))], "yes"],
    ["UDP leaves", [allow(100, { protocol: "udp", from_port: 0, to_port: 65535 })], "no"],
    ["ephemeral ports", [allow(100, tcp(1024, 65535))], "yes"],
    ["denied first", [deny(90, tcp(0, 65535)), allow(100)], "no"],
    ["all but one denied", [deny(90, tcp(0, 65534)), allow(100)], "yes"],
    ["to others", [allow(100, { cidr_block: "198.51.100.0/24" })], "no"],
    ["to nobody knows whom", [allow(100, { cidr_block: unknown })], "perhaps"],
    ["denied, nobody knows to whom", [deny(90, { cidr_block: unknown }), allow(100)], "perhaps"],
  ])("%s", (_, egress, answer) => {
    expect(answers({ ingress, egress }, "tcp 22 from 203.0.113.9")).toEqual([answer]);
  });
  test("client by client", () => {
    const egress = [allow(100, { cidr_block: "198.51.100.0/24" })];
    expect(answers({ ingress, egress }, "tcp 22 from 198.51.100.7", "tcp 22 from 203.0.113.9")).toEqual(["yes", "no"]);
  });
});

test("N6: UDP and ICMP arrive, whether an answer leaves or not", () => {
  expect(
    answers({ ingress: [allow(100)], egress: [] }, "udp 53 from 203.0.113.9", "icmp 8/0 from 203.0.113.9", "tcp 53 from 203.0.113.9"),
  ).toEqual(["yes", "yes", "no"]);
});

describe("N8: protocols", () => {
  const egress = [allow(100)];
  test.each([
    ["-1", "yes", "yes"],
    ["all", "yes", "yes"],
    ["6", "yes", "no"],
    ["TCP", "yes", "no"],
    ["17", "no", "yes"],
  ])("%s", (protocol, forTcp, forUdp) => {
    const ingress = [
      allow(100, {
        protocol,
        from_port: protocol === "-1" || protocol === "all" ? 0 : 53,
        to_port: protocol === "-1" || protocol === "all" ? 0 : 53,
      }),
    ];
    expect(answers({ ingress, egress }, "tcp 53 from 203.0.113.9", "udp 53 from 203.0.113.9")).toEqual([forTcp, forUdp]);
  });
  test("of ICMP type and code, -1 for all", () => {
    const icmp = (icmp_type: number, icmp_code: number): readonly Block[] => [allow(100, { protocol: "icmp", icmp_type, icmp_code })];
    expect(
      answers({ ingress: icmp(8, 0), egress }, "icmp 8/0 from 203.0.113.9", "icmp 8/1 from 203.0.113.9", "icmp 13/0 from 203.0.113.9"),
    ).toEqual(["yes", "no", "no"]);
    expect(answers({ ingress: icmp(8, -1), egress }, "icmp 8/1 from 203.0.113.9", "icmp 13/0 from 203.0.113.9")).toEqual(["yes", "no"]);
    expect(answers({ ingress: icmp(-1, -1), egress }, "icmp 13/0 from 203.0.113.9")).toEqual(["yes"]);
  });
});

test("N9: entries of both families stand in one list and match their own", () => {
  const ingress = [deny(90, { cidr_block: "0.0.0.0/0" }), allow(100, { cidr_block: "", ipv6_cidr_block: "::/0" }), allow(110)];
  const egress = [allow(100), allow(101, { cidr_block: "", ipv6_cidr_block: "::/0" })];
  expect(answers({ ingress, egress }, "tcp 22 from 203.0.113.9", "tcp 22 from 2001:db8::9")).toEqual(["no", "yes"]);
});

test("a subnet outside the plan has an ACL that nobody has shown", () => {
  const program: Program = {
    ...VPC,
    ...STOCK,
    "aws_security_group.web": { ingress: [open(22)] },
    "aws_instance.web": machine({ subnet_id: "subnet-0123456789abcdef0" }),
  };
  expect(asked(program)("tcp 22 from 203.0.113.9")).toBe("perhaps");
});
