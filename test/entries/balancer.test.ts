import { allBut, arriving, asked, whether, worldOf, type Answer } from "../plans/ask";
import { found, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { STOCK, VPC, machine, open, without } from "../plans/vpc";

const LB = "aws_lb.front";
const WEB = "aws_instance.web";
const FAR = "203.0.113.9";

interface Parts {
  readonly lb?: Block;
  readonly listener?: Block;
  readonly group?: Block;
  /** Rules of the machine's group. */
  readonly machine?: readonly Block[];
  readonly more?: Program;
}

const fromFront: Block = { protocol: "tcp", from_port: 8080, to_port: 8080, security_groups: [ref("aws_security_group.front.id")] };
const forward: Block = { type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn") };

/** A balancer on 443 before a machine without a public address, on 8080. */
const behind = (
  type: "application" | "network",
  { lb = {}, listener = {}, group = {}, machine: rules = [fromFront], more = {} }: Parts = {},
): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.front": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(443)] },
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: rules },
  [WEB]: machine({ associate_public_ip_address: false, ipv6_address_count: 0 }),
  [LB]: {
    load_balancer_type: type,
    internal: false,
    subnets: [ref("aws_subnet.a.id")],
    security_groups: [ref("aws_security_group.front.id")],
    ...lb,
  },
  "aws_lb_listener.l": {
    load_balancer_arn: ref("aws_lb.front.arn"),
    port: 443,
    protocol: type === "network" ? "TCP" : "HTTP",
    default_action: [forward],
    ...listener,
  },
  "aws_lb_target_group.g": { vpc_id: ref("aws_vpc.net.id"), port: 8080, protocol: type === "network" ? "TCP" : "HTTP", ...group },
  "aws_lb_target_group_attachment.w": { target_group_arn: ref("aws_lb_target_group.g.arn"), target_id: ref("aws_instance.web.id") },
  ...more,
});
const to = (program: Program, packet = `tcp 443 from ${FAR}`, place = WEB): Answer =>
  asked(program, allBut("lone-candidate"), place)(packet);
const entryOf = (program: Program): readonly string[] => worldOf(program).hops.map(({ entry }) => entry);

test("the world comes by the listener's port, as the balancer", () => {
  const program = behind("application");
  expect([to(program), to(program, `tcp 8080 from ${FAR}`), to(program, `udp 443 from ${FAR}`)]).toEqual(["yes", "no", "no"]);
  expect(entryOf(program)).toEqual(["terminated"]);
  expect(entryOf(behind("network"))).toEqual(["passthrough"]);
});

describe("L1: whom it faces", () => {
  test.each<[string, Block, Answer]>([
    ["internal", { internal: true }, "no"],
    ["by default the internet", { internal: null }, "yes"],
    ["nobody knows", { internal: unknown }, "perhaps"],
  ])("%s", (_, lb, answer) => {
    expect(to(behind("application", { lb }))).toBe(answer);
  });
  test.each<[Written, Answer]>([
    ["ipv4", "no"],
    ["dualstack", "yes"],
    ["dualstack-without-public-ipv4", "yes"],
    [unknown, "perhaps"],
  ])("%s: IPv6 clients", (ip_address_type, answer) => {
    expect(to(behind("application", { lb: { ip_address_type } }), "tcp 443 from 2001:db8::9")).toBe(answer);
  });
  test("no route, no way in", () => {
    expect(to(without(behind("application"), "aws_route_table_association.a"))).toBe("no");
  });
  test.each<[string, readonly Written[], Answer]>([
    ["both public", [ref("aws_subnet.a.id"), ref("aws_subnet.c.id")], "yes"],
    ["one public", [ref("aws_subnet.b.id"), ref("aws_subnet.c.id")], "yes"],
    ["none public", [ref("aws_subnet.b.id"), ref("aws_subnet.b2.id")], "no"],
    ["one public of three that two may be", [ref("aws_subnet.b.id", "aws_subnet.c.id"), ref("aws_subnet.b2.id")], "perhaps"],
    ["one public, the other not told", [ref("aws_subnet.c.id"), ref("local.subnet")], "perhaps"],
    ["a condition in each, which may choose the other", Array(2).fill(ref("aws_subnet.b.id", "aws_subnet.c.id", "var.first")), "perhaps"],
  ])("by several of subnet_mapping, with an address each: %s", (_, subnets, answer) => {
    const { subnets: __, ...lb } = behind("network")[LB] ?? {};
    const subnet = (cidr_block: string): Block => ({ vpc_id: ref("aws_vpc.net.id"), cidr_block });
    const mapped = subnets.map((subnet_id, index) => ({ subnet_id, allocation_id: ref(`aws_eip.e[${String(index)}].id`) }));
    const program: Program = {
      ...behind("network"),
      "aws_subnet.b": subnet("10.44.8.0/24"),
      "aws_subnet.b2": subnet("10.44.9.0/24"),
      "aws_subnet.c": subnet("10.44.10.0/24"),
      "aws_route_table_association.c": { subnet_id: ref("aws_subnet.c.id"), route_table_id: ref("aws_route_table.public.id") },
      "var.first": { value: true },
      "aws_eip.e[0]": {},
      "aws_eip.e[1]": {},
    };
    expect(to({ ...program, [LB]: { ...lb, subnet_mapping: mapped } })).toBe(answer);
    expect(to({ ...program, [LB]: { ...lb, subnet_mapping: mapped.toReversed() } })).toBe(answer);
  });
  test("by subnet_mapping", () => {
    const { subnets: _, ...lb } = behind("application")[LB] ?? {};
    expect(to({ ...behind("application"), [LB]: { ...lb, subnet_mapping: [{ subnet_id: ref("aws_subnet.a.id") }] } })).toBe("yes");
  });
});

describe("L2, L3: its groups", () => {
  const bare = (type: "application" | "network", rules: readonly Block[]): Program => {
    const program = behind(type, { machine: rules });
    const { security_groups: _, ...lb } = program[LB] ?? {};
    return { ...program, [LB]: lb };
  };
  test("an ALB without any has its VPC's default group", () => {
    expect(to(bare("application", [open(8080)]))).toBe("no");
  });
  test("an NLB without any lets everybody in", () => {
    expect(to(bare("network", [open(8080)]))).toBe("yes");
  });
  test("an NLB with groups obeys them", () => {
    const program = behind("network", { machine: [open(8080)] });
    expect(to({ ...program, "aws_security_group.front": { ingress: [open(80)] } })).toBe("no");
  });
});

test.each<[string, Block, Answer]>([
  ["its own", { source_security_group_id: ref("aws_security_group.front.id") }, "yes"],
  ["one of two", { source_security_group_id: ref("aws_security_group.front.id", "aws_security_group.web.id") }, "perhaps"],
  ["another", { source_security_group_id: ref("aws_security_group.web.id") }, "no"],
  // Which of the two it has, a condition decided: both there cannot be.
  ["none, where an address is", { source_security_group_id: ref("aws_security_group.front.id"), cidr_blocks: ["198.51.100.0/24"] }, "no"],
])("a rule of its own names one group: %s", (_, source, answer) => {
  const rule = { type: "ingress", security_group_id: ref("aws_security_group.web.id"), protocol: "tcp", from_port: 8080, to_port: 8080 };
  expect(to(behind("network", { machine: [], more: { "aws_security_group_rule.w": { ...rule, ...source } } }))).toBe(answer);
});

describe("L4: what a listener does", () => {
  const fixed: Block = { type: "fixed-response", fixed_response: [{ content_type: "text/plain", status_code: "404" }] };
  const rule = (more: Block): Program => ({
    "aws_lb_listener_rule.r": { listener_arn: ref("aws_lb_listener.l.arn"), action: [forward], condition: [], ...more },
  });
  const onlyRule = (more: Block): Program => behind("application", { listener: { default_action: [fixed] }, more: rule(more) });

  test.each<[string, Block, Answer]>([
    ["fixed response", fixed, "no"],
    ["redirect", { type: "redirect", redirect: [{ status_code: "HTTP_301" }] }, "no"],
    ["forward", forward, "yes"],
    [
      "weighted",
      {
        type: "forward",
        forward: [
          {
            target_group: [
              { arn: ref("aws_lb_target_group.other.arn"), weight: 90 },
              { arn: ref("aws_lb_target_group.g.arn"), weight: 10 },
            ],
          },
        ],
      },
      "yes",
    ],
    ["nobody knows", { ...forward, type: unknown }, "perhaps"],
    ["weighted, nobody knows how", { type: "forward", forward: unknown }, "perhaps"],
    ["weighted, nobody knows by whom", { type: "forward", forward: [{ target_group: unknown }] }, "perhaps"],
    [
      "forward to one of two",
      { type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn", "aws_lb_target_group.other.arn") },
      "perhaps",
    ],
  ])("%s", (_, action, answer) => {
    // A balancer within uses the group, so that nothing elsewhere need to.
    const more: Program = {
      "aws_lb_target_group.other": { port: 1, protocol: "HTTP" },
      "aws_lb.within": { internal: true, subnets: [ref("aws_subnet.a.id")] },
      "aws_lb_listener.within": { load_balancer_arn: ref("aws_lb.within.arn"), port: 81, protocol: "HTTP", default_action: [forward] },
    };
    expect(to(behind("application", { listener: { default_action: [action] }, more }))).toBe(answer);
  });
  test("behind a login", () => {
    const login: Block = { type: "authenticate-oidc", order: 1 };
    expect(to(behind("application", { listener: { default_action: [login, { ...forward, order: 2 }] } }))).toBe("yes");
  });
  test("a rule leads where the default does not", () => {
    expect(to(onlyRule({ condition: [{ path_pattern: [{ values: ["/shop/*"] }] }] }))).toBe("yes");
  });
  test("source_ip is for these clients", () => {
    const program = onlyRule({ condition: [{ source_ip: [{ values: ["198.51.100.0/24"] }] }] });
    expect([to(program, "tcp 443 from 198.51.100.7"), to(program)]).toEqual(["yes", "no"]);
  });
  test("an unknown source_ip is for anybody, perhaps", () => {
    expect(to(onlyRule({ condition: [{ source_ip: [{ values: [unknown] }] }] }))).toBe("perhaps");
  });
  test.each<[string, Block, Answer]>([
    ["port", { port: unknown }, "perhaps"],
    ["balancer", { load_balancer_arn: unknown }, "perhaps"],
  ])("an unknown %s of the listener", (_, listener, answer) => {
    expect(to(behind("application", { listener }))).toBe(answer);
  });
  test.each<[string, readonly string[]]>([
    ["TCP", ["yes", "no"]],
    ["TLS", ["yes", "no"]],
    ["UDP", ["no", "yes"]],
    ["TCP_UDP", ["yes", "yes"]],
  ])("NLB listener %s", (protocol, answer) => {
    const program = behind("network", {
      lb: { security_groups: [ref("aws_security_group.any.id")] },
      listener: { protocol },
      group: { protocol },
      machine: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }],
      more: { "aws_security_group.any": { ingress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }] } },
    });
    expect([to(program), to(program, `udp 443 from ${FAR}`)]).toEqual(answer);
  });
});

describe("L5, L6: whom the target sees", () => {
  const nodes: Block = { protocol: "tcp", from_port: 8080, to_port: 8080, cidr_blocks: ["10.44.7.0/24"] };
  const client: Block = { ...nodes, cidr_blocks: ["203.0.113.0/24"] };
  const byAddress: Program = {
    "aws_lb_target_group_attachment.w": {
      target_group_arn: ref("aws_lb_target_group.g.arn"),
      target_id: ref("aws_instance.web.private_ip"),
    },
  };
  const plain: Program = { "aws_subnet.a": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24" } };
  const seen = (type: "application" | "network", group: Block, more: Program = {}): readonly Answer[] =>
    [nodes, client].map((rule) => to(behind(type, { machine: [rule], group, more: { ...plain, ...more } })));

  test("an ALB's own address", () => {
    expect(seen("application", {})).toEqual(["yes", "no"]);
  });
  test.each<[string, Block, Program, readonly Answer[]]>([
    ["an instance over TCP: the client's", { target_type: "instance" }, {}, ["no", "yes"]],
    ["by default an instance", {}, {}, ["no", "yes"]],
    ["an address over TCP: the balancer's", { target_type: "ip" }, byAddress, ["yes", "no"]],
    ["an address, told to keep the client's", { target_type: "ip", preserve_client_ip: "true" }, byAddress, ["no", "yes"]],
    ["an instance, told not to", { target_type: "instance", preserve_client_ip: "false" }, {}, ["yes", "no"]],
    ["told nobody knows what", { target_type: "instance", preserve_client_ip: unknown }, {}, ["perhaps", "perhaps"]],
    ["of an unknown type", { target_type: unknown }, {}, ["perhaps", "perhaps"]],
  ])("an NLB's target, %s", (_, group, more, answer) => {
    expect(seen("network", group, more)).toEqual(answer);
  });
  test.each<[string, Block, Block, boolean]>([
    ["shuts the path to a group that admits the balancer alone", nodes, {}, true],
    ["changes nothing where the group admits the world", { ...nodes, cidr_blocks: ["0.0.0.0/0"] }, {}, false],
    ["changes nothing where it names the balancer's group", fromFront, {}, false],
    ["is kept already", nodes, { preserve_client_ip: "true" }, false],
  ])("to keep the client's address %s", (_, rule, kept, proposed) => {
    const served = { user_data: "#!/bin/bash\nredis-server --bind '*' --port 8080 --daemonize yes\n" };
    const target: Program = { [WEB]: machine({ associate_public_ip_address: false, ipv6_address_count: 0, ...served }) };
    const group = { target_type: "ip", protocol: "TCP", ...kept };
    const program = behind("network", { machine: [rule], group, more: { ...plain, ...byAddress, ...target } });
    const texts = found(program, "world-open-listener").flatMap(({ fixes }) => fixes.map(({ text }) => text));
    expect(texts.some((text) => text.startsWith("aws_lb_target_group.g: set preserve_client_ip"))).toBe(proposed);
  });
  test("an IPv6 block of the balancer's subnets does not matter", () => {
    expect(to(behind("application", { machine: [nodes] }))).toBe("yes");
  });
  test("part of the nodes' addresses is not for sure", () => {
    const half: Block = { ...nodes, cidr_blocks: ["10.44.7.0/25"] };
    expect(to(behind("application", { machine: [half] }))).toBe("perhaps");
  });
  test.each(["application", "network"] as const)("a rule by the balancer's group holds for the %s balancer, whomever it shows", (type) => {
    expect(to(behind(type))).toBe("yes");
    expect(to(behind(type, { machine: [{ protocol: "tcp", from_port: 8080, to_port: 8080, self: true }] }))).toBe("no");
  });
  test("L11: the target's ACL judges what the target sees", () => {
    const all = { protocol: "-1", from_port: 0, to_port: 0, cidr_block: "0.0.0.0/0" };
    const subnet: Program = {
      ...plain,
      "aws_subnet.b": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.9.0/24" },
      [WEB]: machine({ associate_public_ip_address: false, ipv6_address_count: 0, subnet_id: ref("aws_subnet.b.id") }),
      "aws_network_acl.b": {
        subnet_ids: [ref("aws_subnet.b.id")],
        ingress: [{ rule_no: 1, action: "allow", ...all, cidr_block: "10.44.7.0/24" }],
        egress: [{ rule_no: 1, action: "allow", ...all }],
      },
    };
    expect([to(behind("application", { more: subnet })), to(behind("network", { more: subnet }))]).toEqual(["yes", "no"]);
  });
});

describe("L8, L10: targets", () => {
  test.each<[string, Block, Program, Answer]>([
    ["by instance", {}, {}, "yes"],
    ["by address, as a reference", { target_id: ref("aws_instance.web.private_ip") }, {}, "yes"],
    [
      "by address, as written",
      { target_id: "10.44.7.9" },
      { [WEB]: machine({ associate_public_ip_address: false, ipv6_address_count: 0, private_ip: "10.44.7.9" }) },
      "yes",
    ],
    ["elsewhere", { target_id: "i-0123456789abcdef0" }, {}, "no"],
    ["by an address of its subnet, where no plan tells its own", { target_id: "10.44.7.9" }, {}, "perhaps"],
    ["by an address of another network", { target_id: "10.44.8.9" }, {}, "no"],
    [
      "by an address of its subnet that another has",
      { target_id: "10.44.7.9" },
      { "aws_instance.other": machine({ private_ip: "10.44.7.9" }) },
      "no",
    ],
    ["unknown", { target_id: unknown }, {}, "perhaps"],
    [
      "found in the deployment",
      { target_id: ref("data.aws_network_interface.its.private_ip") },
      { "data.aws_network_interface.its": { id: unknown, private_ip: unknown } },
      "perhaps",
    ],
    ["in an unknown group", { target_group_arn: unknown }, {}, "perhaps"],
    ["on the group's port, which its group does not admit", { port: 8081 }, {}, "no"],
    ["on an unknown port", { port: unknown }, {}, "perhaps"],
  ])("%s", (_, attachment, more, answer) => {
    const program = behind("application", { more });
    expect(to({ ...program, "aws_lb_target_group_attachment.w": { ...program["aws_lb_target_group_attachment.w"], ...attachment } })).toBe(
      answer,
    );
  });
  test("an ALB behind an NLB", () => {
    const program: Program = {
      ...behind("application", { lb: { internal: true } }),
      "aws_lb.outer": { load_balancer_type: "network", internal: false, subnets: [ref("aws_subnet.a.id")] },
      "aws_lb_listener.outer": {
        load_balancer_arn: ref("aws_lb.outer.arn"),
        port: 8443,
        protocol: "TCP",
        default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.inner.arn") }],
      },
      "aws_lb_target_group.inner": { target_type: "alb", port: 443, protocol: "TCP" },
      "aws_lb_target_group_attachment.inner": {
        target_group_arn: ref("aws_lb_target_group.inner.arn"),
        target_id: ref("aws_lb.front.arn"),
      },
    };
    expect([to(program, `tcp 8443 from ${FAR}`), to(program)]).toEqual(["yes", "no"]);
    expect(whether(arriving(program, LB), `tcp 8443 from ${FAR}`)).toBe("yes");
  });
  test("in a circle packets come once around, and never to where they were", () => {
    const back = (target: string): Block => ({ target_group_arn: ref("aws_lb_target_group.g.arn"), target_id: ref(target) });
    const program = behind("network", {
      lb: { security_groups: [ref("aws_security_group.any.id")] },
      group: { target_type: "alb" },
      machine: [open(8080)],
      more: {
        "aws_security_group.any": { ingress: [open(443), open(8080)] },
        "aws_lb_target_group_attachment.self": back("aws_lb.front.arn"),
        "aws_lb_target_group_attachment.round": back("aws_lb.round.arn"),
        "aws_lb.round": { load_balancer_type: "network", internal: true, subnets: [ref("aws_subnet.a.id")] },
        "aws_lb_listener.round": { load_balancer_arn: ref("aws_lb.round.arn"), port: 8080, protocol: "TCP", default_action: [forward] },
      },
    });
    const { places, arrivals } = worldOf(program);
    const chains = places.flatMap((place) => arrivals(place).map(({ chain }) => chain));
    expect(chains.some(({ length }) => length === 3)).toBe(true);
    for (const chain of chains) expect(new Set(chain).size).toBe(chain.length);
    expect(to(program)).toBe("yes");
  });
  test("aws_alb is another name of the same", () => {
    const rename = (text: string): string => text.replace(/^aws_lb/, "aws_alb");
    const program = behind("application");
    const renamed: Program = Object.fromEntries(
      Object.entries(program).map(([address, block]) => [
        rename(address),
        Object.fromEntries(
          Object.entries(block).map(([name, written]) => [
            name,
            name === "load_balancer_arn"
              ? ref("aws_alb.front.arn")
              : name === "target_group_arn"
                ? ref("aws_alb_target_group.g.arn")
                : name === "default_action"
                  ? [{ type: "forward", target_group_arn: ref("aws_alb_target_group.g.arn") }]
                  : written,
          ]),
        ),
      ]),
    );
    expect(to(renamed)).toBe("yes");
  });
});

describe("in which family it calls", () => {
  const dual = ref("aws_vpc.net.ipv6_cidr_block");
  const rule: Block = { protocol: "tcp", from_port: 8080, to_port: 8080 };
  const subnet = (more: Block): Program => ({ "aws_subnet.a": { ...VPC["aws_subnet.a"], ...more } });
  const by = (cidrs: Block, group: Block, more: Program): Program =>
    behind("network", { group: { target_type: "ip", ...group }, machine: [{ ...rule, ...cidrs }], more });
  test.each<[string, Program, Answer]>([
    [
      "IPv4 targets, whichever IPv6 block its subnets have",
      by({ cidr_blocks: ["10.44.0.0/16"] }, {}, subnet({ ipv6_cidr_block: dual })),
      "yes",
    ],
    ["a rule for others", by({ cidr_blocks: ["10.45.0.0/16"] }, {}, subnet({ ipv6_cidr_block: dual })), "no"],
    ["an IPv4 block that nobody knows", by({ cidr_blocks: ["10.44.0.0/16"] }, {}, subnet({ cidr_block: unknown })), "perhaps"],
  ])("%s", (_, program, answer) => {
    expect(to(program)).toBe(answer);
  });
  test("what it calls from, where that is not known, is named", () => {
    const gunicorn = { user_data: "#!/bin/sh\ngunicorn -b 0.0.0.0:8080 shop:app\n" };
    const program = by({ cidr_blocks: ["10.44.0.0/16"] }, {}, subnet({ cidr_block: unknown }));
    const findings = resultOf({ ...program, [WEB]: { ...program[WEB], ...gunicorn } }).findings;
    const [possible] = findings.filter(({ certainty }) => certainty === "possible");
    expect(possible?.unknowns.map(({ resource, attribute }) => `${resource.address} ${attribute}`)).toEqual(["aws_subnet.a cidr_block"]);
  });
});
