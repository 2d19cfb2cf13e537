import { readFileSync } from "node:fs";
import { join } from "node:path";

import { at, given, isOmitted, isUnknown, string, type Json, type Value } from "../../../src/model/value";

import { judge, resultOf } from "../../story/judge";
import { find, planOf, readJson, registered, UNKNOWN, urnOf } from "./told";

type Properties = Readonly<Record<string, Json>>;

interface State {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Properties;
  readonly outputs?: Properties;
}
interface Step {
  readonly op: string;
  readonly oldState?: State;
  readonly newState: State;
  readonly detailedDiff?: Json;
}

const without = (properties: Properties, name: string): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([each]) => each !== name));

describe("a preview of what is there, where a group no longer writes the rules that let the world in", () => {
  const { steps } = JSON.parse(readFileSync(join(__dirname, "../../cases/halves/pulumi/preview.json"), "utf8")) as {
    steps: readonly Step[];
  };
  const isGroup = ({ newState }: Step): boolean => newState.type === "aws:ec2/securityGroup:SecurityGroup";
  const idOf = (urn: string): string => `id-of-${urn.replaceAll(":", "-")}`;

  /** Made by an earlier deployment; what was not known then are ids. */
  const there = ({ newState }: Step): State => {
    const { propertyDependencies = {} } = newState as { propertyDependencies?: Readonly<Record<string, readonly string[]>> };
    const named = (json: Json, urns: readonly string[], name: string): Json => {
      if (json === UNKNOWN) return idOf(urns.find((urn) => urns.length === 1 || urn.includes(name.replace(/s$/, "") + ":")) ?? "");
      if (Array.isArray(json)) return (json as readonly Json[]).map((element) => named(element, urns, name));
      if (typeof json !== "object" || json === null) return json;
      return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, named(value, urns, key)]));
    };
    const inputs = Object.fromEntries(
      Object.entries(newState.inputs ?? {}).map(([name, value]) => [name, named(value, propertyDependencies[name] ?? [], name)]),
    );
    return { ...newState, id: idOf(newState.urn), inputs, outputs: inputs };
  };

  /** Everything stays, but for what is done to the group; one that is made anew has no id yet. */
  const previewOf = (change: (old: State) => Omit<Step, "oldState">): string =>
    JSON.stringify({
      steps: steps.map((step): Step => {
        const oldState = there(step);
        const { outputs: _, ...newState } = oldState;
        if (isGroup(step)) return { ...change(oldState), oldState };
        const group = steps
          .filter(isGroup)
          .map(there)
          .find((old) => change(old).newState.id === undefined);
        const inputs = JSON.stringify(newState.inputs ?? {}).replaceAll(group?.id ?? UNKNOWN, UNKNOWN);
        return { op: "same", oldState, newState: { ...newState, inputs: JSON.parse(inputs) as Properties } };
      }),
    });
  const bare = (old: State): State => ({ ...old, inputs: without(old.inputs ?? {}, "ingress"), outputs: undefined as never });
  const verdictOf = (change: (old: State) => Omit<Step, "oldState">): readonly (readonly string[])[] =>
    resultOf(judge(previewOf(change))).findings.map(({ rule, decision, certainty }) => [rule, decision, certainty]);

  test("what stays blocks", () => {
    expect(verdictOf((old) => ({ op: "same", newState: bare(old) }))).toContainEqual(["world-open-listener", "block", "definite"]);
  });

  test("what the provider may keep is possible, and closes nothing", () => {
    const change = (old: State): Step => ({ op: "update", newState: bare(old) });
    expect(verdictOf(change)).toContainEqual(["world-open-listener", "warn", "possible"]);
    expect(resultOf(judge(previewOf(change))).closed ?? []).toEqual([]);
  });

  test.each(["create-replacement", "replace"])("%s keeps nothing: the door is shut", (op) => {
    const shut = verdictOf((old) => ({ op, newState: { ...bare(old), id: undefined as never } }));
    expect(shut).toEqual([["world-open-listener", "pass", "none"]]);
  });

  test.each<readonly [string, Partial<Step>, Properties | null]>([
    ["the provider deletes the rules", { detailedDiff: { ingress: { kind: "delete", inputDiff: false } } }, null],
    ["the provider plans none", {}, { ingress: [], name: "tiles" }],
  ])("where the preview tells that %s, it is shut", (_, about, outputs) => {
    const shut = verdictOf((old) => ({ op: "update", newState: { ...bare(old), ...(outputs === null ? {} : { outputs }) }, ...about }));
    expect(shut).toEqual([["world-open-listener", "pass", "none"]]);
  });

  test.each<readonly [string, Partial<Step>, Properties | null]>([
    ["inputs differ", { detailedDiff: { ingress: { kind: "delete", inputDiff: true } } }, null],
    ["they are changed", { detailedDiff: { ingress: { kind: "update", inputDiff: false } } }, null],
    ["the provider will know", {}, { ingress: UNKNOWN, name: "tiles" }],
    ["the provider is not configured", {}, {}],
  ])("where it tells that %s alone, it is possible", (_, about, outputs) => {
    const open = verdictOf((old) => ({ op: "update", newState: { ...bare(old), ...(outputs === null ? {} : { outputs }) }, ...about }));
    expect(open).toContainEqual(["world-open-listener", "warn", "possible"]);
  });
});

/** An argument, in Terraform's names, after a step on a resource. */
function after(op: string, type: string, was: Properties | null, now: Properties, path: readonly (string | number)[]): Value {
  const state = { urn: urnOf(type, "asks"), type, custom: true };
  const oldState = was === null ? {} : { oldState: { ...state, id: "id-31", inputs: was, outputs: was } };
  const plan = readJson({ steps: [{ op, ...oldState, newState: { ...state, inputs: now } }] });
  return at(find(plan, "asks").values, ...path);
}

const INSTANCE = "aws:ec2/instance:Instance";
const ROUTE = "aws:ec2/route:Route";

describe("what an update leaves out", () => {
  test("is not known where the provider computes it, and counts as written", () => {
    const groups = after("update", INSTANCE, { ami: "ami-07", vpcSecurityGroupIds: ["sg-07"] }, { ami: "ami-07" }, [
      "vpc_security_group_ids",
    ]);
    expect(isUnknown(groups)).toBe(true);
    expect(given(groups)).not.toBeNull();
  });

  test.each<readonly [string, Properties, Properties]>([
    ["it was not there either", { ami: "ami-07" }, { ami: "ami-08" }],
    ["it was null", { ami: "ami-07", vpcSecurityGroupIds: null }, { ami: "ami-08" }],
  ])("is left out where %s", (_, was, now) => {
    expect(isOmitted(after("update", INSTANCE, was, now, ["vpc_security_group_ids"]))).toBe(true);
  });

  test("is not known where nobody tells what it was", () => {
    for (const hidden of [{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:ab" }, null])
      expect(isUnknown(after("update", INSTANCE, hidden, { ami: "ami-07" }, ["vpc_security_group_ids"]))).toBe(true);
  });

  test("is gone where the provider computes nothing: a route from a gateway to a NAT, a template without its groups", () => {
    const was = { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-07", networkInterfaceId: "eni-07" };
    const now = { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-07" };
    expect(isOmitted(after("update", ROUTE, was, now, ["gateway_id"]))).toBe(true);
    expect(isUnknown(after("update", ROUTE, was, now, ["network_interface_id"]))).toBe(true);
    const template = "aws:ec2/launchTemplate:LaunchTemplate";
    const groups = after("update", template, { vpcSecurityGroupIds: ["sg-07"] }, { imageId: "ami-07" }, ["vpc_security_group_ids"]);
    expect(isOmitted(groups)).toBe(true);
    const accelerator = "aws:globalaccelerator/listener:Listener";
    expect(isOmitted(after("update", accelerator, { clientAffinity: "SOURCE_IP" }, { protocol: "TCP" }, ["client_affinity"]))).toBe(true);
  });

  test("within a block and a list as well", () => {
    const was = { launchTemplate: { id: "lt-07", version: "3" }, ebsBlockDevices: [{ deviceName: "/dev/sdf" }, { volumeSize: 31 }] };
    const now = { launchTemplate: { version: "4" }, ebsBlockDevices: [{ deviceName: "/dev/sdg" }] };
    const value = (...path: readonly (string | number)[]): Value => after("update", INSTANCE, was, now, path);
    expect(isUnknown(value("launch_template", "id"))).toBe(true);
    expect(isOmitted(value("launch_template", "name"))).toBe(true);
    expect(string(value("launch_template", "version"))).toEqual({ is: "known", value: "4" });
    expect(isUnknown(value("ebs_block_device", 0, "volume_size"))).toBe(true);
    expect(isOmitted(value("ebs_block_device", 0, "iops"))).toBe(true);
  });

  test("of a provider that nobody here knows is not known", () => {
    const container = "docker:index/container:Container";
    expect(isUnknown(after("update", container, { image: "a", ports: [{ external: 81 }] }, { image: "a" }, ["ports"]))).toBe(true);
    const group = "aws-native:ec2:SecurityGroup";
    expect(isUnknown(after("update", group, { securityGroupIngress: [], groupName: "a" }, { groupName: "a" }, ["ingress"]))).toBe(true);
    expect(isOmitted(after("create-replacement", container, { image: "a", ports: [] }, { image: "a" }, ["ports"]))).toBe(true);
  });

  test("is gone where its other spelling takes its place", () => {
    const encoded = after("update", INSTANCE, { userDataBase64: "bmM=" }, { userData: "nc -l 7171" }, ["user_data_base64"]);
    expect(isOmitted(encoded)).toBe(true);
    expect(isUnknown(after("update", INSTANCE, { userDataBase64: "bmM=" }, { ami: "ami-07" }, ["user_data_base64"]))).toBe(true);
  });
});

describe("what a program does not write", () => {
  const group = "aws:ec2/securityGroup:SecurityGroup";
  test("is as it is in the cloud of what is imported, and nothing of what is made", () => {
    expect(given(after("import", group, null, { name: "mill" }, ["ingress"]))).not.toBeNull();
    expect(given(after("import", group, null, { name: "mill", ingress: [] }, ["ingress"]))).toBeNull();
    expect(given(after("create", group, null, { name: "mill" }, ["ingress"]))).toBeNull();
  });

  test("and a policy is told that it is not known yet, may be as it was of what exists", () => {
    const told = { inputs: { name: "mill" }, outputs: { name: "mill", ingress: UNKNOWN } };
    const ingressOf = (id: string | null): Value =>
      at(find(planOf([registered(group, "mill", { id, ...told })]), "mill").values, "ingress");
    expect(given(ingressOf("sg-07"))).not.toBeNull();
    expect(given(ingressOf(null))).toBeNull();
  });
});
