import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "../../../src";
import { configurationFor, type Process } from "../../../policies/pulumi/configuration";

const root = mkdtempSync(join(tmpdir(), "quadzero-pack-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A project with a program in a folder of its own, and a user somewhere else. */
function project(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, "project-"));
  mkdirSync(join(folder, "infra/program"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Process 0 has no folder that could be read, as on a system without /proc: the user's own folder has to do. */
const processIn = (folder: string, env: Process["env"] = {}): Process => ({ env: { PWD: folder, ...env }, ppid: 0, cwd: "/pack" });

const namesOf = (policy: object, from: Process): readonly string[] => configurationFor(policy, from).config.files.map(({ name }) => name);

function problemsOf(policy: object, from: Process): readonly string[] {
  try {
    configurationFor(policy, from);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const YAML = "onUnknown: pass\n";

test("the administrator's is the farthest, then the file, then the stack's", () => {
  const folder = project({ "quadzero.yaml": YAML, "Pulumi.yaml": "name: shop" });
  const env = {
    PULUMI_CONFIG: JSON.stringify({ "quadzero:rules": '{"deaf-listener":"block"}', "quadzero:onUnknown": "block", "shop:size": "3" }),
  };
  const { advisory, config } = configurationFor({ advisory: true, onUnknown: "warn" }, processIn(folder, env));
  expect(advisory).toBe(true);
  expect(config.files.map(({ name, sections: [top] }) => [name, Object.fromEntries(top?.decisions ?? [])])).toEqual([
    ["policy config of quadzero", { onUnknown: { value: "warn", from: "policy config of quadzero.onUnknown" } }],
    ["quadzero.yaml", { onUnknown: { value: "pass", from: "quadzero.yaml:1:12" } }],
    [
      "stack config quadzero",
      {
        onUnknown: { value: "block", from: "stack config quadzero.onUnknown" },
        "rules.deaf-listener": { value: "block", from: 'stack config quadzero.rules["deaf-listener"]' },
      },
    ],
  ]);
});

test("files of other stacks are the administrator's to name, from the folder in which pulumi is called", () => {
  const folder = project({ "net.json": "{}" });
  const { with: others, config } = configurationFor({ with: ["net.json"] }, processIn(folder));
  expect(others).toEqual([{ path: "net.json", bytes: Buffer.from("{}") }]);
  expect(config.files).toEqual([]);
  expect(problemsOf({ with: ["net.json", "gone.json"] }, processIn(folder))).toEqual([
    'policy config of quadzero.with: "gone.json" cannot be read (ENOENT)',
  ]);
  for (const wrong of ["net.json", [7], null, {}]) {
    expect(problemsOf({ with: wrong }, processIn(folder))).toEqual([expect.stringMatching(/with takes a list of files/)]);
  }
  const PULUMI_CONFIG = JSON.stringify({ "quadzero:with": '["net.json"]' });
  expect(problemsOf({}, processIn(folder, { PULUMI_CONFIG }))).toEqual([expect.stringMatching(/unknown key "with"/)]);
});

test("none of them is needed", () => {
  expect(namesOf({}, processIn(project({})))).toEqual([]);
  for (const PULUMI_CONFIG of [undefined, "", "null", "{}"]) {
    expect(namesOf({}, processIn(join(root, "nowhere"), { PULUMI_CONFIG }))).toEqual([]);
  }
});

test.each(['{"quadzero:onUnknown": "block", "shop:token": "hunter2"', "hunter2", '["hunter2"]', "17"])(
  "a stack's configuration that cannot be read is an error, and tells no value: %s",
  (PULUMI_CONFIG) => {
    expect(problemsOf({}, processIn(project({}), { PULUMI_CONFIG }))).toEqual([
      "stack config quadzero: PULUMI_CONFIG holds no JSON object; Pulumi sets it for a policy pack, so leave it alone",
    ]);
  },
);

test("the file is looked for from the program's folder upwards, and not beyond its project", () => {
  const folder = project({ "quadzero.yml": YAML, "Pulumi.json": "{}" });
  const program = join(folder, "infra/program");
  expect(namesOf({}, processIn(program))).toEqual(["quadzero.yml"]);
  writeFileSync(join(folder, "infra/Pulumi.yaml"), "name: shop");
  expect(namesOf({}, processIn(program))).toEqual([]);
  writeFileSync(join(folder, "infra/quadzero.json"), "{}");
  expect(namesOf({}, processIn(program))).toEqual(["quadzero.json"]);
  writeFileSync(join(folder, "infra/quadzero.yaml"), YAML);
  expect(problemsOf({}, processIn(program))).toEqual([expect.stringMatching(/quadzero\.yaml and .*quadzero\.json are both here/)]);
});

test.each(["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"])("a project ends where its %s is", (name) => {
  const folder = project({ "quadzero.yaml": YAML, [name]: "{}" });
  const program = join(folder, "infra/program");
  expect(namesOf({}, processIn(program))).toEqual(["quadzero.yaml"]);
  mkdirSync(join(folder, "infra", name));
  expect(namesOf({}, processIn(program))).toEqual(["quadzero.yaml"]);
});

test("without a project around it, the folder to start from is looked in and no other", () => {
  const folder = project({ "quadzero.yaml": YAML, "Pulumi.toml": "" });
  expect(namesOf({}, processIn(join(folder, "infra")))).toEqual([]);
  expect(namesOf({}, processIn(folder))).toEqual(["quadzero.yaml"]);
});

test("what is there and cannot be read is an error, and not passed over", () => {
  const folder = project({ "Pulumi.yaml": "name: shop", "quadzero.yaml": YAML });
  const nearer = join(folder, "infra/quadzero.json");
  mkdirSync(nearer);
  expect(problemsOf({}, processIn(join(folder, "infra/program")))).toEqual([`${nearer}: this is a directory; name the file in it`]);
});

test("QUADZERO_CONFIG names the file that counts, and has to be there", () => {
  const folder = project({ "quadzero.yaml": "onUnknown: block", "org.yaml": YAML });
  expect(namesOf({}, processIn(folder, { QUADZERO_CONFIG: "org.yaml" }))).toEqual(["org.yaml"]);
  expect(namesOf({}, processIn("/", { QUADZERO_CONFIG: join(folder, "org.yaml") }))).toEqual([join(folder, "org.yaml")]);
  expect(problemsOf({}, processIn(folder, { QUADZERO_CONFIG: "team.yaml" }))).toEqual([
    `${join(folder, "team.yaml")}: there is no such file`,
  ]);
});

test("what is wrong is told with its place, of all of them at once", () => {
  const folder = project({ "quadzero.yaml": "onUnknwon: pass\n" });
  const env = {
    PULUMI_CONFIG: JSON.stringify({ "quadzero:stacks": '{"shop/dev":{"allow":[{"workload":"api"}]}}', "quadzero:onUnknown": "maybe" }),
  };
  const problems = problemsOf({ rules: [] }, processIn(folder, env));
  expect(problems.map((problem) => problem.replace(/^((?:policy|stack) config [^:]+|[^:]+:\d+:\d+): .*$/s, "$1"))).toEqual([
    "policy config of quadzero.rules",
    "quadzero.yaml:1:1",
    ...Array.from({ length: 4 }, () => 'stack config quadzero.stacks["shop/dev"].allow[0]'),
    "stack config quadzero.onUnknown",
  ]);
});

test("a file that cannot be read hides nothing that is wrong elsewhere, and an allowance outside of a stack is shown its place", () => {
  const folder = project({});
  const env = { QUADZERO_CONFIG: "team.yaml", PULUMI_CONFIG: JSON.stringify({ "quadzero:allow": '[{"workload":"api"}]' }) };
  expect(problemsOf({ onUnknown: "never" }, processIn(folder, env))).toEqual([
    'policy config of quadzero.onUnknown: "onUnknown" takes block, warn or pass; "never" is none of them',
    `${join(folder, "team.yaml")}: there is no such file`,
    'stack config quadzero.allow: unknown key "allow" in the configuration; it belongs in a stack: stacks["acme-shop/prod"].allow',
  ]);
});

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("the folder in which the language host was started goes before the user's", () => {
  const [program, user] = [project({ "org.json": "{}", "quadzero.json": "{}" }), project({ "quadzero.yaml": YAML })];
  const host = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { cwd: program, stdio: "ignore" });
  const from = { env: { PWD: user }, ppid: host.pid ?? 0 };
  expect(namesOf({}, { ...from, cwd: "/pack" })).toEqual(["quadzero.json"]);
  // A host that was started in the pack's own folder tells nothing.
  expect(namesOf({}, { ...from, cwd: program })).toEqual(["quadzero.yaml"]);
  host.kill();
});
