import type { Files } from "../model/launch";

export const directory = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

/** Nothing at or below the paths of the pattern. */
export function without(base: Files, pattern: RegExp): Files {
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
  "/usr/share",
  "/usr/lib",
  "/usr/bin",
  "/usr/sbin",
  "/usr/local/bin",
  "/bin",
  "/var/lib",
  "/opt",
];

/** A package's files over others. A folder that it has for itself holds nothing else. */
export function withPackage(base: Files, files: Readonly<Record<string, string>>): Files {
  const paths = Object.keys(files);
  const folders = paths.map(directory).filter((folder) => !SHARED.includes(folder));
  const own = (path: string): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return {
    read: (path) => files[path] ?? (own(path) ? null : base.read(path)),
    list: (folder) => {
      const names = paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1).split("/")[0] ?? "");
      if (own(folder)) return { names: [...new Set(names)], complete: true };
      return base.list?.(folder) ?? { names, complete: false };
    },
  };
}
