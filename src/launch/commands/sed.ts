import { hasHole, isHole } from "../../model/text";
import { isBounded } from "../expression";

/** One substitution for each line. */
interface Substitution {
  readonly pattern: RegExp;
  readonly by: (...groups: string[]) => string;
}

/**
 * What `sed` makes of a text; null where its script is more than substitutions, deletions and insertions by a fixed pattern, and where
 * it looks for what binds in a text that a package shipped, does not find it, and would put there what is not there: then it was
 * written for another version.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/sed.html
 */
export function applySed(scripts: readonly string[], extended: boolean, text: string, shipped = false): string | null {
  if (text === "") return "";
  const end = text.endsWith("\n") ? "\n" : "";
  let lines = text.slice(0, text.length - end.length).split("\n");
  for (const script of scripts.flatMap(commandsOf)) {
    if (hasHole(script) || (shipped && missesBind(script, extended, lines))) return null;
    const next = apply(script, extended, lines);
    if (next === null) return null;
    lines = [...next];
  }
  return lines.length === 0 ? "" : lines.join("\n") + end;
}

const BINDS =
  /(?<![a-z])(exec(start)?|listen(address|addresses|stream|er|ers)?|bind(ip|address|addr)?|addr(ess(es)?)?|ports?|interface)(?![a-z])|\d\\?\.\d+\\?\.\d+\\?\.\d/i;

/** Whether a command looks for a line that binds, and there is none, nor one as it would make. */
function missesBind(script: string, extended: boolean, lines: readonly string[]): boolean {
  const [, address = "", rest = ""] = /^(\/(?:[^/\\]|\\.)*\/)?\s*([^]*)$/.exec(script) ?? [];
  const [, , sought = "", put = ""] = /^s([^\w\s\\])((?:\\[^]|(?!\1)[^\\])*)\1((?:\\[^]|(?!\1)[^\\])*)\1/.exec(rest) ?? [];
  if (put.trim() !== "" && !/[&\\]/.test(put) && lines.some((line) => startsWith(line.trim(), put.trim()))) return false;
  const found = substitution(rest, extended);
  const selected = address === "" ? null : selector(address, extended, lines.length);
  const matches = (line: string, index: number): boolean =>
    hasHole(line) || ((selected?.(line, index) ?? true) && (found === null || line.search(found.pattern) >= 0));
  return BINDS.test(`${address} ${sought}`) && !lines.some(matches);
}

/** Whether a line begins with these words, and not with the first part of one: `listen 80` is no beginning of `listen 8080`. */
const startsWith = (line: string, words: string): boolean => line.startsWith(words) && !/^[\w.]/.test(line.slice(words.length));

/** Commands are apart by new lines and by semicolons that stand in no pattern. Text that is inserted goes to the end of its line. */
const commandsOf = (script: string): readonly string[] =>
  script
    .split(/(?<!\\)\n/)
    .map((line) => line.trim())
    .flatMap((line) =>
      INSERTION.test(line) || substitution(line, false) !== null ? [line] : (line.match(COMMAND) ?? []).map((command) => command.trim()),
    )
    .filter((command) => command !== "" && !command.startsWith("#"));

/** An address, and a substitution or anything else up to the semicolon. */
const COMMAND = /\s*(?:\/(?:[^/\\]|\\.)*\/|\d+|\$)?\s*(?:s([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[^;]*|[^;]+)/g;

const INSERTION = /^(\/(?:[^/\\]|\\.)*\/|\d+|\$)\s*[aic]/;

function apply(script: string, extended: boolean, lines: readonly string[]): readonly string[] | null {
  const [, address, command = ""] = /^(\/(?:[^/\\]|\\.)*\/|\d+|\$)?\s*([^]*)$/.exec(script) ?? [];
  const selected = selector(address, extended, lines.length);
  if (selected === null || (/^[\d$]/.test(address ?? "") && lines.some(isHole))) return null;
  const chosen: Selector = (line, index) => !isHole(line) && selected(line, index);
  // Whether a line that is not known is meant, nobody can tell.
  const isOpen = (line: string): boolean => hasHole(line) && address?.startsWith("/") === true;
  if (command === "d") return lines.filter((line, index) => isOpen(line) || !chosen(line, index));
  const [, verb, inserted] = /^([aic])(?:\\\n|\\?\s*)([^]*)$/.exec(command) ?? [];
  if (verb !== undefined && inserted !== undefined && address !== undefined) {
    const added = inserted.split("\n");
    return lines.flatMap((line, index) =>
      !chosen(line, index) ? [line] : verb === "a" ? [line, ...added] : verb === "i" ? [...added, line] : added,
    );
  }
  const found = substitution(command, extended);
  if (found === null) return null;
  return lines.map((line, index) => (chosen(line, index) ? line.replace(found.pattern, found.by) : line));
}

type Selector = (line: string, index: number) => boolean;

function selector(address: string | undefined, extended: boolean, count: number): Selector | null {
  if (address === undefined) return () => true;
  if (address === "$") return (_line, index) => index === count - 1;
  if (/^\d+$/.test(address)) return (_line, index) => index === Number(address) - 1;
  const source = expressionSource(address.slice(1, -1), extended);
  if (source === null) return null;
  const pattern = new RegExp(source);
  return (line) => pattern.test(line);
}

function substitution(command: string, extended: boolean): Substitution | null {
  const delimiter = command[1] ?? "";
  if (!command.startsWith("s") || /[\w\s\\]/.test(delimiter) || delimiter === "") return null;
  const parts: string[] = [];
  let part = "";
  for (let index = 2; index < command.length; index += 1) {
    const char = command[index] ?? "";
    if (char === "\\" && index + 1 < command.length) {
      const next = command[(index += 1)] ?? "";
      part += next === delimiter ? next : `\\${next}`;
    } else if (char === delimiter && parts.length < 2) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  parts.push(part);
  const [from = "", to = "", flags, ...others] = parts;
  if (flags === undefined || others.length > 0 || !/^[gIi]*$/.test(flags) || from === "") return null;
  const source = expressionSource(from, extended);
  if (source === null) return null;
  return { pattern: new RegExp(source, flags.toLowerCase()), by: (...groups) => replacement(to, groups) };
}

const replacement = (to: string, groups: readonly (string | number)[]): string =>
  to.replace(/\\([^])|&/g, (token, escaped: string | undefined) => {
    if (token === "&") return String(groups[0]);
    if (/\d/.test(escaped ?? "")) {
      const group = groups[Number(escaped)];
      return typeof group === "string" ? group : "";
    }
    return escaped === "n" ? "\n" : (escaped ?? "");
  });

const CLASSES: Readonly<Record<string, string>> = {
  space: "\\s",
  blank: " \\t",
  digit: "0-9",
  alpha: "a-zA-Z",
  alnum: "a-zA-Z0-9",
  upper: "A-Z",
  lower: "a-z",
};

/** A POSIX expression in the terms of this language; null where it has none. */
function expressionSource(text: string, extended: boolean): string | null {
  const plain = text.replace(/\[:(\w+):\]/g, (token, name: string) => CLASSES[name] ?? token).replace(/\\[<>]/g, "\\b");
  if (/\[\[[:=.]|\\['`]/.test(plain)) return null;
  const source = extended ? plain : basic(plain);
  try {
    new RegExp(source);
    return isBounded(source) ? source : null;
  } catch {
    return null;
  }
}

/** In a basic expression `\(` groups, `\+`, `\?` and `\|` are GNU's operators, and the same without a backslash are text. */
function basic(text: string): string {
  let source = "";
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? "";
    const bracket = char === "[" ? /^\[\^?\]?[^\]]*\]/.exec(text.slice(index)) : null;
    if (bracket !== null) {
      source += bracket[0].replace(/^\[(\^?)\]/, "[$1\\]");
      index += bracket[0].length - 1;
    } else if (char === "\\") {
      const next = text[(index += 1)] ?? "";
      source += /[(){}+?|]/.test(next) ? next : `\\${next}`;
    } else if (/[(){}+?|]/.test(char)) source += `\\${char}`;
    else if (char === "*" && (source === "" || source === "^")) source += "\\*";
    else source += char;
  }
  return source;
}
