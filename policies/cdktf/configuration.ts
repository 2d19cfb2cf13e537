import { readFileSync } from "node:fs";

import { configurationIn, loadConfiguration, type Config, type Configuration } from "../../src";

/** The file of the folder that the program runs in goes before the object of the call, which is nearer to the program. */
export function configurationFor(config: Config | undefined): Configuration {
  const file = configurationIn("", readFileSync);
  return loadConfiguration([...(file === null ? [] : [file]), ...(config === undefined ? [] : [{ name: "quadzero(…)", config }])]);
}
