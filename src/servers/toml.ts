type Table = Record<string, unknown>;

/** Blanks and comments; with line ends too where a value goes on over several lines. */
const BLANK = /[ \t\r]*(?:#[^\n]*)?/y;
const BLANKS = /(?:[ \t\r\n]|#[^\n]*)*/y;
const TEXT = /"""\n?((?:[^"\\]|\\[^]|"(?!""))*)"""|'''\n?((?:[^']|'(?!''))*)'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/y;
const NAME = /[^\s"'.=[\]{},#]+/y;
const WORD = /[^\s"'=[\]{},#]+/y;

/** Deeper than anybody writes. */
const DEEPEST = 40;

class NotToml extends Error {}

/**
 * A file of TOML as nested tables; numbers and dates stay texts. Undefined where it is none. What nobody knows may stand bare in it, as a
 * value or a part of one, which no other parser takes. https://toml.io/en/v1.0.0
 */
export function parseToml(text: string): Readonly<Table> | undefined {
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const takes = (mark: string): boolean => {
    const is = text.startsWith(mark, at);
    if (is) at += mark.length;
    return is;
  };
  const must = (mark: string): void => {
    if (!takes(mark)) throw new NotToml();
  };

  const quoted = (): string | undefined => {
    const found = match(TEXT);
    if (found === null) return undefined;
    const [, long, longLiteral, short, literal] = found;
    return (long ?? short)?.replace(/\\(["\\])/g, "$1") ?? longLiteral ?? literal;
  };

  const path = (): readonly string[] => {
    const names: string[] = [];
    do {
      match(BLANK);
      const name = quoted() ?? match(NAME)?.[0];
      if (name === undefined || names.length === DEEPEST) throw new NotToml();
      names.push(name);
      match(BLANK);
    } while (takes("."));
    return names;
  };

  /** Separated by commas, up to a mark. */
  const items = (end: string, item: () => void): void => {
    for (match(BLANKS); !takes(end); match(BLANKS)) {
      item();
      match(BLANKS);
      if (!takes(",") && !text.startsWith(end, at)) throw new NotToml();
    }
  };

  const value = (depth: number): unknown => {
    if (depth > DEEPEST) throw new NotToml();
    if (takes("[")) {
      const list: unknown[] = [];
      items("]", () => list.push(value(depth + 1)));
      return list;
    }
    if (takes("{")) {
      const table = empty();
      items("}", () => {
        setting(table, depth + 1);
      });
      return table;
    }
    const plain = quoted() ?? match(WORD)?.[0];
    if (plain === undefined) throw new NotToml();
    return plain;
  };

  const setting = (table: Table, depth: number): void => {
    const names = path();
    must("=");
    match(BLANK);
    tableAt(table, names.slice(0, -1))[names.at(-1) ?? ""] = value(depth);
  };

  const root = empty();
  try {
    let table = root;
    for (match(BLANKS); at < text.length; match(BLANKS)) {
      if (takes("[[")) {
        const names = path();
        must("]]");
        const parent = tableAt(root, names.slice(0, -1));
        const name = names.at(-1) ?? "";
        const list: unknown = (parent[name] ??= []);
        if (!Array.isArray(list)) return undefined;
        list.push((table = empty()));
      } else if (takes("[")) {
        table = tableAt(root, path());
        must("]");
      } else setting(table, 0);
      match(BLANK);
      if (at < text.length) must("\n");
    }
  } catch (error) {
    if (error instanceof NotToml) return undefined;
    throw error;
  }
  return root;
}

const empty = (): Table => Object.create(null) as Table;

/** The table at some names, which come to be; of a list the last. */
function tableAt(root: Table, names: readonly string[]): Table {
  let table = root;
  for (const name of names) {
    const found: unknown = (table[name] ??= empty());
    const inner: unknown = Array.isArray(found) ? found.at(-1) : found;
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) throw new NotToml();
    table = inner as Table;
  }
  return table;
}
