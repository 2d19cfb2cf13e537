import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { run } from "./fake";

const saved = (name: string): Report => JSON.parse(readFileSync(join(__dirname, "../report/cases", name, "report.json"), "utf8")) as Report;

/** The pipeline has tests of its own. Here it answers with a report, and keeps what it was asked. */
const check = jest.fn<Report, [readonly { path: string; bytes: Uint8Array }[], Readonly<Record<string, unknown>>]>();
jest.mock("../../src/check", () => ({
  ...jest.requireActual<typeof import("../../src/failing")>("../../src/failing"),
  checkReadable: (...asked: Parameters<typeof check>) => check(...asked),
}));

const clean: Report = { ...saved("nothing") };
const blocked = saved("block");
const warned = saved("possible");
const unreadable: Report = { ...clean, errors: [{ path: "b.json", code: "not-json", message: "b.json: this is not JSON" }] };

const files = { "a.json": "{}", "b.json": "no", "locked.json": "!EACCES", folder: "!EISDIR" };

beforeEach(() => check.mockReset().mockReturnValue(clean));

describe("exit codes", () => {
  it.each<[string, Report, string[], number]>([
    ["nothing blocked", clean, [], 0],
    ["a warning", warned, [], 0],
    ["a warning, where warnings fail", warned, ["--fail-on", "warn"], 1],
    ["a warning, where blocks fail", warned, ["--fail-on=block"], 0],
    ["blocked", blocked, [], 1],
    ["blocked, advisory", blocked, ["--advisory"], 0],
    ["a warning that fails, advisory", warned, ["--fail-on", "warn", "--advisory"], 0],
    ["an input that is not read", unreadable, [], 3],
    ["an input that is not read, advisory", unreadable, ["--advisory"], 3],
    ["an input that is not read beside a block", { ...blocked, errors: unreadable.errors }, [], 3],
  ])("%s", async (_, report, options, code) => {
    check.mockReturnValue(report);
    expect((await run(["check", ...options, "a.json"], { files })).code).toBe(code);
  });
});

describe("--fail-on warn counts what of an input was not judged", () => {
  const noting = (level: "note" | "warning", code: string): Report => ({
    ...clean,
    results: clean.results.map((result) => ({ ...result, diagnostics: [{ level, code, message: "as it is said", resource: null }] })),
  });

  const unmodelled: Report = {
    ...clean,
    results: clean.results.map((result) => ({
      ...result,
      notModelled: [{ type: "aws_msk_cluster", addresses: ["aws_msk_cluster.events"], widens: [] }],
    })),
  };

  it.each<[string, Report, string[], number]>([
    ["a type that is not modelled", unmodelled, ["--fail-on", "warn"], 1],
    ["the same, where blocks fail", unmodelled, [], 0],
    ["the same, advisory", unmodelled, ["--fail-on", "warn", "--advisory"], 0],
    ["a module that nobody has shown", noting("warning", "unseen-module"), ["--fail-on", "warn"], 1],
    ["the module, where blocks fail", noting("warning", "unseen-module"), [], 0],
    ["the module, advisory", noting("warning", "unseen-module"), ["--fail-on", "warn", "--advisory"], 0],
    ["a plan that stopped", noting("warning", "errored-plan"), ["--fail-on=warn"], 1],
    ["that it is a state", noting("note", "state"), ["--fail-on", "warn"], 0],
    ["what final keeps", noting("warning", "final"), ["--fail-on", "warn"], 0],
    ["an input without a state before", noting("warning", "no-state-before"), ["--fail-on", "warn"], 0],
  ])("%s", async (_, report, options, code) => {
    check.mockReturnValue(report);
    expect(report.results).toHaveLength(1);
    expect((await run(["check", ...options, "a.json"], { files })).code).toBe(code);
  });
});

it("hands the bytes, the stack, the day and the version to the pipeline", async () => {
  await run(["check", "--stack", "acme-shop/prod", "--today", "2027-02-28", "--all", "a.json"], { files });
  const [inputs, options] = check.mock.calls[0] ?? [];
  expect(inputs?.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([["a.json", "{}"]]);
  expect(options).toEqual({ today: "2027-02-28", stack: "acme-shop/prod", advisory: false, all: true, version: "9.8.7" });
});

it("takes the day from the clock and the stack from Terraform's workspace where nothing is said", async () => {
  await run(["check", "a.json"], { files, env: { TF_WORKSPACE: "staging" } });
  await run(["check", "a.json"], { files, env: { TF_WORKSPACE: "" } });
  expect(check.mock.calls.map(([, { today, stack }]) => [today, stack])).toEqual([
    ["2026-11-25", "staging"],
    ["2026-11-25", null],
  ]);
});

it("reads standard input for -", async () => {
  await run(["check", "-", "a.json"], { files, stdin: "plan from a pipe" });
  const [inputs] = check.mock.calls[0] ?? [];
  expect(inputs?.map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ["-", "plan from a pipe"],
    ["a.json", "{}"],
  ]);
});

it("tells of files that cannot be read, in their order, and judges the others", async () => {
  check.mockReturnValue({ ...blocked, errors: unreadable.errors });
  const { code, out, err } = await run(["check", "locked.json", "a.json", "b.json", "none.json", "folder"], { files });
  expect(check.mock.calls[0]?.[0].map(({ path }) => path)).toEqual(["a.json", "b.json"]);
  expect(err.split("\n")).toEqual([
    "quadzero: locked.json: this user may not read it",
    "quadzero: b.json: this is not JSON",
    "quadzero: none.json: there is no such file",
    "quadzero: folder: this is a directory; name the file in it",
    "",
  ]);
  expect(out).toContain("BLOCK  api answers the world on tcp 5001");
  expect(out).not.toContain("locked.json");
  expect(code).toBe(3);
});

it("takes the folder that cdktf synth writes, or that of one stack; each stack is an input of its own", async () => {
  const stacks = { net: { synthesizedStackPath: "stacks/net/cdk.tf.json" }, shop: { synthesizedStackPath: "stacks/shop/cdk.tf.json" } };
  const folders = {
    ...files,
    "cdktf.out": "!EISDIR",
    "cdktf.out/manifest.json": JSON.stringify({ version: "0.21.0", stacks }),
    "cdktf.out/stacks/net/cdk.tf.json": "net",
    "cdktf.out/stacks/shop/cdk.tf.json": "!EACCES",
    one: "!EISDIR",
    "one/cdk.tf.json": "one",
    broken: "!EISDIR",
    "broken/manifest.json": "{",
    failed: "!EISDIR",
    "failed/stacks": "!EISDIR",
  };
  const { code, err } = await run(["check", "none.json", "cdktf.out", "one", "broken", "failed"], { files: folders });
  expect(check.mock.calls[0]?.[0].map(({ path, bytes }) => [path, Buffer.from(bytes).toString()])).toEqual([
    ["cdktf.out/stacks/net/cdk.tf.json", "net"],
    ["one/cdk.tf.json", "one"],
  ]);
  expect(err.split("\n")).toEqual([
    "quadzero: none.json: there is no such file",
    "quadzero: cdktf.out/stacks/shop/cdk.tf.json: this user may not read it",
    "quadzero: broken: this is a directory; name the file in it",
    "quadzero: failed: stacks lie in this folder, and no manifest.json: the synthesis did not finish; mend what it told, and run it again",
    "",
  ]);
  expect(code).toBe(3);
});

it("prints one report as JSON, errors among it", async () => {
  check.mockReturnValue(blocked);
  const { out, err } = await run(["check", "--format", "json", "a.json", "none.json"], { files });
  const errors = [{ path: "none.json", code: "ENOENT", message: "there is no such file" }];
  expect(JSON.parse(out)).toEqual({ ...blocked, errors });
  expect(err).toBe("quadzero: none.json: there is no such file\n");
});

it("colours for a terminal that wants colours", async () => {
  check.mockReturnValue(blocked);
  const escape = "\u001b[";
  const outs = await Promise.all(
    [{ isTTY: true }, { isTTY: false }, { isTTY: true, env: { NO_COLOR: "1" } }, { isTTY: true, env: { TERM: "dumb" } }].map(
      async (world) => (await run(["check", "a.json"], { files, ...world })).out.includes(escape),
    ),
  );
  expect(outs).toEqual([true, false, false, false]);
});

describe("a bug", () => {
  const secret = "hunter2";

  it("is one line that names it and asks for a report, and exit code 3", async () => {
    check.mockImplementation(() => {
      throw new TypeError("Cannot read properties of undefined");
    });
    const { code, out, err } = await run(["check", "a.json"], { files });
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(
      /^quadzero: this is a bug in quadzero 9\.8\.7: TypeError: Cannot read properties of undefined\. Please report it.*\n$/,
    );
  });

  it("shows where it happened to whom asks", async () => {
    check.mockImplementation(() => {
      throw new RangeError("too deep");
    });
    const { err } = await run(["check", "a.json"], { files, env: { QUADZERO_DEBUG: "1" } });
    expect(err.split("\n").length).toBeGreaterThan(3);
    expect(err).toContain("check.test.ts");
  });

  it("does not quote the input, as a SyntaxError does", async () => {
    check.mockImplementation(() => JSON.parse(`{"password": ${secret}}`) as Report);
    const { code, err } = await run(["check", "a.json"], { files });
    expect(code).toBe(3);
    expect(err).toContain("SyntaxError");
    expect(err).not.toContain(secret);
  });
});

describe("arguments that cannot be meant are told in one line, with exit code 2, and nothing is judged", () => {
  it.each<[string, string[], string]>([
    ["no input", [], 'check needs an input: a file, or "-" for standard input'],
    ["an option that is near another", ["--advisry", "a.json"], 'unknown option "--advisry"; did you mean "--advisory"?'],
    ["an option that is begun", ["--adv", "a.json"], 'unknown option "--adv"; did you mean "--advisory"?'],
    ["an option that is like none", ["--xylophone=7", "a.json"], 'unknown option "--xylophone"; there are --format, --all,'],
    ["a short option", ["-x", "a.json"], 'unknown option "-x"'],
    [
      "a format that there is not",
      ["--format", "jsn", "a.json"],
      '--format takes one of text, json, markdown, sarif, github; "jsn" is none of them; did you mean "json"?',
    ],
    ["an empty value", ["--format=", "a.json"], '--format takes one of text, json, markdown, sarif, github; "" is none of them'],
    ...["stack", "config", "with", "against", "source", "today"].map((name): [string, string[], string] => [
      `an empty --${name}`,
      [`--${name}`, "", "a.json"],
      `--${name} needs a value, and "" is none: --${name} `,
    ]),
    ["an empty value behind a sign", ["--stack=", "a.json"], '--stack needs a value, and "" is none: --stack NAME'],
    ["an empty input", [""], 'check needs an input, and "" is none: a file, or "-" for standard input'],
    ["an empty input among others", ["a.json", "--", ""], 'check needs an input, and "" is none'],
    ["a value that is missing at the end", ["a.json", "--stack"], "--stack needs a value: --stack NAME"],
    ["a value that is missing before an option", ["--stack", "--all", "a.json"], "--stack needs a value: --stack NAME"],
    ["a value that a flag does not take", ["--all=yes", "a.json"], "--all takes no value"],
    ["an option twice", ["--stack", "a", "--stack", "b", "a.json"], "--stack is given twice"],
    ["standard input twice", ["-", "-"], 'standard input can be read once: give "-" once'],
    ["an input twice", ["a.json", "./a.json"], "./a.json is given twice; once is enough"],
    ["several arguments in one", ["--all --advisory", "a.json"], 'unknown option "--all --advisory": these are several arguments in one'],
    ["an option with its value in one", ["--config shop.yaml", "a.json"], 'unknown option "--config shop.yaml": these are several'],
    ["a day that there is not", ["--today", "2026-02-30", "a.json"], '--today takes a day as YYYY-MM-DD; "2026-02-30" is none'],
    ["a day in other words", ["--today", "25.11.2026", "a.json"], "--today takes a day as YYYY-MM-DD"],
    ["a day and a time", ["--today", "2026-11-25T10:00", "a.json"], "--today takes a day as YYYY-MM-DD"],
  ])("%s", async (_, argv, message) => {
    const { code, out, err } = await run(["check", ...argv], { files });
    expect([code, out]).toEqual([2, ""]);
    expect(err.startsWith(`quadzero: ${message}`)).toBe(true);
    expect(err.trimEnd()).not.toContain("\n");
    expect(check).not.toHaveBeenCalled();
  });
});

it("takes what follows -- as files", async () => {
  await run(["check", "--", "--all"], { files: { "--all": "{}" } });
  expect(check.mock.calls[0]?.[0].map(({ path }) => path)).toEqual(["--all"]);
});
