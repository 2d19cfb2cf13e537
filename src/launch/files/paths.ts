import { HOLE, IF_ANY } from "../../model/text";

/** What may stand for several names. */
export const SOME = /[*?\uFFFC]/;

/** Where there is something at all, its name. */
const withoutDoubt = (name: string): string => (name.startsWith(IF_ANY) ? name.slice(IF_ANY.length) : name);

/**
 * An absolute path without `.`, `..` and double slashes; null where the folder that it starts from is not known, or the path begins with
 * what is not known, and may be absolute itself.
 */
export function absolute(name: string, cwd: string | null): string | null {
  const path = withoutDoubt(name);
  if (path.startsWith(HOLE)) return null;
  const from = path.startsWith("/") ? "" : cwd;
  if (from === null) return null;
  const parts: string[] = [];
  for (const part of `${from}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The same, with HOLE for the folder that is not known. */
export const located = (path: string, cwd: string | null): string =>
  absolute(path, cwd) ?? (path.startsWith(HOLE) ? withoutDoubt(path) : `${HOLE}/${path}`);

/** Tells paths from others. */
export type Paths = Pick<RegExp, "test">;

/** More than one plan asks for. */
const KEPT = 2000;

const compiled = new Map<string, Paths>();

/** The paths at or below a pattern. The same few folders are asked for again and again; a process that judges many plans forgets them. */
export function below(pattern: string): Paths {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const name = pattern.replace(/\/+$/, "");
  const [stem = ""] = name.split(SOME);
  const source = name
    .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replaceAll(HOLE, ".*");
  const whole = new RegExp(`^${source}(/.*)?$`, "s");
  // Most paths are elsewhere, and V8 compiles an expression when it is first used.
  const made = { test: (path: string) => path.startsWith(stem) && whole.test(path) };
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(pattern, made);
  return made;
}
