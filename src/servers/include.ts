import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { absolute, readFile } from "./setting";

/** Files that a pattern names, in the order of their names, as far as they are seen. */
export interface Included {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly doubts: readonly LaunchUnknown[];
}

const WILD = /[*?[]/;

/**
 * The files of `include conf.d/*.conf`. Where nobody lists the directory, the names that packages put there are tried.
 * @param base the directory that a relative pattern is seen from
 */
export function includeFiles(
  { files }: Pick<Invocation, "files">,
  base: string | null,
  pattern: string,
  usual: readonly string[] = [],
): Included {
  const path = absolute(base, pattern);
  if (path === null || hasHole(path)) return { files: [], doubts: [unseen.file(pattern)] };
  const slash = path.lastIndexOf("/");
  const [directory, name] = [path.slice(0, slash), path.slice(slash + 1)];
  if (WILD.test(directory)) return { files: [], doubts: [unseen.directory(path)] };
  if (!WILD.test(name)) return readAll([path], []);
  const listing = files.list?.(directory === "" ? "/" : directory);
  const matching = matcher(name);
  if (listing === undefined)
    return readAll(
      usual.filter(matching).map((one) => `${directory}/${one}`),
      [],
    );
  return readAll(
    listing.names
      .filter(matching)
      .sort()
      .map((one) => `${directory}/${one}`),
    listing.complete ? [] : [unseen.directory(path)],
  );

  function readAll(paths: readonly string[], doubts: readonly LaunchUnknown[]): Included {
    const read = paths.map((one) => readFile({ files, cwd: null }, one));
    return {
      files: read.flatMap(({ path: where, text }) => (text === null ? [] : [{ path: where, text }])),
      doubts: [...doubts, ...read.flatMap((one) => one.doubts)],
    };
  }
}

/** A range that runs backwards (`[z-a]`) has no characters in it. https://man7.org/linux/man-pages/man7/glob.7.html */
function compiled(source: string): RegExp | null {
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return null;
  }
}

/** A shell pattern for one name: `*`, `?`, `[…]`; a leading dot is not matched by a wildcard. */
function matcher(pattern: string): (name: string) => boolean {
  const source = pattern.replace(/\[!?[^\]]*\]|[^]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length > 1) return part.replace("[!", "[^").replace(/\\/g, "\\\\");
    return part.replace(/[.+^${}()|\\[\]]/, "\\$&");
  });
  const expression = compiled(source);
  return (name) => expression?.test(name) === true && (!name.startsWith(".") || pattern.startsWith("."));
}
