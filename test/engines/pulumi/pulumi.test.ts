import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { blocks, runPage } from "../../house/page";
import { missing, type Program, Session } from "./engine";

/** The real engine decides and runs; the cloud alone is ours, and it writes down what it was asked for. */
jest.setTimeout(180_000);

const root = resolve(__dirname, "../../..");
const example = (name: string): string => join(root, "examples", name);

if (missing !== null)
  console.warn(`skipped, the Pulumi engine is not here: there is no ${missing}; run: bash test/engines/pulumi/install.sh`);

/** Of what the command line prints, what the pack says: each violation, with the two lines that lead to it. */
function policiesIn(output: string): string {
  const [, said = ""] = /^Policies:\n([\s\S]*?)(?=^\S|(?![\s\S]))/m.exec(output) ?? [];
  return said.replaceAll(/^ +$/gm, "").trimEnd();
}

/** The day and the version, which change. */
const undated = (said: string): string => said.replaceAll(/\d{4}-\d{2}-\d{2}/g, "DAY").replaceAll(/@v\S+/g, "@VERSION");
const expected = undated(readFileSync(join(example("pulumi-fargate"), "expected.txt"), "utf8")).trimEnd();

/** Without the level that the command line puts in front, and the word that says it again. */
const unlevelled = (said: string): string => said.replaceAll(/- \[\w+\]/g, "-").replaceAll(/ +(WOULD )?BLOCK +/g, " ");

(missing === null ? describe : describe.skip)("the real Pulumi engine", () => {
  let session: Session;
  beforeAll(() => {
    session = new Session();
  });
  afterAll(() => {
    session.close();
  });

  const story = (name: string): Program => {
    const program = session.program(name, join(__dirname, "program"));
    expect(program.run("config", "set", "story", name).status).toBe(0);
    return program;
  };

  const allowance = (ports: string): string => `stacks:
  acme-*/dev:
    allow:
      - workload: "*::quotes"
        ports: [${ports}]
        from: ["0.0.0.0/0"]
        reason: the test asks for it
        expires: 9999-12-31
`;

  test("up is blocked, and nothing has been created", () => {
    const open = session.program("open", example("pulumi-fargate"));
    const { status, output } = open.run("up", "--yes", "--policy-pack", session.pack);
    expect(undated(policiesIn(output))).toBe(expected);
    expect({ status, created: open.created, deployed: open.deployed }).toEqual({ status: 1, created: [], deployed: [] });
  });

  test("a pack of one's own, in TypeScript, holds the policies beside its own", () => {
    const ours = session.program("ours", example("pulumi-fargate"));
    cpSync(join(__dirname, "acme"), join(ours.folder, "acme"), { recursive: true });
    const { status, output } = ours.run("up", "--yes", "--policy-pack", "acme");
    expect({ status, created: ours.created }).toEqual({ status: 1, created: [] });
    const [title = "", ...said] = policiesIn(output).split("\n");
    expect(title).toBe("    ❌ acme@v3.4.5 (local: acme)");
    expect(said.join("\n")).toContain("services: quotes");
    expect(undated(said.join("\n"))).toContain(expected.split("\n").slice(1).join("\n"));
  });

  test("its twin, which binds loopback, is deployed", () => {
    const safe = session.program("safe", example("pulumi-fargate-safe"));
    const { status, output } = safe.runWith({ PULUMI_OPTION_POLICY_PACK: session.pack }, "up", "--yes");
    expect({ status, said: policiesIn(output) }).toEqual({
      status: 0,
      said: expect.stringMatching(/^ *✅ quadzero@v\S+ \(local: .*\)$/) as string,
    });
    expect(safe.created).toContain("urn:pulumi:dev::acme-quotes::aws:ecs/service:Service::quotes");
    expect(safe.deployed).toHaveLength(10);
  });

  test("an allowance lets its port through, and not the next", () => {
    const ports = story("ports");
    const config = join(ports.folder, "quadzero.yaml");
    writeFileSync(config, allowance("5080"));
    const one = ports.run("preview", "--policy-pack", session.pack);
    expect(one.status).toBe(1);
    expect(policiesIn(one.output)).toMatch(/\[mandatory\].*world-open-listener/);
    expect(policiesIn(one.output)).toMatch(/BLOCK +quotes answers the world on tcp 5081/);
    writeFileSync(config, allowance('"5080-5081"'));
    const both = ports.run("preview", "--policy-pack", session.pack);
    expect({ status: both.status, said: policiesIn(both.output) }).toEqual({ status: 0, said: expect.stringContaining("✅") as string });
  });

  test("advisory, by the administrator or by configuration, tells the same and lets it pass", () => {
    const open = session.program("advisory", example("pulumi-fargate"));
    const told = (config: object): string => {
      writeFileSync(join(open.folder, "policies.json"), JSON.stringify(config));
      const { status, output } = open.run("preview", "--policy-pack", session.pack, "--policy-pack-config", "policies.json");
      expect(status).toBe(0);
      return undated(policiesIn(output));
    };
    const all = told({ all: "advisory" });
    expect(all).toMatch(/\[advisory\].*world-open-listener/);
    expect(all).toMatch(/WOULD BLOCK +quotes answers the world on tcp 5080/);
    expect(told({ quadzero: { advisory: true } })).toBe(all);
    const squeezed = (text: string): string => unlevelled(text).replaceAll(/\s+/g, " ").replace("⚠️", "❌");
    expect(squeezed(all)).toBe(squeezed(expected));
  });

  test("a policy that is disabled says nothing, and the others judge as before", () => {
    // Published on loopback; of its image nobody knows what else it starts.
    const docker = session.program("docker", join(root, "test/cases/docker-publish-safe/pulumi"));
    const levelsWith = (config: object): { readonly status: number | null; readonly levels: readonly string[] } => {
      writeFileSync(join(docker.folder, "policies.json"), JSON.stringify(config));
      const { status, output } = docker.run("preview", "--policy-pack", session.pack, "--policy-pack-config", "policies.json");
      return { status, levels: policiesIn(output).match(/\[\w+\](?: \[severity: \w+\])? {2}[\w-]+/g) ?? [] };
    };
    const listener = (level: string): string => `[${level}] [severity: medium]  world-open-listener`;
    // What the administrator configures goes with it.
    expect(levelsWith({ quadzero: { onUnknown: "block" } })).toEqual({ status: 1, levels: [listener("mandatory")] });
    expect(levelsWith({ quadzero: "disabled" })).toEqual({ status: 0, levels: [listener("advisory")] });
    expect(levelsWith({ "world-open-listener": "disabled" })).toEqual({ status: 0, levels: [] });
  });

  test("an unknown CIDR warns and switches nothing off; a secret is in no output", () => {
    const unknown = story("unknown");
    const secret = "hunter2-5ca1ab1e";
    expect(unknown.run("config", "set", "--secret", "token", secret).status).toBe(0);
    const { status, output } = unknown.run("preview", "--policy-pack", session.pack);
    expect(status).toBe(1);
    expect(policiesIn(output)).toMatch(/\[mandatory\].*world-open-listener.*: open\)/);
    expect(policiesIn(output)).toMatch(/\[advisory\].*world-open-listener.*: office\)/);
    expect(policiesIn(output)).toMatch(/possible: one value is not known/);
    expect(policiesIn(output)).not.toMatch(/can't run policy/);
    expect(readFileSync(unknown.requests, "utf8")).toContain(secret);
    expect(output).not.toContain(secret);
  });

  test("a wrong configuration is one violation of the stack", () => {
    const wrong = session.program("wrong", example("pulumi-fargate-safe"));
    expect(wrong.run("config", "set", "quadzero:onUnknown", "maybe").status).toBe(0);
    const { status, output } = wrong.run("up", "--yes", "--policy-pack", session.pack);
    expect({ status, created: wrong.created }).toEqual({ status: 1, created: [] });
    expect(policiesIn(output).match(/- \[\w+\].*/g)).toEqual(["- [mandatory]  quadzero  (pulumi:pulumi:Stack: acme-quotes-dev)"]);
    expect(policiesIn(output)).toMatch(/stack config quadzero\.onUnknown: .*block, warn or\s+pass/);
  });

  test("an update without a preview is judged afterwards, and fails; so does the analysis of what is there", () => {
    const late = session.program("late", example("pulumi-fargate"));
    const up = late.run("up", "--yes", "--skip-preview", "--policy-pack", session.pack);
    expect(up.status).toBe(1);
    expect(policiesIn(up.output)).toMatch(/BLOCK +quotes answers the world on tcp 5080/);
    expect(late.created.length).toBeGreaterThan(0);
    const analysed = late.run("policy", "analyze", "--stack", "dev", "--policy-pack", session.pack);
    expect(analysed.status).toBe(1);
    expect(analysed.output).toMatch(/BLOCK +quotes answers the world on tcp 5080/);
    expect(analysed.output).toContain('stacks → "acme-quotes/dev"');
  });

  const page = readFileSync(join(root, "docs/pulumi.md"), "utf8");
  /** Blocks of shell; behind a line stands its exit code where that is not 0, and a variable holds to the end of its block. */
  const shell = [...page.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, block = ""]) =>
    block
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  );

  test("the page's commands do what it says", () => {
    const documented = session.program("documented", example("pulumi-fargate"));
    writeFileSync(join(documented.folder, "policies.json"), /```json\n(.*)\n/.exec(page)?.[1] ?? "");
    const exported: Record<string, string> = {};
    const run = (line: string): readonly [line: string, happened: string, said: string] => {
      const [command = "", said = "exit code 0"] = line.split(" # ");
      const [program, ...args] = command.split(" ");
      if (program === "export") {
        const [name = "", value = ""] = args.join(" ").split("=");
        exported[name] = value;
        return [line, said, said];
      }
      if (program === "npm") return [line, args.join(" "), "install --save-dev quadzero @pulumi/policy"];
      const { status } = documented.runWith(exported, ...args);
      return [line, `exit code ${String(status)}`, said];
    };
    const ran = shell.flatMap((block) => {
      for (const name of Object.keys(exported)) Reflect.deleteProperty(exported, name);
      return block.map(run);
    });
    expect(ran.map(([line, happened]) => [line, happened])).toEqual(ran.map(([line, , said]) => [line, said]));
    expect(documented.deployed).toEqual([]);
  });

  test.each([
    ["pulumi-fargate", 1],
    ["pulumi-fargate-safe", 0],
  ])("the commands of the page on previews and states judge %s, before it is deployed and afterwards", (name, code) => {
    const program = session.program(`files-${name}`, example(name));
    const [preview, state] = blocks("docs/pulumi-files.md", "sh");
    const QUADZERO = join(session.folder, "node_modules/quadzero/dist/quadzero.js");
    const run = (script = ""): object =>
      runPage(script, program.folder, { npx: 'shift; exec node "$QUADZERO" "$@"' }, { ...program.environment, QUADZERO });
    const said = code === 0 ? /0 blocked, 0 warnings, 1 passed/ : /BLOCK +quotes answers the world on tcp 5080/;
    const judged = { code, out: expect.stringMatching(said) as string };
    expect([preview?.code, state?.code]).toEqual([1, 1]);
    expect(run(preview?.text)).toEqual(judged);
    expect(program.run("up", "--yes").status).toBe(0);
    expect(run(preview?.text)).toEqual(judged);
    expect(run(state?.text)).toEqual(judged);
  });

  test("the page shows what is said of the example", () => {
    const [, shown = ""] = /<!-- said -->\n+```text\n([\s\S]*?)```/.exec(page) ?? [];
    expect(undated(shown).trimEnd()).toBe(expected);
  });
});
