import type { ParsedScript } from "unbash";

/** Loaded when the first script comes along: most inputs hold none. */
let parser: typeof import("unbash") | undefined;

/** A tolerant parser: what is no shell script yields errors and the part of a tree that could be made. */
export function parseScript(text: string): ParsedScript {
  parser ??= require("unbash") as typeof import("unbash");
  return parser.parse(text.replaceAll("\r\n", "\n"));
}

/** Visits the nodes below a node. */
export function eachChild(...args: Parameters<(typeof import("unbash"))["forEachChild"]>): void {
  parser ??= require("unbash") as typeof import("unbash");
  parser.forEachChild(...args);
}
