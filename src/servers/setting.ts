import { type Environment, type Files, type Invocation, UNSEEN } from "../model/launch";
import type { BindOrigin, LaunchUnknown } from "../model/listener";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import type { Parsed } from "./options";

/** A value that somebody gave a setting, and the token that says so. */
export interface Said {
  readonly value: string;
  /** Empty for a default. */
  readonly says: string;
  readonly from: BindOrigin;
}

/** One place where a setting may be given: what it says, and what may be said there that nobody has seen. */
export interface Layer {
  readonly said: readonly Said[];
  readonly doubts: readonly LaunchUnknown[];
}

export const SILENT: Layer = { said: [], doubts: [] };

/** The highest layer that says anything decides; a doubt above it stays. */
export function decide(...layers: readonly Layer[]): Layer {
  const doubts: LaunchUnknown[] = [];
  for (const layer of layers) {
    doubts.push(...layer.doubts);
    if (layer.said.length > 0) return { said: layer.said, doubts };
  }
  return { said: [], doubts };
}

/** What several layers say, one after the other. */
export const gather = (...layers: readonly Layer[]): Layer => ({
  said: layers.flatMap(({ said }) => said),
  doubts: layers.flatMap(({ doubts }) => doubts),
});

/** The last of what a layer says: most programs let a repeated setting win. */
export const last = ({ said, doubts }: Layer): Layer => ({ said: said.slice(-1), doubts });

/** An option, as often as it is given. */
export const option = <Name extends string>(parsed: Parsed<Name>, ...names: readonly Name[]): Layer => ({
  said: names.flatMap((name) => parsed.given[name].map((given) => ({ ...given, from: "command" as const }))),
  doubts: [...(parsed.hazy ? [unseen.argument("the command")] : []), ...(parsed.lacking === null ? [] : [unseen.value(parsed.lacking)])],
});

/** The first of some environment variables that is set; an empty one counts as not set. */
export function variable(environment: Environment, ...names: readonly string[]): Layer {
  const doubts: LaunchUnknown[] = [];
  for (const name of names) {
    const value = environment.values.get(name);
    if (value === undefined && !environment.complete) doubts.push(unseen.variable(name));
    if (value !== undefined && value !== "") return { said: [{ value, says: `${name}=${value}`, from: "environment" }], doubts };
  }
  return { said: [], doubts };
}

export const fallback = (...values: readonly string[]): Layer => ({
  said: values.map((value) => ({ value, says: "", from: "default" })),
  doubts: [],
});

/** A file that may be there. Its text is empty where it is absent, or where it is not known. */
export interface Read {
  readonly path: string;
  readonly text: string | null;
  readonly doubts: readonly LaunchUnknown[];
}

/** A hole where a line says what it is about: a value that is not known stands after some other word. */
const HOLE_FOR_KEY = new RegExp(`^[^\\S\\n]*["'<$]?[^\\s"'=:]*${HOLE}`, "m");

export function readFile({ files, cwd }: Pick<Invocation, "files" | "cwd">, name: string): Read {
  const path = absolute(cwd, name);
  const text: ReturnType<Files["read"]> = path === null || hasHole(path) ? UNSEEN : files.read(path);
  if (text === UNSEEN) return { path: path ?? name, text: null, doubts: [unseen.file(name)] };
  return { path: path ?? name, text, doubts: text !== null && HOLE_FOR_KEY.test(text) ? [unseen.computed(name)] : [] };
}

/** The first of some files that is there, or that may be. */
export const firstFile = (invocation: Pick<Invocation, "files" | "cwd">, names: readonly string[]): Read | undefined =>
  names.map((name) => readFile(invocation, name)).find(({ text, doubts }) => text !== null || doubts.length > 0);

/** A path seen from the working directory, without `.` and `..`; null where that directory, or the home of `~/…`, is not known. */
export function absolute(cwd: string | null, name: string): string | null {
  if (name.startsWith("~/")) return null;
  if (!name.startsWith("/") && cwd === null) return null;
  const parts: string[] = [];
  for (const part of (name.startsWith("/") ? name : `${cwd ?? ""}/${name}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
