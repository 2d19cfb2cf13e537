import { HOLE } from "../model/text";

export type YamlMap = { readonly [key: string]: Yaml };
export type Yaml = null | string | number | boolean | readonly Yaml[] | YamlMap;

export const isMap = (value: Yaml | undefined): value is YamlMap => typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: Yaml | undefined): readonly Yaml[] => (Array.isArray(value) ? (value as readonly Yaml[]) : []);

export const at = (value: Yaml, key: string): Yaml | undefined => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined);

/** A scalar as text; what is none is not known. */
export const textOf = (value: Yaml): string => (value === null || typeof value === "object" ? HOLE : String(value));

/** Undefined where the text is no YAML. Loaded when the first text comes along. */
export function parseYaml(text: string): Yaml | undefined {
  const { parse } = require("yaml") as typeof import("yaml");
  try {
    return parse(text, { maxAliasCount: 100, logLevel: "error", merge: true }) as Yaml;
  } catch {
    return undefined;
  }
}
