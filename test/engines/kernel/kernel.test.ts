import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { answering, whether } from "../../plans/ask";
import { missing } from "./missing";
import { configurationOf, LISTENERS, programOf, randomOf, SCRIPT, type Configuration } from "./configuration";

const SEED = Number(process.env["SEED"] ?? 1);
const CASES = Number(process.env["CASES"] ?? 12);

function connected(configurations: readonly Configuration[]): readonly (readonly boolean[])[] {
  const order = JSON.stringify({ script: SCRIPT, listeners: LISTENERS, configurations });
  const { status, stdout, stderr } = spawnSync("python3", [join(__dirname, "kernel.py")], {
    input: order,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly (readonly boolean[])[];
}

const lacks = missing();
const named = lacks === null ? test : test.skip;

named(
  `what connects on a real kernel is what quadzero says is open${lacks === null ? "" : ` (SKIPPED: needs ${lacks})`}`,
  () => {
    const random = randomOf(SEED);
    const configurations = Array.from({ length: CASES }, (_, index) => configurationOf(random, index));
    const truth = connected(configurations);
    let opened = 0;
    const wrong = configurations.flatMap((configuration, index) => {
      const answers = answering(programOf(configuration), "aws_instance.web");
      return configuration.probes.flatMap(([client, port], at) => {
        const spelled = `tcp ${String(port)} from ${client}`;
        const really = truth[index]?.[at] === true;
        if (really) opened += 1;
        const said = whether(answers, spelled);
        return said === (really ? "yes" : "no")
          ? []
          : [`case ${String(index)}: ${spelled}: ${really ? "open" : "shut"}, and quadzero says ${said}`];
      });
    });
    expect(wrong).toEqual([]);
    const probes = configurations.reduce((sum, { probes: { length } }) => sum + length, 0);
    console.log(`${String(probes)} probes in ${String(CASES)} configurations, ${String(opened)} of them open, no disagreement`);
    expect(opened / probes).toBeGreaterThan(1 / 3);
  },
  30_000 + CASES * 3_000,
);
