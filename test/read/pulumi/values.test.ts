import { asSecret, UNKNOWN_TEXT } from "../../../src";
import { at, given, isSensitive, isUnknown, items, string, type Json } from "../../../src/model/value";

import { find, planOf, registered, UNKNOWN } from "./told";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const signed = (signature: string, members: Readonly<Record<string, Json>>): Json => ({ [SIGNATURE]: signature, ...members });

const valueOf = (json: Json): ReturnType<typeof at> =>
  at(find(planOf([registered("aws:ec2/instance:Instance", "press", { inputs: { userData: json } })]), "press").values, "user_data");

describe("names are Terraform's", () => {
  const group = find(
    planOf([
      registered(GROUP, "press", {
        inputs: {
          __defaults: ["name", "revokeRulesOnDelete"],
          name: "press-31",
          revokeRulesOnDelete: false,
          tags: { FooBar: "keepsItsCase" },
          ingress: [
            { __defaults: ["self"], self: false, protocol: "tcp", fromPort: 5353, toPort: 5354, ipv6CidrBlocks: ["::/0"], cidrBlocks: [] },
          ],
        },
        outputs: { arn: UNKNOWN, vpcId: UNKNOWN, egress: UNKNOWN },
      }),
    ]),
    "press",
  );

  test("of the type, of properties at every depth, and not of the user's own keys", () => {
    expect(group.type).toBe("aws_security_group");
    expect(group.address).toBe("urn:pulumi:harvest::orchard::aws:ec2/securityGroup:SecurityGroup::press");
    expect(group.values.raw).toMatchObject({
      name: "press-31",
      tags: { FooBar: "keepsItsCase" },
      ingress: [{ self: false, protocol: "tcp", from_port: 5353, to_port: 5354, ipv6_cidr_blocks: ["::/0"], cidr_blocks: [] }],
    });
  });

  test("and the engine's own members are gone at every depth", () => {
    expect(JSON.stringify(group.values.raw)).not.toContain("__");
  });

  test("in Pulumi's spelling again where a user reads them", () => {
    const spelled = (path: string): string | undefined => group.spelled?.(path);
    expect(spelled("ingress[0].ipv6_cidr_blocks[3]")).toBe("ingress[0].ipv6CidrBlocks[3]");
    const template = find(planOf([registered("aws:autoscaling/group:Group", "fleet", { inputs: { vpcZoneIdentifiers: [] } })]), "fleet");
    expect(template.spelled?.("vpc_zone_identifier[1]")).toBe("vpcZoneIdentifiers[1]");
    const task = find(planOf([registered("aws:ecs/taskDefinition:TaskDefinition", "t", { inputs: { containerDefinitions: "[]" } })]), "t");
    expect(task.spelled?.("container_definitions[0].environment[2].value")).toBe("containerDefinitions[0].environment[2].value");
  });

  test("what was written tells a default from the program's own", () => {
    expect(group.written("ingress")).toBe("yes");
    expect(group.written("ingress[0].from_port")).toBe("yes");
    expect(group.written("ingress[0].self")).toBe("no");
    expect(group.written("name")).toBe("no");
    expect(group.written("egress")).toBe("no");
    expect(given(at(group.values, "egress"))).toBeNull();
    expect(given(at(group.values, "vpc_id"))).toBeNull();
  });
});

describe("what is not known", () => {
  test.each([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    UNKNOWN,
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ])("the sentinel %s, alone and within a text", (sentinel) => {
    expect(isUnknown(valueOf(sentinel))).toBe(true);
    expect(isUnknown(valueOf(`{"image":"${sentinel}"}`))).toBe(true);
  });

  test("leaf by leaf: the elements beside it are known", () => {
    const values = valueOf(["10.0.0.0/8", UNKNOWN]);
    expect(items(values).known.map(isUnknown)).toEqual([false, true]);
    expect(string(at(values, 0))).toEqual({ is: "known", value: "10.0.0.0/8" });
  });

  test.each([
    ["inputs that nobody told", { inputs: null, outputs: null }],
    ["a resource outside of --target", { inputs: {}, outputs: {} }],
    ["a resource whose provider is not configured yet", { inputs: null, outputs: {} }],
  ])("%s: all of it", (_, about) => {
    const group = find(planOf([registered(GROUP, "late", about)]), "late");
    expect(isUnknown(at(group.values, "ingress", 0, "cidr_blocks"))).toBe(true);
    expect(group.written("ingress")).toBe("cannot tell");
  });

  test("but a program that writes nothing is known to", () => {
    const address = find(planOf([registered("aws:ec2/eip:Eip", "gate", { inputs: { __defaults: [] } })]), "gate");
    expect(address.written("instance")).toBe("no");
    expect(isUnknown(at(address.values, "instance"))).toBe(false);
    expect(isUnknown(at(address.values, "id"))).toBe(true);
  });
});

describe("secrets and other values", () => {
  const SECRET = "1b47061264138c4ac30d75fd1eb44270";
  test("of a ciphertext, and of what a preview hides, nothing is known", () => {
    for (const hidden of [signed(SECRET, { ciphertext: "v1:abc:def" }), "[secret]"]) {
      expect(isUnknown(valueOf(hidden))).toBe(true);
      expect(isSensitive(valueOf(hidden))).toBe(true);
    }
  });

  test("in the clear they are known, and marked", () => {
    const clear = valueOf(signed(SECRET, { plaintext: JSON.stringify("#!/bin/sh\nnc -l 9000\n") }));
    expect(string(clear)).toEqual({ is: "known", value: "#!/bin/sh\nnc -l 9000\n" });
    expect(isSensitive(clear)).toBe(true);
  });

  test("as the front door marks them for a policy", () => {
    const clear = valueOf(asSecret("nc -l 9000"));
    expect(string(clear)).toEqual({ is: "known", value: "nc -l 9000" });
    expect(isSensitive(clear)).toBe(true);
    expect(isUnknown(valueOf(UNKNOWN_TEXT))).toBe(true);
  });

  test("broken ones are unknown", () => {
    for (const broken of [signed(SECRET, { plaintext: "{" }), signed(SECRET, {}), signed("of another day", { value: 7 })])
      expect(isUnknown(valueOf(broken))).toBe(true);
  });

  test("assets, archives, references and outputs", () => {
    const is = (json: Json): ReturnType<typeof string> => string(valueOf(json));
    expect(is(signed("c44067f5952c0a294b673a41bacd8c17", { text: "exec redis-server" }))).toEqual({
      is: "known",
      value: "exec redis-server",
    });
    expect(is(signed("c44067f5952c0a294b673a41bacd8c17", { path: "boot.sh", hash: "ab" }))).toEqual({ is: "unknown" });
    expect(is(signed("0def7320c3a5731c473e5ecbe6d01bc7", { assets: {} }))).toEqual({ is: "unknown" });
    expect(is(signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:x", id: "sg-0aa" }))).toEqual({ is: "known", value: "sg-0aa" });
    expect(is(signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "urn:x", id: UNKNOWN }))).toEqual({ is: "unknown" });
    expect(is(signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { value: "i-77" }))).toEqual({ is: "known", value: "i-77" });
    expect(is(signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { dependencies: [] }))).toEqual({ is: "unknown" });
  });

  test("names that objects have by nature are names", () => {
    const odd = find(planOf([registered("constructor", "odd", { inputs: { constructor: "a", toString: { valueOf: 1 } } })]), "odd");
    expect(odd.values.raw).toMatchObject({ constructor: "a" });
    expect(find(planOf([registered("aws-native:ec2:constructor", "odd", { inputs: { constructor: ["a"] } })]), "odd").type).toMatch(
      /^aws_native_/,
    );
  });
});

describe("who it is", () => {
  const parent = registered("lab:index:Box", "boxed", { custom: false });
  const plan = planOf([
    registered("pulumi:pulumi:Stack", "orchard-harvest", { custom: false }),
    registered("pulumi:providers:aws", "west"),
    parent,
    registered("aws:ec2/instance:Instance", "a::b c", { parent: parent.urn, source: "project:///infra/index.ts#12,20" }),
    registered("aws:lb/loadBalancer:LoadBalancer", "front", { external: true, source: "project:///node_modules/lib/index.js#4,2" }),
  ]);

  test("components, providers and the stack are no resources; the stack is the URN's", () => {
    expect(plan.resources.map(({ type }) => type)).toEqual(["aws_instance", "aws_lb"]);
    expect(plan.stack).toBe("orchard/harvest");
  });

  test("name, component, place in the program", () => {
    const [instance, balancer] = plan.resources;
    expect(instance).toMatchObject({
      name: "a::b c",
      module: "boxed",
      mode: "managed",
      location: { uri: "infra/index.ts", line: 12, column: 20 },
    });
    expect(balancer).toMatchObject({ mode: "data", module: "", location: null });
  });

  test("a parent of itself has an end", () => {
    const urn = `urn:pulumi:harvest::orchard::lab:index:Box::loop`;
    const loop = registered("lab:index:Box", "loop", { custom: false, parent: urn });
    expect(planOf([loop, registered(GROUP, "g", { parent: urn })]).resources).toHaveLength(1);
  });
});
