import { found, inShort, resultOf } from "../plans/findings";
import { ref, unknown, type Block, type Program } from "../plans/plan";
import { placesOf, sockets } from "../plans/sockets";
import { open, STOCK, VPC } from "../plans/vpc";

const SPOT = "aws_spot_fleet_request.herd";
const EC2 = "aws_ec2_fleet.herd";
const GROUPS = { vpc_security_group_ids: [ref("aws_security_group.herd.id")] };
const network = (port: number): Program => ({
  ...VPC,
  ...STOCK,
  "aws_security_group.herd": { vpc_id: ref("aws_vpc.net.id"), ingress: [open(port)] },
  "aws_subnet.b": { vpc_id: ref("aws_vpc.net.id"), cidr_block: "10.44.8.0/24" },
});
const SERVES = "#!/bin/sh\npython3 -m http.server 8095 --bind 0.0.0.0 &\n";
const opened = (program: Program): readonly string[] => found(program, "world-open-listener").map(inShort);

describe("a fleet of specifications", () => {
  const spec = (own: Block = {}): Block => ({
    ami: "ami-0c0ffee5700000001",
    instance_type: "t3.nano",
    subnet_id: ref("aws_subnet.a.id"),
    associate_public_ip_address: true,
    ...GROUPS,
    ...own,
  });
  const fleet = (port: number, ...launch_specification: readonly Block[]): Program => ({
    ...network(port),
    [SPOT]: { iam_fleet_role: "arn:aws:iam::123456789012:role/herd", target_capacity: 3, launch_specification },
  });
  test("each starts what its image and its user data do", () => {
    const program = fleet(8095, spec({ user_data: SERVES }));
    expect(placesOf(program, SPOT).map(sockets)).toEqual([["assumed tcp 0.0.0.0:22", "known tcp 0.0.0.0:8095"]]);
    expect(opened(program)).toEqual(["block definite medium tcp 8095"]);
    expect(opened(fleet(22, spec()))).toEqual(["block definite high tcp 22"]);
  });
  test("a shut group, a private subnet, no public address", () => {
    expect(opened(fleet(8443, spec()))).toEqual([]);
    expect(opened(fleet(22, spec({ subnet_id: ref("aws_subnet.b.id") })))).toEqual([]);
    expect(opened(fleet(22, spec({ associate_public_ip_address: false })))).toEqual([]);
  });
  test("which of several AWS takes nobody knows: all open it is open, some open perhaps, in any order", () => {
    const shut = spec({ subnet_id: ref("aws_subnet.b.id") });
    expect(opened(fleet(22, spec(), spec({ instance_type: "t3.large" })))).toEqual(["block definite high tcp 22"]);
    expect(opened(fleet(22, shut, spec()))).toEqual(["warn possible high tcp 22"]);
    expect(opened(fleet(22, spec(), shut))).toEqual(["warn possible high tcp 22"]);
    expect(opened(fleet(8443, spec(), spec({ instance_type: "t3.large" })))).toEqual([]);
    const other = fleet(8095, spec(), spec({ user_data: SERVES }));
    expect(opened(other)).toContain("warn possible medium tcp 8095");
    const fingerprints = found(other, "world-open-listener").map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });
  test("specifications that nobody knows may be anything", () => {
    expect(opened({ ...network(22), [SPOT]: { launch_specification: unknown } })).not.toEqual([]);
  });
});

describe.each([
  ["aws_spot_fleet_request", SPOT, "launch_template_specification", "id"],
  ["aws_ec2_fleet", EC2, "launch_template_specification", "launch_template_id"],
] as const)("a fleet of launch templates: %s", (_type, address, specification, id) => {
  const fleet = (template: Block, config: Block = {}): Program => ({
    ...network(8095),
    "aws_launch_template.herd": {
      image_id: "ami-0c0ffee5700000001",
      user_data: Buffer.from(SERVES).toString("base64"),
      network_interfaces: [
        { associate_public_ip_address: "true", subnet_id: ref("aws_subnet.a.id"), security_groups: [ref("aws_security_group.herd.id")] },
      ],
      ...template,
    },
    [address]: { launch_template_config: [{ [specification]: [{ [id]: ref("aws_launch_template.herd.id"), version: "3" }], ...config }] },
  });
  test("the template's machines", () => {
    expect(opened(fleet({}))).toEqual(["block definite medium tcp 8095"]);
    expect(opened(fleet({ user_data: null }))).toEqual([]);
  });
  test("an override moves them to another subnet", () => {
    expect(opened(fleet({}, { overrides: [{ instance_type: "t3.nano", subnet_id: ref("aws_subnet.b.id") }] }))).toEqual([]);
    expect(
      opened(fleet({}, { override: [{ subnet_id: ref("aws_subnet.b.id") }], overrides: [{ subnet_id: ref("aws_subnet.b.id") }] })),
    ).toEqual([]);
  });
  test("a template outside the plan may be anything", () => {
    const foreign: Program = {
      ...network(22),
      [address]: { launch_template_config: [{ [specification]: [{ [id]: "lt-0abc", version: "3" }] }] },
    };
    expect(opened(foreign).every((told) => told.startsWith("warn possible"))).toBe(true);
    expect(opened(foreign)).not.toEqual([]);
    expect(resultOf(foreign).notModelled).toEqual([]);
  });
});
