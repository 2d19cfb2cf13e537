import { UNSEEN, type Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { directory } from "../files/layers";
import { notUnderstood, type Process } from "../process";
import { absolute, located } from "../files/paths";
import { mayBring, readAt } from "../files/tree";
import { isMapping, listOf, textOf, type Yaml, type YamlMap } from "../../servers/yaml";
import { environmentFile, over } from "./env-file";
import { mapTexts, parseCompose, type ComposeFile } from "./file";
import { asList, dropped, merge } from "./merge";
import { interpolate } from "./template";

/** What the files of a project say together. */
export interface Project {
  readonly services: YamlMap;
  readonly networks: YamlMap;
  readonly volumes: YamlMap;
  /** Files that services are given, by `configs` and by `secrets`. */
  readonly configs: YamlMap;
  readonly secrets: YamlMap;
  /** As its files call it; null: they leave it open. */
  readonly name: string | null;
  /** True: a swarm runs it. */
  readonly swarm?: true;
  /** False: a file that nobody has shown may say otherwise. */
  readonly certain: boolean;
}

/** Files being read for one command. */
export interface Reading {
  readonly process: Process;
  readonly shell: Environment;
  /** Where relative paths begin; null where it is not known. */
  readonly folder: string | null;
  /** Variables that the files require, and that are not set. */
  readonly missing: string[];
  /** Files that are being read, so that cycles end. */
  readonly within: readonly string[];
}

const mapOf = (value: Yaml | undefined): YamlMap => (isMapping(value) ? value : {});

/** The `.env` of a folder adds to what is set. https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/ */
export function withDotEnv(shell: Environment, folder: string | null, { world }: Process): Environment {
  const path = absolute(".env", folder);
  const text = path === null ? UNSEEN : world.files.read(path);
  if (typeof text === "string") return over(environmentFile(text, shell), shell);
  return { ...shell, complete: shell.complete && path !== null && !mayBring(world.files, path) };
}

/** The same for files that are named. */
export const withFiles = (shell: Environment, paths: readonly string[], folder: string | null, { world }: Process): Environment =>
  paths.reduceRight((known, path) => {
    const text = readAt(world.files, path, folder);
    return text === UNSEEN ? { ...known, complete: false } : over(environmentFile(text ?? "", known), known);
  }, shell);

/** Several files, the later over the earlier. */
export function readProject(paths: readonly string[], reading: Reading): Project {
  let tree: Yaml = {};
  let certain = true;
  for (const path of paths) {
    const file = readOne(path, reading);
    certain &&= file?.old === false;
    if (file !== null) tree = merge(file.replaced.reduce(dropped, tree), file.tree);
  }
  const { services, networks, volumes, configs, secrets, name } = mapOf(tree);
  const named = typeof name === "string" ? name : null;
  const maps = { services: mapOf(services), networks: mapOf(networks), volumes: mapOf(volumes) };
  return { ...maps, configs: mapOf(configs), secrets: mapOf(secrets), name: named, certain };
}

/** A file with what it extends and includes; null where nobody has shown it. */
function readOne(path: string, reading: Reading): ComposeFile | null {
  const file = reading.within.length > 8 || reading.within.includes(path) ? null : parsed(path, reading);
  if (file === null) {
    notUnderstood(reading.process, unknowns.manifest("docker compose", hasHole(path) ? "a compose file" : path));
    return null;
  }
  const inside = { ...reading, within: [...reading.within, path] };
  const included = listOf(file.tree["include"]).map((entry) => include(entry, inside));
  const under = included.reduce<Yaml>((one, other) => merge(one, other), {});
  const own = { ...file.tree, ...filesIn(file.tree, reading.folder) };
  const tree = mapOf(merge(file.replaced.reduce(dropped, under), own));
  const services = mapOf(tree["services"]);
  const extended = Object.keys(services).map((name): [string, Yaml] => [name, extend(name, services, file.replaced, inside)]);
  return { ...file, tree: { ...tree, services: Object.fromEntries(extended) } };
}

/** `configs` and `secrets`, each file by its path from the folder. */
const filesIn = (tree: YamlMap, folder: string | null): YamlMap =>
  Object.fromEntries(
    ["configs", "secrets"].map((kind) => [
      kind,
      Object.fromEntries(
        Object.entries(mapOf(tree[kind])).map(([name, one]) => {
          const file = isMapping(one) && typeof one["file"] === "string" ? { file: located(one["file"], folder) } : {};
          return [name, { ...mapOf(one), ...file }];
        }),
      ),
    ]),
  );

function parsed(path: string, { process, shell, missing, folder }: Reading): ComposeFile | null {
  const { tally } = process.world;
  tally.budget -= 1;
  const text = tally.budget < 0 ? UNSEEN : path === "-" ? process.input : readAt(process.world.files, path, folder);
  const file = text === null || text === UNSEEN ? null : parseCompose(text);
  return file === null ? null : { ...file, tree: mapOf(mapTexts(file.tree, (value) => interpolate(value, shell, missing))) };
}

/** What another project starts, with its own folder and `.env`. https://docs.docker.com/reference/compose-file/include/ */
function include(entry: Yaml, reading: Reading): YamlMap {
  const { path = null, project_directory: named, env_file: files } = isMapping(entry) ? entry : { path: entry };
  const paths = asList(path).map((one) => absolute(textOf(one), reading.folder) ?? textOf(one));
  const folder = typeof named === "string" ? absolute(named, reading.folder) : directory(paths[0] ?? "");
  const { shell: above, process } = reading;
  const shell =
    files === undefined ? withDotEnv(above, folder, process) : withFiles(above, asList(files).map(textOf), reading.folder, process);
  const { services, ...others } = readProject(paths, { ...reading, shell, folder });
  const moved = Object.fromEntries(Object.entries(services).map(([name, service]) => [name, anchored(service, folder)]));
  const { networks, volumes, configs, secrets } = others;
  return { services: moved, networks, volumes, configs, secrets };
}

/**
 * A service over the one that it extends; `extends` stays where that one is not to be seen.
 * https://docs.docker.com/reference/compose-file/services/#extends
 */
function extend(name: string, services: YamlMap, replaced: ComposeFile["replaced"], reading: Reading): Yaml {
  const service = services[name] ?? null;
  if (!isMapping(service) || service["extends"] === undefined) return service;
  const { service: base, file } = isMapping(service["extends"]) ? service["extends"] : { service: service["extends"] };
  const inside = { ...reading, within: [...reading.within, ""] };
  const found =
    reading.within.length > 8
      ? null
      : file === undefined
        ? extend(textOf(base ?? ""), services, replaced, inside)
        : fromFile(file, base, inside);
  if (!isMapping(found) || found["extends"] !== undefined) return service;
  const kept = replaced.filter(([, owner]) => owner === name).reduce<Yaml>((tree, [, , ...rest]) => dropped(tree, rest), found);
  return merge(kept, dropped(service, ["extends"]));
}

function fromFile(file: Yaml, base: Yaml | undefined, reading: Reading): Yaml {
  const path = absolute(textOf(file), reading.folder) ?? textOf(file);
  const folder = directory(path);
  const other = parsed(path, { ...reading, folder });
  if (other === null) return null;
  return anchored(extend(textOf(base ?? ""), mapOf(other.tree["services"]), other.replaced, { ...reading, folder }), folder);
}

/** The paths of a service from where its file lies, so that they mean the same elsewhere. */
function anchored(service: Yaml, folder: string | null): Yaml {
  if (!isMapping(service)) return service;
  const fixed = (path: string): string => (/^\.{1,2}(\/|$)/.test(path) ? (absolute(path, folder) ?? `${HOLE}/${path}`) : path);
  const volumes = listOf(service["volumes"]).map((entry) =>
    isMapping(entry) ? { ...entry, source: fixed(textOf(entry["source"] ?? "")) } : textOf(entry).replace(/^[^:]*/, fixed),
  );
  const files = asList(service["env_file"] ?? []).map((entry) => {
    const path = textOf(isMapping(entry) ? (entry["path"] ?? "") : entry);
    return absolute(path, folder) ?? `${HOLE}/${path}`;
  });
  return { ...service, volumes, env_file: files };
}
