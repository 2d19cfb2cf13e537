import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

/** A file of the repository, by its path in it. */
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** The files that are, or are about to be, part of the repository. */
export const tracked: readonly string[] = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly main: string;
  readonly types: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { optional: boolean }>>;
}
export const manifest = JSON.parse(read("package.json")) as Manifest;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
}
export const lock = JSON.parse(read("package-lock.json")) as Lock;
