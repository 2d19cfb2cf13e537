import { unreadable } from "./cli";
import { PROBLEMS } from "./config";

/** What quadzero says inside another program, besides the report. */
export const HOST_WORDS = {
  several: PROBLEMS.several,
  unreadable,
  bug: (what: string): string =>
    `This is a bug in quadzero, and nothing was judged: ${what}. Please report it, with the program if you can.`,
} as const;
