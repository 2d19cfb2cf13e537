import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/model/report";
import { FORMATS, type RenderOptions } from "../../src/report";

const CASES = join(__dirname, "cases");
const names = readdirSync(CASES).sort();

const load = (name: string): Report => JSON.parse(readFileSync(join(CASES, name, "report.json"), "utf8")) as Report;

function render(report: Report, options: Partial<RenderOptions> = {}): string {
  const format = FORMATS.find(({ name }) => name === "text");
  if (format === undefined) throw new Error("there is no format called text");
  return format.render(report, { all: false, color: false, width: 80, ...options });
}

/** The text beside the report. `UPDATE_EXPECTED=1` records it; read what it records. */
function expectRecorded(file: string, text: string): void {
  if (process.env["UPDATE_EXPECTED"] === "1") writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, "utf8") : "").toBe(text);
}

describe.each(names)("%s", (name) => {
  const report = load(name);

  it("reads as recorded", () => {
    expectRecorded(join(CASES, name, "expected.txt"), render(report));
  });

  it("reads as recorded with all", () => {
    expectRecorded(join(CASES, name, "all.txt"), render(report, { all: true }));
  });
});

describe("what another input tells of", () => {
  const across = load("two-stacks");

  it.each(["text", "markdown", "github"])("is said to be there: %s", (name) => {
    const format = FORMATS.find((each) => each.name === name);
    const said = format?.render(across, { all: false, color: false, width: 80 }).replace(/%0A/g, " ").replace(/\s+/g, " ") ?? "";
    expect(said).toMatch(/aws_lb\.lobby internet-facing \(network\.json\)/);
    expect(said).toMatch(/aws_lb_target_group\.lobby [^()]*of aws_ecs_service\.lobby \(network\.json\)/);
    expect(said).not.toMatch(/(?:command|b 0\.0\.0\.0:9191")[^()]*\(network/);
  });

  it("is said once of a rule and its group", () => {
    expect(render(across).replace(/\s+/g, " ")).toContain("from 10.44.1.0/24 (network.json) of aws_security_group.lobby process");
  });

  it("leaves a report of one input alone", () => {
    const text = JSON.stringify(across, (key, part: unknown) => (key === "input" && typeof part === "string" ? undefined : part));
    expect(render(JSON.parse(text) as Report, { all: true })).not.toContain("network.json)");
  });
});

it("names what is not modelled as Pulumi's programs do, by URNs that tell the type", () => {
  const report = load("not-judged");
  const urn = (name: string): string => `urn:pulumi:dev::inn::aws:lightsail/instance:Instance::${name}`;
  const results = report.results.map((result) => ({
    ...result,
    input: { ...result.input, kind: "pulumi-policy" as const },
    notModelled: [{ type: "aws_lightsail_instance", addresses: ["barn", "lodge"].map(urn), widens: [] }],
  }));
  const said = render({ ...report, results }).replace(/\s+/g, " ");
  expect(said).toContain("not modelled: aws:lightsail/instance:Instance::barn and aws:lightsail/instance:Instance::lodge");
  expect(said).not.toContain("aws_lightsail_instance");
});
