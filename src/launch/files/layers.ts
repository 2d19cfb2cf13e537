import type { Files, Listing } from "../../model/launch";
import type { Paths } from "./paths";

export const directory = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

/** Nothing at or below the paths of the pattern. */
export function without(base: Files, pattern: Paths): Files {
  return {
    read: (path) => (pattern.test(path) ? null : base.read(path)),
    list: (folder) => {
      if (pattern.test(`${folder}/any`)) return { names: [], complete: true };
      const { names, complete } = base.list?.(folder) ?? { names: [], complete: false };
      return { names: names.filter((name) => !pattern.test(`${folder}/${name}`)), complete };
    },
  };
}

/** Folders that no package has for itself. */
const SHARED = [
  "/",
  "/etc",
  "/etc/default",
  "/etc/sysconfig",
  "/etc/ssh",
  "/usr/share",
  "/usr/lib",
  "/usr/bin",
  "/usr/sbin",
  "/usr/local/bin",
  "/bin",
  "/var/lib",
  "/opt",
  "/usr/lib/systemd/system",
];

/** A package's files over others; null for what is surely not there. A folder that it has for itself holds only what packages put there. */
export function withPackage(base: Files, files: Readonly<Record<string, string | null>>): Files {
  const paths = Object.keys(files).filter((path) => typeof files[path] === "string");
  const folders = Object.keys(files)
    .map(directory)
    .filter((folder) => !SHARED.includes(folder));
  const own = (path: string): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const under = (folder: string): Listing => base.list?.(folder) ?? { names: [], complete: false };
  return {
    read: (path) => files[path] ?? (path in files || (own(path) && !under(directory(path)).complete) ? null : base.read(path)),
    list: (folder) => {
      const names = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split("/")[0] ?? "");
      const below = under(folder);
      return { names: [...new Set([...names, ...below.names])], complete: below.complete || own(folder) };
    },
  };
}

/** Another name of a file or folder. */
export interface Alias {
  readonly pattern: RegExp;
  readonly path: string;
}

/** @param name a path, `*` for any name of a folder */
export const aliasOf = (name: string, path: string): Alias => ({
  pattern: new RegExp(`^${name.replace(/[.+]/g, "\\$&").replaceAll("*", "[^/]+")}(?=/|$)`),
  path,
});

/** The one name of what has several. */
export const unaliased = (path: string, aliases: readonly Alias[]): string =>
  aliases.reduce((name, alias) => name.replace(alias.pattern, alias.path), path);

/** Distributions of today have one folder for both. https://systemd.io/THE_CASE_FOR_THE_USR_MERGE/ */
export const MERGED: readonly Alias[] = [aliasOf("/lib/systemd/system", "/usr/lib/systemd/system")];
