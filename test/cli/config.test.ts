import { parse } from "yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./fake";

const plan = readFileSync(join(__dirname, "../cases/nlb-fargate/plan.json"), "utf8");

const allowing = (ports: string): string => `stacks:
  "shop/*":
    allow:
      - workload: lobby
        ports: [${ports}]
        from: [0.0.0.0/0]
        reason: public lobby
        expires: 2027-03-31
`;

const check = (files: Readonly<Record<string, string>>, ...options: string[]) =>
  run(["check", "--stack", "shop/prod", ...options, "plan.json"], { files: { "plan.json": plan, ...files } });

describe("which configuration counts", () => {
  test("without any, the defaults", async () => {
    expect((await check({})).code).toBe(1);
  });

  test.each(["quadzero.yaml", "quadzero.yml", "quadzero.json"])("%s in this folder", async (name) => {
    const text = name.endsWith("json") ? JSON.stringify(parse(allowing("8883"))) : allowing("8883");
    expect(await check({ [name]: text })).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("allowed: public lobby (until 2027-03-31)") as string,
    });
    expect((await check({ [name]: text.replace("8883", "8884") })).code).toBe(1);
  });

  test("two of them in this folder are one too many", async () => {
    const { code, out, err } = await check({ "quadzero.yaml": "", "quadzero.json": "{}" });
    expect([code, out, err]).toEqual([2, "", "quadzero: quadzero.yaml and quadzero.json are both here; keep the one that counts\n"]);
  });

  test("those that are named instead, the nearer later", async () => {
    const files = {
      "quadzero.yaml": "!EACCES",
      "org.yaml": "rules: { world-open-listener: pass }",
      "app.yaml": "rules: { world-open-listener: warn }",
    };
    expect((await check(files, "--config", "org.yaml", "--config", "app.yaml")).out).toMatch(/^WARN /);
    expect((await check(files, "--config", "app.yaml", "--config", "org.yaml")).out).toMatch(/^pass /);
  });

  test("for the stack of Terraform's workspace, where none is named", async () => {
    const world = { files: { "plan.json": plan, "quadzero.yaml": allowing("8883") } };
    expect((await run(["check", "plan.json"], { ...world, env: { TF_WORKSPACE: "shop/dev" } })).code).toBe(0);
    expect((await run(["check", "plan.json"], { ...world, env: { TF_WORKSPACE: "other" } })).code).toBe(1);
    expect((await run(["check", "plan.json"], world)).code).toBe(1);
  });
});

describe("a bad configuration fails closed: nothing is judged, and the exit code is 2", () => {
  test.each<[string, Readonly<Record<string, string>>, string[], string[]]>([
    [
      "every problem in a line",
      { "quadzero.yaml": "onUnknown: pas\nstack: {}" },
      [],
      [
        'quadzero.yaml:1:12: "onUnknown" takes block, warn or pass; "pas" is none of them; did you mean "pass"?',
        'quadzero.yaml:2:1: unknown key "stack" in the configuration; did you mean "stacks"?',
      ],
    ],
    ["a file that is not there", {}, ["--config", "none.yaml"], ["none.yaml: there is no such file"]],
    [
      "a file that is not there, and what is wrong in the others",
      { "org.yaml": "onUnknown: never", "app.yaml": "known: []" },
      ["--config", "org.yaml", "--config", "none.yaml", "--config", "app.yaml"],
      [
        'org.yaml:1:12: "onUnknown" takes block, warn or pass; "never" is none of them',
        "none.yaml: there is no such file",
        'app.yaml:1:8: "known" takes names with values',
      ],
    ],
    ["a file that may not be read", { "quadzero.yaml": "!EACCES" }, [], ["quadzero.yaml: this user may not read it"]],
    ["a folder of the name", { "quadzero.yaml": "!EISDIR" }, [], ["quadzero.yaml: this is a directory; name the file in it"]],
    [
      "advisory or not",
      { "quadzero.yaml": "x: 1" },
      ["--advisory"],
      ['quadzero.yaml:1:1: unknown key "x" in the configuration; there are onUnknown, rules, known, images, assumptions, stacks, final'],
    ],
  ])("%s", async (_, files, options, problems) => {
    expect(await check(files, ...options)).toEqual({ code: 2, out: "", err: problems.map((each) => `quadzero: ${each}\n`).join("") });
  });
});

describe("config", () => {
  const files = { "quadzero.yaml": `onUnknown: block\n${allowing('8883, "1-22"')}  shop/prod: { assumptions: { own-id: off } }\n` };

  test("tells where every value comes from", async () => {
    const { code, out, err } = await run(["config", "--print", "shop/prod"], { files });
    expect([code, err]).toEqual([0, ""]);
    const lines = out.split("\n");
    expect(lines[0]).toBe('# what applies to "shop/prod", from quadzero.yaml');
    const from = (start: string): string | undefined => lines.find((line) => line.trim().startsWith(start))?.split("# ")[1];
    expect([from("onUnknown:"), from("own-id: off"), from("deaf-listener: warn"), from('- workload: "lobby"')]).toEqual([
      "quadzero.yaml:1:12",
      "quadzero.yaml:10:39",
      "default",
      'quadzero.yaml:5:9, stacks → "shop/*"',
    ]);
  });

  test("tells of other stacks that it does not apply to them", async () => {
    const { out } = await run(["config", "--print", "other"], { files });
    expect(out).not.toContain("lobby");
    expect(parse(out)).toMatchObject({ onUnknown: "block", assumptions: { "own-id": "on" } });
  });

  test("says which files are valid, and the stacks that they name", async () => {
    expect(await run(["config"], { files })).toEqual({
      code: 0,
      out: "quadzero.yaml is valid; its stacks, the nearest last: shop/*, shop/prod\n",
      err: "",
    });
    expect((await run(["config"], {})).out).toBe("there is no configuration: no quadzero.yaml is in this folder, and the defaults apply\n");
  });

  test("tells what does not count, as a check does", async () => {
    const given = {
      "plan.json": plan,
      "org.yaml": "final: [allow, assumptions.own-id]\n",
      "app.yaml": `assumptions: { own-id: off }\n${allowing("8883")}`,
    };
    const options = ["--config", "org.yaml", "--config", "app.yaml"];
    const says = [
      "allow (app.yaml:5:9) does not count: final (org.yaml:1:9) lets no nearer file say it",
      "assumptions.own-id: off (app.yaml:1:24) does not count: final (org.yaml:1:16) keeps on (default)",
    ];
    const { out } = await run(["config", "--print", "shop/prod", ...options], { files: given });
    expect(out.split("\n").filter((line) => line.includes("does not count"))).toEqual(says.map((each) => `# ${each}`).toReversed());
    expect(parse(out)).not.toHaveProperty("stacks");
    const checked = await check(given, ...options);
    expect([checked.code, ...says.map((each) => checked.out.replace(/\s+/g, " ").includes(each))]).toEqual([1, true, true]);
    expect((await check(given, "--config", "app.yaml")).code).toBe(0);
  });

  test("tells what is final, and where that is said", async () => {
    const given = { "org.yaml": "onUnknown: block\nfinal: [onUnknown, rules.deaf-listener]\n", "app.yaml": "final: [onUnknown, known]\n" };
    const { out } = await run(["config", "--print", "shop/prod", "--config", "org.yaml", "--config", "app.yaml"], { files: given });
    const [, rows = ""] = /\nfinal:\n([^]*)$/.exec(out) ?? [];
    expect(rows.split("\n").map((row) => row.split(/\s+# /))).toEqual([
      ["  - onUnknown", "org.yaml:2:9"],
      ["  - rules.deaf-listener", "org.yaml:2:20"],
      ["  - known", "app.yaml:1:20"],
      [""],
    ]);
    expect(parse(out)).toMatchObject({ final: ["onUnknown", "rules.deaf-listener", "known"] });
    expect((await run(["config", "--print", "shop/prod"], { files })).out).not.toContain("final");
  });

  test("takes no operand", async () => {
    expect(await run(["config", "prod"], { files })).toEqual({
      code: 2,
      out: "",
      err: "quadzero: config takes no operand; to tell what applies to a stack: quadzero config --print prod\n",
    });
    expect((await run(["config", "infra/quadzero.yaml"], { files })).err).toBe(
      "quadzero: config takes no operand; to name a file: quadzero config --config infra/quadzero.yaml\n",
    );
  });
});

describe("an allowance is proposed where it would count", () => {
  const says = async (org: string, ...more: string[]): Promise<string> => {
    const { out } = await check({ "org.yaml": org, "app.yaml": "final: [onUnknown]\n" }, "--config", "org.yaml", ...more);
    return /\n {9}allow {4}([^]*?)\n {9,}- workload/.exec(out)?.[1]?.replace(/\s+/g, " ") ?? "";
  };
  const right = 'quadzero.yaml, stacks → "shop/prod" → allow:';

  test("in the file at hand, where nobody keeps allow", async () => {
    expect(await says("final: [rules, known]\n")).toBe(right);
    expect(await says("", "--config", "app.yaml")).toBe(right);
  });

  test("by whoever keeps it, where it is final", async () => {
    const kept = 'by whoever keeps it final (org.yaml:1:16); nearer files cannot: stacks → "shop/prod" → allow:';
    expect(await says("final: [rules, allow]\n")).toBe(kept);
    expect(await says("final: [rules, allow]\n", "--config", "app.yaml")).toBe(kept);
  });
});

describe("init", () => {
  const world = { files: { "plan.json": plan } };

  test("writes what would block, for a person to fill in: until then it is an error", async () => {
    const { code, out, err } = await run(["init", "--stack", "shop/prod", "plan.json"], world);
    expect([code, err]).toEqual([0, ""]);
    expect(parse(out)).toEqual({
      stacks: {
        "shop/prod": {
          allow: [
            { workload: "aws_ecs_service.lobby", ports: [8883], from: ["0.0.0.0/0"], reason: null, owner: null, expires: "2027-02-23" },
          ],
        },
      },
    });
    const asIs = await check({ "quadzero.yaml": out });
    expect([asIs.code, asIs.err]).toEqual([
      2,
      'quadzero: quadzero.yaml:11:9: "reason" is empty; it takes why the world may come in, like public storefront\n',
    ]);
    const filled = await check({ "quadzero.yaml": out.replace("reason:", "reason: players come in here") });
    expect(filled).toMatchObject({ code: 0, err: "" });
    expect(filled.out).toContain("allowances: 1 used");
  });

  test("says every exposure once, and leaves out what is allowed", async () => {
    const twice = await run(["init", "plan.json", "again.json"], { files: { ...world.files, "again.json": plan } });
    expect(twice.out.match(/- workload/g)).toHaveLength(1);
    const { out } = await run(["init", "--stack", "shop/prod", "plan.json"], {
      files: { ...world.files, "quadzero.yaml": allowing("8883") },
    });
    expect(out).toBe("# Nothing that would block or warn is open to the world on 2026-11-25: there is nothing to allow.\n");
  });

  test.each([
    ["a file that is not there", "none.json", "there is no such file"],
    ["one that is no plan", "notes.json", "this is a package.json, not a plan;"],
  ])("writes nothing where an input cannot be read, whatever the others hold: %s", async (_, unread, says) => {
    const files = { ...world.files, "notes.json": '{ "name": "lobby", "scripts": {} }' };
    for (const inputs of [[unread], ["plan.json", unread], [unread, "plan.json"]]) {
      const { code, out, err } = await run(["init", ...inputs], { files });
      expect([code, out]).toEqual([3, ""]);
      expect(err.startsWith(`quadzero: ${unread}: ${says}`)).toBe(true);
    }
  });

  test("says what of an input was not judged", async () => {
    const cut = { ...(JSON.parse(plan) as object), complete: false };
    const { code, out, err } = await run(["init", "cut.json"], { files: { "cut.json": JSON.stringify(cut) } });
    expect([code, out.match(/- workload/g)?.length]).toEqual([0, 1]);
    expect(err).toMatch(/^quadzero: cut\.json: warning: the plan is not complete .*\n$/);
  });

  test("needs an input, and each once", async () => {
    expect((await run(["init", "plan.json", "./plan.json"], world)).err).toBe("quadzero: ./plan.json is given twice; once is enough\n");
    expect((await run(["init"], world)).err).toBe('quadzero: init needs an input: a file, or "-" for standard input\n');
  });
});
