// Judges every plan and every synthesised stack of examples/, and shows the verdicts. Some block: that is what the examples tell of.
// It ends with 0 unless one could not be judged.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const plans = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .map((path) => `examples/${path.replaceAll("\\", "/")}`)
  .filter((path) => /(^|\/)(plan[^/]*|cdk\.tf)\.json$/.test(path) && !path.includes("node_modules"))
  .sort();

let failed = plans.length === 0;
for (const plan of plans) {
  console.log(`\n━━ quadzero check ${plan}\n`);
  const { status } = spawnSync(process.execPath, ["dist/quadzero.js", "check", plan], { stdio: "inherit" });
  // 1 is a verdict: blocked.
  if (status !== 0 && status !== 1) failed = true;
}
process.exitCode = failed ? 1 : 0;
