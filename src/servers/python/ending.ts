import { either } from "./forget";
import type { PyValue } from "./value";

/**
 * How a piece of code ends. `leaves`: a `return`, `break` or `continue` takes it elsewhere. `fails`: an exception; `exits`: one that ends
 * the program, which few catch. Neither is taken to happen where nothing says that it must.
 */
export type Ending = "goes on" | "may leave" | "leaves" | "fails" | "exits";

type End = "fails" | "exits";

export const isEnd = (ending: Ending): ending is End => ending === "fails" || ending === "exits";

/** What ends a program. https://docs.python.org/3/library/sys.html#sys.exit */
export const ENDS = /^(sys\.exit|exit|quit|os\._exit|os\.abort|argparse\.ArgumentParser\(\)\.(error|exit))$/;

/** An expression comes to no end: what it calls fails, or ends the program. */
export class Ended extends Error {
  constructor(readonly ending: End) {
    super(ending);
  }
}

/** How it ends, be it in the midst of an expression. */
export function endingOf(step: () => Ending): Ending {
  try {
    return step();
  } catch (error) {
    if (error instanceof Ended) return error.ending;
    throw error;
  }
}

/** Of several of which one is evaluated: what those give that come to an end. */
export function oneOf(...steps: readonly (() => PyValue)[]): PyValue {
  const values: PyValue[] = [];
  let ending: Ending = "goes on";
  for (const step of steps)
    ending = endingOf(() => {
      values.push(step());
      return ending;
    });
  const [first, ...others] = values;
  if (first === undefined && isEnd(ending)) throw new Ended(ending);
  return others.reduce(either, first ?? null);
}

/** How code ends of which one of several pieces is run. */
export function endingOfOne(endings: readonly Ending[]): Ending {
  const [first] = endings;
  if (first !== undefined && endings.every((ending) => ending === first)) return first;
  const others = endings.filter((ending) => !isEnd(ending));
  if (others.length === 0) return "fails";
  if (others.every((ending) => ending === "leaves")) return "leaves";
  return others.every((ending) => ending === "goes on") ? "goes on" : "may leave";
}

/** Names of what no end of a program is, by the custom of the language. */
const ORDINARY = /(Error|Exception|Warning|Timeout|^error|\.error|^StopIteration)$/;

/** Whether an `except` of that name catches it; what a name stands for, it does not always say. */
function catches(name: string, end: End): boolean | null {
  const last = name.slice(name.lastIndexOf(".") + 1);
  if (last === "BaseException" || last === (end === "fails" ? "Exception" : "SystemExit")) return true;
  return end === "exits" && ORDINARY.test(name) ? false : null;
}

/** Where code goes on whose `try` fails. https://docs.python.org/3/library/exceptions.html#exception-hierarchy */
export function afterHandlers(end: End, handlers: readonly (readonly [caught: readonly string[], ending: Ending])[]): Ending {
  const taken: Ending[] = [];
  for (const [caught, ending] of handlers) {
    const answers = caught.map((name) => catches(name, end));
    const all = caught.length === 0 || answers.includes(true);
    if (!all && answers.every((answer) => answer === false)) continue;
    taken.push(ending);
    if (all) return endingOfOne(taken);
  }
  return taken.every(isEnd) ? end : "may leave";
}
