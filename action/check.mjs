/**
 * Runs `quadzero check` once, and hands its report to the log, the summary and the steps that follow. It fails for no verdict: the
 * last step of the action does.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { addToSummary, annotate, lines, print, quoted, setOutputs, variable } from "./runner.mjs";
import { NO_INPUTS, NOT_JUDGED, notABoolean } from "./words.mjs";

const UNREADABLE = 3;
const BAD_ARGUMENTS = 2;

const folder = mkdtempSync(join(variable("RUNNER_TEMP") || tmpdir(), "quadzero-"));
const json = join(folder, "report.json");
const markdown = join(folder, "report.md");
const annotations = join(folder, "annotations.txt");
const sarif = variable("QUADZERO_SARIF").trim();

/** An option that is given where its input is. @param {string} name @param {string} value */
const option = (name, value) => (value === "" ? [] : [`--${name}=${value}`]);

/** @returns what is wrong with the inputs of the action; null where nothing is */
function complaint() {
  if (lines("QUADZERO_INPUTS").length === 0) return NO_INPUTS;
  const unclear = ["advisory", "comment"]
    .map((name) => ({ name, given: variable(`QUADZERO_${name.toUpperCase()}`).trim() }))
    .find(({ given }) => !["true", "false", ""].includes(given));
  return unclear === undefined ? null : notABoolean(unclear.name, unclear.given);
}

function quadzero() {
  /** @type {{ version: string }} */
  const own = JSON.parse(readFileSync(join(variable("GITHUB_ACTION_PATH"), "package.json"), "utf8"));
  const version = variable("QUADZERO_VERSION").trim() || own.version;
  const args = [
    ...lines("QUADZERO_CONFIG").flatMap((file) => option("config", file)),
    ...option("stack", variable("QUADZERO_STACK").trim()),
    ...lines("QUADZERO_AGAINST").flatMap((file) => option("against", file)),
    ...lines("QUADZERO_WITH").flatMap((file) => option("with", file)),
    ...option("source", variable("QUADZERO_SOURCE").trim()),
    ...option("only", variable("QUADZERO_ONLY").trim()),
    ...option("fail-on", variable("QUADZERO_FAIL_ON").trim()),
    ...(variable("QUADZERO_ADVISORY").trim() === "true" ? ["--advisory"] : []),
    ...[`--format=json=${json}`, `--format=markdown=${markdown}`, `--format=github=${annotations}`],
    ...(sarif === "" ? [] : [`--format=sarif=${sarif}`]),
    ...lines("QUADZERO_ARGUMENTS"),
    "--",
    ...lines("QUADZERO_INPUTS"),
  ];
  // With a prefix of its own npm reads no .npmrc of the checkout, which could name another registry.
  return spawnSync("npx", ["--prefix", folder, "--yes", "--package", `quadzero@${version}`, "quadzero", "check", ...args], {
    stdio: ["ignore", "inherit", "pipe"],
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
}

/** Text as it is, whatever it holds. @param {string} text */
function fenced(text) {
  const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)));
  return `${fence}text\n${text.trimEnd()}\n${fence}\n`;
}

/** @returns the exit code, and what was said of errors */
function run() {
  const wrong = complaint();
  if (wrong !== null) return { code: BAD_ARGUMENTS, said: `quadzero: ${wrong}\n` };
  const { status, stderr, error } = quadzero();
  const said = error === undefined ? stderr : `quadzero: ${error.message}\n`;
  // npx ends with 1 where it finds no package: without a report nothing was judged.
  const judged = existsSync(json);
  return { code: status === null || (!judged && status < BAD_ARGUMENTS) ? UNREADABLE : status, said };
}

const { code, said } = quoted(() => {
  const outcome = run();
  writeSync(2, outcome.said);
  return outcome;
});

if (existsSync(annotations)) print(readFileSync(annotations, "utf8"));
// A report that is there tells of what could not be read itself.
if (!existsSync(markdown)) {
  annotate("error", `${NOT_JUDGED}\n${said}`);
  writeFileSync(markdown, `<!-- quadzero -->\n## ⛔ ${NOT_JUDGED}\n\n${fenced(said.slice(0, 20_000))}`);
}
addToSummary(readFileSync(markdown, "utf8"));

/** @type {{ decision: string, results: { summary: { blocked: number, warned: number } }[] }} */
const report = existsSync(json) ? JSON.parse(readFileSync(json, "utf8")) : { decision: "error", results: [] };

/** @param {"blocked" | "warned"} what */
const sum = (what) => String(report.results.reduce((total, { summary }) => total + summary[what], 0));

setOutputs({
  decision: code >= BAD_ARGUMENTS ? "error" : report.decision,
  blocked: sum("blocked"),
  warned: sum("warned"),
  "exit-code": String(code),
  json: existsSync(json) ? json : "",
  markdown,
  sarif: sarif !== "" && existsSync(sarif) ? resolve(sarif) : "",
});
