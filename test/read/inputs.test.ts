import fc from "fast-check";

import { UnreadableInput } from "../../src/model/plan";
import type { Json } from "../../src/model/value";
import { FORMS, read } from "../../src/read";
import { fixture, one, planOf } from "./plans";

const plan = new TextDecoder().decode(fixture("targeted"));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const addresses = (input: Uint8Array): readonly string[] => one(read("plan.json", input)).resources.map(({ address }) => address);
const expected = planOf("targeted").resources.map(({ address }) => address);

function refusal(input: Uint8Array | string, path = "plan.json"): UnreadableInput {
  try {
    read(path, typeof input === "string" ? bytes(input) : input);
  } catch (error) {
    if (error instanceof UnreadableInput) return error;
    throw error;
  }
  throw new Error("it was read");
}

function utf16(text: string, order: "le" | "be", mark: boolean): Uint8Array {
  const encoded = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
  return order === "le" ? encoded : encoded.swap16();
}

describe("encodings", () => {
  test.each([
    ["UTF-8", bytes(plan)],
    ["UTF-8 with a byte-order mark", bytes(`\uFEFF${plan}`)],
    ["UTF-16 as PowerShell writes it", utf16(plan, "le", true)],
    ["UTF-16, the other order", utf16(plan, "be", true)],
    ["UTF-16 without a mark", utf16(plan, "le", false)],
    ["UTF-16 without a mark, the other order", utf16(plan, "be", false)],
    ["UTF-16 with blank lines at the end", utf16(`${plan}\r\n\r\n`, "le", true)],
    ["NULs at the end, as a crash leaves them", bytes(`${plan}${"\0".repeat(4096)}`)],
    ["Windows line ends", bytes(plan.replaceAll("\n", "\r\n"))],
  ])("%s is read", (_, input) => {
    expect(addresses(input)).toEqual(expected);
  });

  test("text in any language survives", () => {
    const text = plan.replaceAll("aimed-at", "zielscheibe-日本語-😀");
    for (const input of [bytes(text), utf16(text, "le", true), utf16(text, "be", true)]) {
      const [first] = one(read("plan.json", input)).resources;
      expect(JSON.stringify(first?.values.raw)).toContain("zielscheibe-日本語-😀");
    }
  });
});

const show = "terraform show -json plan.tfplan > plan.json";
const zip = (name: string): Uint8Array => Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array<number>(26).fill(0), ...bytes(name)]);
const progress = (message: string): string => `${JSON.stringify({ "@level": "info", "@message": message, type: "version" })}\n`;

describe("what is not a plan says what it is, and what would be right", () => {
  test.each<[name: string, input: Uint8Array | string, code: string, says: RegExp]>([
    [
      "nothing",
      "",
      "empty-file",
      /is empty, as a command that fails leaves it; run: terraform show -json plan\.tfplan > plan\.json \(or: tofu show/,
    ],
    ["blanks", " \n\t\r\n ", "empty-file", /is empty/],
    ["a byte-order mark alone", Uint8Array.from([0xff, 0xfe]), "empty-file", /is empty/],
    ["a binary plan", zip("tfplan"), "binary-plan", /^plan\.json: this is a binary plan file; run: terraform show -json .*tofu/],
    ["another ZIP archive", zip("index.js"), "archive", /ZIP/],
    ["a gzip archive", Uint8Array.from([0x1f, 0x8b, 8, 0]), "archive", /gzip/],
    ["bytes that are no text", Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22]), "not-text", /not text/],
    [
      "source",
      '# web\nresource "aws_vpc" "main" {\n  tags = { "a" = 1 }\n}\n',
      "configuration",
      /terraform plan -out=plan\.tfplan && terraform show/,
    ],
    ["source after a comment", '/* a\n b */\n\nmodule "net" {\n  source = "./net"\n}\n', "configuration", /source/],
    [
      "source after many comments",
      `${"/* ** a / */ /**/\n".repeat(3000)}module "net" {\n  source = "./net"\n}\n`,
      "configuration",
      /source/,
    ],
    ["source of settings", 'terraform {\n  required_version = "~> 1.5"\n}\n', "configuration", /source/],
    [
      "the plan as people read it",
      "\nTerraform will perform the following actions:\n\n  # aws_vpc.main will be created\n",
      "human-plan",
      /people read/,
    ],
    ["a plan of nothing as people read it", "\nNo changes. Your infrastructure matches the configuration.\n", "human-plan", /people read/],
    ["plan -json", progress("Terraform 1.9.5") + progress("Plan: 1 to add"), "plan-stream", /plan -json/],
    ["plan -json of one line", progress("Terraform 1.9.5"), "plan-stream", /plan -json/],
    ["plan -json that was cut off", progress("Terraform 1.9.5") + progress("Plan").slice(0, 20), "plan-stream", /plan -json/],
    ["two plans", `${plan}\n${plan}`, "several-objects", /2 JSON objects.*one plan in each file/],
    ["two other objects", '{"name":"a"}\n{"name":"b"}', "several-objects", /2 JSON objects/],
    ["a list", `[${plan}]`, "array", /list/],
    ["a list with more behind it", "[1]\n[2]", "array", /list/],
    ["a number", "42", "no-object", /only a number/],
    ["null", "null", "no-object", /only null/],
    ["words", "Error: no such file\n", "not-json", /not JSON/],
    ["words with a brace", 'level=info msg={ "what" }\n', "not-json", /not JSON/],
    [
      "a newer major format",
      '{"format_version":"2.0","terraform_version":"2.0.0","configuration":{}}',
      "newer-format",
      /2\.0.*up to 1\.x.*update/,
    ],
    ["a newer major format with known members", '{"format_version":"2.1","planned_values":[]}', "newer-format", /2\.1/],
    [
      "an old state",
      '{"version":3,"terraform_version":"0.11.14","serial":3,"lineage":"8f1a","modules":[]}',
      "wrong-json",
      /of an old version/,
    ],
    ["show -json of no state", '{"format_version":"1.0"}', "wrong-json", /state with nothing in it, not a plan; run: terraform plan/],
    ["show -json of later years, of no state", '{"format_version":"9.0"}', "wrong-json", /newer than this quadzero.*; update quadzero/],
    [
      "an encrypted plan",
      '{"meta":{"key_provider.pbkdf2.a":"x"},"encrypted_data":"eA==","encryption_version":"v0"}',
      "wrong-json",
      /encrypted OpenTofu.*tofu show/,
    ],
    ["validate -json", '{"format_version":"1.0","valid":true,"error_count":0,"diagnostics":[]}', "wrong-json", /validate/],
    ["providers schema -json", '{"format_version":"1.0","provider_schemas":{}}', "wrong-json", /schemas/],
    [
      "the manifest of CDKTF",
      '{"version":"0.21.0","stacks":{"shop":{"name":"shop","synthesizedStackPath":"stacks/shop/cdk.tf.json"}}}',
      "wrong-json",
      /manifest.*quadzero check cdktf\.out/,
    ],
    [
      "Terraform's JSON syntax with other things",
      '{"colour":"teal","resource":{"aws_vpc":{}}}',
      "wrong-json",
      /configuration in JSON.*terraform plan/,
    ],
    ["a CloudFormation template", '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}', "wrong-json", /CloudFormation/],
    ["a Kubernetes manifest", '{"apiVersion":"v1","kind":"Service"}', "wrong-json", /Kubernetes/],
    ["package.json", '{"name":"shop","version":"1.0.0","dependencies":{}}', "wrong-json", /package\.json, not a plan; run/],
    ["package-lock.json", '{"name":"shop","lockfileVersion":3}', "wrong-json", /package-lock/],
    ["a SARIF report", '{"version":"2.1.0","runs":[]}', "wrong-json", /SARIF/],
    [
      "an object of no known kind",
      '{"colour":"teal","size":7}',
      "unknown-json",
      /its members: colour, size\); wanted: a Terraform or OpenTofu plan/,
    ],
    ["an empty object", "{}", "unknown-json", /an empty object/],
  ])("%s", (_, input, code, says) => {
    const error = refusal(input);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(error.message).not.toMatch(/\n/);
  });

  test("the file's own name comes first", () => {
    expect(refusal("", "out/prod.json").message).toMatch(/^out\/prod\.json: /);
  });

  test("no value is ever shown, nor a member's name that may be one", () => {
    const secret = "hunter2-of-a-fixture";
    for (const input of [
      `{"password":"${secret}","${secret} with blanks":1}`,
      `{"resource_changes":["${secret}"]}`,
      `{"a":"${secret}`,
      secret,
      `{"format_version":"1.0","${secret}": nope}`,
    ]) {
      expect(refusal(input).message).not.toContain(secret);
    }
  });

  test("every form is named where none fits", () => {
    const { message } = refusal('{"colour":"teal"}');
    for (const { name } of FORMS) expect(message).toContain(name);
  });
});

describe("where the JSON is cut off or broken", () => {
  test("a plan that stops tells the line and the column of its end", () => {
    const lines = plan.split("\n").slice(0, 7);
    lines.push('   "cut');
    expect(refusal(lines.join("\n"))).toMatchObject({ code: "truncated", message: expect.stringContaining("line 8, column 8") as string });
  });

  test("blank lines before it are counted, and lines of a log", () => {
    const cut = plan.split("\n").slice(0, 4).join("\n");
    expect(refusal(cut).message).toContain("line 4,");
    expect(refusal(`\n\n${cut}`).message).toContain("line 6,");
    expect(refusal(`Initializing…\n${cut}`).message).toContain("line 5,");
  });

  test("a plan cut off anywhere within is cut off, never read and never anything else", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: plan.trimEnd().length - 1 }), (length) => {
        expect(refusal(plan.slice(0, length)).code).toBe("truncated");
      }),
      { numRuns: 300 },
    );
  });

  test("broken JSON tells the place", () => {
    expect(refusal('{"format_version": "1.2",\n  "resource_changes": nope }').message).toContain("line 2, column 23");
    expect(refusal('{"a":1,}').message).toContain("line 1, column 8");
    expect(refusal('{"a":1 "b":2}').code).toBe("invalid-json");
  });
});

describe("log lines around one plan are skipped, and said", () => {
  test.each([
    ["a command before it", `[command]/usr/bin/terraform show -json plan.tfplan\n${plan}`],
    ["a message after it", `${plan}\n::debug::Terraform exited with code 0.\n`],
    ["both, with brackets and braces", `[INFO] set {x} {\n${plan}\n{done}\n[0]`],
    ["a warning", `\nWarning: Value for undeclared variable "a {b}"\n${plan}`],
  ])("%s", (_, text) => {
    const found = one(read("plan.json", bytes(text)));
    expect(found.resources.map(({ address }) => address)).toEqual(expected);
    expect(found.notes.map(({ code }) => code)).toContain("around-json");
  });

  test("not around anything else", () => {
    expect(refusal('starting\n{"name":"shop","dependencies":{}}\ndone').code).toBe("not-json");
  });
});

describe("size and depth", () => {
  test("200 MB of NULs are no text, and of blanks empty", () => {
    expect(refusal(new Uint8Array(200e6)).code).toBe("not-text");
    expect(refusal(new Uint8Array(200e6).fill(0x20)).code).toBe("empty-file");
  });

  const deep = 1e5;
  const nested = (open: string, close: string): string => `${open.repeat(deep)}{}${close.repeat(deep)}`;

  test.each([
    ["lists", "[".repeat(deep)],
    ["objects", '{"a":'.repeat(deep)],
    ["a list in a log", `log\n${'{"a":['.repeat(deep)}`],
  ])("unclosed %s, 10^5 deep, are cut off", (_, text) => {
    expect(refusal(text).code).toBe("truncated");
  });

  test.each([
    ["values", `{"planned_values":{},"x":${nested("[", "]")}}`],
    ["modules of planned values", `{"planned_values":{"root_module":${nested('{"child_modules":[', "]}")}}}`],
    ["module calls", `{"planned_values":{},"configuration":{"root_module":${nested('{"module_calls":{"a":{"module":', "}}}")}}}`],
  ])("%s, 10^5 deep, are read", (_, text) => {
    expect(one(read("plan.json", bytes(text))).resources).toEqual([]);
  });
});

describe("a malformed piece is named with its JSON path", () => {
  const change = (members: Readonly<Record<string, Json>>): Json => ({
    resource_changes: [
      {
        address: "aws_vpc.main",
        mode: "managed",
        type: "aws_vpc",
        name: "main",
        change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
        ...members,
      },
    ],
  });

  test.each<[where: string, wanted: RegExp, input: Json]>([
    ["resource_changes", /a list/, { resource_changes: {} }],
    ["resource_changes[0]", /an object/, { resource_changes: [null] }],
    ["resource_changes[0].address", /a text/, change({ address: 7 })],
    ["resource_changes[0].type", /a text/, change({ type: null })],
    ["resource_changes[0].mode", /a text/, change({ mode: [] })],
    ["resource_changes[0].change", /an object/, change({ change: "create" })],
    ["resource_changes[0].change.actions", /a list/, change({ change: { actions: "create", after: {} } })],
    ["resource_changes[0].change.actions", /create/, change({ change: { after: {} } })],
    ["resource_changes[0].change.actions[0]", /a text/, change({ change: { actions: [1], after: {} } })],
    ["resource_changes[0].change.after", /an object/, change({ change: { actions: ["create"], after: "x" } })],
    [
      "resource_changes[0].change.after",
      /an object/,
      change({ change: { actions: ["update"], before: {}, after: null, after_unknown: {} } }),
    ],
    ["resource_changes[0].change.before", /an object/, change({ change: { actions: ["update"], before: [], after: {} } })],
    ["resource_changes[0].change.after_unknown", /marks/, change({ change: { actions: ["create"], after: {}, after_unknown: "all" } })],
    ["resource_changes[0].change.after_unknown", /marks/, change({ change: { actions: ["create"], after: {} } })],
    ["resource_changes[0].change.after_unknown", /marks/, change({ change: { actions: ["create"], after: {}, after_unknown: [1] } })],
    ["resource_changes[0].change.after", /an object/, change({ change: { actions: ["create"], after_unknown: {} } })],
    ["planned_values", /an object/, { planned_values: [] }],
    [
      "planned_values.root_module.resources[0].address",
      /a text/,
      { planned_values: { root_module: { resources: [{ mode: "managed" }] } } },
    ],
    [
      "prior_state.values.root_module.child_modules[0]",
      /an object/,
      { planned_values: {}, prior_state: { values: { root_module: { child_modules: [1] } } } },
    ],
    ["configuration.root_module", /an object/, { planned_values: {}, configuration: { root_module: "" } }],
    [
      "configuration.root_module.resources[0].type",
      /a text/,
      { planned_values: {}, configuration: { root_module: { resources: [{ mode: "data" }] } } },
    ],
    [
      "configuration.root_module.module_calls.net.module.resources",
      /a list/,
      { planned_values: {}, configuration: { root_module: { module_calls: { net: { module: { resources: 1 } } } } } },
    ],
    ["variables.office", /an object/, { planned_values: {}, variables: { office: "198.51.100.0/24" } }],
  ])("%s", (where, wanted, input) => {
    const error = refusal(JSON.stringify(input));
    expect(error.code).toBe("malformed");
    expect(error.message).toContain(`plan.json: ${where} should be `);
    expect(error.message).toMatch(wanted);
    expect(error.message).toContain(show);
  });

  test("whatever stands in a plan's place, it is read or refused, never a crash", () => {
    const members = [
      "resource_changes",
      "planned_values",
      "prior_state",
      "configuration",
      "variables",
      "format_version",
      "errored",
      "complete",
    ];
    const names = ["root_module", "resources", "module_calls", "values", "change", "actions", "after", "address", "mode", "type", "name"];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constantFrom(null, true, 7, "managed", "create", "aws_vpc.main"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie("value"), { maxKeys: 8 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...members), value, { minKeys: 1 }), (json) => {
        try {
          for (const { resources } of read("plan.json", bytes(JSON.stringify(json)))) {
            for (const resource of resources) {
              resource.written("ingress[0].cidr_blocks");
              resource.references("values");
            }
          }
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableInput);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
