import type { Tree } from "@lezer/common";
import { HOLE } from "../model/text";

/** Where a hole is a part of a value, or of nothing. */
const HARMLESS = /String|Comment|Format/;

/**
 * Whether a text is not of its language, wholly or in part: the parser goes on after a mistake, and takes a hole for a letter. A hole within
 * a string is a value that is not known; elsewhere it may be anything.
 */
export function hasErrors(tree: Tree, text: string): boolean {
  for (let at = text.indexOf(HOLE); at >= 0; at = text.indexOf(HOLE, at + 1))
    if (!HARMLESS.test(tree.resolveInner(at, 1).name)) return true;
  let found = false;
  tree.iterate({
    enter: ({ type }) => {
      found ||= type.isError;
      return !found;
    },
  });
  return found;
}
