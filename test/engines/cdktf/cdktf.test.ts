import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import type { Finding } from "../../../src/model/report";

import { judge, resultOf } from "../../story/judge";
import { stories } from "../../story/story";
import { installed, NAMES, synth } from "./synth";

/** `UPDATE_SYNTH=1 npx jest test/engines/cdktf` records what the programs synthesise; read the difference before you commit it. */
const update = process.env["UPDATE_SYNTH"] === "1";

const root = resolve(__dirname, "../../..");
const examples = readdirSync(join(root, "examples"))
  .filter((name) => name.startsWith("cdktf-"))
  .map((name) => join(root, "examples", name));
const programs = [...stories.map(({ folder }) => join(folder, "cdktf")), ...examples].filter((folder) =>
  existsSync(join(folder, "main.ts")),
);

const lone = (stacks: Readonly<Record<string, string>>): string => {
  const [only, ...others] = Object.values(stacks);
  if (only === undefined || others.length > 0) throw new Error(`${String(others.length)} stacks beside one`);
  return only;
};

/** Findings without the words: what is true of a program. */
const verdictOf = (text: string): unknown =>
  resultOf(judge(text)).findings.map(({ rule, certainty, workload, ports, sources, path }) => [
    rule,
    certainty,
    workload,
    ports,
    sources,
    path,
  ]);

(installed ? describe : describe.skip)("CDKTF and CDK Terrain, installed by install.sh", () => {
  test.each(programs.map((folder) => [folder.slice(root.length + 1), folder]))(
    "%s synthesises what is recorded, and with the fork what is judged alike",
    (_, folder) => {
      const program = join(folder, "main.ts");
      const file = join(folder, "cdk.tf.json");
      const made = lone(synth(program, "cdktf", false).stacks);
      if (update) writeFileSync(file, made);
      expect(made).toBe(readFileSync(file, "utf8"));
      expect(verdictOf(lone(synth(program, "cdktn", false).stacks))).toEqual(verdictOf(made));
    },
    60_000,
  );

  describe.each(NAMES)("the examples with %s, by the built package", (name) => {
    test("the open one stops synth with the words of the command line", () => {
      const { status, output, stacks } = synth(join(root, "examples/cdktf-fargate/main.ts"), name, true);
      expect(status).not.toBe(0);
      const [block = ""] = readFileSync(join(root, "examples/cdktf-fargate/expected.txt"), "utf8").split("\nguestbook: ");
      // The day on which a proposed allowance ends is counted from today.
      const undated = (text: string): string => text.replace(/(expires: )\S+/g, "$1…");
      expect(undated(output)).toContain(undated(block.trimEnd()));
      expect(stacks).toEqual({});
    }, 60_000);

    test("its twin is synthesised", () => {
      const { status, output, stacks } = synth(join(root, "examples/cdktf-fargate-safe/main.ts"), name, true);
      expect([status, output]).toEqual([0, ""]);
      expect(Object.keys(stacks)).toEqual(["guestbook"]);
    }, 60_000);
  });

  /** Who is told of: the rule, the resource and the socket. */
  const who = ({ rule, workload, container, protocol, process }: Finding): string =>
    [rule, workload.address, container, protocol, process].join(" ");

  const converted = stories.map((story) => ({ story, file: join(story.folder, "main.tf") })).filter(({ file }) => existsSync(file));
  let same = 0;

  test.each(converted.map(({ story, file }) => [story.name, story, file] as const))(
    "%s in Terraform's JSON syntax, converted by CDKTF's own parser, does not contradict its plan",
    async (_, story, file) => {
      const { parse } = require(join(__dirname, "node_modules/@cdktf/hcl2json")) as {
        readonly parse: (name: string, text: string) => Promise<unknown>;
      };
      const [plan, synth] = [resultOf(judge(story.plan)), resultOf(judge(JSON.stringify(await parse(file, readFileSync(file, "utf8")))))];
      const modules = synth.diagnostics.some(({ code }) => code === "unseen-module");
      const certainties = (findings: readonly Finding[]) =>
        new Map(findings.map((finding) => [`${who(finding)} ${JSON.stringify(finding.ports)}`, finding]));
      const [planned, found] = [certainties(plan.findings), certainties(synth.findings)];
      // Which instances there are hangs on a variable, which a synthesis does not settle.
      const isRepeated = ({ workload, rule, protocol, ports }: Finding): boolean =>
        synth.findings.some(
          (one) =>
            workload.address.startsWith(`${one.workload.address}[`) &&
            one.rule === rule &&
            one.protocol === protocol &&
            ports.every(([first, last]) => one.ports.some(([from, to]) => from <= first && last <= to)) &&
            one.certainty === "possible" &&
            one.unknowns.some(({ attribute }) => attribute === "for_each"),
        );
      let equal = planned.size === found.size;
      for (const [key, finding] of planned) {
        const { certainty } = finding;
        const other = found.get(key);
        equal &&= other?.certainty === certainty;
        // What is certain in one form is not denied in the other, but where a module is not seen.
        if (other === undefined) expect([key, modules || isRepeated(finding)]).toEqual([key, true]);
        else if (other.certainty !== certainty)
          expect([key, [certainty, other.certainty]]).toEqual([key, expect.arrayContaining(["possible"])]);
        if (other?.certainty === "possible" && certainty !== "possible") expect(other.unknowns).not.toEqual([]);
      }
      if (equal) same += 1;
    },
  );

  test("nearly all of them are judged alike", () => {
    expect(same / converted.length).toBeGreaterThan(0.9);
  });
});
