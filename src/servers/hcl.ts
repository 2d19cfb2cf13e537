import { hasHole } from "../model/text";

/** A body of HCL or JSON, as those who read one setting of it need it: blocks and objects alike, repeated keys in order. */
export interface Body {
  readonly entries: readonly (readonly [key: string, value: Value])[];
}

/** A text in quotes without them, a word as it stands. */
export type Value = string | readonly Value[] | Body;

/** Comments, texts in quotes, marks, and words. */
const TOKEN = /#.*|\/\/.*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|[{}[\]=:,]|[^\s"{}[\]=:,#]+/g;

const bare = (token: string): string => (token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token);

/**
 * HCL of literal values, or JSON; undefined where it is neither, and where it has a text of several lines.
 * https://github.com/hashicorp/hcl/blob/hcl1/README.md#syntax
 */
export function parseHcl(text: string): Body | undefined {
  if (/<<-?\w/.test(text) || text.replace(TOKEN, "").trim() !== "") return undefined;
  const tokens = (text.match(TOKEN) ?? []).filter((token) => !/^(#|\/[/*])/.test(token));
  let at = 0;

  const list = (): Value[] | undefined => {
    const values: Value[] = [];
    while (tokens[at] !== "]") {
      const one = value();
      if (one === undefined) return undefined;
      values.push(one);
      if (tokens[at] === ",") at += 1;
    }
    at += 1;
    return values;
  };

  const value = (): Value | undefined => {
    const token = tokens[at];
    at += 1;
    if (token === "{") return body("}");
    if (token === "[") return list();
    return token === undefined || /^[}\]=:,]$/.test(token) ? undefined : bare(token);
  };

  /** A label of a block counts for nothing: `service "web" { … }`. */
  const body = (end: "}" | undefined): Body | undefined => {
    const entries: (readonly [string, Value])[] = [];
    while (tokens[at] !== end) {
      const key = tokens[at] ?? "";
      if (key === "" || /^[{}[\]=:,]$/.test(key)) return undefined;
      at += 1;
      while (tokens[at]?.startsWith('"') === true && !/^[=:]$/.test(tokens[at - 1] ?? "")) at += 1;
      if (/^[=:]$/.test(tokens[at] ?? "")) at += 1;
      else if (tokens[at] !== "{") return undefined;
      const one = value();
      if (one === undefined) return undefined;
      entries.push([bare(key), one]);
      if (tokens[at] === ",") at += 1;
    }
    at += 1;
    return { entries };
  };

  const braced = tokens[0] === "{";
  if (braced) at = 1;
  const whole = body(braced ? "}" : undefined);
  return braced && at < tokens.length ? undefined : whole;
}

/** What the last entry of a name says, in blocks within blocks; undefined where none is a single value. */
export function textAt({ entries }: Body, [key, ...within]: readonly string[]): string | undefined {
  const found = entries.filter(([name]) => name === key).map(([, one]) => one);
  const values = within.length === 0 ? found : found.map((one) => (isBody(one) ? textAt(one, within) : isOpen(one) ? one : undefined));
  return values.findLast((one) => typeof one === "string");
}

/** A block that is not known may say anything of what is in it. */
const isOpen = (value: Value): boolean => typeof value === "string" && hasHole(value);

const isBody = (value: Value): value is Body => typeof value === "object" && "entries" in value && !Array.isArray(value);
