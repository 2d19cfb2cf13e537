import { hasHole } from "../../model/text";
import { bracketAt, plain, type Character, type Dialect } from "../match/characters";
import { LONGEST, ends, newRun, search, type Node, type Run } from "../match/matcher";
import { UNSURE, type Shell } from "./state";

/** A part of a shell pattern; what is quoted stands for itself. */
export interface PatternPart {
  readonly text: string;
  readonly quoted: boolean;
}

/** A backslash that no quotes hold quotes what follows. */
function charactersOf(parts: readonly PatternPart[]): readonly Character[] {
  const all = parts.flatMap(({ text, quoted }) => Array.from({ length: text.length }, (_, index) => ({ char: text[index] ?? "", quoted })));
  const result: Character[] = [];
  for (let index = 0; index < all.length; index += 1) {
    const [here, next] = [all[index], all[index + 1]];
    if (here === undefined) break;
    if (here.char === "\\" && !here.quoted && next !== undefined) {
      result.push({ char: next.char, quoted: true });
      index += 1;
    } else result.push(here);
  }
  return result;
}

const ANY: Node = { type: "one", of: () => true };
const STAR: Node = { type: "repeat", node: ANY, min: 0, max: Infinity };

const REPEATS: Readonly<Record<string, readonly [number, number]>> = { "?": [0, 1], "*": [0, Infinity], "+": [1, Infinity], "@": [1, 1] };

/** A reader of patterns, from their characters to a tree. */
interface Reader {
  readonly pattern: readonly Character[];
  at: number;
  readonly extended: boolean;
  readonly dialect: Dialect;
}

const bareAt = ({ pattern }: Reader, at: number): string | undefined => (pattern[at]?.quoted === false ? pattern[at].char : undefined);

/** Up to the end, or within a group to what ends an alternative. Null where it is not covered. */
function sequence(reader: Reader, grouped: boolean): Node | null {
  const nodes: Node[] = [];
  while (reader.at < reader.pattern.length) {
    const char = bareAt(reader, reader.at);
    if (grouped && (char === "|" || char === ")")) break;
    const node = one(reader, char);
    // Bash takes the two together in a way of its own.
    if (node === null || (nodes.at(-1) === STAR && (node.type === "not" || (node.type === "repeat" && node.min === 0 && node !== STAR))))
      return null;
    nodes.push(node);
  }
  return { type: "sequence", nodes };
}

function one(reader: Reader, char: string | undefined): Node | null {
  const { pattern, at, extended, dialect } = reader;
  if (extended && char !== undefined && /^[?*+@!]$/.test(char) && bareAt(reader, at + 1) === "(") return group(reader, char);
  const bracket = char === "[" ? bracketAt(pattern, at, dialect) : undefined;
  if (bracket === null) return null;
  reader.at = bracket?.end ?? at + 1;
  if (bracket !== undefined) return { type: "one", of: bracket.set };
  if (char === "*") return STAR;
  return char === "?" ? ANY : { type: "one", of: plain(pattern[at]?.char ?? "", dialect.folds) };
}

/** `@(a|b)` and its like. https://www.gnu.org/software/bash/manual/bash.html#Pattern-Matching */
function group(reader: Reader, operator: string): Node | null {
  const nodes: Node[] = [];
  reader.at += 1;
  do {
    reader.at += 1;
    const node = sequence(reader, true);
    if (node === null) return null;
    nodes.push(node);
  } while (bareAt(reader, reader.at) === "|");
  if (bareAt(reader, reader.at) !== ")") return null;
  reader.at += 1;
  const node: Node = { type: "choice", nodes };
  const [min, max] = REPEATS[operator] ?? [];
  return min === undefined || max === undefined ? { type: "not", node } : { type: "repeat", node, min, max };
}

/** Where `nocasematch` does not count. */
export const caseful = (options: Shell["options"]): Shell["options"] => new Set([...options].filter((option) => option !== "nocasematch"));

type Options = Pick<Shell, "options">;

function read(parts: readonly PatternPart[], { options }: Options, extended = options.has("extglob")): Node | null {
  if (parts.some(({ text }) => hasHole(text)) || options.has(UNSURE)) return null;
  if (parts.reduce((length, { text }) => length + text.length, 0) > LONGEST) return null;
  const dialect = { negates: "!^", folds: options.has("nocasematch"), classes: () => true };
  return sequence({ pattern: charactersOf(parts), at: 0, extended, dialect }, false);
}

/** What a shell's pattern is held against: its own options say how, and its work is part of the script's. */
type Judge = Options & Pick<Shell, "world">;

const settled = <Answer>(run: Run, answer: Answer): Answer | null => (run.open ? null : answer);

/** Whether a text matches the whole of a pattern; null where nobody can tell. */
export function matches(text: string, parts: readonly PatternPart[], shell: Judge, extended?: boolean): boolean | null {
  if (parts.length === 1 && parts[0]?.text === "*" && !parts[0].quoted) return true;
  const node = read(parts, shell, extended);
  if (node === null || hasHole(text)) return null;
  const run = newRun(shell.world.tally);
  return settled(run, ends(node, text, new Set([0]), run).has(text.length));
}

/** `${text#pattern}` and its like; null where nobody can tell. */
export function without(text: string, parts: readonly PatternPart[], operator: "#" | "##" | "%" | "%%", shell: Judge): string | null {
  const node = read(parts, { options: caseful(shell.options) });
  if (node === null) return null;
  const run = newRun(shell.world.tally);
  const longest = operator.length === 2;
  if (operator.startsWith("#")) {
    const found = [...ends(node, text, new Set([0]), run)];
    return settled(run, found.length === 0 ? text : text.slice(longest ? Math.max(...found) : Math.min(...found)));
  }
  const starts = Array.from({ length: text.length + 1 }, (_, index) => (longest ? index : text.length - index));
  const start = starts.find((index) => run.open || ends(node, text, new Set([index]), run).has(text.length));
  return settled(run, start === undefined ? text : text.slice(0, start));
}

/** `${text/pattern/by}` and its like; null where nobody can tell. */
export function replaced(
  text: string,
  parts: readonly PatternPart[],
  operator: "/" | "//" | "/#" | "/%",
  by: string,
  shell: Judge,
): string | null {
  if (parts.every((part) => part.text === "") && (operator === "/" || operator === "//")) return text;
  const node = read(parts, shell);
  if (node === null) return null;
  const run = newRun(shell.world.tally);
  if (operator === "/#") {
    const found = [...ends(node, text, new Set([0]), run)];
    return settled(run, found.length === 0 ? text : by + text.slice(Math.max(...found)));
  }
  if (operator === "/%") {
    const start = [...Array(text.length + 1).keys()].find((index) => run.open || ends(node, text, new Set([index]), run).has(text.length));
    return settled(run, start === undefined ? text : text.slice(0, start) + by);
  }
  let [result, at] = ["", 0];
  do {
    const found = search(node, text, at, run);
    if (found === null) break;
    // What matches nothing, bash replaces in a way of its own.
    if (found.end === found.start && text !== "") return null;
    result += text.slice(at, found.start) + by;
    at = found.end;
  } while (operator === "//" && at < text.length);
  return settled(run, result + text.slice(at));
}
