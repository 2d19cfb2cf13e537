import { existsSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import {
  type CheckInput,
  configurationAt,
  configurationIn,
  type ConfigSource,
  type Configuration,
  loadConfiguration,
  PACK_WORDS,
} from "../../src";

type Environment = Readonly<Record<string, string | undefined>>;

/** The pack's process, as far as it tells where the program is. */
export interface Process {
  readonly env: Environment;
  readonly ppid: number;
  readonly cwd: string;
}

/** What makes a folder a project's. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/workspace/paths.go */
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
function stackConfig({ PULUMI_CONFIG = "" }: Environment): readonly ConfigSource[] {
  // `pulumi policy analyze` hands none over.
  const all = PULUMI_CONFIG === "" || PULUMI_CONFIG === "null" ? {} : parsed(PULUMI_CONFIG);
  if (typeof all !== "object" || all === null || Array.isArray(all))
    return [{ name: PACK_WORDS.stackConfig, problem: `${PACK_WORDS.stackConfig}: ${PACK_WORDS.noStackConfig}` }];
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

const isProject = (folder: string): boolean =>
  PROJECTS.map((name) => join(folder, name)).some((path) => existsSync(path) && !statSync(path).isDirectory());

/** From a folder to that of the project around it; null where it is in none. */
function upToProject(folder: string): readonly string[] | null {
  if (isProject(folder)) return [folder];
  const above = dirname(folder) === folder ? null : upToProject(dirname(folder));
  return above === null ? null : [folder, ...above];
}

/** Without a project, what lies around the program's folder is anybody's. */
function besideProgram(folder: string): readonly ConfigSource[] {
  for (const each of upToProject(folder) ?? [folder]) {
    const file = configurationIn(each, readFileSync);
    if (file !== null) return [{ ...file, name: basename(file.name) }];
  }
  return [];
}

/** The file that QUADZERO_CONFIG names, else the one beside the program. */
function file(from: Process): readonly ConfigSource[] {
  const { PWD = from.cwd, QUADZERO_CONFIG: named = "" } = from.env;
  const [folder = PWD] = folderOfParent(from);
  return named === "" ? besideProgram(folder) : [{ ...configurationAt(resolve(PWD, named), readFileSync), name: named }];
}

interface Configured {
  readonly advisory: boolean;
  readonly config: Configuration;
  /** Of other stacks. */
  readonly with: readonly CheckInput[];
}

interface Opened {
  readonly inputs: readonly CheckInput[];
  readonly problems: readonly string[];
}

/** Files of other stacks, relative to the folder in which `pulumi` is called. */
function opened(given: unknown, { env, cwd }: Process): Opened {
  if (!Array.isArray(given) || !given.every((path) => typeof path === "string")) return { inputs: [], problems: [PACK_WORDS.notFiles] };
  const read = given.map((path): CheckInput | string => {
    try {
      return { path, bytes: readFileSync(resolve(env["PWD"] ?? cwd, path)) };
    } catch (error) {
      return `${PACK_WORDS.policyConfig}.with: ${PACK_WORDS.noFile(path, error)}`;
    }
  });
  return {
    inputs: read.filter((each) => typeof each !== "string"),
    problems: read.filter((each) => typeof each === "string"),
  };
}

/**
 * What applies, the farthest from the program first: the administrator's policy configuration, a file, the stack's configuration.
 * @param policy the configuration of the policy `quadzero`: what `quadzero.yaml` takes, and `advisory` and `with`, which are the
 * administrator's alone: what other stacks hold may loosen a verdict
 * @throws ConfigError with every problem of all of them
 */
export function configurationFor(policy: object, from: Process): Configured {
  const { advisory = false, with: others = [], ...config } = policy as Readonly<Record<string, unknown>>;
  const { inputs, problems } = opened(others, from);
  const wrong = [...(typeof advisory === "boolean" ? [] : [PACK_WORDS.notASwitch]), ...problems];
  const given = Object.keys(config).length === 0 ? [] : [{ name: PACK_WORDS.policyConfig, config }];
  const sources = wrong.map((problem) => ({ name: PACK_WORDS.policyConfig, problem }));
  return {
    advisory: advisory === true,
    config: loadConfiguration([...sources, ...given, ...file(from), ...stackConfig(from.env)]),
    with: inputs,
  };
}
