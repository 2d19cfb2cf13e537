import { join } from "node:path/posix";
import { CONFIG_FILES } from "../model/config";
import { unreadable } from "../words/cli";
import { PROBLEMS } from "../words/config";
import type { ConfigSource } from "./load";

/** @throws what node:fs throws: an error with a `code` */
export type ReadFile = (path: string) => Uint8Array;

/** The code of a system error: https://nodejs.org/api/errors.html#errorcode */
export const codeOf = (error: unknown): string | null =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : null;

/** Null where there is no such file. */
function fileIf(name: string, readFile: ReadFile): ConfigSource | null {
  try {
    return { name, bytes: readFile(name) };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code === "ENOENT") return null;
    return unread(name, code);
  }
}

const unread = (name: string, code: string): ConfigSource => ({ name, problem: `${name}: ${unreadable(code)}` });

/** The configuration in a file that somebody names, under that path. */
export const configurationAt = (path: string, readFile: ReadFile): ConfigSource => fileIf(path, readFile) ?? unread(path, "ENOENT");

/** The configuration in a folder, `""` for the one that the process runs in; null where there is none. Of several none counts. */
export function configurationIn(folder: string, readFile: ReadFile): ConfigSource | null {
  const files = CONFIG_FILES.flatMap((name) => fileIf(join(folder, name), readFile) ?? []);
  if (files.length > 1) return { name: folder, problem: PROBLEMS.several(files.map(({ name }) => name)) };
  return files[0] ?? null;
}
