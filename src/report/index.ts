import type { Format } from "./format";
import { json } from "./json";
import { text } from "./text";

export type { Format, RenderOptions } from "./format";

/** Every output format; the first is the default. */
export const FORMATS: readonly [Format, ...Format[]] = [text, json];
