import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { worst } from "../../src/verdict/decide";
import { checkRegistered, type Registered } from "../../src";
import type { Finding, Report, ResourceRef, Result } from "../../src/model/report";

import { judge, resultOf, TODAY } from "../story/judge";
import { stories, type Story } from "../story/story";

/** The forms that one program may lie in beside its story, and how each is judged. */
const FORMS: Readonly<Record<string, (text: string) => Report>> = {
  "plan.json": (text) => judge(text),
  "cdktf/cdk.tf.json": (text) => judge(text),
  "pulumi/preview.json": (text) => judge(text),
  "pulumi/policy.json": (text) =>
    checkRegistered(JSON.parse(text) as readonly Registered[], "policy.json", {
      ...{ today: TODAY, stack: "acme/dev", advisory: false, all: true, version: "0.0.0" },
    }),
};

interface Told {
  readonly form: string;
  readonly result: Result;
}

const formsOf = (story: Story): readonly Told[] =>
  Object.entries(FORMS)
    .filter(([form]) => existsSync(join(story.folder, form)))
    .map(([form, report]) => ({ form, result: resultOf(report(readFileSync(join(story.folder, form), "utf8"))) }));

const told = stories.map((story) => ({ story, forms: formsOf(story) })).filter(({ forms }) => forms.length > 1);

const resourcesOf = (finding: Finding): readonly ResourceRef[] =>
  [finding.workload, ...finding.path.flatMap(({ resource, via }) => [resource, ...via])].filter((resource) => resource !== null);

/** `assignPublicIp` is Pulumi's name of `assign_public_ip`. */
const inSnakeCase = (attribute: string): string => attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * What a step says, with the resources that it names told by type, and an argument that stands in brackets by Terraform's name:
 * each form spells addresses and arguments in its own way.
 */
function unspelt(finding: Finding, says: string): string {
  const named = [...resourcesOf(finding)].sort((a, b) => b.address.length - a.address.length);
  return named
    .reduce((text, { address, type }) => text.replaceAll(address, `<${type}>`), says)
    .replace(/\(([a-z][A-Za-z]*)\)$/, (_, attribute: string) => `(${inSnakeCase(attribute)})`);
}

/** A lookup (`aws.ec2.getAmi`) is in no Pulumi form: what the image that it found starts is not known there, and counts as possible. */
const isLookedUp = (finding: Finding): boolean =>
  finding.certainty === "possible" && finding.knowledge === "unknown" && finding.unknowns.some(({ attribute }) => attribute === "ami");

/** All that must be the same whichever form a program is judged in. */
const verdictOf = (finding: Finding) => ({
  rule: finding.rule,
  decision: finding.decision,
  certainty: finding.certainty,
  severity: finding.severity,
  workload: finding.workload.type,
  container: finding.container,
  process: finding.process,
  entry: finding.entry,
  protocol: finding.protocol,
  ports: finding.ports,
  sources: finding.sources,
  knowledge: finding.knowledge,
  because: finding.because.map(({ code, hop }) => ({ code, hop })),
  path: finding.path.map(({ role, hop, shut, says, resource, certainty }) => ({
    role,
    hop,
    shut,
    certainty,
    says: unspelt(finding, says),
    resource: resource?.type ?? null,
  })),
});

const ordered = (findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => JSON.stringify(verdictOf(finding), null, 1)).sort();

/** A form that knows less may say *possible* of the same rule and workload, with the value that it lacks; and never less than that. */
const standsFor = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule && one.workload.type === other.workload.type && one.certainty === "possible" && one.unknowns.length > 0;

test("at least eight stories and their twins lie in every form, and look nothing up", () => {
  const names = told
    .filter(({ forms }) => forms.length === Object.keys(FORMS).length && !forms.some(({ result }) => result.findings.some(isLookedUp)))
    .map(({ story }) => story.name);
  expect(names.filter((name) => !name.endsWith("-safe") && names.includes(`${name}-safe`)).length).toBeGreaterThanOrEqual(8);
});

describe.each(told.map(({ story, forms }) => [story.name, story, forms] as const))("%s", (_, story, forms) => {
  const [first, ...others] = forms;

  test.each(others.map(({ form, result }) => [form, result] as const))(
    `is one story, as ${String(first?.form)} and as %s`,
    (form, result) => {
      const here = first?.result.findings ?? [];
      const there = form.startsWith("pulumi/") ? result.findings.filter((finding) => !isLookedUp(finding)) : result.findings;
      if (story.verdict.known) {
        expect(ordered(there)).toEqual(ordered(here));
        expect(worst(there.map(({ decision }) => decision))).toBe(first?.result.decision);
        return;
      }
      const explained = (some: readonly Finding[], others: readonly Finding[]): boolean => {
        const same = ordered(others);
        const differing = some.filter((finding) => !same.includes(JSON.stringify(verdictOf(finding), null, 1)));
        return differing.every((finding) => others.some((other) => standsFor(finding, other) || standsFor(other, finding)));
      };
      expect([explained(here, there), explained(there, here)]).toEqual([true, true]);
    },
  );
});
