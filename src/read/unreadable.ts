import { UnreadableInput } from "../model/plan";
import { INPUT_ERRORS, type At, type InputError } from "../words/input";

type Facts<C extends InputError> = Parameters<(typeof INPUT_ERRORS)[C]>;

/** An input that cannot be read: `plan.json: this is a binary plan file; run: …`. */
export function unreadable<C extends InputError>(path: string, code: C, ...facts: Facts<C>): UnreadableInput {
  const say = INPUT_ERRORS[code] as (...facts: Facts<C>) => string;
  return new UnreadableInput(code, `${path}: ${say(...facts)}`);
}

/** Where an offset is in a text. */
export function lineAndColumn(text: string, offset: number): At {
  let line = 1;
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1 && next < offset; next = text.indexOf("\n", start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}
