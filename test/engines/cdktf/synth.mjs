// Runs CDKTF programs: node test/engines/cdktf/synth.mjs FOLDER… synthesises FOLDER/main.ts and keeps FOLDER/cdk.tf.json.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "../../..");

/** The fork has the same names. https://cdktn.io */
export const LIBRARIES = { cdktf: {}, cdktn: { cdktf: "cdktn", "@cdktf/provider-aws": "@cdktn/provider-aws" } };

/**
 * Runs a program in a folder of its own, as `cdktf synth` would: with its output folder, and with the packages that are installed here.
 * @param {string} program a TypeScript file
 * @param {{ library?: keyof typeof LIBRARIES, files?: Record<string, string>, env?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number | null, output: string, folder: string }>} `folder`/cdktf.out is what was written
 */
export async function synth(program, { library = "cdktf", env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-synth-"));
  mkdirSync(join(folder, "node_modules"));
  // A package finds itself under its own name.
  symlinkSync(root, join(folder, "node_modules/quadzero"), "dir");
  await build({
    entryPoints: [program],
    outfile: join(folder, "main.cjs"),
    bundle: true,
    platform: "node",
    packages: "external",
    alias: LIBRARIES[library],
    logLevel: "error",
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, ["main.cjs"], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_PATH: join(here, "node_modules"), CDKTF_OUTDIR: "cdktf.out", ...env },
  });
  return { status, output: stdout + stderr, folder };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const argument of process.argv.slice(2)) {
    const { status, output, folder } = await synth(join(argument, "main.ts"));
    if (status !== 0) throw new Error(`${argument}: ${output}`);
    const [stack] = (await import("node:fs")).readdirSync(join(folder, "cdktf.out/stacks"));
    cpSync(join(folder, "cdktf.out/stacks", stack ?? "", "cdk.tf.json"), join(argument, "cdk.tf.json"));
    rmSync(folder, { recursive: true });
  }
}
