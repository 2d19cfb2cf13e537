import { asked, NONE } from "../plans/ask";
import { OF_ITS_VPC } from "../../src/words/verdict";
import { ref, unknown, type Program, type Written } from "../plans/plan";
import { found } from "../plans/findings";
import { machine, open, withRules, without } from "../plans/vpc";

/** What is chosen for a subnet or a VPC by something that cannot be followed may be chosen all the same. */
const world = "tcp 22 from 203.0.113.9";
const base = withRules(open(22));
const main = without(base, "aws_route_table_association.a");

test.each<[string, Program]>([
  [
    "a main table of an unknown VPC",
    { "aws_main_route_table_association.m": { vpc_id: unknown, route_table_id: ref("aws_route_table.public.id") } },
  ],
  ["an unknown main table", { "aws_main_route_table_association.m": { vpc_id: ref("aws_vpc.net.id"), route_table_id: unknown } }],
  [
    "a main table outside the plan",
    { "aws_main_route_table_association.m": { vpc_id: ref("aws_vpc.net.id"), route_table_id: "rtb-0123456789abcdef0" } },
  ],
  [
    "an adopted table of which the VPC is not known",
    {
      "aws_default_route_table.d": {
        default_route_table_id: unknown,
        route: [{ cidr_block: "0.0.0.0/0", gateway_id: ref("aws_internet_gateway.net.id") }],
      },
    },
  ],
  ["an association of which nothing is known", { "aws_route_table_association.x": { subnet_id: unknown, route_table_id: unknown } }],
])("routes: %s", (_, more) => {
  expect(asked({ ...main, ...more }, NONE)(world)).toBe("perhaps");
});

test("a route of a table that is not known is told by that table", () => {
  const gateway = { destination_cidr_block: "0.0.0.0/0", gateway_id: ref("aws_internet_gateway.net.id") };
  const spare = { vpc_id: ref("aws_vpc.net.id") };
  const program = { ...main, "aws_route_table.spare": spare, "aws_route.x": { route_table_id: unknown, ...gateway } };
  const [finding, ...others] = found(program, "world-open-listener");
  expect(others).toEqual([]);
  expect(finding?.certainty).toBe("possible");
  expect(finding?.unknowns.map(({ resource, attribute }) => `${resource.address} ${attribute}`)).toEqual(["aws_route.x route_table_id"]);
});

describe("what is not known of a path is what keeps it open", () => {
  const vpc = "aws_subnet.a vpc_id";
  const table = "aws_route_table_association.a route_table_id";
  const list = "aws_network_acl_association.x network_acl_id";
  const [LATER, ELSEWHERE] = ["known after the deployment", "lives outside this plan"];
  const either = (one: string): Written => ref(one, "local.other");
  const subnet = base["aws_subnet.a"] ?? {};
  const associated = (route_table_id: Written, subnet_id: Written = ref("aws_subnet.a.id")): Program => ({
    ...base,
    "aws_route_table_association.a": { subnet_id, route_table_id },
  });
  const acl = (network_acl_id: Written): Program => ({
    ...base,
    "aws_network_acl_association.x": { subnet_id: ref("aws_subnet.a.id"), network_acl_id },
  });
  test.each<[string, Program, readonly string[]]>([
    ["a table that is not known", associated(either("aws_route_table.public.id")), [`${table} ${LATER}`]],
    ["a table elsewhere", associated("rtb-0123456789abcdef0"), [`${table} ${ELSEWHERE}`]],
    ["an ACL that is not known", acl(either("aws_network_acl.n.id")), [`${list} ${LATER}`]],
    ["an ACL elsewhere", acl("acl-0123456789abcdef0"), [`${list} ${ELSEWHERE}`]],
    ["a VPC that is not known", { ...main, "aws_subnet.a": { ...subnet, vpc_id: either("aws_vpc.net.id") } }, [`${vpc} ${LATER}`]],
    [
      "a VPC elsewhere",
      { ...main, "aws_subnet.a": { ...subnet, vpc_id: "vpc-0123456789abcdef0" } },
      [`${vpc} ${OF_ITS_VPC.acl}`, `${vpc} ${OF_ITS_VPC.table}`],
    ],
  ])("%s", (_, program, unknowns) => {
    const [finding] = found(program, "world-open-listener");
    expect(finding?.unknowns.map(({ resource, attribute, why }) => `${resource.address} ${attribute} ${why}`)).toEqual(unknowns);
  });
});

test("ACLs: an association of which nothing is known", () => {
  const shut: Program = {
    "aws_default_network_acl.d": { default_network_acl_id: ref("aws_vpc.net.default_network_acl_id"), ingress: [], egress: [] },
    "aws_network_acl_association.x": { subnet_id: unknown, network_acl_id: unknown },
  };
  expect(asked({ ...base, ...shut }, NONE)(world)).toBe("perhaps");
});

test("groups: the default one of whichever of two VPCs it is in", () => {
  const program: Program = {
    ...without(base, "aws_security_group.web"),
    "aws_vpc.other": { cidr_block: "10.45.0.0/16" },
    "aws_subnet.b": { vpc_id: ref("aws_vpc.other.id"), cidr_block: "10.45.7.0/24" },
    "aws_route_table_association.b": { subnet_id: ref("aws_subnet.b.id"), route_table_id: ref("aws_route_table.public.id") },
    "aws_default_security_group.open": { vpc_id: ref("aws_vpc.other.id"), ingress: [open(22)] },
    "aws_default_security_group.shut": { vpc_id: ref("aws_vpc.net.id"), ingress: [] },
    "aws_instance.web": { ...machine({ subnet_id: ref("aws_subnet.a.id", "aws_subnet.b.id") }), vpc_security_group_ids: [] },
  };
  expect(asked(program)(world)).toBe("perhaps");
});
