import type { Policy, ResourceArgs, StackArgs, Violation } from "../../../policies/pulumi/sdk";
import { type Registered, RULES } from "../../../src";
import { handed, recorded } from "./recorded";

interface Pack {
  readonly name: string;
  readonly policies: readonly Policy[];
}

type Respond = (diagnostics: { message: string; enforcementLevel: string }[]) => unknown;

/** The pack, served by an SDK that writes down what it is given. */
function boot(): { readonly pack: Pack; readonly respond: Respond } {
  const packs: Pack[] = [];
  const protoutil = { makeAnalyzeResponse: (diagnostics: unknown): unknown => diagnostics };
  function PolicyPack(name: string, { policies }: Pack): void {
    packs.push({ name, policies });
  }
  jest.resetModules();
  jest.doMock("@pulumi/policy", () => ({ PolicyPack }), { virtual: true });
  jest.doMock("@pulumi/policy/protoutil", () => protoutil, { virtual: true });
  require("../../../policies/pulumi/pack");
  const [pack] = packs;
  if (pack === undefined) throw new Error("no pack");
  return { pack, respond: (diagnostics) => protoutil.makeAnalyzeResponse(diagnostics) };
}

const STACK = "urn:pulumi:qa::acme-quotes::pulumi:pulumi:Stack::acme-quotes-qa";
const root = { urn: STACK, type: "pulumi:pulumi:Stack", props: {}, opts: {}, propertyDependencies: {} };

/** What each policy reports, in the order in which the SDK asks. */
function ask({ policies }: Pack, resources: StackArgs["resources"], config: object = {}): readonly (readonly [string, Violation])[] {
  return policies.flatMap(({ name, validateStack }) => {
    const reported: (readonly [string, Violation])[] = [];
    const getConfig = (): object => (name === "quadzero" ? config : {});
    validateStack?.({ resources, getConfig }, (violation) => reported.push([name, violation]));
    return reported;
  });
}

/** The same of a policy pack that was asked about each resource before; a policy that is disabled is asked about nothing. */
function run({ name, policies }: Pack, registered: readonly Registered[], disabled: string | null): ReturnType<typeof ask> {
  const { resources, inputs } = handed(registered);
  const enabled = policies.filter((policy) => policy.name !== disabled);
  for (const [urn, props] of inputs) for (const { validateResource } of enabled) validateResource?.({ urn, props });
  return ask({ name, policies: enabled }, resources);
}

afterEach(() => {
  jest.resetModules();
});

test("each rule is a policy of its own name; quadzero comes first and configures them", () => {
  const { pack } = boot();
  expect(pack.name).toBe("quadzero");
  expect(pack.policies.map(({ name }) => name)).toEqual(["quadzero", ...Object.keys(RULES)]);
  expect(new Set(pack.policies.map(({ enforcementLevel }) => enforcementLevel))).toEqual(new Set(["mandatory"]));
  const schema = JSON.parse(JSON.stringify(require("../../../schema/config.schema.json"))) as { properties: object };
  const configured = Object.keys(pack.policies[0]?.configSchema?.properties ?? {});
  // `$schema` is for editors of a file.
  const ofFiles = Object.keys(schema.properties).filter((name) => name !== "$schema");
  expect(configured.sort()).toEqual([...ofFiles, "advisory", "with"].sort());
});

describe("where the SDK cannot be loaded", () => {
  const loading = (message: string): (() => unknown) => {
    jest.resetModules();
    jest.doMock("@pulumi/policy", () => {
      throw Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" });
    });
    return () => require("../../../policies/pulumi/pack") as unknown;
  };

  test("because it is not installed, one sentence says so, without a stack", () => {
    const load = loading("Cannot find module '@pulumi/policy'\nRequire stack:\n- pack.js");
    let thrown: unknown;
    try {
      load();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      message: expect.stringMatching(
        /^[^\n]*needs the package @pulumi\/policy[^\n]*npm install --save-dev @pulumi\/policy[^\n]*$/,
      ) as string,
      __pulumiRunError: true,
    });
  });

  test("because it lacks something itself, that is told", () => {
    expect(loading("Cannot find module '@grpc/grpc-js'\nRequire stack:\n- sdk.js")).toThrow("Cannot find module '@grpc/grpc-js'");
  });
});

test("an empty stack is nothing to say", () => {
  const { pack } = boot();
  expect(ask(pack, [])).toEqual([]);
  expect(ask(pack, [root])).toEqual([]);
});

test.each(["quadzero", ...Object.keys(RULES)])("where %s is disabled, the others say what they say with it", (disabled) => {
  const [all, others] = [boot().pack, boot().pack];
  for (const { name, registered } of recorded) {
    const expected = run(all, registered, null).filter(([policy]) => policy !== disabled);
    expect([name, run(others, registered, disabled)]).toEqual([name, expected]);
  }
});

test("where quadzero is disabled, a wrong configuration is one violation all the same", () => {
  const { pack } = boot();
  const stackConfig = process.env["PULUMI_CONFIG"];
  process.env["PULUMI_CONFIG"] = JSON.stringify({ "quadzero:onUnknown": "maybe" });
  try {
    const violations = ask({ ...pack, policies: pack.policies.slice(1) }, [root], { onUnknown: "block" });
    expect(violations.map(([, { urn, enforcementLevel }]) => ({ urn, enforcementLevel }))).toEqual([
      { urn: STACK, enforcementLevel: "mandatory" },
    ]);
  } finally {
    if (stackConfig === undefined) delete process.env["PULUMI_CONFIG"];
    else process.env["PULUMI_CONFIG"] = stackConfig;
  }
});

test("a wrong configuration is one violation of the stack, mandatory whatever the levels", () => {
  const { pack } = boot();
  const [violation, ...others] = ask(pack, [root], { rules: { "world-open-lisener": "pass" } });
  expect(others).toEqual([]);
  expect(violation).toEqual([
    "quadzero",
    { urn: STACK, enforcementLevel: "mandatory", message: expect.stringContaining("world-open-listener") as string },
  ]);
  expect(violation?.[1].message).toMatch(/^The configuration is wrong, and nothing was judged:\n/);
  for (const line of violation?.[1].message.split("\n") ?? []) expect(line.length).toBeLessThanOrEqual(70);
  expect(ask(pack, [root], { advisory: "yes" })).toEqual([["quadzero", expect.objectContaining({ enforcementLevel: "mandatory" })]]);
  expect(ask(pack, [root], { advisory: true })).toEqual([]);
});

test("a bug is one violation too, and tells no value", () => {
  const { pack } = boot();
  const broken = {
    ...root,
    get type(): string {
      throw new SyntaxError("Unexpected token hunter2");
    },
  };
  const violations = ask(pack, [broken]);
  expect(violations).toEqual([
    ["quadzero", { enforcementLevel: "mandatory", message: expect.stringMatching(/^This is a bug in quadzero/) as string }],
  ]);
  expect(JSON.stringify(violations)).not.toContain("hunter2");
  // The next stack is judged anew.
  expect(ask(pack, [root])).toEqual([]);
});

test("remembering inputs never throws", () => {
  const { pack } = boot();
  const remember = pack.policies[0]?.validateResource as (args: ResourceArgs) => void;
  const props = new Proxy(
    { a: 1 },
    {
      get: () => {
        throw new Error("unknown");
      },
    },
  );
  expect(() => {
    remember({ urn: STACK, props });
  }).not.toThrow();
});

test("a block that the administrator makes advisory says so on its way out", () => {
  const { pack, respond } = boot();
  const docker = recorded.find(({ name }) => name === "docker-publish");
  const [blocked = ""] = run(pack, docker?.registered ?? [], null).flatMap(([, { message }]) =>
    message.startsWith("BLOCK  ") ? [message] : [],
  );
  const sent = (enforcementLevel: string): unknown => respond([{ message: blocked, enforcementLevel }]);
  expect(sent("mandatory")).toEqual([{ message: blocked, enforcementLevel: "mandatory" }]);
  expect(sent("advisory")).toEqual([
    {
      message: expect.stringMatching(/^WOULD BLOCK {2}guide in kiosk answers the world on tcp 8080/) as string,
      enforcementLevel: "advisory",
    },
  ]);
});

test("what the SDK sends is left alone but for messages of ours", () => {
  const { respond } = boot();
  const others = [{ message: "BLOCK  something", enforcementLevel: "advisory" }];
  expect(respond(others)).toEqual([{ message: "BLOCK  something", enforcementLevel: "advisory" }]);
});
