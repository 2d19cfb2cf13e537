import { find, readJson, urnOf } from "./told";

const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const urn = urnOf(RULE, "orchard");

const taken = (more: object, op = "delete") => {
  const inputs = { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 8075, toPort: 8075, securityGroupId: "sg-0a1b2c3d" };
  return { op, urn, oldState: { urn, custom: true, type: RULE, id: "sgr-0a1b2c3d", inputs, outputs: inputs, ...more } };
};

test("what Pulumi forgets and does not delete is there still", () => {
  const plan = readJson({ steps: [taken({ retainOnDelete: true })] });
  expect(find(plan, "orchard").values.raw).toMatchObject({ cidr_ipv4: "0.0.0.0/0", from_port: 8075 });
});

test.each<[string, ReturnType<typeof taken>]>([
  ["deleted", taken({})],
  ["deleted, as it says", taken({ retainOnDelete: false })],
  ["only read before", taken({ retainOnDelete: true }, "discard")],
])("what is %s goes", (_, step) => {
  const plan = readJson({ steps: [step] });
  expect(plan.resources).toEqual([]);
  expect(plan.before).toHaveLength(1);
});
