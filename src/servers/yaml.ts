import type { DocumentOptions, ParseOptions, SchemaOptions } from "yaml";
import { HOLE } from "../model/text";

export type YamlMap = { readonly [key: string]: Yaml };
export type Yaml = null | string | number | boolean | readonly Yaml[] | YamlMap;

export const isMapping = (value: unknown): value is YamlMap => typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: Yaml | undefined): readonly Yaml[] => (Array.isArray(value) ? (value as readonly Yaml[]) : []);

export const at = (value: Yaml | undefined, key: string): Yaml | undefined =>
  isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** A scalar as text; what is none is not known. */
export const textOf = (value: Yaml): string => (value === null || typeof value === "object" ? HOLE : String(value));

/** Undefined where the text is no YAML. The package is loaded when the first text comes along. */
function parsed(text: string, options: ParseOptions & DocumentOptions & SchemaOptions): Yaml | undefined {
  const { parseDocument } = require("yaml") as typeof import("yaml");
  const document = parseDocument(text, options);
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 }) as Yaml;
  } catch {
    return undefined;
  }
}

/** One document, where `<<` brings in what another mapping holds. */
export const parseYaml = (text: string): Yaml | undefined => parsed(text, { logLevel: "error", merge: true });

/**
 * A mapping in a server's file, of several documents in the first, by the keys that lead to it; empty where it is absent, undefined
 * where the file cannot be read.
 */
export function yamlAt(text: string, ...keys: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const root = parsed(text, { logLevel: "silent" });
  if (root === undefined) return undefined;
  const value = keys.reduce<Yaml | undefined>(at, root);
  return isMapping(value) ? value : {};
}
