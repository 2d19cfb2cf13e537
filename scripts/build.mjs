// dist/: modules and types by the compiler, for those who import quadzero; and few files each for the command line and for the Pulumi
// policy pack, which have to start fast.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";

/**
 * @param {string} path
 * @returns {unknown}
 */
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

rmSync("dist", { recursive: true, force: true });
const compiled = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { stdio: "inherit" });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// The compiler leaves data where it is.
const NAMES = "read/pulumi/names.json";
copyFileSync(join("src", NAMES), join("dist", NAMES));
mkdirSync("dist/pulumi");
copyFileSync("policies/pulumi/installed.d.ts", "dist/pulumi/policies.d.ts");
// The validation of CDKTF: modules with their types, as those of src/, which is dist/ itself for those who install it.
mkdirSync("dist/cdktf");
const settings = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, strict: true };
for (const file of readdirSync("policies/cdktf").filter((name) => name.endsWith(".ts"))) {
  const text = readFileSync(`policies/cdktf/${file}`, "utf8").replaceAll('"../../src"', '"../index"');
  const name = `dist/cdktf/${file.slice(0, -".ts".length)}`;
  writeFileSync(`${name}.js`, ts.transpileModule(text, { compilerOptions: settings, fileName: file }).outputText);
  const types = ts.transpileDeclaration(text, {
    compilerOptions: { ...settings, declaration: true, isolatedDeclarations: true },
    fileName: file,
  });
  if ((types.diagnostics ?? []).length > 0) throw new Error(ts.formatDiagnostics(types.diagnostics ?? [], ts.createCompilerHost({})));
  writeFileSync(`${name}.d.ts`, types.outputText);
}

/** @satisfies {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: true,
  logLevel: "warning",
  metafile: true,
  write: false,
};

/** @type {Set<string>} */
const packages = new Set();

/**
 * Each package and each table is a file of its own, which V8 need not even scan before something asks for it.
 * @param {string} root dist/, from the file that asks
 * @returns {import("esbuild").Plugin}
 */
const packagesApart = (root) => ({
  name: "packages-apart",
  setup(build) {
    build.onResolve({ filter: /^\..*\.json$/ }, ({ path, resolveDir }) => ({
      path: `${root}/${relative("src", join(resolveDir, path))}`,
      external: true,
    }));
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === "entry-point" || isBuiltin(path)) return null;
      // The user's project brings the SDK that asks the pack.
      if (path.startsWith("@pulumi/")) return { path, external: true };
      packages.add(path);
      return { path: `${root}/packages/${path}.js`, external: true };
    });
  },
});
const main = await build({
  ...options,
  entryPoints: ["src/quadzero.ts"],
  outfile: "dist/main.js",
  plugins: [packagesApart(".")],
});
// What judges is a file of its own, which the pack loads when there is something to judge.
const pack = await build({
  ...options,
  entryPoints: ["pack", "policies", "answer"].map((name) => `policies/pulumi/${name}.ts`),
  outdir: "dist/pulumi",
  external: ["./answer", "./policies"],
  plugins: [packagesApart("..")],
});
const entryPoints = Object.fromEntries([...packages].map((name) => [name, name]));
const apart = await build({ ...options, entryPoints, outdir: "dist/packages" });

/**
 * The folder of the package that a bundled file belongs to.
 * @param {string} path
 */
const packageOf = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? dirname(path);

/** @typedef {{ name: string, version: string, license: string, author?: string | { name: string } }} Manifest */

/**
 * What a package's licence asks to be passed on with copies of it.
 * @param {string} folder
 */
function notice(folder) {
  const { name, version, license, author } = /** @type {Manifest} */ (readJson(join(folder, "package.json")));
  const holder = typeof author === "object" ? author.name : author;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Copyright ${holder ?? `the authors of ${name}`}` : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
const notices = [...new Set(Object.keys(apart.metafile.inputs).map(packageOf))].sort().map(notice);
mkdirSync("dist/packages");
writeFileSync("dist/packages/LICENSES.txt", notices.join(`\n${"-".repeat(72)}\n\n`));

const digest = createHash("sha256");
for (const { path, text } of [...main.outputFiles, ...pack.outputFiles, ...apart.outputFiles]) {
  // The launcher wraps it into a function, where no interpreter line can stand.
  const code = text.replace(/^#!.*\n/, "");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  digest.update(code);
}

// Last: where this file is, everything is (ready.mjs).
const launcher = readFileSync("scripts/launcher.cjs", "utf8").replace("BUILD_DIGEST", digest.digest("hex").slice(0, 16));
writeFileSync("dist/quadzero.js", launcher, { mode: 0o755 });
