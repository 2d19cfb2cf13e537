import { readFileSync } from "node:fs";

import { ConfigError, SYNTH_WORDS, type CheckInput } from "../../src";

/** How a stack is judged, beside the configuration. */
export interface Options {
  /** What a stack is called under `stacks:` of the configuration, where that is not its own id. */
  readonly stack?: (id: string) => string;
  /** What would block is annotated, and nothing fails. */
  readonly advisory?: boolean;
  /** What makes the synthesis fail, `block` unless given. */
  readonly failOn?: "block" | "warn";
  /** The day that expiries are judged by, `YYYY-MM-DD`, UTC; today unless given. */
  readonly today?: string;
  /** Files, relative to the folder that the program runs in: states or plans of other stacks, whose resources are known, and judged as far as this stack opens them. */
  readonly with?: readonly string[];
}

/** What each option takes, in words and as a test. A day is tested where it is used. */
const SHAPES: Readonly<Record<keyof Options, { readonly takes: string; readonly fits: (given: unknown) => boolean }>> = {
  stack: { takes: "a function from a stack's id to its name", fits: (given) => typeof given === "function" },
  advisory: { takes: "true or false", fits: (given) => typeof given === "boolean" },
  failOn: { takes: '"block" or "warn"', fits: (given) => given === "block" || given === "warn" },
  with: {
    takes: "a list of files",
    fits: (given) => Array.isArray(given) && given.every((path) => typeof path === "string"),
  },
  today: { takes: "a day as YYYY-MM-DD", fits: (given) => typeof given === "string" },
};

const isName = (name: string): name is keyof Options => Object.hasOwn(SHAPES, name);

/**
 * The options as a program in JavaScript may give them.
 * @throws ConfigError with what is wrong, each option by its name: a mistake must not loosen what is judged
 */
export function optionsOf(given: unknown): Options {
  if (typeof given !== "object" || given === null) throw new ConfigError([SYNTH_WORDS.noOptions]);
  const problems = Object.entries(given).flatMap(([name, value]: [string, unknown]) => {
    if (!isName(name)) return [SYNTH_WORDS.unknownOption(name, Object.keys(SHAPES))];
    return value === undefined || SHAPES[name].fits(value) ? [] : [SYNTH_WORDS.wrongOption(name, SHAPES[name].takes, value)];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return given;
}

/** What other stacks hold. @throws ConfigError with each file that cannot be read */
export function othersOf({ with: paths = [] }: Options): readonly CheckInput[] {
  const problems: string[] = [];
  const inputs = paths.flatMap((path) => {
    try {
      return [{ path, bytes: readFileSync(path) }];
    } catch (error) {
      problems.push(`"with": ${SYNTH_WORDS.noFile(path, error)}`);
      return [];
    }
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return inputs;
}

/** What the configuration calls a stack; null: by its id. @throws ConfigError where the program's function fails or gives no text */
export function nameBy({ stack }: Options, id: string): string | null {
  if (stack === undefined) return null;
  let name: unknown;
  try {
    name = stack(id);
  } catch (error) {
    throw new ConfigError([SYNTH_WORDS.stackFails(id, error)]);
  }
  if (typeof name !== "string" || name === "")
    throw new ConfigError([SYNTH_WORDS.wrongOption("stack", "a function that returns a text", name)]);
  return name;
}
