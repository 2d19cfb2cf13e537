/** `npm run bench`: how long quadzero takes, beside what the same machine needs at least. Ratios are of one run; nothing is asserted. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generatePlan } from "./generate-plan.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const quadzero = ["dist/quadzero.js", "check"];
const bare = ["-e", "0"];
const parse = ["-e", "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))"];

/**
 * The median wall-clock time of each command, run in turn so that the machine's moods meet all alike.
 * @param {number} runs
 * @param {{ args: string[], before?: () => void }[]} commands arguments of Node
 * @returns {number[]} milliseconds
 */
function medians(runs, ...commands) {
  const times = commands.map(() => /** @type {number[]} */ ([]));
  for (let run = 0; run < runs; run += 1) {
    commands.forEach(({ args, before }, index) => {
      before?.();
      const start = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
      times[index]?.push(performance.now() - start);
      // 1 is a verdict: blocked.
      if (status !== 0 && status !== 1) throw new Error(`node ${args.join(" ")}: ${stderr}`);
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1] ?? NaN);
}

/** @param {number} value */
const fixed = (value) => Number(value.toFixed(2));

function startUp() {
  const plans = readdirSync("examples").map((name) => `examples/${name}/plan.json`);
  const size = (/** @type {string} */ path) => statSync(path, { throwIfNoEntry: false })?.size ?? Infinity;
  const distance = (/** @type {string} */ path) => Math.abs(size(path) - 20_000);
  const plan = plans.sort((a, b) => distance(a) - distance(b))[0] ?? "";
  // A copy whose compiled code goes before each run: what a first run takes.
  const fresh = mkdtempSync(join(tmpdir(), "quadzero-bench-"));
  cpSync("dist", join(fresh, "dist"), { recursive: true });
  cpSync("package.json", join(fresh, "package.json"));
  const forget = () => {
    for (const path of readdirSync(join(fresh, "dist"), { recursive: true, encoding: "utf8" }))
      if (path.endsWith(".cache")) rmSync(join(fresh, "dist", path));
  };
  const first = { args: [join(fresh, "dist/quadzero.js"), "check", plan], before: forget };
  const later = { args: [...quadzero, plan] };
  const [node = NaN, help = NaN, check = NaN, cold = NaN] = medians(
    31,
    { args: bare },
    { args: ["dist/quadzero.js", "--help"] },
    later,
    first,
  );
  rmSync(fresh, { recursive: true });
  console.log(`\nStart-up, Node ${process.version}; the plan is ${plan}, ${String(size(plan))} bytes\n`);
  console.table({
    "node -e 0": { ms: fixed(node), ratio: 1 },
    "quadzero --help": { ms: fixed(help), ratio: fixed(help / node) },
    "quadzero check": { ms: fixed(check), ratio: fixed(check / node) },
    "quadzero check, the first run": { ms: fixed(cold), ratio: fixed(cold / node) },
  });
}

function largePlans() {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-bench-"));
  /** @type {Record<string, Record<string, number>>} */
  const table = {};
  /** @type {{ size: number, check: number } | null} */
  let before = null;
  for (const megabytes of [1, 2, 5, 10]) {
    const path = join(folder, `${String(megabytes)}.json`);
    const text = generatePlan(megabytes * 1e6);
    writeFileSync(path, text);
    const [node = NaN, parsed = NaN, checked = NaN] = medians(7, { args: bare }, { args: [...parse, path] }, { args: [...quadzero, path] });
    const size = text.length / 1e6;
    const check = checked - node;
    const row = { MB: fixed(size), "JSON.parse ms": fixed(parsed - node), "check ms": fixed(check), ratio: fixed(check / (parsed - node)) };
    // 1: time grows as the plan does.
    const growth = before === null ? {} : { growth: fixed(check / before.check / (size / before.size)) };
    table[`${String(megabytes)} MB`] = { ...row, ...growth };
    before = { size, check };
  }
  rmSync(folder, { recursive: true });
  console.log("\nGenerated plans, beside bare JSON.parse of the same file; both without the start of Node\n");
  console.table(table);
}

startUp();
largePlans();
console.log("\nExact union of rules\n");
const net = spawnSync(process.execPath, ["bench/net.mjs"], { stdio: "inherit" });
console.log("\nThe Pulumi policy pack\n");
const pulumi = spawnSync(process.execPath, ["bench/pulumi.mjs"], { stdio: "inherit" });
process.exitCode = Math.max(net.status ?? 1, pulumi.status ?? 1);
