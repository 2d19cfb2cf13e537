import { PROXIES } from "../../src/verdict/fix";
import { CRITICAL_PROCESSES, HIGH_PROCESSES } from "../../src/verdict/severity";
import { lock, read, tracked } from "./repository";

const written = tracked.filter((path) => /\.(ts|mjs|cjs|js)$/.test(path) && !/^(test\/cases|examples)\//.test(path));
const sources = written.filter((path) => path.startsWith("src/"));

/** @returns `path: line` of each line that matches */
const lines = (paths: readonly string[], pattern: RegExp): readonly string[] =>
  paths.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)}: ${line.trim()}`] : [])),
  );

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(50);
});

test("no source file is longer than a reader follows", () => {
  const long = sources.map((path) => [path, read(path).split("\n").length - 1] as const).filter(([, length]) => length > 300);
  expect(long).toEqual([]);
});

test("no drawer for what has no room", () => {
  expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|common|misc|lib)(\/|\.[cm]?[jt]s$)/.test(path))).toEqual([]);
});

test("a program that the verdict knows by its name is one that a server or a workload tells of", () => {
  const texts = sources.filter((path) => /^src\/(servers|workloads)\//.test(path)).map(read);
  const names = [...CRITICAL_PROCESSES, ...HIGH_PROCESSES, ...PROXIES];
  expect(names.filter((name) => !texts.some((text) => text.includes(`"${name}"`)))).toEqual([]);
});

test("the checks are switched off nowhere", () => {
  const directive = new RegExp(
    ["@ts-(ignore|nocheck|expect-error)", "eslint-" + "disable", "prettier-" + "ignore", "\\bas any\\b(?! \\w)"].join("|"),
  );
  const here = "test/house/sources.test.ts";
  expect(
    lines(
      written.filter((path) => path !== here),
      directive,
    ),
  ).toEqual([]);
});

test("no test is focused, none waits for a better day", () => {
  const tests = written.filter((path) => path.endsWith(".test.ts"));
  expect(lines(tests, /\b(test|it|describe)\.(only|todo|failing)\b|\b(fit|fdescribe|xit|xtest|xdescribe)\(/)).toEqual([]);
});

test("no path of one machine", () => {
  const texts = tracked.filter((path) => /\.(ts|mjs|cjs|js|json|md|sh|ya?ml)$|^\.ci\//.test(path));
  // Servers, stories and examples speak of the hosts that they run on.
  const ours = texts.filter((path) => !/^(src|examples|test)\//.test(path));
  expect(ours.length).toBeGreaterThan(10);
  expect(lines(ours, /(^|[\s"'`(=])\/(work|home|root|Users)\//)).toEqual([]);
});

test("dependencies come by name and version, from whichever registry the user has", () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
