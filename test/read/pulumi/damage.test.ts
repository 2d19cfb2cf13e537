import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as fc from "fast-check";

import { checkRegistered } from "../../../src/check";
import { UnreadableInput, type Plan } from "../../../src/model/plan";
import type { Report } from "../../../src/model/report";
import { at, isSensitive, isUnknown, type Json } from "../../../src/model/value";
import { contains, subtract } from "../../../src/net/packet-set";
import type { JsonObject } from "../../../src/read/json";
import type { Registered } from "../../../src/read/pulumi";

import { findingsOf, judge, TODAY } from "../../story/judge";
import { inWords, reachAt, reached } from "../../story/reach";
import { find, planOf, readJson, registered, UNKNOWN } from "./told";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** What stands for a value that is no object, or is not known; the last are broken, or of another day. */
const OPAQUE: readonly JsonObject[] = [
  { [SIGNATURE]: SECRET, ciphertext: "v1:ab:cd" },
  { [SIGNATURE]: SECRET, value: 31 },
  { [SIGNATURE]: OUTPUT, secret: true },
  { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "nc -l 7171" },
  { [SIGNATURE]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:x", id: "sg-07" },
  { [SIGNATURE]: SECRET, plaintext: "{" },
  { [SIGNATURE]: "x" },
  { [SIGNATURE]: null },
];
const CLEAR: readonly JsonObject[] = [
  { [SIGNATURE]: SECRET, plaintext: JSON.stringify({ cidrBlocks: [] }) },
  { [SIGNATURE]: OUTPUT, value: { vpcId: "vpc-07" } },
];
const SPECIAL = [...OPAQUE, ...CLEAR];

const textOf = (path: string): string => readFileSync(join(__dirname, path), "utf8");

describe("properties that are one value as a whole", () => {
  const GROUP = "aws:ec2/securityGroup:SecurityGroup";

  test.each(OPAQUE)("%j: nothing is known of the resource", (special) => {
    for (const about of [{ inputs: special }, { outputs: special }, { inputs: special, outputs: special }]) {
      const group = find(planOf([registered(GROUP, "mill", about)]), "mill");
      expect(isUnknown(at(group.values, "ingress", 0, "cidr_blocks"))).toBe(true);
      expect(group.written("ingress")).toBe("cannot tell");
    }
  });

  test("a secret in the clear is read, and never shown", () => {
    const inputs = { [SIGNATURE]: SECRET, plaintext: JSON.stringify({ description: "mill" }) };
    const description = at(find(planOf([registered(GROUP, "mill", { inputs })]), "mill").values, "description");
    expect(description.raw).toBe("mill");
    expect(isSensitive(description)).toBe(true);
  });

  test("the targets of a group of aws-native are not known then", () => {
    const token = "aws-native:elasticloadbalancingv2:TargetGroup";
    const attached = (about: Partial<Registered>): Plan["resources"] =>
      planOf([registered(token, "mill", about)]).resources.filter(({ type }) => type === "aws_lb_target_group_attachment");
    for (const inputs of [{ [SIGNATURE]: "x" }, { targets: { [SIGNATURE]: "x" } }, { targets: [{ [SIGNATURE]: "x" }] }]) {
      const [target] = attached({ inputs });
      expect(target === undefined ? null : isUnknown(at(target.values, "target_id"))).toBe(true);
    }
    expect(attached({ inputs: { port: 7171 } })).toEqual([]);
  });

  test("a gateway's attachment may be the internet's then", () => {
    const inputs = { [SIGNATURE]: "x" };
    expect(find(planOf([registered("aws-native:ec2:VpcGatewayAttachment", "mill", { inputs })]), "mill").type).toBe(
      "aws_internet_gateway_attachment",
    );
  });
});

/** Something of another shape than what was there. */
const anything: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(undefined, null, "", {}, [], 0, -1, true, UNKNOWN, "[secret]", "constructor", "__proto__"),
  fc.constantFrom(...SPECIAL),
  fc.constantFrom(...SPECIAL).map((special) => [special]),
  fc.constantFrom(...SPECIAL).map((special) => ({ ...special, value: special })),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

type Path = readonly (string | number)[];

/** Every place in a JSON value. */
function placesIn(json: Json): readonly Path[] {
  if (typeof json !== "object" || json === null) return [];
  const members: readonly (readonly [string | number, Json])[] = Array.isArray(json)
    ? (json as readonly Json[]).map((element, index) => [index, element])
    : Object.entries(json);
  return members.flatMap(([key, value]) => [[key], ...placesIn(value).map((rest) => [key, ...rest])]);
}

function put(root: Json, path: Path, by: Json | undefined): void {
  let target: unknown = root;
  for (const key of path.slice(0, -1))
    target = typeof target === "object" && target !== null ? (target as Record<string | number, unknown>)[key] : null;
  if (typeof target !== "object" || target === null) return;
  if (by === undefined) Reflect.deleteProperty(target, path.at(-1) ?? "");
  else Reflect.defineProperty(target, path.at(-1) ?? "", { value: by, enumerable: true, writable: true, configurable: true });
}

/** A text with a few places damaged. */
function damaged(text: string, isPlace: (path: Path) => boolean = () => true): fc.Arbitrary<Json> {
  const places = placesIn(JSON.parse(text) as Json).filter(isPlace);
  return fc.array(fc.tuple(fc.constantFrom(...places), anything), { minLength: 1, maxLength: 4 }).map((wounds) => {
    const root = JSON.parse(text) as Json;
    for (const [path, by] of wounds) put(root, path, by);
    // A list has no holes then.
    return JSON.parse(JSON.stringify(root)) as Json;
  });
}

interface State {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly delete?: boolean;
  readonly pendingReplacement?: boolean;
}
interface Input {
  readonly steps?: readonly { readonly op: string; readonly newState: State }[] | null;
  readonly deployment?: { readonly resources?: readonly State[] | null };
}

/** The resources of which an input that could be read tells that they will be there. */
function there({ steps, deployment }: Input): readonly string[] {
  const states = [
    ...(steps ?? []).filter(({ op }) => !/^(delete|discard|remove)/.test(op)).map(({ newState }) => newState),
    ...(deployment?.resources ?? []).filter((state) => state.delete !== true && state.pendingReplacement !== true),
  ];
  return states.filter(({ custom, type }) => custom !== false && !type.startsWith("pulumi:")).map(({ urn }) => urn);
}

const planIn = (json: Json): Plan | null => {
  try {
    return readJson(json);
  } catch (error) {
    if (error instanceof UnreadableInput) return null;
    throw error;
  }
};

describe("however it is damaged, it is judged with all its resources, or refused", () => {
  test.each([
    "recorded/first.json",
    "recorded/second.json",
    "recorded/steps.json",
    "recorded/unknowns.json",
    "recorded/state.json",
    "recorded/unknowns-state.json",
    "stories/nlb-group/preview.json",
  ])(
    "%s",
    (name) => {
      const text = textOf(name);
      fc.assert(
        fc.property(damaged(text), (json) => {
          const report = judge(JSON.stringify(json));
          expect(report.results.length + report.errors.length).toBe(1);
          const plan = planIn(json);
          const addresses = new Set(plan?.resources.map(({ address }) => address));
          expect(plan === null ? [] : there(json as Input).filter((urn) => !addresses.has(urn))).toEqual([]);
        }),
        { numRuns: 100 },
      );
    },
    120_000,
  );

  test("what a policy is handed", () => {
    const text = textOf("../../cases/halves/pulumi/policy.json");
    const options = { today: TODAY, stack: null, advisory: false, all: true, version: "0.0.0" };
    const judged = (list: Json): Report => checkRegistered(list as unknown as readonly Registered[], "stack", options);
    // The engine's own types hold around the properties.
    const isProperty = (path: Path): boolean => path.length > 2 && (path[1] === "inputs" || path[1] === "outputs");
    fc.assert(
      fc.property(damaged(text, isProperty), (json) => {
        expect(judged(json).results).toHaveLength(1);
        expect(planOf(json as unknown as readonly Registered[]).resources).toHaveLength(
          planOf(JSON.parse(text) as Registered[]).resources.length,
        );
      }),
      { numRuns: 100 },
    );
  });

  test.each(["../../cases/halves/pulumi/preview.json", "stories/nlb-group/preview.json"])(
    "%s: an unknown resource takes nothing from may",
    (name) => {
      const text = textOf(name);
      const before = reached(findingsOf(judge(text)));
      const places = placesIn(JSON.parse(text) as Json).filter((path) => path.length === 4 && path.at(-1) === "inputs");
      expect(places.length).toBeGreaterThan(5);
      const lost = places.flatMap((path) =>
        SPECIAL.filter((special) => !JSON.stringify(special).includes("cidrBlocks") && !JSON.stringify(special).includes("vpc-07")).flatMap(
          (special) => {
            const json = JSON.parse(text) as Json;
            put(json, path, special);
            const after = reached(findingsOf(judge(JSON.stringify(json))));
            return [...before.keys()].flatMap((workload) => {
              const [was, is] = [reachAt(before, workload), reachAt(after, workload)];
              return contains(is.may, was.may)
                ? []
                : [`${path.join(".")} as ${JSON.stringify(special)}: may loses ${inWords(subtract(was.may, is.may))}`];
            });
          },
        ),
      );
      expect(lost).toEqual([]);
    },
  );
});
