import type { Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { failures, unknowns } from "../../words/launch";
import { chosen, type Profiles } from "../compose/chosen";
import { asMap, merge } from "../compose/merge";
import { readProject, withDotEnv, withFiles, type Project, type Reading } from "../compose/project";
import { startService } from "../compose/service";
import { directory } from "../files/layers";
import { ASKS, FAILS, PREPARES, QUIET, basename, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { record } from "../serve";
import { absolute } from "../files/paths";
import { mayBring } from "../files/tree";
import { isMapping, listOf, textOf, type YamlMap } from "../../servers/yaml";
import { parseRun } from "./run-options";
import { leave } from "./started-container";

/** In the order in which compose takes them. https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const OVERRIDES = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"];

/** https://docs.docker.com/reference/cli/docker/compose/#options */
interface Options {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly verb: string;
  readonly args: readonly string[];
}

const TAKING =
  /^(-f|--file|-p|--project-name|--project-directory|--workdir|--profile|--env-file|--parallel|--progress|--ansi|--podman-args)$/;

function optionsOf(argv: readonly string[]): Options {
  const values = new Map<string, string[]>();
  const rest = [...argv];
  for (let arg = rest[0]; arg?.startsWith("-") === true; arg = rest[0]) {
    rest.shift();
    const [, name = arg, attached] = /^(--[^=]+|-[fp])(?:=)?(.*)$/.exec(arg) ?? [];
    const long = { "-f": "--file", "--workdir": "--project-directory" }[name] ?? name;
    const value = !TAKING.test(name) ? "" : attached === undefined || attached === "" ? (rest.shift() ?? "") : attached;
    values.set(long, [...(values.get(long) ?? []), value]);
  }
  const [verb = "", ...args] = rest;
  return { values, verb, args };
}

/** Nearest folder, upwards, that has a file of one of the names. */
function found(process: Process): readonly string[] {
  const { files } = process.world;
  for (let folder = process.cwd; folder !== null; folder = folder === "/" ? null : directory(folder)) {
    const inFolder = (names: readonly string[]): readonly string[] => names.map((name) => absolute(name, folder) ?? name);
    const shown = (names: readonly string[]): readonly string[] => inFolder(names).filter((path) => typeof files.read(path) === "string");
    const [base] = [...shown(NAMES), ...inFolder(NAMES).filter((path) => mayBring(files, path))];
    if (base !== undefined) {
      const [override] = [...shown(OVERRIDES), ...inFolder(OVERRIDES).filter((path) => mayBring(files, path))];
      return override === undefined ? [base] : [base, override];
    }
  }
  return [NAMES[0] ?? ""];
}

/** https://docs.docker.com/compose/how-tos/project-name/ */
const nameOf = (values: Options["values"], shell: Environment, project: Project, folder: string | null): string =>
  values.get("-p")?.at(-1) ??
  values.get("--project-name")?.at(-1) ??
  shell.values.get("COMPOSE_PROJECT_NAME") ??
  project.name ??
  (folder === null ? HOLE : basename(folder));

/** The project that the options, the environment and the folder name. */
function projectOf({ values }: Options, process: Process): { project: Project; reading: Reading; profiles: Profiles } {
  const { cwd } = process;
  const named = (values.get("--file") ?? []).map((path) => (path === "-" ? path : (absolute(path, cwd) ?? path)));
  const given = values.get("--project-directory")?.at(-1);
  const start = given !== undefined ? absolute(given, cwd) : named[0] === undefined || named[0] === "-" ? cwd : directory(named[0]);
  const files = values.get("--env-file") ?? process.environment.values.get("COMPOSE_ENV_FILES")?.split(",");
  const read = (shell: Environment, folder: string | null): Environment =>
    files === undefined ? withDotEnv(shell, folder, process) : withFiles(shell, files, cwd, process);
  const first = read(process.environment, start);
  const listed = first.values.get("COMPOSE_FILE")?.split(first.values.get("COMPOSE_PATH_SEPARATOR") ?? ":");
  const paths = named.length > 0 ? named : (listed?.map((path) => absolute(path, cwd) ?? path) ?? found({ ...process, cwd: start }));
  const main = paths[0] ?? "";
  const folder = given !== undefined || main === "-" || !main.startsWith("/") ? start : directory(main);
  const shell = folder === start ? first : read(first, folder);
  const reading: Reading = { process, shell, folder, missing: [], within: [] };
  const active = values.get("--profile") ?? shell.values.get("COMPOSE_PROFILES")?.split(",");
  const profiles = { names: (active ?? []).map((name) => name.trim()), complete: active !== undefined || shell.complete };
  const project = readProject(paths, reading);
  return { project: { ...project, name: nameOf(values, shell, project, folder) }, reading, profiles };
}

/** A variable that the files require stops compose before it starts anything. */
export function lacks({ missing: [name], process }: Reading): Outcome | null {
  if (name === undefined) return null;
  record({ listeners: [], failsToStart: [failures.variable("docker compose", name)], unknowns: [], complete: true }, process);
  return FAILS;
}

/** @returns whether something stays in the foreground for sure */
function startAll(project: Project, wanted: ReadonlyMap<string, boolean>, reading: Reading): boolean {
  const { process } = reading;
  const { services, certain } = project;
  // What shares the network of another comes after it.
  const joins = (name: string): boolean => /^service:/.test(textOf(asMap(services[name] ?? {})["network_mode"] ?? ""));
  const inOrder = [...wanted].sort(([one], [other]) => Number(joins(one)) - Number(joins(other)));
  return inOrder.reduce((stays, [name, sure]) => {
    const service = services[name];
    const own = { ...reading, process: { ...process, certain: process.certain && certain && sure } };
    return isMapping(service) ? startService(name, service, project, `docker compose up ${name}`, own) || stays : stays;
  }, false);
}

/** https://docs.docker.com/reference/cli/docker/compose/up/ */
function up(process: Process, options: Options): Outcome {
  const { project, reading, profiles } = projectOf(options, process);
  const fails = lacks(reading);
  if (fails !== null) return fails;
  const { args } = options;
  const takes = /^(--scale|-t|--timeout|--pull|--attach|--no-attach|--exit-code-from|--wait-timeout)$/;
  const named = args.filter((arg, index) => !arg.startsWith("-") && !takes.test(args[index - 1] ?? ""));
  const scaled = new Map(
    args.flatMap((arg, index): (readonly [string, string])[] => {
      const [, name, count] =
        /^(?:--scale=)?([^=]+)=(.*)$/.exec(args[index - 1] === "--scale" || arg.startsWith("--scale=") ? arg : "") ?? [];
      return name === undefined || count === undefined ? [] : [[name, count]];
    }),
  );
  const wanted = chosen(project.services, named, profiles, !args.includes("--no-deps"), scaled);
  if (args.includes("--no-start")) return QUIET;
  const stays = startAll(project, wanted, reading);
  const detached = options.verb === "start" || args.some((arg) => /^(-[a-zA-Z]*d[a-zA-Z]*|--detach|--wait)$/.test(arg));
  return detached ? QUIET : { ...PREPARES, returns: stays ? false : "perhaps" };
}

const RUN_FLAGS =
  "--build --detach --interactive --no-deps --no-TTY --no-tty --quiet --quiet-build --quiet-pull --remove-orphans --rm --service-ports --use-aliases";

/** One service with a command of its own and without its ports, and what it needs. https://docs.docker.com/reference/cli/docker/compose/run/ */
function run(process: Process, options: Options): Outcome {
  const { project, reading, profiles } = projectOf(options, process);
  const fails = lacks(reading);
  if (fails !== null) return fails;
  const { values, image: name, args } = parseRun(options.args, RUN_FLAGS.split(" "), "diqTP");
  const service = name === null ? undefined : project.services[name];
  if (name === null || !isMapping(service)) return notUnderstood(process, unknowns.elsewhere("docker compose run", "a service"));
  const needed = new Map(chosen(project.services, [name], profiles, !values.has("--no-deps")));
  needed.delete(name);
  startAll(project, needed, reading);
  const own = values.has("--service-ports") || values.has("--publish-all") ? service["ports"] : [];
  const entry = values.get("--entrypoint")?.at(-1);
  const change: YamlMap = {
    ...service,
    container_name: values.get("--name")?.at(-1) ?? `${name}-run`,
    ports: [...listOf(own), ...(values.get("--publish") ?? [])],
    volumes: [...listOf(service["volumes"]), ...(values.get("--volume") ?? [])],
    ...(args.length > 0 ? { command: args } : {}),
    ...(entry === undefined ? {} : { entrypoint: entry }),
    environment: merge(asMap(service["environment"] ?? []), asMap(values.get("--env") ?? [])),
  };
  const sure = process.certain && project.certain;
  const stays = startService(name, change, project, `docker compose run ${name}`, {
    ...reading,
    process: { ...process, certain: sure },
  });
  return values.has("--detach") ? QUIET : { ...PREPARES, returns: !stays };
}

/** What takes a project's containers away, and whether they are gone for sure: what is stopped may be started again. */
const ENDS: Readonly<Record<string, boolean>> = { down: true, stop: false, kill: false, rm: false };

function end(process: Process, options: Options): Outcome {
  // What its files do not tell matters to what they start alone.
  const aside = { ...process, world: { ...process.world, tally: { ...process.world.tally, unknowns: [] } } };
  const { project } = projectOf(options, aside);
  const { verb, args } = options;
  const takes = /^(-t|--timeout|-s|--signal|--rmi)$/;
  const named = args.filter((arg, index) => !arg.startsWith("-") && !takes.test(args[index - 1] ?? ""));
  const isNamed = (says: string): boolean => named.length === 0 || named.some((name) => hasHole(name) || says.endsWith(` ${name}`));
  const gone = ENDS[verb] === true && !hasHole(project.name ?? "") && !named.some(hasHole);
  leave(process, gone, (one) => one.project === project.name && isNamed(one.says));
  return PREPARES;
}

/** https://docs.docker.com/reference/cli/docker/compose/ */
export const compose: Command = (process) => {
  const options = optionsOf(process.argv.slice(1));
  const { verb } = options;
  if (options.values.has("--dry-run")) return ASKS;
  if (/^(ps|logs|images|config|top|port|ls|version|events|stats|volumes)$/.test(verb)) return ASKS;
  if (verb === "exec") return notUnderstood(process, unknowns.elsewhere("docker compose exec", "a command in a container"));
  if (verb === "run") return run(process, options);
  if (Object.hasOwn(ENDS, verb)) return end(process, options);
  return verb === "up" || verb === "start" || verb === "watch" ? up(process, options) : PREPARES;
};
