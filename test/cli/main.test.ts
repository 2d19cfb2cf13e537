import fc from "fast-check";
import { nearest } from "../../src/words/nearest";
import { FORMATS } from "../../src/report";
import { run } from "./fake";

const COMMANDS = ["check", "listens", "explain", "config", "init"];

describe("help", () => {
  it("names every command, the exit codes and examples", async () => {
    const { code, out, err } = await run(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const name of COMMANDS) expect(out).toContain(`\n  ${name} `);
    for (const exit of ["0", "1", "2", "3"]) expect(out).toMatch(new RegExp(`^ {2}${exit} {5}`, "m"));
    expect(out).toMatch(/\nexamples:\n {2}\S/);
  });

  it.each(COMMANDS)("of %s ends with examples that start with it or lead to it", async (name) => {
    const { code, out } = await run([name, "--help"]);
    const examples = out.split("examples:\n")[1]?.trimEnd().split("\n") ?? [];
    expect(code).toBe(0);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example).toContain(`quadzero ${name} `);
    expect(await run([name, "-h"])).toEqual(await run([name, "--help"]));
    expect(await run(["help", name])).toEqual(await run([name, "--help"]));
  });

  it.each([
    ["check", ["0", "1", "2", "3"]],
    ["init", ["0", "2", "3"]],
    ["listens", ["0", "2", "3"]],
    ["explain", ["0", "2", "3"]],
    ["config", ["0", "2", "3"]],
  ])("of %s tells the exit codes that it has, and no verdict where none is given", async (name, codes) => {
    const { out } = await run([name, "--help"]);
    const [, table = ""] = /\nexit codes:\n([^]*?)\n\n/.exec(out) ?? [];
    expect([...table.matchAll(/^ {2}(\d) {5}/gm)].map(([, code]) => code)).toEqual(codes);
    expect(table.includes("block")).toBe(name === "check");
  });

  it("tells the formats that there are, whichever they are", async () => {
    const { out } = await run(["check", "--help"]);
    expect(out.replace(/\s+/g, " ")).toContain(`: ${FORMATS.map(({ name }) => name).join(", ")}`);
  });

  it.each([[], ["--help"], ...COMMANDS.map((name) => [name, "--help"])].map((argv) => [argv]))(
    "for %j stands in 80 columns",
    async (argv) => {
      const { out, err } = await run(argv);
      const lines = `${out}${err}`.split("\n");
      const examples = lines.findIndex((line) => line.startsWith("examples:"));
      // An example is one line, to be copied.
      for (const line of lines.slice(0, examples)) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  it("goes to the errors where no command is given", async () => {
    const { code, out, err } = await run([]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain((await run(["--help"])).out);
  });
});

it.each(["--version", "-v"])("tells its version: %s", async (flag) => {
  expect(await run([flag])).toEqual({ code: 0, out: "9.8.7\n", err: "" });
});

it.each([
  ["chekc", 'unknown command "chekc"; did you mean "check"?'],
  ["lis", 'unknown command "lis"; did you mean "listens"?'],
  ["plan.json", '"plan.json" is no command; to judge a file: quadzero check plan.json'],
  ["--format", 'options follow a command, and "--format" comes before it: quadzero check --format …'],
  ["xyzzy", 'unknown command "xyzzy"; there are check, listens, explain, config, init'],
])("%s is no command, and what was meant is told", async (given, message) => {
  expect(await run([given])).toEqual({ code: 2, out: "", err: `quadzero: ${message}\n` });
});

describe("the nearest name", () => {
  const names = ["format", "all", "stack", "advisory", "fail-on", "today"];

  it("is the name itself", () => {
    for (const name of names) expect(nearest(name, names)).toBe(name);
  });

  it("survives one slip of the finger", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("format", "advisory", "fail-on", "stack"),
        fc.nat(5),
        fc.constantFrom("drop", "double", "other"),
        (name, at, slip) => {
          const place = at % name.length;
          const letter = name.charAt(place);
          const instead = slip === "drop" ? "" : slip === "double" ? letter + letter : "z";
          expect(nearest(name.slice(0, place) + instead + name.slice(place + 1), names)).toBe(name);
        },
      ),
    );
  });

  it("is none where nothing is like it", () => {
    expect(nearest("xylophone", names)).toBeNull();
    expect(nearest("", names)).toBeNull();
  });
});

it("never throws, and complains in lines of its own", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constantFrom("explain", "help", "--help", "--", "-", "--format", "-h", "--x=1"), fc.string())),
      async (argv) => {
        fc.pre(argv[0] !== "check" && argv[0] !== "listens");
        const { code, err } = await run(argv);
        expect([0, 2]).toContain(code);
        expect(code === 0 ? err : err.slice(0, 10)).toBe(code === 0 ? "" : "quadzero: ");
      },
    ),
  );
});
