import type { Environment } from "../../model/launch";
import { HOLE } from "../../model/text";

/** Which brace closes the one that stands before `from`; -1 where none does. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "{") open += 1;
    else if (text[index] === "}" && (open -= 1) === 0) return index;
  }
  return -1;
}

const DEEPEST = 24;

/**
 * Fills in variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}`, `${NAME:?message}`, also one within
 * another; `$$` is a dollar sign. https://docs.docker.com/reference/compose-file/interpolation/
 * @param missing takes the names that the text requires and that are not set: nothing is started then
 */
export function interpolate(text: string, environment: Environment, missing: string[], depth = 0): string {
  if (depth > DEEPEST) return HOLE;
  const { values, complete } = environment;
  let filled = "";
  let rest = text;
  for (let at = rest.indexOf("$"); at >= 0; at = rest.indexOf("$")) {
    filled += rest.slice(0, at);
    rest = rest.slice(at);
    const [start = "$", plain, braced, operator = ""] = /^\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-+?])?)/.exec(rest) ?? [];
    const end = braced === undefined ? start.length - 1 : closing(rest, start.length);
    const operand = rest.slice(start.length, end);
    if ((plain ?? braced) === undefined || end < 0 || (braced !== undefined && operator === "" && operand !== "")) {
      filled += "$";
      rest = rest.slice(start === "$$" ? 2 : 1);
      continue;
    }
    rest = rest.slice(end + 1);
    const name = plain ?? braced ?? "";
    const value = values.get(name) ?? (complete ? undefined : HOLE);
    const isSet = value !== undefined && !(value === "" && operator.startsWith(":"));
    if (value === HOLE) filled += HOLE;
    else if (operator.endsWith("+")) filled += isSet ? interpolate(operand, environment, missing, depth + 1) : "";
    else if (isSet) filled += value;
    else if (operator.endsWith("-")) filled += interpolate(operand, environment, missing, depth + 1);
    else if (operator.endsWith("?")) missing.push(name);
  }
  return filled + rest;
}
