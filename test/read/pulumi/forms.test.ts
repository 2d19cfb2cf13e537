import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../../src/check";
import { UnreadableInput, type Plan } from "../../../src/model/plan";
import type { Finding } from "../../../src/model/report";
import { unknownAt } from "../../../src/model/unknown";
import { at, isUnknown, type Json } from "../../../src/model/value";
import { read } from "../../../src/read";

import { find, readJson } from "./told";

const bytesOf = (name: string): Buffer => readFileSync(join(__dirname, "recorded", name));
const jsonOf = (name: string): Record<string, Json> => JSON.parse(bytesOf(name).toString()) as Record<string, Json>;
const planOf = (name: string): Plan => readJson(jsonOf(name), name);

const addresses = (resources: readonly { type: string; name: string }[]): readonly string[] =>
  resources.map(({ type, name }) => `${type}.${name}`).sort();

function findings(bytes: Uint8Array): readonly Finding[] {
  const options = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };
  const { results, errors } = check([{ path: "input.json", bytes }], options);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join());
  return results.flatMap((result) => [...result.findings, ...(result.closed ?? [])]);
}

function refusal(bytes: Uint8Array | Json): UnreadableInput {
  try {
    read("input.json", bytes instanceof Uint8Array ? bytes : new TextEncoder().encode(JSON.stringify(bytes)));
  } catch (error) {
    if (error instanceof UnreadableInput) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a preview of the real engine", () => {
  test("of a new stack: nothing was there before", () => {
    const plan = planOf("first.json");
    expect(plan).toMatchObject({ kind: "pulumi-preview", stack: "orchard/harvest", before: [], notes: [] });
    expect(addresses(plan.resources)).toContain("aws_security_group.gone");
  });

  test.each(["second.json", "steps.json"])(
    "of a change, %s: what is deleted is gone, what is replaced is there once and has no id yet",
    (name) => {
      const plan = planOf(name);
      expect(addresses(plan.resources)).not.toContain("aws_security_group.gone");
      expect(addresses(plan.before ?? [])).toContain("aws_security_group.gone");
      const group = find(plan, "press", "aws_security_group");
      expect(isUnknown(at(group.values, "id"))).toBe(true);
      expect(at(group.values, "ingress", 0, "cidr_blocks", 0).raw).toBe("0.0.0.0/0");
      const was = find({ resources: plan.before ?? [] }, "press", "aws_security_group");
      expect(at(was.values, "ingress", 0, "cidr_blocks", 0).raw).toBe("10.0.0.0/8");
      expect(at(was.values, "id").raw).toMatch(/^sg-/);
    },
  );

  test("what stays and what changes keeps its id, and what the provider worked out", () => {
    const plan = planOf("second.json");
    expect(at(find(plan, "grove", "aws_vpc").values, "id").raw).toMatch(/^vpc-/);
    const instance = find(plan, "press", "aws_instance");
    expect(at(instance.values, "id").raw).toMatch(/^i-/);
    expect(at(instance.values, "tags", "FooBar").raw).toBe("2");
    expect(isUnknown(at(instance.values, "vpc_security_group_ids", 0))).toBe(true);
  });

  test("what this change opens is told, with its place in the program", () => {
    const [opened] = findings(bytesOf("second.json")).filter(({ decision }) => decision === "block");
    expect(opened).toMatchObject({ change: "opened", certainty: "definite", ports: [[5353, 5353]], process: "gunicorn" });
    expect(opened?.workload).toMatchObject({
      address: "urn:pulumi:harvest::orchard::aws:ec2/instance:Instance::press",
      location: { uri: "index.js" },
    });
  });

  test("every way in which a value hides", () => {
    const plan = planOf("unknowns.json");
    const nested = find(plan, "nested");
    expect([0, 1].map((index) => isUnknown(at(nested.values, "ingress", 0, "cidr_blocks", index)))).toEqual([false, true]);
    expect(find(plan, "existing").mode).toBe("data");
    const boxed = find(plan, "boxed");
    expect(boxed).toMatchObject({ type: "aws_instance", module: "boxed" });
    expect(isUnknown(at(boxed.values, "user_data"))).toBe(true);
  });
});

test("a preview that hides secrets says so, and no value that is hidden is one of after the deployment", () => {
  const type = "aws:ec2/securityGroup:SecurityGroup";
  const urn = `urn:pulumi:dev::ferry::${type}::gate`;
  const ingress = (cidr: string): Json => [{ protocol: "tcp", fromPort: 7443, toPort: 7443, cidrBlocks: [cidr] }];
  const preview = (cidr: string): Json => ({
    config: {},
    changeSummary: { create: 1 },
    steps: [{ op: "create", urn, newState: { urn, type, custom: true, inputs: { __defaults: [], ingress: ingress(cidr) }, outputs: {} } }],
  });
  const asked = (cidr: string): readonly unknown[] => {
    const plan = readJson(preview(cidr));
    return [plan.notes.map(({ code }) => code), unknownAt(at(find(plan, "gate").values, "ingress", 0, "cidr_blocks")).why];
  };
  expect(asked("[secret]")).toEqual([["hidden-values"], "hidden"]);
  expect(asked("04da6b54-80e4-46f7-96ec-b56ff0331ba9")).toEqual([[], "after-apply"]);
});

describe("a state of the real engine", () => {
  test("tells what there is", () => {
    const plan = planOf("state.json");
    expect(plan).toMatchObject({ kind: "pulumi-state", stack: "orchard/harvest", before: null });
    expect(plan.notes.map(({ code, level }) => [code, level])).toEqual([["state", "note"]]);
    expect(at(find(plan, "press", "aws_security_group").values, "id").raw).toMatch(/^sg-/);
    expect(findings(bytesOf("state.json")).every(({ change }) => change === null)).toBe(true);
  });

  test("with secrets that only its key can read says so, and knows nothing of them", () => {
    const plan = planOf("unknowns-state.json");
    expect(plan.notes.map(({ code }) => code)).toEqual(["encrypted-values", "state"]);
    expect(isUnknown(at(find(plan, "boxed").values, "user_data"))).toBe(true);
    expect(find(plan, "existing").mode).toBe("data");
  });

  const resource = { urn: "urn:pulumi:dev::ferry::aws:ec2/eip:Eip::gate", type: "aws:ec2/eip:Eip", custom: true, id: "eipalloc-07" };
  const state = (about: Record<string, Json>, version = 3): Json => ({ version, deployment: { resources: [resource], ...about } });

  test("less what is on its way out; with a note on what was cut off", () => {
    expect(readJson(state({ resources: [resource, { ...resource, delete: true }] })).resources).toHaveLength(1);
    expect(readJson(state({ resources: [{ ...resource, pendingReplacement: true }] })).resources).toEqual([]);
    const cut = readJson(state({ pending_operations: [{ type: "creating", resource }] }));
    expect(cut.notes.map(({ code }) => code)).toEqual(["pending-operations", "state"]);
  });

  test("as a self-managed backend keeps it, and of an empty stack", () => {
    expect(readJson({ version: 3, checkpoint: { stack: "dev", latest: { resources: [resource] } } }).resources).toHaveLength(1);
    expect(readJson({ version: 3, checkpoint: { stack: "dev", latest: null } }).resources).toEqual([]);
    expect(readJson({ version: 3, deployment: { manifest: {} } })).toMatchObject({ resources: [], stack: null });
  });

  test("of a version that is not known is refused", () => {
    expect(refusal(state({}, 7)).code).toBe("newer-state");
    expect(refusal(state({}, 2)).code).toBe("older-state");
  });
});

describe("what cannot be read says what would be right", () => {
  test.each([
    ["a preview without what stays", bytesOf("without-sames.json"), "omitted-steps", "--show-sames"],
    ["an update plan", bytesOf("update-plan.json"), "wrong-json", "pulumi preview --json"],
    ["engine events", bytesOf("events.jsonl"), "engine-events", "PULUMI_ENABLE_STREAMING_JSON_PREVIEW"],
    ["one engine event", { sequence: 0, timestamp: 1, preludeEvent: {} }, "engine-events", "pulumi preview --json"],
    ["steps that are none", { steps: [7] }, "malformed", "steps[0] should be an object, as pulumi preview --json"],
    ["a step of another day", { steps: [{ op: "constructor", newState: {} }] }, "malformed", "steps[0].op"],
    [
      "a resource without a URN",
      { version: 3, deployment: { resources: [{ type: "a:b:C" }] } },
      "malformed",
      "as pulumi stack export writes it",
    ],
  ])("%s", (_, input, code, says) => {
    const error = refusal(input);
    expect(error.code).toBe(code);
    expect(error.message).toContain(says);
  });

  test("an error on the way is noted", () => {
    const plan = readJson({ steps: [], diagnostics: [{ severity: "error", message: "the region is not set" }] });
    expect(plan.notes.map(({ code, level }) => [code, level])).toEqual([["errored-preview", "warning"]]);
    expect(JSON.stringify(plan.notes)).not.toContain("region");
  });
});
