import type { Tree } from "@lezer/common";

/** Loaded when the first program comes along: it decodes its tables as it loads, and most inputs hold none. */
let lezer: typeof import("@lezer/javascript") | undefined;

/**
 * A tolerant parser: what is no JavaScript yields a tree with errors in it.
 * @param dialect of the grammar's: "ts", "jsx ts"
 */
export function parseJavaScript(text: string, dialect: string): Tree {
  lezer ??= require("@lezer/javascript") as typeof import("@lezer/javascript");
  return lezer.parser.configure({ dialect }).parse(text);
}
