import { hasHole } from "../../model/text";
import { isBounded } from "../expression";

/** A part of a shell pattern; what is quoted stands for itself. */
export interface PatternPart {
  readonly text: string;
  readonly quoted: boolean;
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** `*`, `?` and bracket expressions. https://www.gnu.org/software/bash/manual/bash.html#Pattern-Matching */
function translate(text: string, greedy: boolean): string {
  let source = "";
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? "";
    const bracket = char === "[" ? /^\[([!^]?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(text.slice(index)) : null;
    if (char === "*") source += greedy ? ".*" : ".*?";
    else if (char === "?") source += ".";
    else if (bracket !== null) {
      source += `[${bracket[1] === "" ? "" : "^"}${members(bracket[2] ?? "")}]`;
      index += bracket[0].length - 1;
    } else source += literally(char);
  }
  return source;
}

const CLASSES: Readonly<Record<string, string>> = {
  digit: "0-9",
  alpha: "a-zA-Z",
  alnum: "a-zA-Z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  xdigit: "0-9a-fA-F",
  punct: "!-\\/:-@\\[-`{-~",
};

const members = (inner: string): string =>
  inner.replace(/[\\\][^]/g, "\\$&").replace(/\\\[:(\w+):\\\]/g, (_, name: string) => CLASSES[name] ?? "");

/** The source of a regular expression for a pattern; null where it cannot be told or is none. */
export function patternSource(parts: readonly PatternPart[], greedy = true): string | null {
  if (parts.some(({ text }) => hasHole(text))) return null;
  const source = parts.map(({ text, quoted }) => (quoted ? literally(text) : translate(text, greedy))).join("");
  try {
    new RegExp(source, "s");
    return isBounded(source) ? source : null;
  } catch {
    return null;
  }
}

/** Whether a text matches the whole of a pattern; null where nobody can tell. */
export function matches(text: string, parts: readonly PatternPart[]): boolean | null {
  if (parts.length === 1 && parts[0]?.text === "*" && !parts[0].quoted) return true;
  const source = patternSource(parts);
  return source === null || hasHole(text) ? null : new RegExp(`^(?:${source})$`, "s").test(text);
}
