import type { Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { interpolate } from "./template";

const LINE =
  /^[^\S\n]*(?:(#[^\n]*)|(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*[=:][^\S\n]*(?:"((?:[^"\\]|\\[^])*)"|'([^']*)'|([^\n]*))|([^\n]+))/gm;

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/**
 * What an environment file says; a later line goes over an earlier one, and one that nobody knows may set anything.
 * https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax
 * @param around what is set already, which the file's own variables refer to first
 */
export function environmentFile(text: string, around: Environment): Environment {
  const own = new Map<string, string>();
  let complete = true;
  for (const [, comment, name, double, single, bare, other] of text.replaceAll("\r\n", "\n").matchAll(LINE)) {
    if (comment !== undefined || (name === undefined && !hasHole(other ?? ""))) continue;
    if (name === undefined) {
      for (const known of own.keys()) own.set(known, HOLE);
      complete = false;
      continue;
    }
    const known = over({ values: own, complete }, around);
    const written = double?.replace(/\\([^$])/g, (_, char: string) => ESCAPED[char] ?? char) ?? bare?.replace(/\s#.*$/, "").trimEnd() ?? "";
    own.set(name, single ?? interpolate(written, known, []));
  }
  return { values: own, complete };
}

/** One environment over another, which may set anything where it is not known whole. */
export const over = (under: Environment, above: Environment): Environment => {
  const below = [...under.values].map(([name, value]) => [name, above.complete ? value : HOLE] as const);
  return { values: new Map([...below, ...above.values]), complete: under.complete && above.complete };
};

/** A file that nobody has shown. */
export const UNSHOWN: Environment = { values: new Map(), complete: false };

/** Environments one over the other, the last on top. */
export const layered = (environments: readonly Environment[]): Environment =>
  environments.reduce<Environment>((under, above) => over(under, above), { values: new Map(), complete: true });
