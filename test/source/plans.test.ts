import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../src/check";
import { programOf } from "../../src/source/program";
import type { Finding } from "../../src/model/report";
import { stories } from "../story/story";
import { onDisk, planOf, ROOT } from "./files";

const folders = [
  ...stories.map(({ folder }) => folder.slice(ROOT.length + 1)),
  ...["blocks", "references", "written"].map((name) => `test/read/plans/${name}`),
];

const lineAt = (uri: string, line: number): string => readFileSync(join(ROOT, uri), "utf8").split("\n")[line - 1] ?? "";

describe.each(folders)("%s", (folder) => {
  const plan = planOf(`${folder}/plan.json`);
  const program = programOf(onDisk(folder));

  test("every resource of the plan is where its block begins", () => {
    const wrong = plan.resources.flatMap((resource) => {
      const location = program.locate(resource, null);
      const word = resource.mode === "data" ? "data" : "resource";
      const head = new RegExp(`^${word}\\s+"${resource.type}"\\s+"${resource.name}"\\s*\\{`);
      const right = location !== null && location.column === 1 && head.test(lineAt(location.uri, location.line));
      return right ? [] : [resource.address];
    });
    expect(wrong).toEqual([]);
    expect(program.problems()).toEqual([]);
  });
});

const reportOf = (folder: string) =>
  check([{ path: "plan.json", bytes: readFileSync(join(ROOT, folder, "plan.json")) }], {
    today: "2027-02-11",
    stack: null,
    advisory: false,
    all: true,
    version: "0.0.0",
    source: onDisk(folder),
  });

const findingsOf = (folder: string): readonly Finding[] => reportOf(folder).results.flatMap(({ findings }) => findings);

describe.each(folders)("%s, what its report names", (folder) => {
  const { results } = reportOf(folder);
  const findings = results.flatMap((result) => result.findings);

  test("has a line, each resource and each step", () => {
    const refs = findings.flatMap(({ workload, path, because, unknowns, assumes }) => [
      workload,
      ...path.flatMap(({ resource, via }) => [...(resource === null ? [] : [resource]), ...via]),
      ...[...because, ...unknowns, ...assumes].flatMap(({ resource }) => (resource === null ? [] : [resource])),
    ]);
    expect(refs.filter(({ location }) => location === null)).toEqual([]);
    expect(findings.flatMap(({ path }) => path).filter(({ resource, location }) => (resource === null) !== (location === null))).toEqual(
      [],
    );
    expect(results.flatMap(({ diagnostics }) => diagnostics).filter(({ code }) => /source/.test(code))).toEqual([]);
  });

  test("has no line that is not within the resource's own block", () => {
    const outside = findings
      .flatMap(({ path }) => path)
      .filter(({ resource, location }) => {
        if (resource === null || resource.location === null || location === null) return false;
        const lines = readFileSync(join(ROOT, location.uri), "utf8").split("\n");
        const end = lines.findIndex(
          (line, index) =>
            index >= (resource.location?.line ?? 0) - 1 &&
            /^\}|\}\s*$/.test(line) &&
            (line.startsWith("}") || index === (resource.location?.line ?? 0) - 1),
        );
        return location.uri !== resource.location.uri || location.line < resource.location.line || location.line > end + 1;
      });
    expect(outside).toEqual([]);
  });
});

test("a step stands at the line of its attribute, wherever the name of that is written", () => {
  const steps = folders
    .flatMap(findingsOf)
    .flatMap(({ path }) => path)
    .filter(({ attribute, location }) => attribute !== null && location !== null);
  const deep = steps.filter(({ attribute, location, resource }) => {
    const last = /([a-z_]+)(?:\[\d+\])*$/.exec(attribute ?? "")?.[1] ?? "?";
    const here = location === null ? "" : lineAt(location.uri, location.line).slice((location.column ?? 1) - 1);
    return location?.line !== resource?.location?.line && (here.startsWith(last) || here.startsWith(`dynamic "${last}"`));
  });
  // The others are elements of lists, arguments inside a text that the program computes, and attributes that nobody wrote.
  expect(deep.length / steps.length).toBeGreaterThan(0.5);
});

test("without a source there are no lines, and nothing else differs", () => {
  const folder = "examples/flask-on-fargate";
  const bytes = readFileSync(join(ROOT, folder, "plan.json"));
  const options = { today: "2027-02-11", stack: null, advisory: false, all: true, version: "0.0.0" };
  const plain = check([{ path: "plan.json", bytes }], options);
  const lined = check([{ path: "plan.json", bytes }], { ...options, source: onDisk(folder) });
  const blank = (_: string, value: unknown): unknown =>
    typeof value === "object" && value !== null && "location" in value ? { ...value, location: null } : value;
  expect(JSON.stringify(lined)).not.toBe(JSON.stringify(plain));
  expect(JSON.stringify(lined, blank)).toBe(JSON.stringify(plain, blank));
});

test("of a plan that the folder does not belong to, the report says so", () => {
  const { results } = check([{ path: "plan.json", bytes: readFileSync(join(ROOT, "test/cases/modules/plan.json")) }], {
    today: "2027-02-11",
    stack: null,
    advisory: false,
    all: false,
    version: "0.0.0",
    source: onDisk("test/cases/udp"),
  });
  const [note] = results.flatMap(({ diagnostics }) => diagnostics).filter(({ code }) => code === "not-in-source");
  expect(note?.message).toMatch(/^module\..* not written in test\/cases\/udp \((\d+) of \1 /);
});
