/**
 * How a statement may be left: "on" to the next one, "return", "throw", "exit" of the program, "break:LABEL", "continue:LABEL". "doubt":
 * whether to the next one is open.
 */
export type Exits = ReadonlySet<string>;

export const ON: Exits = new Set(["on"]);

/** What ends a program. https://nodejs.org/api/process.html#processexitcode */
export const ENDS = /^(process\.(exit|reallyExit|abort)|Deno\.exit)$/;

/** What is run comes to no end: what it calls throws, or ends the program. */
export class Left extends Error {
  constructor(readonly exits: Exits) {
    super("left");
  }
}

/** How it is left, be it in the midst of an expression. */
export function exitsOf(step: () => Exits): Exits {
  try {
    return step();
  } catch (error) {
    if (error instanceof Left) return error.exits;
    throw error;
  }
}

/** A value that is worked out for what it does: its end is told, and nothing else. */
export const ended = (step: () => void): Exits =>
  exitsOf(() => {
    step();
    return ON;
  });

/** Whether nothing comes after it. */
export const isLast = (exits: Exits): boolean => [...exits].every((exit) => exit === "throw" || exit === "exit");
