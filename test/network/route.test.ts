import { allBut, asked, NONE, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { open, withRules, without } from "../plans/vpc";

const base = withRules(open(22));
const gateway = ref("aws_internet_gateway.net.id");
const table = (...route: readonly Block[]): Program => ({ ...base, "aws_route_table.public": { vpc_id: ref("aws_vpc.net.id"), route } });
const route = (cidr_block: Written, more: Block): Block => ({ cidr_block, ...more });
const tcp22 = (program: Program, ...from: readonly string[]): readonly Answer[] =>
  from.map((source) => asked(program)(`tcp 22 from ${source}`));

describe("RT1: which table", () => {
  const main = without(base, "aws_route_table_association.a");
  test("a new VPC's main table leads nowhere", () => {
    expect(tcp22(main, "203.0.113.9")).toEqual(["no"]);
  });
  test("the main table, chosen", () => {
    const chosen = {
      ...main,
      "aws_main_route_table_association.m": { vpc_id: ref("aws_vpc.net.id"), route_table_id: ref("aws_route_table.public.id") },
    };
    expect(tcp22(chosen, "203.0.113.9")).toEqual(["yes"]);
  });
  test("the default table, adopted", () => {
    const adopted = {
      ...main,
      "aws_default_route_table.d": {
        default_route_table_id: ref("aws_vpc.net.default_route_table_id"),
        route: [route("0.0.0.0/0", { gateway_id: gateway })],
      },
    };
    expect(tcp22(adopted, "203.0.113.9", "2001:db8::9")).toEqual(["yes", "no"]);
  });
  test("a route in the main table by the VPC's own attribute", () => {
    const added = {
      ...main,
      "aws_route.r": { route_table_id: ref("aws_vpc.net.main_route_table_id"), destination_cidr_block: "0.0.0.0/0", gateway_id: gateway },
    };
    expect(tcp22(added, "203.0.113.9")).toEqual(["yes"]);
  });
  test("a route in a main table that is adopted without it: whichever is applied last decides", () => {
    const adopted = {
      ...main,
      "aws_default_route_table.d": { default_route_table_id: ref("aws_vpc.net.default_route_table_id") },
      "aws_route.r": { route_table_id: ref("aws_vpc.net.main_route_table_id"), destination_cidr_block: "0.0.0.0/0", gateway_id: gateway },
    };
    expect(tcp22(adopted, "203.0.113.9")).toEqual(["perhaps"]);
    const after = { ...adopted, "aws_route.r": { ...adopted["aws_route.r"], route_table_id: ref("aws_default_route_table.d.id") } };
    expect(tcp22(after, "203.0.113.9")).toEqual(["yes"]);
  });
  test("an association goes before the main table", () => {
    const both: Program = {
      ...base,
      "aws_route_table.private": { vpc_id: ref("aws_vpc.net.id") },
      "aws_route_table_association.a": { subnet_id: ref("aws_subnet.a.id"), route_table_id: ref("aws_route_table.private.id") },
      "aws_main_route_table_association.m": { vpc_id: ref("aws_vpc.net.id"), route_table_id: ref("aws_route_table.public.id") },
    };
    expect(tcp22(both, "203.0.113.9")).toEqual(["no"]);
  });
  test.each<[string, Block]>([
    ["subnet", { subnet_id: unknown, route_table_id: ref("aws_route_table.public.id") }],
    ["table", { subnet_id: ref("aws_subnet.a.id"), route_table_id: unknown }],
  ])("an association with an unknown %s", (_, association) => {
    expect(asked({ ...base, "aws_route_table_association.a": association }, NONE)("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  describe("picked by an index or a condition that a variable gives", () => {
    const shut: Block = { vpc_id: ref("aws_vpc.net.id") };
    const opened: Block = base["aws_route_table.public"] ?? {};
    const picked = (value: Written, tables: Program): Program => ({
      ...without(base, "aws_route_table.public"),
      ...tables,
      "var.picks": { value },
      "aws_route_table_association.a": {
        subnet_id: ref("aws_subnet.a.id"),
        route_table_id: ref("aws_route_table.x", "aws_route_table.y", "var.picks"),
      },
    });
    test.each<[string, Program, Answer]>([
      ["among open ones", picked(true, { "aws_route_table.x": opened, "aws_route_table.y": opened }), "yes"],
      ["among shut ones", picked(2, { "aws_route_table.x": shut, "aws_route_table.y": shut }), "no"],
      ["among both", picked(true, { "aws_route_table.x": opened, "aws_route_table.y": shut }), "perhaps"],
      [
        "where it may be the table itself",
        picked("rtb-0123456789abcdef0", { "aws_route_table.x": shut, "aws_route_table.y": shut }),
        "perhaps",
      ],
    ])("%s", (_, program, answer) => {
      expect(tcp22(program, "203.0.113.9")).toEqual([answer]);
    });
  });
  test("a table outside the plan", () => {
    const foreign = {
      ...base,
      "aws_route_table_association.a": { subnet_id: ref("aws_subnet.a.id"), route_table_id: "rtb-0123456789abcdef0" },
    };
    expect(tcp22(foreign, "203.0.113.9")).toEqual(["perhaps"]);
  });
});

describe("RT2: the longest prefix decides, in whichever order they stand", () => {
  const routes = [
    route("0.0.0.0/0", { gateway_id: gateway }),
    route("203.0.113.0/24", { nat_gateway_id: "nat-0123456789abcdef0" }),
    route("203.0.113.128/25", { gateway_id: gateway }),
  ];
  test.each([routes, [...routes].reverse()])("%#", (...order) => {
    expect(tcp22(table(...order), "198.51.100.7", "203.0.113.9", "203.0.113.200")).toEqual(["yes", "no", "yes"]);
  });
  test("an unknown longer prefix may take it away", () => {
    const program = table(route("0.0.0.0/0", { gateway_id: gateway }), route(unknown, { nat_gateway_id: "nat-0123456789abcdef0" }));
    expect(tcp22(program, "203.0.113.9", "2001:db8::9")).toEqual(["perhaps", "no"]);
  });
  test("an unknown prefix may lead anybody in", () => {
    expect(tcp22(table(route(unknown, { gateway_id: gateway })), "203.0.113.9", "2001:db8::9")).toEqual(["perhaps", "no"]);
  });
  test("a prefix list stands for its CIDRs", () => {
    const program: Program = {
      ...table({ cidr_block: "", destination_prefix_list_id: ref("aws_ec2_managed_prefix_list.l.id"), gateway_id: gateway }),
      "aws_ec2_managed_prefix_list.l": { name: "l", entry: [{ cidr: "203.0.113.0/24" }] },
    };
    expect(tcp22(program, "203.0.113.9", "198.51.100.7")).toEqual(["yes", "no"]);
  });
});

describe("RT3: public is who is routed back to the gateway", () => {
  test("by halves", () => {
    const halves = table(route("0.0.0.0/1", { gateway_id: gateway }), route("128.0.0.0/1", { gateway_id: gateway }));
    expect(tcp22(halves, "8.8.8.8", "203.0.113.9")).toEqual(["yes", "yes"]);
  });
  test("a narrow range alone", () => {
    expect(tcp22(table(route("198.51.100.0/24", { gateway_id: gateway })), "198.51.100.7", "203.0.113.9")).toEqual(["yes", "no"]);
  });
});

describe("RT4: the families have routes of their own; NAT and egress-only gateways let nobody in", () => {
  test.each<[string, Block, readonly Answer[]]>([
    ["IPv4 alone", route("0.0.0.0/0", { gateway_id: gateway }), ["yes", "no"]],
    ["IPv6 alone", { cidr_block: "", ipv6_cidr_block: "::/0", gateway_id: gateway }, ["no", "yes"]],
    [
      "egress-only",
      { cidr_block: "", ipv6_cidr_block: "::/0", egress_only_gateway_id: ref("aws_egress_only_internet_gateway.e.id") },
      ["no", "no"],
    ],
    ["NAT", route("0.0.0.0/0", { nat_gateway_id: ref("aws_nat_gateway.n.id") }), ["no", "no"]],
  ])("%s", (_, only, answer) => {
    const program: Program = {
      ...table(only),
      "aws_egress_only_internet_gateway.e": { vpc_id: ref("aws_vpc.net.id") },
      "aws_nat_gateway.n": { subnet_id: ref("aws_subnet.a.id") },
    };
    expect(tcp22(program, "203.0.113.9", "2001:db8::9")).toEqual(answer);
  });
});

describe("RT5: what `gateway_id` names", () => {
  test.each<[string, Written, Answer]>([
    ["an internet gateway", gateway, "yes"],
    ["an internet gateway outside the plan", "igw-0123456789abcdef0", "yes"],
    ["a VPN gateway", ref("aws_vpn_gateway.v.id"), "no"],
    ["a VPN gateway outside the plan", "vgw-0123456789abcdef0", "no"],
    ["the VPC itself", "local", "no"],
    ["an endpoint outside the plan", "vpce-0123456789abcdef0", "no"],
    ["nobody knows what", unknown, "perhaps"],
    ["one of two", ref("aws_internet_gateway.net.id", "aws_vpn_gateway.v.id"), "perhaps"],
  ])("%s", (_, gateway_id, answer) => {
    const program = { ...table(route("0.0.0.0/0", { gateway_id })), "aws_vpn_gateway.v": { vpc_id: ref("aws_vpc.net.id") } };
    expect(asked(program, allBut("lone-candidate"))("tcp 22 from 203.0.113.9")).toBe(answer);
  });
  test("in a resource of its own", () => {
    const program: Program = {
      ...base,
      "aws_route_table.public": { vpc_id: ref("aws_vpc.net.id") },
      "aws_route.out": { route_table_id: ref("aws_route_table.public.id"), destination_cidr_block: "0.0.0.0/0", gateway_id: gateway },
    };
    expect(tcp22(program, "203.0.113.9", "2001:db8::9")).toEqual(["yes", "no"]);
  });
});

describe("RT6: the gateway is attached to the VPC", () => {
  test("by a resource of its own", () => {
    const program: Program = {
      ...base,
      "aws_internet_gateway.net": {},
      "aws_internet_gateway_attachment.net": { vpc_id: ref("aws_vpc.net.id"), internet_gateway_id: gateway },
    };
    expect(tcp22(program, "203.0.113.9")).toEqual(["yes"]);
  });
});

test("RT7: a gateway with a table of its own sends packets through something that nobody follows", () => {
  const program: Program = {
    ...base,
    "aws_route_table.edge": {
      vpc_id: ref("aws_vpc.net.id"),
      route: [route("10.44.7.0/24", { vpc_endpoint_id: "vpce-0123456789abcdef0" })],
    },
    "aws_route_table_association.edge": { gateway_id: gateway, route_table_id: ref("aws_route_table.edge.id") },
  };
  expect(tcp22(program, "203.0.113.9")).toEqual(["perhaps"]);
});

test("RT7: a firewall's endpoint on the way may let them through", () => {
  expect(tcp22(table(route("0.0.0.0/0", { vpc_endpoint_id: "vpce-0123456789abcdef0" })), "203.0.113.9")).toEqual(["perhaps"]);
});

test.each(["transit_gateway_id", "vpc_peering_connection_id", "carrier_gateway_id", "local_gateway_id", "network_interface_id"])(
  "RT8: %s is no way in from the internet",
  (attribute) => {
    expect(tcp22(table(route("0.0.0.0/0", { [attribute]: "tgw-0123456789abcdef0" })), "203.0.113.9")).toEqual(["no"]);
  },
);

test("RT9: blocks and resources of their own are all there", () => {
  const program: Program = {
    ...table(route("198.51.100.0/24", { gateway_id: gateway })),
    "aws_route.more": { route_table_id: ref("aws_route_table.public.id"), destination_cidr_block: "203.0.113.0/24", gateway_id: gateway },
  };
  expect(tcp22(program, "198.51.100.7", "203.0.113.9", "8.8.8.8")).toEqual(["yes", "yes", "no"]);
});
