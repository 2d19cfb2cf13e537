import { nameOf } from "./bug";

/** What quadzero says inside another program, besides the report. */
export const HOST_WORDS = {
  bug: (error: unknown): string =>
    `This is a bug in quadzero, and nothing was judged: ${nameOf(error)}. Please report it, with the program if you can.`,
} as const;
