import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { buildSync } from "esbuild";

const root = resolve(__dirname, "../../..");

/** The fork has the same names. https://cdktn.io */
const LIBRARIES = { cdktf: {}, cdktn: { cdktf: "cdktn", "@cdktf/provider-aws": "@cdktn/provider-aws" } };
export const NAMES = ["cdktf", "cdktn"] as const;

export const installed = existsSync(join(__dirname, "node_modules/cdktn"));
if (!installed) console.warn("skipped, CDKTF and CDK Terrain are not here; run: bash test/engines/cdktf/install.sh");

/** What a program runs with: the packages that install.sh brought. */
export const environment = { ...process.env, NODE_PATH: join(__dirname, "node_modules"), CDKTF_OUTDIR: "cdktf.out" };

export interface Synthesised {
  readonly status: number | null;
  /** What the program printed, on both streams. */
  readonly output: string;
  /** `cdk.tf.json` by stack, where it was written. */
  readonly stacks: Readonly<Record<string, string>>;
}

/**
 * Runs a program in a process of its own, as `cdktf synth` does, with the packages that install.sh brought.
 * @param folder where it runs; `cdktf.out` will be there
 * @param judged false: it calls quadzero, which does nothing
 */
export function synthIn(folder: string, program: string, library: (typeof NAMES)[number], judged: boolean): Synthesised {
  writeFileSync(join(folder, "package.json"), '{ "name": "program" }');
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  // The package as a program has it.
  const own = join(folder, "node_modules/quadzero");
  if (!existsSync(own)) symlinkSync(root, own, "dir");
  buildSync({
    entryPoints: [program],
    outfile: join(folder, "main.cjs"),
    bundle: true,
    platform: "node",
    packages: "external",
    alias: { ...LIBRARIES[library], ...(judged ? {} : { "quadzero/cdktf": join(__dirname, "nothing.ts") }) },
    logLevel: "error",
  });
  const { status, stdout, stderr } = spawnSync(process.execPath, ["main.cjs"], {
    cwd: folder,
    encoding: "utf8",
    env: environment,
  });
  const written = join(folder, "cdktf.out/stacks");
  const names = existsSync(written) ? readdirSync(written) : [];
  const files = names.map((name) => [name, join(written, name, "cdk.tf.json")] as const).filter(([, file]) => existsSync(file));
  // Where the local state will lie is of this run alone.
  const stacks = files.map(([name, file]) => [name, readFileSync(file, "utf8").replaceAll(`${folder}/`, "")] as const);
  return { status, output: stdout + stderr, stacks: Object.fromEntries(stacks) };
}

/** The same in a folder that is gone afterwards. */
export function synth(program: string, library: (typeof NAMES)[number], judged: boolean): Synthesised {
  const folder = mkdtempSync(join(tmpdir(), "quadzero-synth-"));
  try {
    return synthIn(folder, program, library, judged);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
