// What the Pulumi policy pack costs, beside a pack without policies and beside none: until it answers, and in a preview as a whole.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import engine from "../test/engines/pulumi/engine.js";

const example = fileURLToPath(new URL("../examples/pulumi-fargate-safe", import.meta.url));

/** @param {string} folder of a program */
function emptyPack(folder) {
  const pack = join(folder, "empty");
  mkdirSync(pack);
  writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "empty", version: "0.0.1", main: "index.js" }));
  writeFileSync(join(pack, "index.js"), 'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n');
  return pack;
}

/**
 * As a language host starts it; the first line that it prints is its port.
 * @param {string} folder of a program
 * @param {string} pack
 * @returns {Promise<void>}
 */
const boot = (folder, pack) =>
  new Promise((resolve, reject) => {
    const script = join(folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [script, "127.0.0.1:1", pack], { cwd: pack, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.once("data", () => {
      child.kill("SIGKILL");
    });
    child.once("exit", (code) => {
      if (code === null) resolve();
      else reject(new Error(`${pack}: exit code ${String(code)}`));
    });
  });

/**
 * The median of each, in milliseconds; run in turn so that the machine's moods meet all alike.
 * @param {number} runs
 * @param {(() => unknown)[]} tasks
 */
async function medians(runs, tasks) {
  const times = tasks.map(() => /** @type {number[]} */ ([]));
  for (let run = 0; run < runs; run += 1) {
    for (const [index, task] of tasks.entries()) {
      const start = performance.now();
      await task();
      times[index]?.push(performance.now() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1] ?? NaN);
}

/** @param {number} value */
const fixed = (value) => Number(value.toFixed(2));

const { missing } = engine;
if (missing !== null) {
  console.log(`not measured: there is no ${missing}; run: bash test/engines/pulumi/install.sh`);
} else {
  const session = new engine.Session();
  try {
    const program = session.program("bench", example);
    const empty = emptyPack(program.folder);
    const ours = join(program.folder, session.pack);
    /** @param {string[]} args */
    const preview = (...args) => {
      const { status, output } = program.run("preview", ...args);
      if (status !== 0) throw new Error(output);
    };
    const boots = await medians(
      15,
      [empty, ours].map((pack) => () => boot(program.folder, pack)),
    );
    const packs = [[], ["--policy-pack", empty], ["--policy-pack", ours]];
    const previews = await medians(
      5,
      packs.map((args) => () => {
        preview(...args);
      }),
    );
    const [none = NaN, nothing = NaN, quadzero = NaN] = previews;
    const [bootEmpty = NaN, bootOurs = NaN] = boots;
    const row = (/** @type {number} */ booted, /** @type {number} */ previewed) => ({
      "boot ms": fixed(booted),
      "boot ratio": fixed(booted / bootEmpty),
      "preview ms": fixed(previewed),
      "preview ratio": fixed(previewed / nothing),
    });
    console.table({
      "no pack": { "boot ms": 0, "boot ratio": 0, "preview ms": fixed(none), "preview ratio": fixed(none / nothing) },
      "an empty pack": row(bootEmpty, nothing),
      quadzero: row(bootOurs, quadzero),
    });
  } finally {
    session.close();
  }
}
