import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Report } from "../../../src/model/report";
import type { Log, Result, Run } from "../../../src/report/sarif/log";
import { uriOf } from "../../../src/report/sarif/location";
import { judge } from "../../story/judge";
import { stories } from "../../story/story";
import { load, many, named, names, render, reports } from "../recorded";

// The schema is written for draft 4; of what changed since then it uses the name of its own id alone.
const { id, ...schema } = JSON.parse(readFileSync(join(__dirname, "schema.json"), "utf8")) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile({ ...schema, $schema: "http://json-schema.org/draft-07/schema#" });

const page = (rule: string): string => readFileSync(join(__dirname, "../../../docs/rules", `${rule}.md`), "utf8");

function log(report: Report, all = false): Log {
  const parsed = JSON.parse(render("sarif", report, { all, page })) as Log;
  isSarif(parsed);
  expect(isSarif.errors ?? []).toEqual([]);
  return parsed;
}

function runOf(report: Report, all = false): Run {
  const { runs } = log(report, all);
  const [run] = runs;
  if (run === undefined || runs.length !== 1) throw new Error("one run is written");
  return run;
}

/** What GitHub asks for beyond the schema: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support */
function complaints({ tool, results }: Run): readonly string[] {
  const ofResult = ({ ruleId, ruleIndex, message, locations, level, kind, codeFlows = [] }: Result): readonly string[] => {
    const places = [...locations, ...codeFlows.flatMap(({ threadFlows: [flow] }) => flow.locations.map(({ location }) => location))];
    const steps = places.length - locations.length;
    return [
      ...(tool.driver.rules[ruleIndex]?.id === ruleId ? [] : [`${ruleId} is not rule ${String(ruleIndex)}`]),
      ...(message.text.trim() === "" ? ["no message"] : []),
      ...(level !== "none" && kind !== "fail" ? [`${kind} of level ${level}`] : []),
      ...(steps > 1000 ? [`${String(steps)} steps`] : []),
      ...places.flatMap(({ physicalLocation: { artifactLocation, region } }) => [
        ...(artifactLocation.uri === "" ? ["no uri"] : []),
        ...(region.startLine >= 1 ? [] : ["no line"]),
        ...(/^[^/]*:/.test(artifactLocation.uri) && !artifactLocation.uri.startsWith("file:///") ? [artifactLocation.uri] : []),
      ]),
    ];
  };
  const ofRules = tool.driver.rules.flatMap(({ shortDescription, fullDescription, help, name }) => [
    ...[shortDescription, fullDescription, help].filter(({ text }) => text === "").map(() => "a rule without words"),
    ...(name.length > 255 || shortDescription.text.length > 1024 ? ["a rule of too many words"] : []),
  ]);
  return [...ofRules, ...results.flatMap(ofResult), ...(results.length > 25_000 ? ["too many results"] : [])];
}

it("knows the schema: a log that is none is refused", () => {
  expect(id).toMatch(/sarif-2\.1\.0-rtm\.5\.json$/);
  const valid = JSON.parse(render("sarif", load("block"))) as Log;
  expect(isSarif({ ...valid, version: "2.0.0" })).toBe(false);
  expect(isSarif({ ...valid, runs: valid.runs.map((run) => ({ ...run, results: [{ ruleId: "x" }] })) })).toBe(false);
});

it.each(names)("is valid for the case %s, and takes GitHub's rules", (name) => {
  for (const all of [false, true]) expect(complaints(runOf(load(name), all))).toEqual([]);
});

it("is valid for every story", () => {
  for (const { plan } of stories) expect(complaints(runOf(judge(plan), true))).toEqual([]);
});

it("is valid for any report that the schema of reports admits", () => {
  fc.assert(
    fc.property(reports, fc.boolean(), (report, all) => {
      expect(complaints(runOf(report, all))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

it("has every rule with its page, and a severity that GitHub reads", () => {
  const { rules } = runOf(load("nothing")).tool.driver;
  expect(rules.map(({ id }) => id).sort()).toEqual([
    "bind-is-not-a-filter",
    "deaf-listener",
    "will-not-start",
    "world-open-idle",
    "world-open-listener",
  ]);
  for (const { id, help, properties } of rules) {
    expect(help.markdown).toContain(`# ${id}\n`);
    expect(help.markdown).toContain("## How to fix it");
    expect(Number(properties["security-severity"])).toBeGreaterThan(0);
    expect(Number(properties["security-severity"])).toBeLessThanOrEqual(10);
  }
});

it("tells the path as a flow, in order", () => {
  const [result] = runOf(load("block")).results;
  const steps = result?.codeFlows?.[0]?.threadFlows[0].locations ?? [];
  expect(steps.map(({ location }) => location.message?.text)).toEqual([
    "internet: 0.0.0.0/0",
    "finds: aws_ecs_service.api public address (network_configuration[0].assign_public_ip)",
    "is routed: aws_route_table.public route[0] 0.0.0.0/0 → aws_internet_gateway.main",
    "may send: aws_security_group.api ingress[0] tcp 5001 from 0.0.0.0/0",
    'process: gunicorn in container "app" answers on 0.0.0.0:5001',
  ]);
  expect(steps.map(({ executionOrder }) => executionOrder)).toEqual([1, 2, 3, 4, 5]);
});

it("says where it points at a plan as a whole, and points at the line where that is known", () => {
  const [whole] = runOf(many(1)).results;
  expect(whole?.message.text).toContain("this points at the input as a whole");
  expect(whole?.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "plan.json" }, region: { startLine: 1 } });
  const location = { uri: "infra/a b#1.tf", line: 12, column: 3 };
  const [lined] = runOf(many(1, () => ({ workload: { address: "aws_instance.a", type: "aws_instance", name: "a", location } }))).results;
  expect(lined?.message.text).not.toContain("as a whole");
  expect(lined?.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "infra/a%20b%231.tf" },
    region: { startLine: 12, startColumn: 3 },
  });
});

it("keeps findings apart that share a line, and knows them again when they widen", () => {
  const results = [
    ...runOf(many(3)).results,
    ...runOf(many(3, () => ({ certainty: "possible", decision: "warn", ports: [[443, 444]] }))).results,
  ];
  const prints = results.map(({ partialFingerprints }) => partialFingerprints["primaryLocationLineHash"]);
  expect(new Set(prints).size).toBe(3);
  expect(prints.slice(0, 3)).toEqual(prints.slice(3));
});

it("suppresses what is allowed, with the reason, and leaves out what merely passes", () => {
  const { results } = runOf(load("allowances"));
  const suppressed = results.filter(({ suppressions = [] }) => suppressions.length > 0);
  expect(suppressed.length).toBeGreaterThan(0);
  for (const { level, suppressions = [] } of suppressed) {
    expect(["error", "warning"]).toContain(level);
    expect(suppressions[0]).toMatchObject({ kind: "external", status: "accepted" });
    expect(suppressions[0]?.justification).toMatch(/^.+\. (Owner: .+\. )?Until \d{4}-\d\d-\d\d\.$/);
  }
  expect(runOf(load("terminated")).results.map(({ kind, level }) => [kind, level])).toEqual([["fail", "warning"]]);
  expect(runOf(load("terminated"), true).results.map(({ kind }) => kind)).toContain("informational");
});

it("tells changes as states of a baseline, and what is closed without an alert", () => {
  const changes = ["opened", "widened", "unchanged"] as const;
  const { results } = runOf(many(3, (index) => ({ change: changes[index] ?? null })));
  expect(results.map(({ baselineState }) => baselineState).sort()).toEqual(["new", "unchanged", "updated"]);
  const run = runOf(load("several"));
  expect(run.results.map(({ baselineState }) => baselineState)).not.toContain("absent");
  const notes = run.invocations[0]?.toolExecutionNotifications ?? [];
  expect(notes.filter(({ descriptor }) => descriptor.id === "closed")).toHaveLength(7);
});

it("did not succeed where an input could not be read", () => {
  const [failed] = runOf(load("errors")).invocations;
  expect(failed?.executionSuccessful).toBe(false);
  expect(failed?.toolExecutionNotifications.filter(({ level }) => level === "error")).toHaveLength(load("errors").errors.length);
  expect(runOf(load("block")).invocations[0]?.executionSuccessful).toBe(true);
});

it("leaves out the mildest where there are more than a code host takes, and says so", () => {
  const run = runOf(many(25_010, (index) => ({ path: [], ...(index < 15 ? { decision: "warn", certainty: "possible" } : {}) })));
  expect(run.results).toHaveLength(25_000);
  expect(run.results.filter(({ level }) => level === "warning")).toHaveLength(5);
  expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain("10 findings are left out");
});

it("makes no link of a name", () => {
  const [result] = runOf(named(load("block"), "a[0](1)")).results;
  expect(result?.message.text).toContain("a[0] (1)");
});

describe("the URI of a path", () => {
  it.each([
    ["plan.json", "plan.json"],
    ["./infra/../plan 1.json", "infra/../plan%201.json"],
    ["a:b.json", "a%3Ab.json"],
    ["é?#%.json", "%C3%A9%3F%23%25.json"],
    ["/tmp/plan.json", "file:///tmp/plan.json"],
    ["C:\\ci\\plan.json", "file:///C%3A/ci/plan.json"],
    ["-", "-"],
    ["", "-"],
  ])("%s", (path, uri) => {
    expect(uriOf(path)).toBe(uri);
  });

  it("resolves to the path again", () => {
    const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !/^\.+$|[/\\]/.test(text));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
        const { pathname } = new URL(uriOf(segments.join("/")), "file:///root/");
        expect(decodeURIComponent(pathname)).toBe(`/root/${segments.join("/")}`);
      }),
    );
  });
});
