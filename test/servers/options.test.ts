import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { HOLE } from "../../src/model/text";
import { parseOptions } from "../../src/servers/options";

const values = (given: readonly { readonly value: string }[]): readonly string[] => given.map(({ value }) => value);

test("attached, separate, abbreviated and clustered", () => {
  const { given, operands } = parseOptions(["-b1", "--bind=2", "--bi", "3", "-vb", "4", "-vvb5", "app", "-b", "6", "--", "-b", "7"], {
    options: { bind: { names: ["-b", "--bind"] } },
    taking: "--backlog -w",
    flags: "v",
  });
  expect(values(given.bind)).toEqual(["1", "2", "3", "4", "5", "6"]);
  expect(given.bind.map(({ says }) => says)).toEqual(["-b1", "--bind=2", "--bi 3", "-vb 4", "-vvb5", "-b 6"]);
  expect(operands).toEqual(["app", "-b", "7"]);
});

test("an ambiguous prefix is nobody's", () => {
  const grammar = { options: { bind: { names: ["--bind"] } }, taking: "--backlog" };
  expect(parseOptions(["--b", "1"], grammar).given.bind).toEqual([]);
  expect(values(parseOptions(["--bi", "1"], grammar).given.bind)).toEqual(["1"]);
});

test("Go: one dash or two, up to the first operand", () => {
  const { given, operands } = parseOptions(["-a=1", "--addr", "2", "-v", "serve", "-a=3"], {
    style: "go",
    options: { addr: { names: ["-a", "--addr"] } },
    flags: "v",
  });
  expect(values(given.addr)).toEqual(["1", "2"]);
  expect(operands).toEqual(["serve", "-a=3"]);
});

test("optional and greedy values", () => {
  const { given } = parseOptions(["--host", "--bind", "127.0.0.1", "-::1", "--host", "::", "--host"], {
    style: "plain",
    options: { host: { names: ["--host"], takes: "optional" }, bind: { names: ["--bind"], takes: "greedy" } },
  });
  expect(values(given.host)).toEqual(["", "::", ""]);
  expect(values(given.bind)).toEqual(["127.0.0.1 -::1"]);
});

test("an argument that is not known may be an option", () => {
  const grammar = { options: { bind: { names: ["-b"] } } };
  expect(parseOptions([HOLE, "-b", "1"], grammar).hazy).toBe(true);
  expect(parseOptions(["1", "-b"], grammar)).toMatchObject({ hazy: false, lacking: "-b", given: { bind: [] } });
  expect(parseOptions(["-b", "1"], grammar).lacking).toBeNull();
  expect(parseOptions(["-b", HOLE], grammar)).toMatchObject({ hazy: false, given: { bind: [{ value: HOLE }] } });
  expect(parseOptions([`app${HOLE}`, "-b", "1"], grammar).hazy).toBe(false);
  expect(parseOptions([`--${HOLE}`, "1"], grammar).hazy).toBe(true);
});

/** The same grammar in argparse, which takes prefixes and clusters as we claim. */
const SCRIPT = `import argparse, json, sys
class P(argparse.ArgumentParser):
    def error(self, message): raise ValueError(message)
out = []
for argv in json.load(sys.stdin):
    p = P(add_help=False)
    p.add_argument("-b", "--bind", action="append", default=[])
    p.add_argument("-w", "--workers")
    p.add_argument("--backlog")
    p.add_argument("-v", "--verbose", action="count")
    p.add_argument("rest", nargs="*")
    try:
        n, extra = p.parse_known_intermixed_args(argv)
        out.append(None if extra else [n.bind, n.rest])
    except (ValueError, TypeError): out.append(None)
print(json.dumps(out))`;

const word = fc.constantFrom("app", "127.0.0.1:80", ":1", "x");
const argument = fc.oneof(
  word,
  fc.constantFrom("-b", "--bind", "--bin", "-w", "--workers", "--work", "--backlog", "-v", "-vv", "-vb", "--verbose"),
  word.map((one) => `-b${one}`),
  word.map((one) => `--bind=${one}`),
  word.map((one) => `--bi=${one}`),
  word.map((one) => `-vb${one}`),
  word.map((one) => `-w${one}`),
  word.map((one) => `--backlog=${one}`),
);

const python = spawnSync("python3", ["-c", "1"]).status === 0;
(python ? test : test.skip)("argparse reads command lines as we do (needs python3)", () => {
  const lines = fc.sample(fc.array(argument, { maxLength: 7 }), { numRuns: 3000, seed: 11 });
  const run = spawnSync("python3", ["-c", SCRIPT], { input: JSON.stringify(lines), encoding: "utf8" });
  const theirs = JSON.parse(run.stdout) as readonly (readonly [readonly string[], readonly string[]] | null)[];
  const accepted = lines.flatMap((line, index) => {
    const read = theirs[index];
    return read === null || read === undefined ? [] : [{ line, read }];
  });
  expect(accepted.length).toBeGreaterThan(500);
  for (const { line, read } of accepted) {
    const { given, operands } = parseOptions(line, {
      options: { bind: { names: ["-b", "--bind"] } },
      taking: "-w --workers --backlog",
      flags: "v",
    });
    expect({ line, read: [values(given.bind), operands] }).toEqual({ line, read });
  }
});
