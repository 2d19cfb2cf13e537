/** A directive of a configuration in nginx's grammar, with the block that follows it. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** Null: a simple directive, ended by `;`. */
  readonly block: readonly Directive[] | null;
}

/** One token: a word with its quotes and escapes taken away, or a mark. */
interface Token {
  readonly text: string;
  readonly mark: boolean;
}

/**
 * Words, quoted strings, `;`, `{`, `}` and comments. https://nginx.org/en/docs/beginners_guide.html#conf_structure
 * Undefined where braces or quotes do not close: such a file starts nothing.
 */
export function parseBlocks(text: string): readonly Directive[] | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const root: Directive[] = [];
  const open: Directive[][] = [root];
  let words: string[] = [];
  for (const { text: token, mark } of tokens) {
    const current = open.at(-1);
    if (current === undefined) return undefined;
    if (!mark) {
      words.push(token);
      continue;
    }
    const [name, ...args] = words;
    words = [];
    if (token === "}") {
      if (name !== undefined || open.length === 1) return undefined;
      open.pop();
    } else if (token === "{") {
      const block: Directive[] = [];
      current.push({ name: name ?? "", args, block });
      open.push(block);
    } else if (name !== undefined) current.push({ name, args, block: null });
  }
  return open.length === 1 && words.length === 0 ? root : undefined;
}

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  // In a bare word `${name}` keeps its braces, and a backslash the character after it.
  const token =
    /\s+|#[^\n]*|([;{}])|"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|((?:\$\{[^}\s]*\}|\\[^]|[^\s;{}"'\\])(?:\$\{[^}\s]*\}|\\[^]|[^\s;{}\\])*)/y;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, mark, double, single, bare] = match;
    if (mark !== undefined) tokens.push({ text: mark, mark: true });
    else {
      const word = double ?? single ?? bare;
      if (word !== undefined) tokens.push({ text: word.replace(/\\(["'\\])/g, "$1"), mark: false });
    }
  }
  return tokens;
}

/** Every directive of a name, at whatever depth. */
export const directives = (tree: readonly Directive[], name: string): readonly Directive[] =>
  tree.flatMap((directive) => [...(directive.name === name ? [directive] : []), ...directives(directive.block ?? [], name)]);
