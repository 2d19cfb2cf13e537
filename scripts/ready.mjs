// Makes a checkout ready: installs when node_modules is missing or older than the lock file, builds when dist is missing or older
// than what it is made of. `npm start` and `npm test` run it first, so it uses Node alone.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * When a file changed last, in milliseconds; of a folder, its newest file; 0 where there is none.
 * @param {string} path
 * @returns {number}
 */
function changed(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  // A folder's own time tells of files that went.
  const within = stat.isDirectory() ? readdirSync(path).map((name) => changed(`${path}/${name}`)) : [];
  return Math.max(stat.mtimeMs, ...within);
}

/** @param {string[]} paths */
const newest = (...paths) => Math.max(...paths.map((path) => changed(root + path)));

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, ...args) {
  // What npm and the compiler say goes to standard error: the output of `npm start` is the verdicts.
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

// npm writes this file last.
if (newest("node_modules/.package-lock.json") < newest("package-lock.json"))
  run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");

// The build writes this file last.
if (
  newest("dist/quadzero.js") <
  newest(
    "src",
    "policies",
    "scripts/build.mjs",
    "scripts/launcher.cjs",
    "tsconfig.json",
    "tsconfig.build.json",
    "package.json",
    "package-lock.json",
  )
)
  run(process.execPath, "scripts/build.mjs");
