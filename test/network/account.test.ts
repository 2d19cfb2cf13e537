import { allBut, asked, type Answer } from "../plans/ask";
import { ref, unknown, type Block, type Program, type Written } from "../plans/plan";
import { open, withRules } from "../plans/vpc";

const program = (mode: Written, ...exclusions: readonly Block[]): Program => ({
  ...withRules(open(22)),
  "aws_vpc_block_public_access_options.o": { internet_gateway_block_mode: mode },
  ...Object.fromEntries(exclusions.map((exclusion, index) => [`aws_vpc_block_public_access_exclusion.e${String(index)}`, exclusion])),
});
const ask = (of: Program): Answer => asked(of)("tcp 22 from 203.0.113.9");

test("a plan that does not manage it rests on its being off", () => {
  expect(ask(withRules(open(22)))).toBe("yes");
  expect(asked(withRules(open(22)), allBut("no-account-block"))("tcp 22 from 203.0.113.9")).toBe("perhaps");
});

test.each<[string, Written, Answer]>([
  ["off", "off", "yes"],
  ["ingress", "block-ingress", "no"],
  ["both ways", "block-bidirectional", "no"],
  ["not known", unknown, "perhaps"],
])("%s", (_, mode, answer) => {
  expect(ask(program(mode))).toBe(answer);
});

test.each<[string, Block, Answer]>([
  ["the VPC, both ways", { vpc_id: ref("aws_vpc.net.id"), internet_gateway_exclusion_mode: "allow-bidirectional" }, "yes"],
  ["the VPC, outwards", { vpc_id: ref("aws_vpc.net.id"), internet_gateway_exclusion_mode: "allow-egress" }, "no"],
  ["the subnet, both ways", { subnet_id: ref("aws_subnet.a.id"), internet_gateway_exclusion_mode: "allow-bidirectional" }, "yes"],
  ["the subnet, nobody knows which way", { subnet_id: ref("aws_subnet.a.id"), internet_gateway_exclusion_mode: unknown }, "perhaps"],
  ["another VPC", { vpc_id: "vpc-0123456789abcdef0", internet_gateway_exclusion_mode: "allow-bidirectional" }, "no"],
])("excluded: %s", (_, exclusion, answer) => {
  expect(ask(program("block-ingress", exclusion))).toBe(answer);
});
