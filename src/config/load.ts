import { ConfigError, type Config } from "../model/config";
import { literals } from "../model/glob";
import type { Final } from "../model/settings";
import { PROBLEMS } from "../words/config";
import { fromObject } from "./object";
import { finalNames } from "./schema";
import { sectionOf, type ConfigSection } from "./section";
import { fromText } from "./parse";
import { problemsOf } from "./validate";
import { entriesOf, itemsOf, memberOf, textOf, type Written } from "./written";

/** A configuration as it was given: a file's bytes, or an object; or what keeps it from being read, in one line. */
export type ConfigSource =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly config: unknown }
  | { readonly name: string; readonly problem: string };

/** One file, valid. */
export interface ConfigFile {
  readonly name: string;
  /** The farthest first: the top, then the stacks with more and more literal characters, as they are written where these are equal. */
  readonly sections: readonly ConfigSection[];
  readonly final: readonly Final[];
}

/** Valid configurations, the farthest from the program first. */
export class Configuration {
  constructor(readonly files: readonly ConfigFile[]) {}
}

const NO_CONFIGURATION = new Configuration([]);

type Readable = Exclude<ConfigSource, { readonly problem: string }>;

interface Checked {
  readonly file: ConfigFile | null;
  readonly problems: readonly string[];
}

function fileOf(written: Written, name: string): ConfigFile {
  const stacks = entriesOf(memberOf(written, "stacks")).map(({ key, value }) => sectionOf(value, key));
  const nearer = stacks.toSorted((a, b) => literals(a.pattern ?? "") - literals(b.pattern ?? ""));
  const final = itemsOf(memberOf(written, "final")).flatMap((item) => finalNames(textOf(item)).map((name) => ({ name, at: item.where })));
  return { name, sections: [sectionOf(written, null), ...nearer], final };
}

/** Null for what is no UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function read(source: Readable): { readonly written: Written | null; readonly problems: readonly string[] } {
  const { name } = source;
  if ("config" in source) return { written: fromObject(source.config, name), problems: [] };
  const text = decoded(source.bytes);
  return text === null ? { written: null, problems: [`${name}: ${PROBLEMS.notText}`] } : fromText(text, name);
}

function checked(source: ConfigSource): Checked {
  if ("problem" in source) return { file: null, problems: [source.problem] };
  const { written, problems } = read(source);
  if (written === null) return { file: null, problems };
  const wrong = problemsOf(written);
  return { file: wrong.length === 0 ? fileOf(written, source.name) : null, problems: wrong };
}

/**
 * Reads configurations, the farthest from the program first.
 * @throws ConfigError with every problem of all of them
 */
export function loadConfiguration(sources: readonly ConfigSource[]): Configuration {
  const all = sources.map(checked);
  const problems = all.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return new Configuration(all.flatMap(({ file }) => (file === null ? [] : [file])));
}

/**
 * Of what a caller hands over: an object like `quadzero.yaml`, several of them (the farthest from the program first), or what
 * was loaded before.
 * @throws ConfigError
 */
export function configurationOf(given: Config | readonly Config[] | Configuration | undefined): Configuration {
  if (given === undefined) return NO_CONFIGURATION;
  if (given instanceof Configuration) return given;
  const objects: readonly unknown[] = Array.isArray(given) ? given : [given];
  const name = (index: number): string => (objects.length === 1 ? "config" : `config[${String(index)}]`);
  return loadConfiguration(objects.map((config, index) => ({ name: name(index), config })));
}
