import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../house/repository";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run: string;
  readonly "working-directory"?: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as Action;

/** The expressions that the action uses; another one is an error, as it would be at a runner. */
function evaluated(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ *([^}]+?) *\}\}/g, (_, expression: string) => {
    const [, name = "", literal] = /^([\w.-]+)(?: == '(\w+)')?$/.exec(expression) ?? [];
    const value = values[name];
    if (value === undefined) throw new Error(`no value for the expression ${expression}`);
    return literal === undefined ? value : String(value === literal);
  });
}

/** What a step wrote into its file of outputs. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name, delimiter] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(delimiter ?? "");
    if (end < 0) throw new Error(`the output ${name} has no end`);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join("\n");
  }
  return outputs;
}

export interface Job {
  /** Of the action; what is not given has its default. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The files of the checkout. */
  readonly files: Readonly<Record<string, string>>;
  /** What the runner writes of the event; a text is written as it is. */
  readonly event: object | string;
  /** Where the comments go. */
  readonly api: string;
  /** A script that stands for npx; quadzero of this build, unless given. */
  readonly npx?: string;
}

export interface Outcome {
  /** Whether the job goes on. */
  readonly passed: boolean;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What npx was asked for. */
  readonly asked: string;
  readonly folder: string;
}

const NPX = `#!/bin/bash
printf '%s\\n' "$@" > "$NPX_ASKED"
while [ "$1" != quadzero ]; do shift; done
shift
exec node "$BUILD" "$@"
`;

/** As the runner starts `shell: bash`: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#exit-codes-and-error-action-preference */
function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<{ code: number | null; log: string }> {
  return new Promise((done) => {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd, env });
    let log = "";
    child.stdout.on("data", (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
    child.on("close", (code) => {
      done({ code, log });
    });
  });
}

/** Runs the action as a runner would: its steps one after the other, until one fails. */
export async function runAction({ inputs: given, files, event, api, npx = NPX }: Job): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-action-"));
  const [workspace, bin, temp] = ["checkout", "bin", "temp"].map((name) => join(folder, name)) as [string, string, string];
  for (const path of [workspace, bin, temp]) mkdirSync(path);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(workspace, path, ".."), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  writeFileSync(join(bin, "npx"), npx);
  chmodSync(join(bin, "npx"), 0o755);
  writeFileSync(join(folder, "event.json"), typeof event === "string" ? event : JSON.stringify(event));

  const unknown = Object.keys(given).filter((name) => action.inputs[name] === undefined);
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join()}`);
  const values: Record<string, string> = { "github.token": "t0ken-of-the-job" };
  for (const [name, { default: value }] of Object.entries(action.inputs))
    values[`inputs.${name}`] = given[name] ?? evaluated(value ?? "", values);

  const env = {
    PATH: `${bin}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    BUILD: join(root, "dist/quadzero.js"),
    NPX_ASKED: join(folder, "asked"),
    GITHUB_ACTION_PATH: root,
    GITHUB_API_URL: api,
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_JOB: "plan",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    GITHUB_WORKFLOW: "Deploy -- plan",
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
  };
  writeFileSync(env.GITHUB_STEP_SUMMARY, "");
  let [passed, log] = [true, ""];
  for (const [index, step] of action.runs.steps.entries()) {
    if (!passed || (step.if !== undefined && evaluated(step.if, values) !== "true")) continue;
    const output = join(folder, `output-${String(index)}`);
    writeFileSync(output, "");
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, evaluated(text, values)]);
    const cwd = join(workspace, evaluated(step["working-directory"] ?? ".", values));
    const ended = await bash(step.run, cwd, { ...env, GITHUB_OUTPUT: output, ...(Object.fromEntries(own) as Record<string, string>) });
    passed = ended.code === 0;
    log += ended.log;
    const outputs = outputsOf(readFileSync(output, "utf8"));
    for (const name of Object.values(action.outputs).map(({ value }) => /\.outputs\.([\w-]+)/.exec(value)?.[1] ?? "")) {
      if (step.id !== undefined) values[`steps.${step.id}.outputs.${name}`] ??= outputs[name] ?? "";
    }
  }
  return {
    passed,
    log,
    summary: readFileSync(env.GITHUB_STEP_SUMMARY, "utf8"),
    outputs: Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, evaluated(value, values)])),
    asked: existsSync(env.NPX_ASKED) ? readFileSync(env.NPX_ASKED, "utf8") : "",
    folder,
  };
}
