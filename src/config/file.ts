import { join } from "node:path/posix";
import { CONFIG_FILES, ConfigError } from "../model/config";
import { unreadable } from "../words/cli";
import { PROBLEMS } from "../words/config";

/** @throws what node:fs throws: an error with a `code` */
export type ReadFile = (path: string) => Uint8Array;

/** A configuration as it stands in a file, under the file's path. */
export interface ConfigBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The code of a system error: https://nodejs.org/api/errors.html#errorcode */
const codeOf = (error: unknown): string | null =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : null;

/** Null where there is no such file. */
function fileIf(name: string, readFile: ReadFile): ConfigBytes | null {
  try {
    return { name, bytes: readFile(name) };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code === "ENOENT") return null;
    throw new ConfigError([`${name}: ${unreadable(code)}`]);
  }
}

/**
 * The configuration in a file that somebody names.
 * @throws ConfigError where it is not there, or cannot be read
 */
export function configurationAt(path: string, readFile: ReadFile): ConfigBytes {
  const file = fileIf(path, readFile);
  if (file === null) throw new ConfigError([`${path}: ${unreadable("ENOENT")}`]);
  return file;
}

/**
 * The configuration in a folder, `""` for the one that the process runs in; null where there is none.
 * @throws ConfigError where there are several, or it cannot be read
 */
export function configurationIn(folder: string, readFile: ReadFile): ConfigBytes | null {
  const files = CONFIG_FILES.flatMap((name) => fileIf(join(folder, name), readFile) ?? []);
  if (files.length > 1) throw new ConfigError([PROBLEMS.several(files.map(({ name }) => name))]);
  return files[0] ?? null;
}
