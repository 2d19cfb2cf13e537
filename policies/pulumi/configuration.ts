import { readFileSync, readlinkSync, existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { CONFIG_FILES, ConfigError, type ConfigSource, loadConfiguration, type Configuration, PACK_WORDS } from "../../src";

type Environment = Readonly<Record<string, string | undefined>>;

/** The pack's process, as far as it tells where the program is. */
export interface Process {
  readonly env: Environment;
  readonly ppid: number;
  readonly cwd: string;
}

/** A program's folder is its project's, or one within it. https://www.pulumi.com/docs/iac/concepts/projects/project-file/ */
const PROJECTS = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Stack configuration comes as texts, and lists and objects as JSON. */
function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * `quadzero:*` of `Pulumi.STACK.yaml`. A language host hands it to a pack in this variable.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go
 */
function stackConfig({ PULUMI_CONFIG }: Environment): readonly ConfigSource[] {
  const all = parsed(PULUMI_CONFIG ?? "");
  if (typeof all !== "object" || all === null) return [];
  const ours = Object.entries(all).flatMap(([key, value]): (readonly [string, unknown])[] => {
    const name = /^quadzero:(?:config:)?(.+)$/.exec(key)?.[1];
    return name === undefined ? [] : [[name, typeof value === "string" ? parsed(value) : value]];
  });
  return ours.length === 0 ? [] : [{ name: PACK_WORDS.stackConfig, config: Object.fromEntries(ours) }];
}

/** The language host started the pack from its own folder; itself it was started in the program's. Linux alone tells. */
function folderOfParent({ ppid, cwd }: Process): readonly string[] {
  try {
    const folder = readlinkSync(`/proc/${String(ppid)}/cwd`);
    return folder === cwd ? [] : [folder];
  } catch {
    return [];
  }
}

const has = (folder: string, names: readonly string[]): readonly string[] => names.filter((name) => existsSync(join(folder, name)));

/** In the program's folder, else in one around it, as far as its project goes. */
function besideProgram(folder: string): readonly string[] {
  const found = has(folder, CONFIG_FILES).map((name) => join(folder, name));
  const ends = found.length > 0 || has(folder, PROJECTS).length > 0 || dirname(folder) === folder;
  return ends ? found : besideProgram(dirname(folder));
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    throw new ConfigError([`${path}: ${PACK_WORDS.unreadable(code)}`]);
  }
}

/** The file that QUADZERO_CONFIG names, else the one beside the program. */
function file(from: Process): readonly ConfigSource[] {
  const { PWD = from.cwd, QUADZERO_CONFIG: named = "" } = from.env;
  const [folder = PWD] = folderOfParent(from);
  const paths = named === "" ? besideProgram(folder) : [isAbsolute(named) ? named : resolve(PWD, named)];
  if (paths.length > 1) throw new ConfigError([PACK_WORDS.several(paths)]);
  return paths.map((path) => ({ name: named === "" ? path.slice(dirname(path).length + 1) : named, bytes: bytesOf(path) }));
}

/**
 * What applies, the farthest from the program first: the administrator's policy configuration, a file, the stack's configuration.
 * @param policy the configuration of the policy `quadzero`
 * @throws ConfigError
 */
export function configurationFor(policy: object, from: Process): Configuration {
  const given = Object.keys(policy).length === 0 ? [] : [{ name: PACK_WORDS.policyConfig, config: policy }];
  return loadConfiguration([...given, ...file(from), ...stackConfig(from.env)]);
}
