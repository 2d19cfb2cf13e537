import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { answer, type Said } from "../../../policies/pulumi/answer";
import type { Plain } from "../../../policies/pulumi/plain";
import { check, checkRegistered, type Registered, type Report, UNKNOWN_TEXT as UNKNOWN } from "../../../src";
import { cases, handed, recorded } from "./recorded";

const given = (registered: readonly Registered[], policyConfig: object = {}): Parameters<typeof answer>[0] => ({
  ...handed(registered),
  policyConfig,
  process: { env: {}, ppid: 0, cwd: "/" },
});

const isBlock = ({ violation }: Said): boolean => violation.enforcementLevel === undefined;

test("there are stories of both kinds", () => {
  expect(recorded.filter(({ decision }) => decision === "block").length).toBeGreaterThanOrEqual(6);
  expect(recorded.filter(({ decision }) => decision === "pass").length).toBeGreaterThanOrEqual(6);
});

describe.each(recorded.map((story) => [story.name, story] as const))("%s", (_, { name, decision, registered }) => {
  const said = answer(given(registered));

  test("blocks where its verdict does, under the rule's name, on the workload", () => {
    expect(said.some(isBlock)).toBe(decision === "block");
    const urns = new Set(registered.map(({ urn }) => urn));
    for (const { policy, violation } of said) {
      expect(policy).not.toBeNull();
      expect(urns).toContain(violation.urn);
      expect(violation.message).toMatch(
        isBlock({ policy, violation, advisoryMessage: "" }) ? /^BLOCK {2}/ : /^(WARN {3}|allowances|not modelled|note|warning)/,
      );
    }
  });

  test("advisory says the same and blocks nothing", () => {
    const advisory = answer(given(registered, { advisory: true }));
    expect(advisory.filter(isBlock)).toEqual([]);
    expect(advisory.map(({ violation: { message } }) => message)).toEqual(said.map(({ advisoryMessage }) => advisoryMessage));
  });

  test("says what the preview of the same program says", () => {
    const options = { today: "2027-04-01", stack: null, advisory: false, all: true, version: "1.0.0" };
    const handed = checkRegistered(registered, "policy", options);
    const previewed = check([{ path: "preview.json", bytes: readFileSync(join(cases, name, "pulumi/preview.json")) }], options);
    // A preview tells besides what was there before, and where the program makes a resource.
    const told = ({ results }: Report): unknown =>
      results.map(({ findings, notModelled, diagnostics, stack }) => ({
        ...{ stack, notModelled, diagnostics },
        findings: JSON.parse(
          JSON.stringify(findings, (key, value: unknown) => (key === "change" || key === "location" ? null : value)),
        ) as unknown,
      }));
    expect(told(handed)).toEqual(told(previewed));
  });

  const blocked = said.filter(isBlock).map(({ violation: { urn } }) => urn);

  test("what is not told of a resource leaves its findings possible, and never silent", () => {
    const silent = registered.flatMap(({ urn }) => {
      const blank = registered.map((each) => (each.urn === urn ? { ...each, inputs: null, outputs: null } : each));
      const urns = answer(given(blank)).map(({ violation }) => violation.urn);
      return blocked.filter((workload) => !urns.includes(workload)).map((workload) => `${String(workload)} without ${urn}`);
    });
    expect(silent).toEqual([]);
  });

  test("an unknown leaf takes no finding away, and adds nothing definite", () => {
    const leaves = registered.flatMap(({ urn, inputs }) => pathsIn((inputs ?? {}) as Plain).map((path) => ({ urn, path })));
    fc.assert(
      fc.property(fc.subarray(leaves, { minLength: 1, maxLength: 4 }), (hidden) => {
        const partly = registered.map((each) => {
          const paths = hidden.filter(({ urn }) => urn === each.urn).map(({ path }) => path);
          const without = (properties: Registered["inputs"]): Registered["inputs"] =>
            properties === null ? null : (paths.reduce<Plain>(withUnknown, properties) as Registered["inputs"]);
          return paths.length === 0 ? each : { ...each, inputs: without(each.inputs), outputs: without(each.outputs) };
        });
        const now = answer(given(partly));
        const urns = now.map(({ violation }) => violation.urn);
        for (const workload of blocked) expect(urns).toContain(workload);
        for (const { violation } of now.filter(isBlock)) expect(blocked).toContain(violation.urn);
      }),
      { numRuns: 15 },
    );
  });
});

test("an advisory that is none hides nothing else that is wrong, and nothing is judged", () => {
  const [story] = recorded.filter(({ decision }) => decision === "block");
  const said = answer(given(story?.registered ?? [], { advisory: "false", onUnknown: "never", rules: { "deaf-listner": "pass" } }));
  expect(said.map(({ policy, violation }) => [policy, violation.enforcementLevel])).toEqual([[null, "mandatory"]]);
  expect(said[0]?.violation.message.replace(/\s+/g, " ")).toBe(
    [
      "The configuration is wrong, and nothing was judged:",
      "policy config of quadzero.advisory takes true or false",
      'policy config of quadzero.onUnknown: "onUnknown" takes block, warn or pass; "never" is none of them',
      'policy config of quadzero.rules["deaf-listner"]: unknown key "deaf-listner" in the rules; did you mean "deaf-listener"?',
    ].join(" "),
  );
});

type Path = readonly string[];

/** Of every leaf but the names in a container's definition, which is one text. */
function pathsIn(value: Plain, above: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return value === UNKNOWN ? [] : [above];
  return Object.entries(value).flatMap(([name, member]) => (name === "__defaults" ? [] : pathsIn(member, [...above, name])));
}

function withUnknown(value: Plain, [name, ...rest]: Path): Plain {
  if (name === undefined) return UNKNOWN;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  const changed = withUnknown((value as Readonly<Record<string, Plain>>)[name] ?? null, rest);
  const members = Object.entries(value as Readonly<Record<string, Plain>>).map(
    ([own, member]) => [own, own === name ? changed : member] as const,
  );
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

describe("a service in another stack's network", () => {
  const state = join(__dirname, "../../read/pulumi/recorded/state.json");
  const fargate = recorded.find(({ name }) => name === "fargate-gunicorn")?.registered ?? [];
  const network = /:(?:Vpc|InternetGateway|Subnet|RouteTable|RouteTableAssociation)::/;
  const lodger = fargate
    .filter(({ urn }) => !network.test(urn))
    .map((each): Registered => {
      const { inputs, propertyDependencies } = each;
      const edges = Object.entries(propertyDependencies ?? {}).map(([name, urns]) => [name, urns.filter((urn) => !network.test(urn))]);
      const configured = inputs?.["networkConfiguration"] as Readonly<Record<string, Plain>> | undefined;
      const placed = configured === undefined ? {} : { networkConfiguration: { ...configured, subnets: ["subnet-0c8d342a46ea5ea3b"] } };
      const within = inputs?.["vpcId"] === undefined ? {} : { vpcId: "vpc-0c6381e25aee701e8" };
      const moved = inputs === null ? null : { ...inputs, ...placed, ...within };
      return { ...each, inputs: moved, propertyDependencies: Object.fromEntries(edges) as Registered["propertyDependencies"] };
    });

  test("may be open, and is where the administrator names that stack's state", () => {
    expect(answer(given(lodger)).map(isBlock)).toContain(false);
    expect(answer(given(lodger)).filter(isBlock)).toEqual([]);
    expect(answer(given(lodger, { with: [state] })).filter(isBlock)).toHaveLength(1);
  });

  test("is not judged beside a file that is none", () => {
    const [said, ...more] = answer(given(lodger, { with: [__filename], advisory: true }));
    expect(more).toEqual([]);
    expect(said?.violation).toMatchObject({
      enforcementLevel: "mandatory",
      message: expect.stringMatching(/nothing was judged:\n\/[^]*source,\s+not\s+a\s+plan/) as string,
    });
  });
});
