/** Where a JSON value ends, or where it stops being one. `ended`: the text ran out before the value did. */
export type Scanned = { readonly ok: true; readonly end: number } | { readonly ok: false; readonly at: number; readonly ended: boolean };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function blanks(text: string, at: number): number {
  let next = at;
  while (next < text.length && " \n\r\t".includes(text.charAt(next))) next += 1;
  return next;
}

/** The end of the string that begins at an opening quote, or the place of its mistake as a negative number less one. */
function string(text: string, at: number): number {
  for (let next = at + 1; next < text.length;) {
    const code = text.charCodeAt(next);
    if (code === 0x22) return next + 1;
    if (code < 0x20) return -next - 1;
    if (code === 0x5c) {
      const after = match(ESCAPE, text, next);
      // An escape that the end of the text cuts off is no mistake of its own.
      if (after === next) return text.length - next < 6 ? -text.length - 1 : -next - 1;
      next = after;
    } else next += 1;
  }
  return -text.length - 1;
}

/** The text ends within a number: after `1.`, `1e` or `1e-`. */
const isCutNumber = (text: string, at: number): boolean => text.length - at <= 2 && /^\d(?:\.|[eE][+-]?)$/.test(text.slice(at - 1));

/** The text ends within a word, or after the sign of a number. */
function isCutWord(text: string, at: number): boolean {
  const rest = text.slice(at, at + 6);
  return at + rest.length >= text.length && ["true", "false", "null", "-"].some((word) => word.startsWith(rest));
}

/**
 * Scans one JSON value (RFC 8259) without building it, since engines tell no place where the mistake is near the end, and stop at
 * what follows the value. No recursion: the depth of the value is the input's choice.
 */
export function scan(text: string, start: number): Scanned {
  const closers: string[] = [];
  let at = blanks(text, start);
  let want: "value" | "first" | "key" | "next" = "value";
  const wrong = (place: number): Scanned => ({ ok: false, at: place, ended: place >= text.length });
  for (;;) {
    at = blanks(text, at);
    if (at >= text.length) return wrong(at);
    const char = text.charAt(at);
    if (want === "next" || want === "first") {
      if (char === closers.at(-1)) {
        closers.pop();
        at += 1;
        if (closers.length === 0) return { ok: true, end: at };
        want = "next";
        continue;
      }
      if (want === "next") {
        if (char !== ",") return wrong(isCutNumber(text, at) ? text.length : at);
        at += 1;
      }
      want = closers.at(-1) === "}" ? "key" : "value";
      continue;
    }
    if (want === "key") {
      if (char !== '"') return wrong(at);
      const end = string(text, at);
      if (end < 0) return wrong(-end - 1);
      at = blanks(text, end);
      if (text.charAt(at) !== ":") return wrong(at);
      at += 1;
      want = "value";
      continue;
    }
    if (char === "{" || char === "[") {
      closers.push(char === "{" ? "}" : "]");
      at += 1;
      want = "first";
      continue;
    }
    const end = char === '"' ? string(text, at) : Math.max(match(NUMBER, text, at), match(LITERAL, text, at));
    if (end < 0) return wrong(-end - 1);
    if (end === at) return wrong(isCutWord(text, at) ? text.length : at);
    at = end;
    if (closers.length === 0) return { ok: true, end: at };
    want = "next";
  }
}
