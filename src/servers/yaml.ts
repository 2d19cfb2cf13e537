/** A mapping in a YAML file, by the keys that lead to it; empty where it is absent, undefined where the file cannot be read. */
export function yamlAt(text: string, ...keys: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const { parseDocument } = require("yaml") as typeof import("yaml");
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) return undefined;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
  for (const key of keys) value = isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isMapping(value) ? value : {};
}

export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
