import type { Format } from "./format";
import { github } from "./github";
import { json } from "./json";
import { markdown } from "./markdown";
import { sarif } from "./sarif";
import { text } from "./text";

export type { Format, RenderOptions } from "./format";
export { hang } from "./layout";
export { spelledOut, type SpelledOut } from "./spelled-out";

/** Every output format; the first is the default. */
export const FORMATS: readonly [Format, ...Format[]] = [text, json, markdown, sarif, github];
