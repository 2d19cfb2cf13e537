/** Thrown while an expression is read, and caught where reading began: the text is none that is read here. */
export class Unread extends Error {}

/** Deeper than anybody writes; what nests deeper is not read. */
const DEEPEST = 100;

/** Blanks, new lines, and the comments of the language. */
const BLANK = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
/** Provider functions are named `provider::aws::arn_parse`. */
const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)*/uy;

/** Goes through a text. What takes signs and names skips the blanks before them. */
export interface Reader {
  readonly done: () => boolean;
  /** Takes what a sticky pattern finds right here. */
  readonly match: (pattern: RegExp) => string | null;
  readonly blank: () => void;
  /** Takes a sign if it comes next. */
  readonly takes: (sign: string) => boolean;
  /** @throws Unread where the sign does not come next */
  readonly needs: (sign: string) => void;
  /** @throws Unread where no name comes next */
  readonly name: () => string;
  /** @throws Unread where it lies too deep */
  readonly deeper: <T>(read: () => T) => T;
}

export function readerOf(text: string): Reader {
  let at = 0;
  let depth = 0;
  const match: Reader["match"] = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const blank = (): void => {
    match(BLANK);
  };
  const takes: Reader["takes"] = (sign) => {
    blank();
    if (!text.startsWith(sign, at)) return false;
    at += sign.length;
    return true;
  };
  return {
    done: () => at >= text.length,
    match,
    blank,
    takes,
    needs: (sign) => {
      if (!takes(sign)) throw new Unread();
    },
    name: () => {
      blank();
      const name = match(NAME);
      if (name === null) throw new Unread();
      return name;
    },
    deeper: (read) => {
      depth += 1;
      if (depth > DEEPEST) throw new Unread();
      const found = read();
      depth -= 1;
      return found;
    },
  };
}
