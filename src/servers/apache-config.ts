import type { Invocation } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { hasHole } from "../model/text";
import { unseen } from "../words/servers";
import { includeFiles } from "./include";
import type { Said } from "./setting";
import { splitWords } from "./words";

/** What its files say of sockets. */
export interface Lines {
  readonly listens: Said[];
  readonly possible: Set<Said>;
  readonly doubts: LaunchUnknown[];
  /** Those that are loaded for sure, so far. */
  readonly modules: Set<string>;
  /** Whether the files that load modules have all been read. */
  readonly listed: { modules: boolean };
}

export const noLines = (doubts: LaunchUnknown[]): Lines => ({
  listens: [],
  possible: new Set(),
  doubts,
  modules: new Set(),
  listed: { modules: false },
});

/** Sections that hold under a condition. */
const CONDITION = /^<(\/?)(IfModule|IfDefine|IfVersion|IfFile|If)\b\s*(!?)\s*([^\s>]*)/i;

/** Whether a section holds. */
type Holds = "yes" | "no" | "perhaps";

/** Modules that are loaded only where a line says so; others may be built in. `mod_ssl.c` and `ssl_module` are one. */
const LOADED_BY_LINE = /^(ssl|gnutls)_module$/;

const holds = (negated: string, name: string, { modules, doubts, listed }: Lines): Holds => {
  const module = name.replace(/^mod_(\w+)\.c$/, "$1_module");
  const loaded = modules.has(module);
  if (!loaded && (!LOADED_BY_LINE.test(module) || doubts.length > 0 || !listed.modules)) return "perhaps";
  return loaded === (negated === "") ? "yes" : "no";
};

/** Reads the text of one file, and what it includes. */
export function readLines(
  invocation: Invocation,
  base: string,
  text: string,
  says: Pick<Said, "says" | "from"> | null,
  lines: Lines,
  depth: number,
  outer: readonly Holds[] = [],
): void {
  const sections = [...outer];
  for (const raw of text.replace(/\\\r?\n/g, " ").split("\n")) {
    const line = raw.trim();
    const [, closing, kind = "", negated = "", what = ""] = CONDITION.exec(line) ?? [];
    if (closing === "") sections.push(/^ifmodule$/i.test(kind) ? holds(negated, what, lines) : "perhaps");
    else if (closing === "/") sections.pop();
    if (sections.includes("no")) continue;
    const [name = "", value = ""] = splitWords(line.startsWith("#") ? "" : line);
    if (hasHole(name)) lines.doubts.push(unseen.computed("httpd.conf"));
    if (/^loadmodule$/i.test(name) && !sections.includes("perhaps")) lines.modules.add(value);
    if (/^listen$/i.test(name)) {
      const said: Said = { value, ...(says ?? { says: `Listen ${value}`, from: "file" as const }) };
      lines.listens.push(said);
      if (sections.includes("perhaps")) lines.possible.add(said);
    } else if (/^include(optional)?$/i.test(name) && depth < 8) {
      const { files, doubts } = includeFiles(invocation, base, value);
      lines.doubts.push(...doubts);
      if (/mods-enabled|conf\.modules\.d/.test(value)) lines.listed.modules = doubts.length === 0;
      for (const file of files) readLines(invocation, base, file.text, null, lines, depth + 1, sections);
    }
  }
}
