import { ALL, allBut, arriving, whether, worldOf, type Answer } from "../plans/ask";
import { resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { STOCK, VPC, machine, open } from "../plans/vpc";

const ARN = "arn:aws:elasticloadbalancing:eu-west-3:123456789012";
const GROUP = `${ARN}:targetgroup/shop/0123456789abcdef`;
const LISTENER = `${ARN}:listener/app/shared/0123456789abcdef/fedcba9876543210`;
const SHARED = `${ARN}:loadbalancer/app/shared/0123456789abcdef`;
const FAR = "203.0.113.77";

/** A machine without a public address, on 8093 and nothing else. */
const hidden: Program = {
  ...VPC,
  ...STOCK,
  "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(8093)] },
  "aws_instance.web": machine({ associate_public_ip_address: false, ipv6_address_count: 0 }),
};
const group = (more: Block = {}): Program => ({
  "aws_lb_target_group.g": { vpc_id: ref("aws_vpc.net.id"), port: 8093, protocol: "TCP", ...more },
});
const attached = (to: Written, more: Block = {}): Program => ({
  "aws_lb_target_group_attachment.w": { target_group_arn: to, target_id: ref("aws_instance.web.id"), port: 8093, ...more },
});
const forward: Block = { type: "forward", target_group_arn: ref("aws_lb_target_group.g.arn") };
/** A balancer within uses the group, so that nothing elsewhere need to. */
const within: Program = {
  "aws_lb.within": { internal: true, load_balancer_type: "network", subnets: [ref("aws_subnet.a.id")] },
  "aws_lb_listener.within": { load_balancer_arn: ref("aws_lb.within.arn"), port: 443, protocol: "TCP", default_action: [forward] },
};
const ours = attached(ref("aws_lb_target_group.g.arn"));

const asks = (program: Program, packet = `tcp 443 from ${FAR}`): Answer =>
  whether(arriving({ ...hidden, ...program }, "aws_instance.web", allBut("lone-candidate")), packet);
const entries = (program: Program): readonly string[] => {
  const { places, arrivals } = worldOf({ ...hidden, ...program });
  return [...new Set(places.flatMap((place) => arrivals(place)).flatMap(({ entry, maps }) => (maps.length === 0 ? [] : [entry])))];
};

test("nothing leads to the machine by itself", () => {
  expect([asks({}), asks({}, `tcp 8093 from ${FAR}`)]).toEqual(["no", "no"]);
});

describe("a target group that lives elsewhere", () => {
  test("may be anybody's way to the port that is registered, on whichever port the balancer has", () => {
    expect(asks(attached(GROUP))).toBe("perhaps");
    expect(asks(attached(GROUP, { port: 8094 }))).toBe("no");
    expect(entries(attached(GROUP))).toEqual(["passthrough"]);
  });
  test("leads to no socket that the machine's own group keeps shut, though nobody knows the port", () => {
    const web: Program = {
      ...hidden,
      "aws_instance.web": { ...hidden["aws_instance.web"], user_data: "#!/bin/sh\ngunicorn -b 0.0.0.0:8093 shop:app\n" },
    };
    const listening = resultOf({ ...web, ...attached(GROUP, { port: null }) }).findings.filter(
      ({ rule }) => rule === "world-open-listener",
    );
    expect(listening.map(({ process, certainty, because }) => [process, certainty, because.map(({ code }) => code)])).toEqual([
      ["gunicorn", "possible", []],
      ["sshd", "none", ["security-group"]],
      ["sshd", "none", ["no-public-address", "security-group"]],
      ["gunicorn", "none", ["no-public-address"]],
    ]);
  });
  test("without a port of the attachment: the group's, which nobody knows", () => {
    expect(asks(attached(GROUP, { port: null }))).toBe("perhaps");
  });
  test.each<[string, Program, Answer]>([
    ["nobody knows which", attached(unknown), "perhaps"],
    ["nobody knows which, beside one of the plan", { ...group(), ...within, ...attached(unknown) }, "perhaps"],
    ["what something else will tell", { "aws_sns_topic.t": {}, ...attached(ref("aws_sns_topic.t.arn")) }, "perhaps"],
    ["the plan's own", { ...group(), ...within, ...ours }, "no"],
  ])("%s", (_, program, answer) => {
    expect(asks(program)).toBe(answer);
  });
  test("that a data source has read is one, and its protocol tells by what", () => {
    const read = (protocol: string): Program => ({
      "data.aws_lb_target_group.g": { arn: GROUP, port: 8093, protocol },
      ...attached(GROUP),
    });
    expect([asks(read("TCP")), entries(read("TCP"))]).toEqual(["perhaps", ["passthrough"]]);
    expect([asks(read("HTTP")), entries(read("HTTP"))]).toEqual(["perhaps", ["terminated"]]);
  });
});

describe("a rule for a listener that lives elsewhere", () => {
  const rule = (listener_arn: Written, more: Block = {}): Program => ({
    ...group({ protocol: "HTTP" }),
    ...ours,
    "aws_lb_listener_rule.r": { listener_arn, action: [forward], condition: [], ...more },
  });
  test.each<[string, Program, Answer]>([
    ["by its ARN", rule(LISTENER), "perhaps"],
    ["not known yet", rule(unknown), "perhaps"],
    ["not known yet, beside one of the plan", { ...within, ...rule(unknown) }, "perhaps"],
    ["that does not forward", { ...within, ...rule(LISTENER, { action: [{ type: "fixed-response" }] }) }, "no"],
    ["for clients within", rule(LISTENER, { condition: [{ source_ip: [{ values: ["10.0.0.0/8"] }] }] }), "no"],
  ])("%s", (_, program, answer) => {
    expect(asks(program)).toBe(answer);
  });
  test("an HTTP proxy stands on the path", () => {
    expect(entries(rule(LISTENER))).toEqual(["terminated"]);
  });
  test.each<[Written, Answer]>([
    [true, "no"],
    [false, "perhaps"],
    [unknown, "perhaps"],
  ])("that data sources have read: internal = %s", (internal, answer) => {
    const read: Program = {
      "data.aws_lb.shared": { arn: SHARED, internal, load_balancer_type: "application" },
      "data.aws_lb_listener.shared": { arn: LISTENER, load_balancer_arn: SHARED, port: 443, protocol: "HTTPS" },
    };
    expect(asks({ ...read, ...rule(LISTENER) })).toBe(answer);
  });
});

describe("a listener for a balancer that lives elsewhere", () => {
  const listener = (load_balancer_arn: Written, protocol: Written = "TCP"): Program => ({
    ...group(),
    ...ours,
    "aws_lb_listener.l": { load_balancer_arn, port: 443, protocol, default_action: [forward] },
  });
  test.each<[string, Program, Answer]>([
    ["by its ARN", listener(SHARED), "perhaps"],
    ["not known yet", listener(unknown), "perhaps"],
    ["not known yet, beside one of the plan", { ...within, ...listener(unknown) }, "perhaps"],
  ])("%s", (_, program, answer) => {
    expect(asks(program)).toBe(answer);
  });
  test("by what it speaks: a network balancer, or an HTTP proxy", () => {
    expect(entries(listener(SHARED))).toEqual(["passthrough"]);
    expect(entries(listener(SHARED, "HTTPS"))).toEqual(["terminated"]);
  });
});

describe("a target group to which the plan forwards nothing", () => {
  test("something elsewhere uses it", () => {
    expect(asks({ ...group(), ...ours })).toBe("perhaps");
    expect(asks({ ...group({ protocol: "UDP" }), ...ours })).toBe("no");
  });
  test("without targets it leads nowhere", () => {
    expect(asks(group())).toBe("no");
  });
  test("a balancer of the plan that leads there suffices", () => {
    expect(asks({ ...group(), ...ours, ...within })).toBe("no");
  });
});

describe("what the machine's group lets in of a balancer elsewhere", () => {
  const edge = ref("aws_security_group.edge.id");
  const admitting = (rule: Block, made: Block = {}): Program => ({
    ...attached(GROUP),
    "aws_security_group.edge": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(443)], ...made },
    "aws_security_group.web": {
      vpc_id: ref("aws_vpc.net.id"),
      ingress: [{ ...open(8093), cidr_blocks: [], ipv6_cidr_blocks: [], ...rule }],
    },
  });
  const balancer = (more: Block): Program => ({
    "aws_lb.edge": { load_balancer_type: "network", subnets: [ref("aws_subnet.a.id")], security_groups: [edge], ...more },
  });
  const byEdge: Block = { security_groups: [edge] };
  const listening = (to: Written): Program => ({
    ...balancer({}),
    "aws_lb_listener.edge": {
      load_balancer_arn: ref("aws_lb.edge.arn"),
      port: 443,
      protocol: "TCP",
      default_action: [{ type: "forward", target_group_arn: to }],
    },
  });
  test.each<[string, Program, Answer]>([
    ["a group that is yet to be made, which nothing elsewhere can carry", admitting(byEdge), "no"],
    ["one that is there already", admitting(byEdge, { id: "sg-0ed9e" }), "perhaps"],
    ["the same by its id", admitting({ security_groups: ["sg-0ed9e"] }, { id: "sg-0ed9e" }), "perhaps"],
    ["one that lives elsewhere", admitting({ security_groups: ["sg-0fa2"] }), "perhaps"],
    ["one that nobody knows", admitting({ security_groups: unknown }), "perhaps"],
    ["itself, yet to be made", admitting({ self: true }), "no"],
    ["addresses besides", admitting({ ...byEdge, cidr_blocks: ["10.65.0.0/16"] }), "perhaps"],
    ["one that a balancer yet to be made carries", { ...admitting(byEdge), ...balancer({}) }, "no"],
    ["one that such a balancer carries, which forwards elsewhere", { ...admitting(byEdge), ...listening(GROUP) }, "perhaps"],
    ["one that such a balancer carries, which forwards to nobody knows what", { ...admitting(byEdge), ...listening(unknown) }, "perhaps"],
    [
      "one that such a balancer carries, which forwards within",
      { ...admitting(byEdge), ...group(), ...listening(ref("aws_lb_target_group.g.arn")) },
      "no",
    ],
    ["one that a balancer takes on which stands already", { ...admitting(byEdge), ...balancer({ id: SHARED }) }, "perhaps"],
    ["one that such a balancer may take on", { ...admitting(byEdge), ...balancer({ id: SHARED, security_groups: unknown }) }, "perhaps"],
  ])("%s", (_, program, answer) => {
    expect(asks(program)).toBe(answer);
  });
});

describe("a target group that is known after the deployment, by a name that leads nowhere", () => {
  const two = (more: Block = {}): Program => ({
    ...hidden,
    ...within,
    ...group(more),
    "aws_lb_target_group.h": { vpc_id: ref("aws_vpc.net.id"), port: 8094, protocol: "TCP", ...more },
    "aws_lb_listener.h": {
      load_balancer_arn: ref("aws_lb.within.arn"),
      port: 8443,
      protocol: "TCP",
      default_action: [{ type: "forward", target_group_arn: ref("aws_lb_target_group.h.arn") }],
    },
    ...attached(unknown),
  });
  const at443 = (program: Program, assumptions = ALL): Answer =>
    whether(arriving(program, "aws_instance.web", assumptions), `tcp 443 from ${FAR}`);
  test("is one of those that the deployment makes, by assumption", () => {
    expect(at443(two())).toBe("no");
    expect(at443(two(), allBut("lone-candidate"))).toBe("perhaps");
  });
  test("is none that stands already, whose name would be known", () => {
    expect(at443(two({ id: GROUP, arn: GROUP }))).toBe("perhaps");
  });
  test("the balancer that leads to either says so", () => {
    const facing: Program = {
      ...two(),
      "aws_instance.web": { ...hidden["aws_instance.web"], user_data: "#!/bin/sh\ngunicorn -b 0.0.0.0:8093 shop:app\n" },
      "aws_lb.within": { ...within["aws_lb.within"], internal: false },
    };
    const findings = resultOf(facing).findings.filter(({ certainty }) => certainty === "possible");
    expect(findings.map(({ process, entry, ports }) => [process, entry, ports])).toEqual([
      [
        "gunicorn",
        "passthrough",
        [
          [443, 443],
          [8443, 8443],
        ],
      ],
    ]);
    const [finding] = findings;
    expect(finding).toMatchObject({
      unknowns: [{ attribute: "target_group_arn" }],
      assumes: expect.arrayContaining([expect.objectContaining({ name: "lone-candidate" })]) as object,
    });
  });
});

test("a rule that names addresses alone names no group, though the provider fills in which", () => {
  const rule = (cidr: string): Program => ({
    ...group({ protocol: "HTTP" }),
    ...ours,
    "aws_lb.within": { internal: false, load_balancer_type: "application", subnets: [ref("aws_subnet.a.id")] },
    "aws_lb_listener.within": { load_balancer_arn: ref("aws_lb.within.arn"), port: 443, protocol: "HTTP", default_action: [forward] },
    "aws_security_group.web": { vpc_id: ref("aws_vpc.net.id") },
    "aws_security_group.edge": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(443)] },
    "aws_security_group_rule.web": {
      ...{ type: "ingress", security_group_id: ref("aws_security_group.web.id"), protocol: "tcp", from_port: 8093, to_port: 8093 },
      cidr_blocks: [cidr],
    },
  });
  const facing = (cidr: string): Program => {
    const program = rule(cidr);
    return { ...program, "aws_lb.within": { ...program["aws_lb.within"], security_groups: [ref("aws_security_group.edge.id")] } };
  };
  expect([asks(facing("198.51.100.0/24")), asks(facing("10.44.7.0/24"))]).toEqual(["no", "yes"]);
});
