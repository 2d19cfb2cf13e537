import type { Report } from "../model/report";
import { unreadable } from "../words/cli";
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
