import { relative, resolve } from "node:path";
import type { Report } from "../model/report";
import type { Source } from "../model/source";
import { notAFolder, unreadable } from "../words/cli";
import { type Option, UsageError } from "./arguments";
import { codeOf, type Io } from "./io";

export type Unread = Report["errors"][number];

export interface Input {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads what can be read; the rest is told, and does not keep the others from being judged. */
export async function readInputs(paths: readonly string[], io: Io): Promise<{ inputs: Input[]; unread: Unread[] }> {
  const inputs: Input[] = [];
  const unread: Unread[] = [];
  for (const path of paths) {
    try {
      inputs.push({ path, bytes: path === "-" ? await io.stdin() : io.readFile(path) });
    } catch (error) {
      const code = codeOf(error);
      if (code === null) throw error;
      unread.push({ path, code, message: unreadable(code) });
    }
  }
  return { inputs, unread };
}

export const SOURCE_OPTION: Option = {
  value: "DIR",
  says: "the folder of the program, where terraform plan ran: findings tell its files and lines",
};

/** What may be looked at and cannot be is not there. */
function orElse<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return nothing;
  }
}

/**
 * The program in a folder, its paths as seen from the current one.
 * @throws UsageError where there is no such folder
 */
export function sourceIn(named: string, io: Io): Source {
  const way = relative(io.cwd, resolve(io.cwd, named)).replaceAll("\\", "/");
  const folder = way === "" ? "." : way;
  try {
    io.listFolder(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    throw new UsageError(notAFolder("source", named, code));
  }
  return { folder, list: (path) => orElse(() => io.listFolder(path), []), read: (path) => orElse(() => io.readFile(path), null) };
}
