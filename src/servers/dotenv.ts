import type { Environment } from "../model/launch";
import type { Read } from "./setting";

/** Assignments of a `.env` file. https://github.com/motdotla/dotenv#what-rules-does-the-parsing-engine-follow */
export function parseDotenv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, value = ""] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) values.set(name, /^(["'])(.*?)\1/.exec(value)?.[2] ?? value.replace(/\s+#.*$/, "").trim());
  }
  return values;
}

/** The environment with what the file adds: it replaces nothing that is set. */
export function withDotenv(environment: Environment, file: Read): Environment {
  return {
    values: new Map([...parseDotenv(file.text ?? ""), ...environment.values]),
    complete: environment.complete && file.doubts.length === 0,
  };
}
