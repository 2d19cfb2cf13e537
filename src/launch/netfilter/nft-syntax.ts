/** A word, or the elements of a set. */
export type Word = string | readonly string[];

/** One statement; of a table and of a chain with those between its braces. */
export interface Statement {
  readonly words: readonly Word[];
  readonly block: readonly Statement[] | null;
}

const TOKEN = /"[^"\n]*"|#[^\n]*|[{};\n]|[^\s{};"#]+/g;

/** A chain is in a table; nothing lies deeper. */
const DEEPEST = 3;

const isBlock = (words: readonly Word[]): boolean => {
  const [first, second] = words;
  return /^(table|chain)$/.test(String(first)) || (/^(add|create)$/.test(String(first)) && /^(table|chain)$/.test(String(second)));
};

/** `established, related` is one word. */
function add(words: Word[], word: string): void {
  const before = words.at(-1);
  if (typeof before === "string" && (before.endsWith(",") || (word.startsWith(",") && before !== "")))
    words[words.length - 1] = before + word;
  else words.push(word);
}

/** https://www.netfilter.org/projects/nftables/manpage.html, "Input file formats" */
export function statementsOf(text: string): readonly Statement[] {
  const tokens = (text.replaceAll("\\\n", " ").match(TOKEN) ?? []).filter((token) => !token.startsWith("#"));
  let at = 0;
  const setOf = (): readonly string[] => {
    let [depth, said] = [1, ""];
    for (; at < tokens.length && depth > 0; at += 1) {
      const token = tokens[at] ?? "";
      depth += token === "{" ? 1 : token === "}" ? -1 : 0;
      if (depth > 0) said += `${token} `;
    }
    return said.split(",").map((element) => element.trim());
  };
  const list = (depth: number): readonly Statement[] => {
    const found: Statement[] = [];
    let words: Word[] = [];
    const end = (block: Statement["block"] = null): void => {
      if (words.length > 0) found.push({ words, block });
      words = [];
    };
    while (at < tokens.length) {
      const token = tokens[at] ?? "";
      at += 1;
      if (token === "}" && depth > 0) break;
      if (/^[;\n}]$/.test(token)) end();
      else if (token !== "{") add(words, token);
      else if (depth < DEEPEST && isBlock(words)) end(list(depth + 1));
      else words.push(setOf());
    }
    end();
    return found;
  };
  return list(0);
}
