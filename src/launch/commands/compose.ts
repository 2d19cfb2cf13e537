import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import type { Publish, StartedContainer } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { ASKS, PREPARES, QUIET, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { environmentLines, splitWords } from "../systemd";
import { readAt } from "../tree";
import { at, isMap, listOf, parseYaml, textOf, type Yaml, type YamlMap } from "../yaml";
import { parsePublish } from "./publish";
import { enter, mounted, perhaps, type Mount } from "./started-container";

/** https://docs.docker.com/compose/intro/compose-application-model/#the-compose-file */
const NAMES = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/** Fills in variables of the shell that runs compose. https://docs.docker.com/reference/compose-file/interpolation/ */
function interpolate(text: string, { values, complete }: Environment): string {
  return text.replace(
    /\$(?:(\$)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\}|([A-Za-z_]\w*))/g,
    (_: string, dollar?: string, braced?: string, operator: string = "", operand: string = "", bare?: string) => {
      if (dollar !== undefined) return "$";
      const value = values.get(braced ?? bare ?? "");
      if (value === undefined && !complete) return HOLE;
      if (value === HOLE && operator !== "") return HOLE;
      const isSet = value !== undefined && !(operator.startsWith(":") && value === "");
      if (operator.endsWith("+")) return isSet ? operand : "";
      return isSet ? value : operator.endsWith("-") ? operand : "";
    },
  );
}

/** The `.env` beside the file, under what the shell has. */
function variables(process: Process): Environment {
  const text = readAt(process.world.files, ".env", process.cwd);
  const own = text === null || text === UNSEEN ? [] : environmentLines(text);
  return {
    values: new Map([...own, ...process.environment.values]),
    complete: process.environment.complete && text !== UNSEEN,
  };
}

const words = (value: Yaml | undefined): readonly string[] | null =>
  value === undefined || value === null
    ? null
    : typeof value === "string"
      ? splitWords(value).map(({ text }) => text)
      : listOf(value).map(textOf);

/** `environment` as a map or a list; a name without a value is taken from the shell. */
function environmentOf(service: YamlMap, process: Process, shell: Environment): Environment {
  const values = new Map<string, string>();
  let complete = true;
  const files = typeof service["env_file"] === "string" ? [service["env_file"]] : listOf(service["env_file"]);
  for (const file of files) {
    const text = readAt(process.world.files, textOf(isMap(file) ? (file["path"] ?? "") : file), process.cwd);
    if (text === UNSEEN) complete = false;
    else for (const [name, value] of environmentLines(text ?? "")) values.set(name, value);
  }
  const given = service["environment"];
  const entries = isMap(given)
    ? Object.entries(given).map(([name, value]) => (value === null ? name : `${name}=${textOf(value)}`))
    : listOf(given).map(textOf);
  for (const entry of entries) {
    const [, name = "", , value] = /^([^=]*)(=([^]*))?$/.exec(entry) ?? [];
    const inherited = shell.values.get(name) ?? (shell.complete ? undefined : HOLE);
    const known = entry.includes("=") ? (value ?? "") : inherited;
    if (known !== undefined) values.set(name, known);
  }
  return { values, complete };
}

function publishOf(entry: Yaml): Publish | null {
  if (!isMap(entry)) return parsePublish(textOf(entry), `ports: ${textOf(entry)}`);
  const { target, published, host_ip: host, protocol } = entry;
  const address = typeof host === "string" ? (host.includes(":") ? `[${host}]:` : `${host}:`) : "";
  const outer = published === undefined || published === null ? "" : textOf(published);
  const text = `${address}${outer === "" && address === "" ? "" : `${outer}:`}${textOf(target ?? "")}/${textOf(protocol ?? "tcp")}`;
  return parsePublish(text, `ports: ${text}`);
}

const mountOf = (entry: Yaml): Mount => {
  if (isMap(entry)) return { source: textOf(entry["source"] ?? ""), target: textOf(entry["target"] ?? "") };
  const [source = "", target = source] = textOf(entry).split(":");
  return { source, target };
};

function networkOf(service: YamlMap): StartedContainer["network"] {
  const mode = textOf(service["network_mode"] ?? "bridge");
  if (mode === "host" || mode === "none" || mode === "bridge") return mode;
  return "unknown";
}

/** @returns whether something stays in the foreground for sure */
function startService(name: string, service: YamlMap, process: Process, shell: Environment): boolean {
  const image = service["build"] === undefined && typeof service["image"] === "string" ? service["image"] : null;
  const start: ContainerStart = {
    image,
    entryPoint: words(service["entrypoint"]),
    command: words(service["command"]),
    environment: environmentOf(service, process, shell),
    cwd: typeof service["working_dir"] === "string" ? service["working_dir"] : null,
    files: mounted(listOf(service["volumes"]).map(mountOf), process),
  };
  const launched = process.world.container(start);
  const publishes = listOf(service["ports"]).map(publishOf);
  const network = networkOf(service);
  if (network === "unknown" || publishes.includes(null) || service["extends"] !== undefined) notUnderstood(process, unknowns.network(name));
  enter(process, {
    name: textOf(service["container_name"] ?? name),
    image: image ?? (typeof service["image"] === "string" ? service["image"] : name),
    network: service["extends"] === undefined ? network : "unknown",
    publishes: publishes.filter((publish) => publish !== null),
    launched: process.certain ? launched : perhaps(launched),
    certain: process.certain,
    says: `docker compose up ${name}`,
  });
  return launched.listeners.some(({ certainty }) => certainty === "definite");
}

function up(process: Process, files: readonly string[], args: readonly string[]): Outcome {
  const there = NAMES.filter((name) => readAt(process.world.files, name, process.cwd) !== null);
  const shown = there.filter((name) => readAt(process.world.files, name, process.cwd) !== UNSEEN);
  const found = files.length > 0 ? files : [...shown, ...there].slice(0, 1);
  const shell = variables(process);
  const services = new Map<string, YamlMap>();
  for (const file of found.length > 0 ? found : [NAMES[0] ?? ""]) {
    const text = readAt(process.world.files, file, process.cwd);
    const config = text === null || text === UNSEEN ? undefined : parseYaml(interpolate(text, shell));
    const section = config === undefined ? undefined : at(config, "services");
    if (!isMap(section)) {
      return notUnderstood(process, unknowns.manifest("docker compose", hasHole(file) ? "a compose file" : file));
    }
    // A later file adds to an earlier one, key by key.
    for (const [name, service] of Object.entries(section)) if (isMap(service)) services.set(name, { ...services.get(name), ...service });
  }
  const wanted = args.filter((arg, index) => !arg.startsWith("-") && !/^(--scale|-t|--timeout|--pull)$/.test(args[index - 1] ?? ""));
  let stays = false;
  for (const [name, service] of services) {
    const chosen = wanted.length > 0 ? wanted.includes(name) : service["profiles"] === undefined;
    // A service that another one needs is started with it; who needs whom is not followed.
    const certain = process.certain && chosen;
    if (chosen || wanted.length > 0) stays = startService(name, service, { ...process, certain }, shell) || stays;
  }
  const detached = args.some((arg) => /^(-d|--detach|--wait)$/.test(arg));
  return detached ? QUIET : { ...PREPARES, returns: stays ? false : "perhaps" };
}

/** https://docs.docker.com/reference/cli/docker/compose/ */
export const compose: Command = (process) => {
  const files: string[] = [];
  const args = [...process.argv.slice(1)];
  let folder = process.cwd;
  while (args[0]?.startsWith("-") === true) {
    const [, name = args[0], attached] = /^(--[^=]+)=(.*)$/.exec(args[0]) ?? [];
    args.shift();
    const takes = /^(-f|--file|-p|--project-name|--project-directory|--profile|--env-file|--parallel|--progress|--ansi)$/.test(name);
    const value = takes ? (attached ?? args.shift() ?? "") : "";
    if (name === "-f" || name === "--file") files.push(value);
    if (name === "--project-directory") folder = value.startsWith("/") ? value : null;
  }
  const [verb = "", ...rest] = args;
  if (/^(ps|logs|images|config|top|port|ls|version|events)$/.test(verb)) return ASKS;
  if (verb === "exec" || verb === "run")
    return notUnderstood(process, unknowns.elsewhere(`docker compose ${verb}`, "a command in a container"));
  return verb === "up" || verb === "start" ? up({ ...process, cwd: folder }, files, rest) : PREPARES;
};
