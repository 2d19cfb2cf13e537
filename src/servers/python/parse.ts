import type { Tree } from "@lezer/common";

/** Loaded when the first program comes along: it decodes its tables as it loads, and most inputs hold none. */
let lezer: typeof import("@lezer/python") | undefined;

/** A tolerant parser: what is no Python yields a tree with errors in it. */
export function parsePython(text: string): Tree {
  lezer ??= require("@lezer/python") as typeof import("@lezer/python");
  return lezer.parser.parse(text);
}
