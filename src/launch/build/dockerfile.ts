/** One instruction of a Dockerfile, its lines joined. https://docs.docker.com/reference/dockerfile/ */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly word: string;
  /** `--from=build` as `from` and `build`. */
  readonly flags: ReadonlyMap<string, string>;
  readonly rest: string;
  /** The texts of here-documents, in the order in which they are named. */
  readonly documents: readonly string[];
}

const DIRECTIVE = /^#\s*escape\s*=\s*(\S)/i;
export const HEREDOC = /<<-?(["']?)(\w+)\1/g;

/** Instructions in order; lines between those of one instruction that are empty or comments are left out. */
export function parseDockerfile(text: string): readonly Instruction[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const escape = lines.slice(0, 2).flatMap((line) => DIRECTIVE.exec(line)?.[1] ?? [])[0] ?? "\\";
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    let joined = "";
    for (; index < lines.length; index++) {
      const line = lines[index] ?? "";
      if (/^\s*(#|$)/.test(line)) {
        if (joined === "") break;
        continue;
      }
      const end = line.trimEnd();
      joined += end.endsWith(escape) ? end.slice(0, -1) : line;
      if (!end.endsWith(escape)) break;
    }
    const [, word, rest = ""] = /^\s*(\S+)\s*([^]*)$/.exec(joined) ?? [];
    if (word === undefined) continue;
    const names = /^(run|copy|add)$/i.test(word) ? [...rest.matchAll(HEREDOC)].map(([, , name = ""]) => name) : [];
    const documents = names.map((name) => {
      const from = index + 1;
      do index += 1;
      while (index < lines.length && (lines[index] ?? "").trim() !== name);
      return lines
        .slice(from, index)
        .map((line) => `${line}\n`)
        .join("");
    });
    instructions.push({ word: word.toUpperCase(), ...flagsOf(rest.trim()), documents });
  }
  return instructions;
}

function flagsOf(text: string): Pick<Instruction, "flags" | "rest"> {
  const flags = new Map<string, string>();
  let rest = text;
  for (let found = /^--([\w-]+)(?:=(\S*))?\s*/.exec(rest); found !== null; found = /^--([\w-]+)(?:=(\S*))?\s*/.exec(rest)) {
    flags.set(found[1] ?? "", found[2] ?? "");
    rest = rest.slice(found[0].length);
  }
  return { flags, rest };
}

/** The exec form is a JSON list of texts; what is no such list is the shell form, here null. */
export function execForm(rest: string): readonly string[] | null {
  if (!rest.startsWith("[")) return null;
  try {
    const list: unknown = JSON.parse(rest);
    return Array.isArray(list) && list.every((word) => typeof word === "string") ? list : null;
  } catch {
    return null;
  }
}

/** Words as they stand apart by blanks, without their quotes. */
export const wordsOf = (text: string): readonly string[] =>
  (text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? []).map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_whole, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? "") : double.replace(/\\(["\\$])/g, "$1"),
    ),
  );

const VARIABLE = /\\\$|\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^}]*))?\})/g;

/** A text with its variables. @param value undefined: it is not set */
export const expanded = (text: string, value: (name: string) => string | undefined): string =>
  text.replace(VARIABLE, (whole, plain?: string, braced?: string, operator?: string, other: string | undefined = "") => {
    if (whole === "\\$") return "$";
    const given = value(plain ?? braced ?? "");
    const there = given !== undefined && (given !== "" || operator?.startsWith(":") !== true);
    if (operator?.endsWith("+") === true) return there ? other : "";
    return there ? given : operator === undefined ? "" : other;
  });
