import type { Environment, Invocation } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { readFile, type Layer, type Read } from "./setting";

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

/** What some variables are set to by the first of some `.env` files that has one of them. */
export function inDotenv(invocation: Invocation, paths: readonly string[], ...names: readonly string[]): Layer {
  const files = paths.map((path) => {
    const file = readFile(invocation, path);
    const values = parseDotenv(file.text ?? "");
    return { path, hidden: file.doubts, values, name: names.find((one) => (values.get(one) ?? "") !== "") };
  });
  const found = files.findIndex(({ name }) => name !== undefined);
  const above = (found < 0 ? files : files.slice(0, found + 1)).filter(({ hidden }) => hidden.length > 0);
  // Of several that nobody has shown one reason is enough.
  const doubts = above.length > 1 ? [unseen.directory(above.map(({ path }) => path).join(", "))] : above.flatMap(({ hidden }) => hidden);
  const { path = "", name, values } = files[found] ?? {};
  if (name === undefined) return { said: [], doubts };
  const value = values?.get(name) ?? "";
  // It may stand for another variable: dotenv-expand.
  const isPlain = !value.includes("$") || hasHole(value);
  const said = { value: isPlain ? value : HOLE, says: `${name}=${value}`, from: "file" } as const;
  return { said: [said], doubts: isPlain ? doubts : [...doubts, unseen.computed(path)] };
}
