import { nameOf } from "./bug";

/** What quadzero says inside another program, besides the report. */
export const HOST_WORDS = {
  bug: (error: unknown): string =>
    `This is a bug in quadzero, and nothing was judged: ${nameOf(error)}. Please report it, with the program if you can.`,
  /** A file of another stack that the host cannot open. */
  noFile: (path: string, error: unknown): string => `${JSON.stringify(path)} cannot be read (${codeOf(error)})`,
} as const;

const codeOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : nameOf(error);
};
