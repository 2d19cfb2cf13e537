import type { ReadNote } from "../model/plan";
import { READ_NOTES } from "../words/input";

type Code = keyof typeof READ_NOTES;

/** What a reader has to say of an input that it did read. */
export function note<C extends Code>(level: ReadNote["level"], code: C, ...facts: Parameters<(typeof READ_NOTES)[C]>): ReadNote {
  const say = READ_NOTES[code] as (...facts: Parameters<(typeof READ_NOTES)[C]>) => string;
  return { level, code, message: say(...facts), resource: null };
}
