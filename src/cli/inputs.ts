import { join, relative, resolve } from "node:path";
import type { Report } from "../model/report";
import type { Source } from "../model/source";
import { EMPTY_INPUT, inputTwice, NO_INPUT, notAFolder, ONE_STDIN, UNFINISHED_SYNTH, unreadable } from "../words/cli";
import { type Given, type Option, UsageError } from "./arguments";
import { codeOf, type Io } from "./io";

export type Unread = Report["errors"][number];

export interface Input {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly app?: string;
}

interface Inputs {
  readonly inputs: Input[];
  readonly unread: Unread[];
}

/** The stacks of `cdktf.out`, by what its manifest.json says of them; null where it is no manifest. */
function stacksOf(manifest: Uint8Array): readonly string[] | null {
  try {
    const { stacks } = JSON.parse(new TextDecoder().decode(manifest)) as { readonly stacks: Readonly<Record<string, unknown>> };
    return Object.values(stacks).map((stack) => String((stack as { readonly synthesizedStackPath: unknown }).synthesizedStackPath));
  } catch {
    return null;
  }
}

/** The files of a folder that `cdktf synth` writes: `cdktf.out` with all of its stacks, or the folder of one; none of another folder. */
function filesOf(folder: string, io: Io): readonly string[] {
  const read = (name: string): Uint8Array | null => {
    try {
      return io.readFile(join(folder, name));
    } catch (error) {
      if (codeOf(error) === null) throw error;
      return null;
    }
  };
  const manifest = read("manifest.json");
  const stacks = manifest === null ? null : stacksOf(manifest);
  if (stacks !== null) return stacks.map((stack) => join(folder, stack));
  return read("cdk.tf.json") === null ? [] : [join(folder, "cdk.tf.json")];
}

/** `cdktf synth` writes its manifest last, after the stacks. */
const holdsStacks = (folder: string, io: Io): boolean => orElse(() => io.listFolder(folder), []).includes("stacks");

/** @param within the folder that stands for all of its stacks; null: the path itself is named */
async function readInput(path: string, io: Io, within: string | null): Promise<Inputs> {
  try {
    const bytes = path === "-" ? await io.stdin() : io.readFile(path);
    return { inputs: [{ path, bytes, ...(within === null ? {} : { app: within }) }], unread: [] };
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    const files = code === "EISDIR" && within === null ? filesOf(path, io) : [];
    if (files.length > 0) return joined(await Promise.all(files.map((file) => readInput(file, io, path))));
    const message = code === "EISDIR" && holdsStacks(path, io) ? UNFINISHED_SYNTH : unreadable(code);
    return { inputs: [], unread: [{ path, code, message }] };
  }
}

const joined = (all: readonly Inputs[]): Inputs => ({
  inputs: all.flatMap(({ inputs }) => inputs),
  unread: all.flatMap(({ unread }) => unread),
});

/** The inputs of a command, those that follow `--` among them. @throws UsageError where there is none, or one without a name */
export function inputsOf({ operands, rest }: Given, command: string): readonly string[] {
  const paths = [...operands, ...(rest ?? [])];
  if (paths.length === 0) throw new UsageError(NO_INPUT(command));
  if (paths.includes("")) throw new UsageError(EMPTY_INPUT(command));
  return paths;
}

/** @throws UsageError where standard input is named twice */
export function readsStdinOnce(paths: readonly string[]): void {
  if (paths.filter((path) => path === "-").length > 1) throw new UsageError(ONE_STDIN);
}

/** @throws UsageError where an input is named twice, in whatever spelling */
export function readsEachOnce(paths: readonly string[], { cwd }: Pick<Io, "cwd">): void {
  const seen = new Set<string>();
  for (const path of paths) {
    const file = resolve(cwd, path);
    if (seen.has(file)) throw new UsageError(inputTwice(path));
    seen.add(file);
  }
}

/** Reads what can be read; the rest is told, and does not keep the others from being judged. */
export async function readInputs(paths: readonly string[], io: Io): Promise<Inputs> {
  const all: Inputs[] = [];
  for (const path of paths) all.push(await readInput(path, io, null));
  return joined(all);
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
