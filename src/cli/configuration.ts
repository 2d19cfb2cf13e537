import type { Configuration } from "../config";
import { CONFIG_FILES, ConfigError } from "../model/config";
import { PROBLEMS } from "../words/config";
import { unreadable } from "../words/cli";
import type { Given, Option } from "./arguments";
import { codeOf, type Io } from "./io";

export const CONFIG_OPTION: Option = {
  value: "FILE",
  repeat: true,
  says: `a configuration, instead of ${CONFIG_FILES[0] ?? ""} in this folder; may be repeated, what comes later is nearer`,
};

interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws ConfigError for a file that is there and cannot be read */
function readIf(name: string, needed: boolean, io: Io): readonly Source[] {
  try {
    return [{ name, bytes: io.readFile(name) }];
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    if (code === "ENOENT" && !needed) return [];
    throw new ConfigError([`${name}: ${unreadable(code)}`]);
  }
}

/**
 * The configuration that counts: the files that are named, the farthest from the program first; else the one in this folder.
 * @returns null where there is none
 * @throws ConfigError
 */
export function configurationOf({ list }: Given, io: Io): Configuration | null {
  const named = list("config");
  const sources =
    named.length > 0 ? named.flatMap((name) => readIf(name, true, io)) : CONFIG_FILES.flatMap((name) => readIf(name, false, io));
  if (named.length === 0 && sources.length > 1) throw new ConfigError([PROBLEMS.several(sources.map(({ name }) => name))]);
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
