import { allBut, asked, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { STOCK, machine, open, withRules } from "../plans/vpc";

const bare = (more: Block): Block => {
  const { associate_public_ip_address: _, ipv6_address_count: __, ...rest } = machine();
  return { ...rest, ...more };
};
const subnet = (more: Block): Block => ({ vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.7.0/24", ...more });
const program = (own: Block, ofSubnet: Block = {}): Program => ({
  ...withRules(open(22)),
  "aws_subnet.a": subnet(ofSubnet),
  "aws_instance.web": bare(own),
});
const over = (of: Program): readonly Answer[] => ["203.0.113.9", "2001:db8::9"].map((from) => asked(of)(`tcp 22 from ${from}`));

test("P1: without a public address nobody comes", () => {
  expect(over(program({}))).toEqual(["no", "no"]);
});

describe("P2, P3: the instance's word goes before the subnet's, which is no unless it says yes", () => {
  test.each<[Written | undefined, Written | undefined, Answer]>([
    [undefined, undefined, "no"],
    [undefined, true, "yes"],
    [undefined, "true", "yes"],
    [true, false, "yes"],
    ["true", false, "yes"],
    [false, true, "no"],
    [undefined, unknown, "perhaps"],
    [unknown, false, "perhaps"],
    [false, unknown, "no"],
  ])("associate_public_ip_address = %s, map_public_ip_on_launch = %s: %s", (associate, map, answer) => {
    const own = associate === undefined ? {} : { associate_public_ip_address: associate };
    const ofSubnet = map === undefined ? {} : { map_public_ip_on_launch: map };
    expect(over(program(own, ofSubnet))[0]).toBe(answer);
  });
});

describe("P3: the default VPC", () => {
  const { subnet_id: _, ...nowhere } = bare({});
  const there: Program = { ...STOCK, "aws_security_group.web": { ingress: [open(22)] }, "aws_instance.web": nowhere };
  test("a machine that names no subnet is in it, and public", () => {
    expect(asked(there)("tcp 22 from 203.0.113.9")).toBe("yes");
    expect(asked(there, allBut("default-vpc"))("tcp 22 from 203.0.113.9")).toBe("perhaps");
  });
  test("unless it wants no address", () => {
    expect(asked({ ...there, "aws_instance.web": { ...nowhere, associate_public_ip_address: false } })("tcp 22 from 203.0.113.9")).toBe(
      "no",
    );
  });
  test.each<[Block, Answer]>([
    [{}, "yes"],
    [{ map_public_ip_on_launch: false }, "no"],
  ])("aws_default_subnet %j", (more, answer) => {
    const inIt = {
      ...there,
      "aws_default_subnet.d": { availability_zone: "eu-north-1b", ...more },
      "aws_instance.web": { ...nowhere, subnet_id: ref("aws_default_subnet.d.id") },
    };
    expect(asked(inIt)("tcp 22 from 203.0.113.9")).toBe(answer);
  });
});

test("P4: of a subnet outside the plan nobody knows", () => {
  expect(over(program({ subnet_id: "subnet-0123456789abcdef0" }))).toEqual(["perhaps", "perhaps"]);
});

describe("P5: an Elastic IP makes it public, whatever its subnet says", () => {
  const instance = ref("aws_instance.web.id");
  const primary = ref("aws_instance.web.primary_network_interface_id");
  test.each<[string, Program, Answer]>([
    ["instance", { "aws_eip.e": { instance } }, "yes"],
    ["network_interface", { "aws_eip.e": { network_interface: primary } }, "yes"],
    [
      "association by instance",
      { "aws_eip.e": {}, "aws_eip_association.e": { allocation_id: ref("aws_eip.e.id"), instance_id: instance } },
      "yes",
    ],
    [
      "association by interface",
      { "aws_eip.e": {}, "aws_eip_association.e": { allocation_id: ref("aws_eip.e.id"), network_interface_id: primary } },
      "yes",
    ],
    [
      "of a NAT gateway",
      { "aws_eip.e": {}, "aws_nat_gateway.n": { allocation_id: ref("aws_eip.e.id"), subnet_id: ref("aws_subnet.a.id") } },
      "no",
    ],
    ["of nobody knows whom", { "aws_eip.e": { instance: unknown } }, "perhaps"],
    ["of a machine elsewhere", { "aws_eip.e": { instance: "i-0123456789abcdef0" } }, "no"],
  ])("%s", (_, elastic, answer) => {
    const with_ = { ...program({ associate_public_ip_address: false }), ...elastic };
    expect(asked(with_, allBut("lone-candidate"))("tcp 22 from 203.0.113.9")).toBe(answer);
    expect(asked(with_)("tcp 22 from 2001:db8::9")).toBe("no");
  });
});

describe("P6: an IPv6 address is a public one", () => {
  const block = { ipv6_cidr_block: "2001:db8:44:7::/64" };
  test.each<[Block, Block, Answer]>([
    [{}, block, "no"],
    [{}, { ...block, assign_ipv6_address_on_creation: true }, "yes"],
    [{}, { ...block, assign_ipv6_address_on_creation: unknown }, "perhaps"],
    [{ ipv6_address_count: 2 }, block, "yes"],
    [{ ipv6_addresses: ["2001:db8:44:7::5"] }, block, "yes"],
    [{ ipv6_address_count: unknown }, block, "perhaps"],
  ])("instance %j, subnet %j: %s", (own, ofSubnet, answer) => {
    expect(over(program(own, ofSubnet))).toEqual(["no", answer]);
  });
});
