/** A list or an object: of values, or of the marks of values. */
export const hasParts = (tree: unknown): tree is Readonly<Record<string | number, unknown>> => typeof tree === "object" && tree !== null;
