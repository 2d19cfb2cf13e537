import type { Configuration } from "../config";
import { configurationAt, configurationIn } from "../config/file";
import { CONFIG_FILES } from "../model/config";
import type { Given, Option } from "./arguments";
import type { Io } from "./io";

export const CONFIG_OPTION: Option = {
  value: "FILE",
  repeat: true,
  says: `a configuration, instead of ${CONFIG_FILES[0] ?? ""} in this folder; may be repeated, what comes later is nearer`,
};

/** The files that may hold it. */
export const configurationPaths = ({ list }: Given): readonly string[] => (list("config").length > 0 ? list("config") : CONFIG_FILES);

/**
 * The configuration that counts: the files that are named, the farthest from the program first; else the one in this folder.
 * @returns null where there is none
 * @throws ConfigError
 */
export function configurationOf({ list }: Given, { readFile }: Io): Configuration | null {
  const named = list("config");
  const found = named.length > 0 ? named.map((path) => configurationAt(path, readFile)) : [configurationIn("", readFile)];
  const sources = found.filter((source) => source !== null);
  if (sources.length === 0) return null;
  const { loadConfiguration } = require("../config") as typeof import("../config");
  return loadConfiguration(sources);
}

export const STACK_OPTION: Option = { value: "NAME", says: "the stack that is deployed; without it, $TF_WORKSPACE" };

/** Which stack is deployed: as it is said, else Terraform's workspace. https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_workspace */
export function stackOf({ value }: Given, { env }: Io): string | null {
  const workspace = env["TF_WORKSPACE"] ?? "";
  return value("stack") ?? (workspace === "" ? null : workspace);
}
