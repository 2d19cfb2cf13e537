import { type Dialect, SyntaxProblem, type Token, tokenAt } from "./tokens";

/** Tokens one by one, with a look at the next. All of it throws SyntaxProblem. */
export interface Reader {
  readonly next: () => Token;
  readonly take: () => Token;
  readonly skipNewlines: () => void;
  /** Whether the next token is one of these marks; `\n` is the end of a line, "" that of the text. */
  readonly at: (...marks: readonly string[]) => boolean;
  readonly expect: (mark: string) => Token;
  /** Takes tokens, and brackets with all that they hold, until one of these marks is next. */
  readonly skipTo: (...marks: readonly string[]) => void;
}

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const MARKS: readonly Token["kind"][] = ["mark", "newline", "end"];

export function readerOf(text: string, dialect: Dialect, from = 0): Reader {
  let ahead = tokenAt(text, from, dialect);
  const take = (): Token => {
    const token = ahead;
    if (token.kind !== "end") ahead = tokenAt(text, token.to, dialect);
    return token;
  };
  const at: Reader["at"] = (...marks) => MARKS.includes(ahead.kind) && marks.includes(ahead.text ?? "");
  const skipNewlines = (): void => {
    while (ahead.kind === "newline") take();
  };
  const skipTo: Reader["skipTo"] = (...marks) => {
    const open: string[] = [];
    while (open.length > 0 || !at(...marks)) {
      if (ahead.kind === "end") throw new SyntaxProblem("unclosed", ahead.from);
      const token = take();
      if (token.kind !== "mark" || token.text === null) continue;
      const closes = CLOSES[token.text];
      if (closes !== undefined) open.push(closes);
      else if (")]}".includes(token.text) && open.pop() !== token.text) throw new SyntaxProblem("unexpected", token.from);
    }
  };
  const expect = (mark: string): Token => {
    if (at(mark)) return take();
    throw new SyntaxProblem(ahead.kind === "end" ? "unclosed" : "unexpected", ahead.from);
  };
  return { next: () => ahead, take, skipNewlines, at, expect, skipTo };
}
