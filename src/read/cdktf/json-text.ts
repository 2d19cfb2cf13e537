import type { Json } from "../../model/value";

import { textOf, unknownOf, type Worth } from "./worth";

/** Marks the place of a value within a JSON text; in no text that people write. */
const MARK = "\uE0FF";

const marked = (index: number): string => `${MARK}${String(index)}${MARK}`;

/** The text with a mark for each value that is not known; undefined where a value stands for more than one of JSON. */
function withMarks(parts: readonly Worth[], holes: Worth[]): string | undefined {
  let text = "";
  let quoted = false;
  for (const part of parts) {
    const known = textOf(part);
    if (known === undefined) {
      const mark = marked(holes.push(part) - 1);
      // In a list it may be several elements, or none.
      if (!quoted && !/:\s*$/.test(text)) return undefined;
      text += quoted ? mark : `"${mark}"`;
      continue;
    }
    if (known.includes(MARK)) return undefined;
    for (const sign of known.replace(/\\./g, "")) if (sign === '"') quoted = !quoted;
    text += known;
  }
  return text;
}

/** The value with the holes in the places of their marks. A text of which a part is not known is not known. */
function filled(json: Json, holes: readonly Worth[]): Worth {
  if (typeof json === "string") {
    const inside = holes.filter((_, index) => json.includes(marked(index)));
    const [only = null] = inside;
    if (inside.length === 0) return json;
    return json === marked(holes.indexOf(only)) ? only : unknownOf(...inside);
  }
  if (typeof json !== "object" || json === null) return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map((part) => filled(part, holes));
  const members = Object.entries(json as Readonly<Record<string, Json>>);
  if (members.some(([name]) => name.includes(MARK))) return unknownOf(...holes);
  return Object.fromEntries(members.map(([name, part]) => [name, filled(part, holes)]));
}

/**
 * A JSON text that is known but for values in it, as `JSON.stringify` makes it of tokens: what is around them keeps its meaning.
 * A value within quotes is unknown up to the quotes.
 */
export function jsonWithin(parts: readonly Worth[]): Worth | undefined {
  const [first] = parts;
  if (typeof first !== "string" || !/^\s*[[{]/.test(first)) return undefined;
  const holes: Worth[] = [];
  const text = withMarks(parts, holes);
  if (text === undefined) return undefined;
  try {
    return filled(JSON.parse(text) as Json, holes);
  } catch {
    return undefined;
  }
}
