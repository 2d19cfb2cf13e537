import { bracketAt, plain, type Character, type Dialect } from "./characters";
import { LONGEST, ends, newRun, search, type Match, type Node } from "./matcher";

/** A POSIX regular expression that can be held against texts. Null: what it finds there nobody can tell. */
export interface Expression {
  readonly node: Node;
}

interface Reader {
  readonly pattern: readonly Character[];
  at: number;
  readonly extended: boolean;
  readonly dialect: Dialect;
  /** How many groups have begun. */
  groups: number;
  depth: number;
}

/** Deeper ones nobody writes. */
const DEEPEST = 50;
const MOST_REPEATS = 255;

const place = (of: (text: string, at: number) => boolean): Node => ({ type: "place", of });
const one = (of: (char: string) => boolean | null): Node => ({ type: "one", of });

const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);
const atStart = place((_text, at) => at === 0);
const atEnd = place((text, at) => at === text.length);
const opensWord = (text: string, at: number): boolean => isWord(text[at]) && !isWord(text[at - 1]);
const closesWord = (text: string, at: number): boolean => isWord(text[at - 1]) && !isWord(text[at]);
const ascii =
  (is: (char: string) => boolean) =>
  (char: string): boolean | null =>
    char > "\x7f" ? null : is(char);

/** What GNU adds. https://www.gnu.org/software/sed/manual/html_node/regexp-extensions.html */
const ESCAPES: Readonly<Record<string, Node>> = {
  n: one((char) => char === "\n"),
  t: one((char) => char === "\t"),
  w: one(ascii(isWord)),
  W: one(ascii((char) => !isWord(char))),
  s: one(ascii((char) => /[ \t-\r]/.test(char))),
  S: one(ascii((char) => !/[ \t-\r]/.test(char))),
  "<": place(opensWord),
  ">": place(closesWord),
  b: place((text, at) => opensWord(text, at) || closesWord(text, at)),
  B: place((text, at) => !opensWord(text, at) && !closesWord(text, at)),
};

/** The operator that stands here, which in a basic expression most are only after a backslash; what is none is text. */
function operatorAt({ pattern, extended }: Reader, at: number): string | undefined {
  const char = pattern[at]?.char;
  if (char === "\\") {
    const next = pattern[at + 1]?.char ?? "";
    return !extended && /[(){}+?|]/.test(next) ? next : undefined;
  }
  return char !== undefined && (char === "*" || (extended && /[(){}+?|]/.test(char))) ? char : undefined;
}

const skip = (reader: Reader): void => {
  reader.at += reader.pattern[reader.at]?.char === "\\" ? 2 : 1;
};

function alternatives(reader: Reader): Node | null {
  const nodes: Node[] = [];
  for (;;) {
    const node = sequence(reader);
    if (node === null) return null;
    nodes.push(node);
    if (operatorAt(reader, reader.at) !== "|") return nodes.length === 1 ? node : { type: "choice", nodes };
    skip(reader);
  }
}

function sequence(reader: Reader): Node | null {
  const nodes: Node[] = [];
  while (reader.at < reader.pattern.length) {
    const operator = operatorAt(reader, reader.at);
    if (operator === "|" || (operator === ")" && reader.depth > 0)) break;
    const node = atom(reader, nodes.length === 0 || nodes.every((before) => before === atStart));
    const whole = node === null ? null : repeats(reader, node);
    if (whole === null) return null;
    nodes.push(whole);
  }
  return { type: "sequence", nodes };
}

/** @param first whether nothing stands before it that could be repeated */
function atom(reader: Reader, first: boolean): Node | null {
  const { pattern, at, extended, dialect } = reader;
  const operator = operatorAt(reader, at);
  const { char = "" } = pattern[at] ?? {};
  if (operator === "(") return group(reader);
  if (operator !== undefined && (operator !== "*" || extended || !first)) return null;
  skip(reader);
  if (operator === "*") return one(plain("*", dialect.folds));
  if (char === "\\") {
    const { char: escaped = "" } = pattern[at + 1] ?? {};
    return ESCAPES[escaped] ?? (/^[^\w'`]$/.test(escaped) ? one(plain(escaped, dialect.folds)) : null);
  }
  if (char === ".") return one(() => true);
  if (char === "^" && (extended || first)) return atStart;
  const last = at + 1 === pattern.length || /^[|)]$/.test(operatorAt(reader, at + 1) ?? "");
  if (char === "$" && (extended || last)) return atEnd;
  if (char !== "[") return one(plain(char, dialect.folds));
  const bracket = bracketAt(pattern, at, dialect);
  if (bracket === null || bracket === undefined) return null;
  // Programs differ in what a backslash is within.
  const within = pattern.slice(at, bracket.end).map((inner) => inner.char);
  if (/\\[\w\]/]/.test(within.join(""))) return null;
  reader.at = bracket.end;
  return one(bracket.set);
}

function group(reader: Reader): Node | null {
  skip(reader);
  reader.groups += 1;
  reader.depth += 1;
  const number = reader.groups;
  const node = reader.depth > DEEPEST ? null : alternatives(reader);
  reader.depth -= 1;
  if (node === null || operatorAt(reader, reader.at) !== ")") return null;
  skip(reader);
  return { type: "group", node, number };
}

function repeats(reader: Reader, node: Node): Node | null {
  const operator = operatorAt(reader, reader.at);
  if (operator === undefined || !/[*+?{]/.test(operator)) return node;
  if (node.type === "place") return null;
  skip(reader);
  if (operator !== "{")
    return repeats(reader, { type: "repeat", node, min: operator === "+" ? 1 : 0, max: operator === "?" ? 1 : Infinity });
  const rest = reader.pattern
    .slice(reader.at, reader.at + 12)
    .map(({ char }) => char)
    .join("");
  const [whole, min = "", comma, max = ""] =
    (reader.extended ? /^(\d{1,3})(,(\d{0,3}))?\}/ : /^(\d{1,3})(,(\d{0,3}))?\\\}/).exec(rest) ?? [];
  if (whole === undefined) return null;
  const [least, most] = [Number(min), comma === undefined ? Number(min) : max === "," || comma === "," ? Infinity : Number(comma.slice(1))];
  if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS) || least > most) return null;
  reader.at += whole.length;
  return repeats(reader, { type: "repeat", node, min: least, max: most });
}

/**
 * A regular expression, basic or extended, as GNU's programs read it; null where it is none, or holds what is not covered: what looks
 * back at a group, or rests on the locale. https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html
 */
export function expressionOf(text: string, { extended = false, folds = false }): Expression | null {
  if (text.length > LONGEST) return null;
  const pattern = Array.from({ length: text.length }, (_, index) => ({ char: text[index] ?? "", quoted: false }));
  const dialect: Dialect = { negates: "^", folds, classes: (name) => name !== "word" };
  const reader: Reader = { pattern, at: 0, extended, dialect, groups: 0, depth: 0 };
  const node = alternatives(reader);
  return node === null || reader.at < pattern.length ? null : { node };
}

/** Whether a text holds what is looked for; with `whole`, is it. Null: nobody can tell. */
export function finds({ node }: Expression, text: string, tally: { budget: number }, whole = false): boolean | null {
  const run = newRun(tally);
  const starts = whole ? [0] : Array.from({ length: text.length + 1 }, (_, index) => index);
  const found = ends(node, text, new Set(starts), run);
  return run.open ? null : whole ? found.has(text.length) : found.size > 0;
}

/** Replaces the first match, or all. Null: nobody can tell. */
export function replace(
  { node }: Expression,
  text: string,
  by: (match: Match) => string,
  all: boolean,
  run = newRun({ budget: Infinity }),
): string | null {
  let [result, copied, at] = ["", 0, 0];
  let last = -1;
  while (at <= text.length) {
    const found = search(node, text, at, run);
    if (run.open) return null;
    if (found === null) break;
    const { start, end } = found;
    // Right behind a match, nothing is no match.
    if (start < end || start !== last) {
      result += text.slice(copied, start) + by(found);
      copied = end;
      last = end;
    }
    if (!all) break;
    at = end > start ? end : end + 1;
  }
  return result + text.slice(copied);
}
