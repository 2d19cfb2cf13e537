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

const inRegion = (region: Written | undefined, ...others: readonly string[]): Program => {
  const { "aws_instance.web": machine = {}, ...rest } = program("block-ingress");
  return {
    ...rest,
    "aws_instance.web": { ...machine, region: "eu-west-3" },
    "aws_vpc_block_public_access_options.o": { internet_gateway_block_mode: "block-ingress", ...(region === undefined ? {} : { region }) },
    ...Object.fromEntries(
      others.map((other) => [
        `aws_vpc_block_public_access_options.${other.replaceAll("-", "_")}`,
        { internet_gateway_block_mode: "block-bidirectional", region: other },
      ]),
    ),
  };
};

test.each<[string, Program, Answer]>([
  ["the machine's", inRegion("eu-west-3"), "no"],
  ["another", inRegion("us-east-1"), "yes"],
  ["one that nobody knows", inRegion(unknown), "perhaps"],
  ["one that it does not name", inRegion(undefined), "perhaps"],
  ["another and the machine's", inRegion("us-east-1", "eu-west-3"), "no"],
  ["others", inRegion("us-east-1", "us-west-2"), "yes"],
])("it blocks in a region of its own: %s", (_, of, answer) => {
  expect(ask(of)).toBe(answer);
});
