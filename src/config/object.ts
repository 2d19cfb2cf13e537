import type { Written } from "./written";

/** Deeper than any configuration; an object that holds itself ends here. */
const DEEPEST = 16;

/** An object that a program hands over. What is no JSON (a function, a date) is told as text, and fails where something else belongs. */
export function fromObject(value: unknown, name: string, depth = 0): Written {
  const place = { where: name, location: null };
  if (value === null || value === undefined) return { ...place, is: "scalar", value: null };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { ...place, is: "scalar", value };
  if (depth >= DEEPEST || typeof value !== "object") return { ...place, is: "scalar", value: `(${typeof value})` };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => fromObject(item, `${name}[${String(index)}]`, depth + 1));
    return { ...place, is: "list", items };
  }
  if (value instanceof Date) return { ...place, is: "scalar", value: "(a date)" };
  const entries = Object.entries(value).map(([key, member]) => {
    const where = /^[A-Za-z_]\w*$/.test(key) ? `${name}.${key}` : `${name}[${JSON.stringify(key)}]`;
    return { key, at: { where, location: null }, value: fromObject(member, where, depth + 1) };
  });
  return { ...place, is: "map", entries };
}
