import { hasHole } from "../../model/text";
import type { Process } from "../process";
import { absolute } from "../files/paths";
import { mayBring } from "../files/tree";

/** Whether a context leaves a file out, by its path in it; null where nobody knows. */
export type Ignored = (path: string) => boolean | null;

const NOTHING: Ignored = () => false;

/** The one beside the Dockerfile counts alone. https://docs.docker.com/build/concepts/context/#filename-and-location */
export function ignoredIn({ world }: Process, context: string | null, dockerfile: string | null): Ignored {
  const { files } = world;
  for (const path of [dockerfile === null ? null : `${dockerfile}.dockerignore`, absolute(".dockerignore", context)]) {
    if (path === null) continue;
    const text = files.read(path);
    if (typeof text === "string") return ignoredBy(text);
    if (mayBring(files, path)) return () => null;
  }
  return NOTHING;
}

/** @param text of a `.dockerignore`: the last pattern that a path matches decides. https://docs.docker.com/build/concepts/context/#syntax */
export function ignoredBy(text: string): Ignored {
  if (hasHole(text)) return () => null;
  const lines = text.split(/\r?\n/).filter((line) => !line.startsWith("#") && line.trim() !== "");
  const rules = lines.map((line) => {
    const [, not = "", pattern = ""] = /^\s*(!?)\s*(.*?)\s*$/.exec(line) ?? [];
    return { keeps: not === "!", matches: matching(pattern) };
  });
  return (path) => rules.reduce((ignored, { keeps, matches }) => (matches.test(path) ? !keeps : ignored), false);
}

/** What matches a folder matches all that lies in it. `**` stands for any number of folders. */
function matching(pattern: string): RegExp {
  const source = (absolute(pattern, "/") ?? "")
    .slice(1)
    .replace(/[\\^$.+(){}|]/g, "\\$&")
    .replace(/\*\*\/|\*+|\?/g, (wild) => (wild === "**/" ? "(.*/)?" : wild === "?" ? "[^/]" : wild === "*" ? "[^/]*" : ".*"));
  try {
    return new RegExp(`^${source}(/.*)?$`, "s");
  } catch {
    // A class of characters that is none matches nothing.
    return /(?!)/;
  }
}
