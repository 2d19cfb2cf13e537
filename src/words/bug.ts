/** What went wrong within. The message of a SyntaxError may quote what was read, and that may hold secrets. */
export const nameOf = (error: unknown): string =>
  !(error instanceof Error) ? typeof error : error.name === "SyntaxError" ? error.name : `${error.name}: ${error.message}`;
