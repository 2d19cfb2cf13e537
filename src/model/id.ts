import type { Json } from "./value";

/**
 * Whether a text is what AWS calls a thing by: an ARN, or a type with a number in hexadecimal.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export const isId = (text: string): boolean => /^(?:arn:|[a-z]+-[0-9a-f]{8,17}$)/.test(text);

/** Whether a text like that is somewhere in a value. */
export function holdsText(value: Json, is: (text: string) => boolean): boolean {
  const rest: Json[] = [value];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next === "string" && is(next)) return true;
    if (typeof next === "object" && next !== null) rest.push(...Object.values<Json>(next));
  }
  return false;
}
