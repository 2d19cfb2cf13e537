import { existsSync, readFileSync } from "node:fs";

import { CONFIG_FILES, ConfigError, loadConfiguration, SYNTH_WORDS, type Config, type ConfigSource, type Configuration } from "../../src";

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "EIO");

function fromFile(name: string): ConfigSource {
  try {
    return { name, bytes: readFileSync(name) };
  } catch (error) {
    throw new ConfigError([`${name}: ${SYNTH_WORDS.unreadable(codeOf(error))}`]);
  }
}

/** The file of the folder that the program runs in goes before the object of the call, which is nearer to the program. */
export function configurationFor(config: Config | undefined): Configuration {
  const files = CONFIG_FILES.filter((name) => existsSync(name));
  if (files.length > 1) throw new ConfigError([SYNTH_WORDS.several(files)]);
  return loadConfiguration([...files.map(fromFile), ...(config === undefined ? [] : [{ name: "quadzero(…)", config }])]);
}
