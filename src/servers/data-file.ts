import type { Invocation } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { SILENT, firstFile, type Layer, type Read } from "./setting";
import { parseToml } from "./toml";
import { isMapping, yamlAt } from "./yaml";

/** Texts, which may hold what looks like a comment, and comments. */
const COMMENT = /"(?:[^"\\\n]|\\.)*"|\/\/.*|\/\*[^]*?(?:\*\/|$)/g;

const withoutComments = (text: string): string => text.replace(COMMENT, (found) => (found.startsWith('"') ? found : " "));

/** What is in a configuration of plain data; nothing where it is not there. */
export interface Data {
  readonly path: string;
  readonly root: Readonly<Record<string, unknown>>;
  readonly doubts: Read["doubts"];
}

/** By the end of its name JSON with comments, TOML, or else YAML; some programs read TOML under any name. */
export function dataOf({ path, text, doubts }: Read, isToml = path.endsWith(".toml")): Data {
  if (text === null) return { path, root: {}, doubts };
  const root = isToml ? parseToml(text) : yamlAt(/\.jsonc?$/.test(path) ? withoutComments(text) : text);
  return { path, root: root ?? {}, doubts: root === undefined ? [unseen.computed(path)] : doubts };
}

/** The first of some files that is there, or that may be. */
export function firstOf(invocation: Invocation, names: readonly string[]): Data {
  const found = firstFile(invocation, names);
  return found === undefined ? { path: "", root: {}, doubts: [] } : dataOf(found);
}

/** What data says where some keys lead: a text, a number, or a list of them. */
export function saidAt({ path, root, doubts }: Data, ...keys: readonly string[]): Layer {
  let value: unknown = root;
  for (const key of keys) {
    if (!isMapping(value)) {
      value = typeof value === "string" && hasHole(value) ? HOLE : undefined;
      break;
    }
    if (Object.keys(value).some(hasHole)) return { said: [], doubts: [...doubts, unseen.computed(path)] };
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (isMapping(value) || value === undefined || value === null) return { ...SILENT, doubts };
  const name = keys.join(".");
  const said = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const text = String(one);
    return { value: text, says: path.endsWith(".toml") ? `${name} = "${text}"` : `${name}: ${text}`, from: "file" as const };
  });
  return { said, doubts };
}
