import type { Alias, Document, LineCounter, Node, ParsedNode } from "yaml";
import { PROBLEMS } from "../words/config";
import type { Entry, Place, Written } from "./written";

/** More than any configuration has; aliases within aliases end here. */
const MOST_VALUES = 100_000;
const DEEPEST = 16;
/** The parser calls itself for each bracket within another. */
const MOST_BRACKETS = 100;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > MOST_BRACKETS) return true;
  }
  return false;
}

export interface Parsed {
  /** Null where the text cannot be read; an empty file is a map without entries. */
  readonly written: Written | null;
  readonly problems: readonly string[];
}

/** The library's message, without the position that follows it in some. */
const brief = (message: string): string =>
  message
    .replace(/\s+/g, " ")
    .replace(/ at line \d+, column \d+:?.*$/, "")
    .replace(/[.:]+$/, "");

/** YAML 1.2, of which JSON is a part, with the place of every value. https://yaml.org/spec/1.2.2/ */
export function fromText(text: string, uri: string): Parsed {
  if (isTooDeep(text)) return { written: null, problems: [`${uri}: ${PROBLEMS.tooDeep}`] };
  // Loaded for the first configuration that there is.
  const yaml = require("yaml") as typeof import("yaml");
  const lines = new yaml.LineCounter();
  // At a lower level a second document is no error.
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const at = placer(lines, uri);
  const problems = document.errors.map(({ pos, code, message }) => {
    return `${at(pos[0]).where}: ${wrong(code, message, text.slice(pos[0]), uri)}`;
  });
  if (problems.length > 0) return { written: null, problems };
  const reader: Reader = { yaml, document, at, left: MOST_VALUES, problems };
  const written = read(document.contents, at(0), reader, 0);
  if (reader.left < 0) problems.push(`${uri}: ${PROBLEMS.tooMuch}`);
  const empty = written.is === "scalar" && written.value === null;
  return { written: problems.length > 0 ? null : empty ? { ...written, is: "map", entries: [] } : written, problems };
}

/** @param rest from where it is wrong */
function wrong(code: string, message: string, rest: string, uri: string): string {
  const [, quoted, plain] = /^(?:["']([^"'\n]+)["']|([^\s:"']+))/.exec(rest) ?? [];
  const key = quoted ?? plain;
  if (code === "DUPLICATE_KEY" && key !== undefined) return PROBLEMS.twice(key);
  return code === "MULTIPLE_DOCS" ? PROBLEMS.documents : PROBLEMS.syntax(uri.endsWith(".json") ? "JSON" : "YAML", brief(message));
}

interface Reader {
  readonly yaml: typeof import("yaml");
  readonly document: Document.Parsed;
  readonly at: (offset: number) => Place;
  left: number;
  readonly problems: string[];
}

const placer =
  (lines: LineCounter, uri: string) =>
  (offset: number): Place => {
    // The counter's lines begin at 1; of an empty text there is none.
    const { line, col } = lines.linePos(offset);
    const location = { uri, line: Math.max(1, line), column: Math.max(1, col) };
    return { where: `${uri}:${String(location.line)}:${String(location.column)}`, location };
  };

function read(node: ParsedNode | Node | null, otherwise: Place, reader: Reader, depth: number): Written {
  const { yaml, document, at } = reader;
  const [start, end] = node?.range ?? [];
  // Where nothing is written (`reason:`) the key is the place.
  const place = start === undefined || start === end ? otherwise : at(start);
  reader.left -= 1;
  if (reader.left < 0 || depth > DEEPEST || node === null) return { ...place, is: "scalar", value: null };
  if (yaml.isAlias(node)) return { ...read(resolved(node, document), place, reader, depth + 1), ...place };
  if (yaml.isSeq(node)) {
    return { ...place, is: "list", items: node.items.map((item) => read(item as Node | null, place, reader, depth + 1)) };
  }
  if (yaml.isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      const key = pair.key as Node;
      const keyAt = at(key.range?.[0] ?? start ?? 0);
      if (!yaml.isScalar(key)) reader.problems.push(`${keyAt.where}: ${PROBLEMS.key}`);
      const name = yaml.isScalar(key) ? String(key.source ?? key.value) : "";
      return { key: name, at: keyAt, value: read(pair.value as Node | null, keyAt, reader, depth + 1) };
    });
    return { ...place, is: "map", entries };
  }
  const value: unknown = yaml.isScalar(node) ? node.value : null;
  const scalar = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  return { ...place, is: "scalar", value: scalar };
}

const resolved = (alias: Alias, document: Document.Parsed): Node | null => (alias.resolve(document) as Node | undefined) ?? null;
