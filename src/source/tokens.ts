/**
 * The tokens of HCL, as far as structure needs them: a string is one token with all that its templates hold, so is a heredoc.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#lexical-elements
 */
export interface Token {
  readonly kind: "name" | "string" | "heredoc" | "number" | "newline" | "mark" | "end";
  /** Offsets in UTF-16 units; the second is the first that does not belong to it. */
  readonly from: number;
  readonly to: number;
  /** As it reads; of a string what it stands for, or null where that takes a template. */
  readonly text: string | null;
}

/** JSON's strings know no nesting: what stands in their templates is escaped once more. */
export type Dialect = "hcl" | "json";

/** Where a text stops to be HCL. */
export class SyntaxProblem extends Error {
  constructor(
    readonly code: "unclosed" | "unexpected" | "too deep",
    readonly at: number,
  ) {
    super(code);
  }
}

/** Deeper than anybody writes, and far from what a call stack holds. */
const DEEPEST = 100;

/** @throws SyntaxProblem */
export function noDeeper(depth: number, at: number): void {
  if (depth > DEEPEST) throw new SyntaxProblem("too deep", at);
}

const BLANK = /[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\//y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const MARK = /=>|[=!<>]=|&&|\|\||\.\.\.|::|[^]/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const JSON_STRING = /"[^"\\\n]*(?:\\.[^"\\\n]*)*"/y;

/** `$${` and `%%{` are text. */
const QUOTED = /[^"\\$%\n]+|\\[^\n]|\$\$\{|%%\{|[$%](?!\{)/y;
const UNQUOTED = /[^$%\n]+|\$\$\{|%%\{|[$%](?!\{)/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const opensTemplate = (text: string, at: number): boolean => (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";

/** Behind the brace that closes a template. */
function templateEnd(text: string, at: number, depth: number): number {
  noDeeper(depth, at);
  let open = 0;
  for (let next = at; ;) {
    const token = tokenAt(text, next, "hcl", depth);
    if (token.kind === "end") throw new SyntaxProblem("unclosed", at);
    if (token.text === "}" && open === 0) return token.to;
    if (token.kind === "mark") open += token.text === "{" ? 1 : token.text === "}" ? -1 : 0;
    next = token.to;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

const unescaped = (text: string): string =>
  text
    .replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/g, (_, escape: string) => {
      const code = parseInt(escape.slice(1), 16);
      return escape.length > 1 && code <= 0x10ffff ? String.fromCodePoint(code) : (ESCAPES[escape] ?? escape);
    })
    .replace(/([$%])\1\{/g, "$1{");

function quoted(text: string, from: number, depth: number): Token {
  let plain = true;
  for (let at = from + 1; ;) {
    const piece = match(QUOTED, text, at);
    if (piece !== null) at += piece[0].length;
    else if (text[at] === '"') {
      return { kind: "string", from, to: at + 1, text: plain ? unescaped(text.slice(from + 1, at)) : null };
    } else if (opensTemplate(text, at)) {
      plain = false;
      at = templateEnd(text, at + 2, depth + 1);
    } else throw new SyntaxProblem("unclosed", from);
  }
}

/** It ends with a line that holds nothing but its marker, before that line's end. */
function heredoc(text: string, from: number, first: number, marker: string, depth: number): Token {
  let startsLine = true;
  for (let at = first; ;) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? undefined : end);
    if (startsLine && line.trim() === marker) return { kind: "heredoc", from, to: at + line.trimEnd().length, text: null };
    startsLine = false;
    for (let piece = match(UNQUOTED, text, at); piece !== null; piece = match(UNQUOTED, text, at)) at += piece[0].length;
    if (opensTemplate(text, at)) at = templateEnd(text, at + 2, depth + 1);
    else if (text[at] === "\n") {
      at += 1;
      startsLine = true;
    } else throw new SyntaxProblem("unclosed", from);
  }
}

function jsonString(text: string, from: number): Token {
  const found = match(JSON_STRING, text, from)?.[0];
  if (found === undefined) throw new SyntaxProblem("unclosed", from);
  let value: string | null = null;
  try {
    value = /[$%]\{/.test(found) ? null : (JSON.parse(found) as string);
  } catch {
    // An escape that JSON does not know: the string is one for sure, and what it stands for is not.
  }
  return { kind: "string", from, to: from + found.length, text: value };
}

/**
 * The token at an offset, or the first behind blanks and comments.
 * @throws SyntaxProblem
 */
export function tokenAt(text: string, offset: number, dialect: Dialect, depth = 0): Token {
  let from = offset;
  for (let blank = match(BLANK, text, from); blank !== null; blank = match(BLANK, text, from)) from += blank[0].length;
  const first = text[from];
  const token = (kind: Token["kind"], found: string): Token => ({ kind, from, to: from + found.length, text: found });
  if (first === undefined) return token("end", "");
  if (first === "\n") return token("newline", first);
  if (first === '"') return dialect === "json" ? jsonString(text, from) : quoted(text, from, depth);
  const marker = match(HEREDOC, text, from);
  if (marker !== null) return heredoc(text, from, from + marker[0].length, marker[1] ?? "", depth);
  const name = match(NAME, text, from);
  if (name !== null) return token("name", name[0]);
  const number = match(NUMBER, text, from);
  return number === null ? token("mark", match(MARK, text, from)?.[0] ?? first) : token("number", number[0]);
}
