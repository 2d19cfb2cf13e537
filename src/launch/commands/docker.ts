import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import type { Launched, Publish, StartedContainer } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { ASKS, PREPARES, QUIET, basename, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { environmentLines } from "../systemd";
import { readAt } from "../tree";
import { createNetwork, defaultAddress } from "./daemon";
import { parsePublish, withDefault } from "./publish";
import { enter, mounted, perhaps, type Mount } from "./started-container";

/** Options of `docker run` without a value. https://docs.docker.com/reference/cli/docker/container/run/ */
const FLAGS =
  "--detach --init --interactive --no-healthcheck --oom-kill-disable --privileged --publish-all --quiet --read-only --rm --sig-proxy --tty --disable-content-trust --replace --help".split(
    " ",
  );
const SHORT_FLAGS = "ditPq";

interface RunOptions {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly image: string | null;
  readonly args: readonly string[];
}

/** Long names of the short options that matter. */
const LONG: Readonly<Record<string, string>> = {
  p: "--publish",
  e: "--env",
  v: "--volume",
  w: "--workdir",
  d: "--detach",
  P: "--publish-all",
  u: "--user",
};

export function parseRun(args: readonly string[], flags: readonly string[] = FLAGS, letters = SHORT_FLAGS): RunOptions {
  const values = new Map<string, string[]>();
  const add = (name: string, value: string): void => void values.set(name, [...(values.get(name) ?? []), value]);
  let index = 0;
  for (let arg = args[index]; arg !== undefined && arg.startsWith("-") && arg !== "-"; arg = args[index]) {
    index += 1;
    if (arg === "--") break;
    if (arg.startsWith("--")) {
      const [, name = arg, value] = /^(--[^=]+)=([^]*)$/.exec(arg) ?? [];
      if (value !== undefined || flags.includes(name)) add(name, value ?? "true");
      else add(name, args[index++] ?? "");
      continue;
    }
    let at = 1;
    while (at < arg.length && letters.includes(arg[at] ?? "")) {
      add(LONG[arg[at] ?? ""] ?? `-${arg[at] ?? ""}`, "true");
      at += 1;
    }
    const letter = arg[at];
    if (letter === undefined) continue;
    const attached = arg.slice(at + 1).replace(/^=/, "");
    add(LONG[letter] ?? `-${letter}`, attached === "" ? (args[index++] ?? "") : attached);
  }
  return { values, image: args[index] ?? null, args: args.slice(index + 1) };
}

function networkOf(values: RunOptions["values"]): StartedContainer["network"] {
  const name = (values.get("--network") ?? values.get("--net"))?.at(-1) ?? "bridge";
  if (name === "host" || name === "none") return name;
  return hasHole(name) || name.startsWith("container:") || name.startsWith("ns:") ? "unknown" : "bridge";
}

/** What `-e`, `--env-file` give; a name without a value is taken from where the command runs. */
function environmentOf(values: RunOptions["values"], process: Process): Environment {
  const environment = new Map<string, string>();
  let complete = true;
  for (const file of values.get("--env-file") ?? []) {
    const text = readAt(process.world.files, file, process.cwd);
    if (text === UNSEEN) complete = false;
    else for (const [name, value] of environmentLines(text ?? "")) environment.set(name, value);
  }
  for (const entry of values.get("--env") ?? []) {
    const at = entry.indexOf("=");
    const name = at < 0 ? entry : entry.slice(0, at);
    if (hasHole(name)) complete = false;
    else if (at >= 0) environment.set(name, entry.slice(at + 1));
    else {
      const value = process.environment.values.get(name) ?? (process.environment.complete ? undefined : HOLE);
      if (value !== undefined) environment.set(name, value);
    }
  }
  return { values: environment, complete };
}

function mountsOf(values: RunOptions["values"]): readonly Mount[] {
  const volumes = (values.get("--volume") ?? []).map((volume) => {
    const [source = "", target = source] = volume.split(":");
    return { source, target };
  });
  const mounts = (values.get("--mount") ?? []).map((mount) => {
    const keys = new Map(mount.split(",").map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)]));
    return {
      source: keys.get("source") ?? keys.get("src") ?? "",
      target: keys.get("target") ?? keys.get("destination") ?? keys.get("dst") ?? "",
    };
  });
  return [...volumes, ...mounts].filter(({ target }) => target !== "");
}

/** Of several networks, nobody tells which one publishes. */
function defaultFor(values: RunOptions["values"], process: Process): string | null {
  const networks = values.get("--network") ?? values.get("--net") ?? ["bridge"];
  const [first = null, ...others] = networks.map((network) => defaultAddress(process, /(?:^|,)name=([^,]*)/.exec(network)?.[1] ?? network));
  return others.every((other) => other === first) ? first : HOLE;
}

function run(process: Process, args: readonly string[]): Outcome {
  const { values, image, args: command } = parseRun(args);
  if (image === null) return PREPARES;
  const { world } = process;
  const entry = values.get("--entrypoint")?.at(-1);
  const start: ContainerStart = {
    image: hasHole(image) && image.startsWith(HOLE) ? null : image,
    entryPoint: entry === undefined ? null : entry === "" ? [] : [entry],
    command: command.length === 0 ? null : command.includes(HOLE) ? "unknown" : command,
    environment: environmentOf(values, process),
    cwd: values.get("--workdir")?.at(-1) ?? null,
    files: mounted(mountsOf(values), process),
  };
  const launched = world.container(start);
  const name = values.get("--name")?.at(-1) ?? image;
  const network = networkOf(values);
  if (network === "unknown") notUnderstood(process, unknowns.network(hasHole(name) ? "" : name));
  const published = (values.get("--publish") ?? []).map((text) => parsePublish(text, `-p ${text}`));
  if (published.includes(null)) notUnderstood(process, unknowns.network(hasHole(name) ? "" : name));
  const all = values.has("--publish-all") ? exposedBy(launched) : [];
  const address = basename(process.argv[0] ?? "") === "docker" ? defaultFor(values, process) : null;
  enter(process, {
    name,
    image,
    network,
    publishes: [...published.filter((publish) => publish !== null), ...all].map((publish) => withDefault(publish, address)),
    launched: process.certain ? launched : perhaps(launched),
    certain: process.certain,
    says: `docker run ${hasHole(image) ? "" : image}`.trim(),
  });
  if (values.has("--detach")) return QUIET;
  const stays = launched.listeners.some(({ certainty }) => certainty === "definite") && launched.failsToStart.length === 0;
  return { ...PREPARES, returns: !stays };
}

/** `-P` publishes what the image exposes, on ports that the kernel chooses; what it opens stands for that. */
const exposedBy = ({ listeners }: Launched): readonly Publish[] =>
  listeners.flatMap(({ protocol, ports }) =>
    protocol === "unix" || ports === null
      ? []
      : ports.map((containerPorts) => ({ hostAddress: null, hostPorts: null, containerPorts, protocol, says: "-P" })),
  );

/** Verbs that start nothing by themselves. */
const TELLS = /^(ps|images|inspect|logs|info|version|port|stats|top|events|history|search|wait|diff|export)$/;

const docker: Command = (process) => {
  const takes = /^(-H|-c|-l|--host|--context|--config|--log-level|--tlscacert|--tlscert|--tlskey)$/;
  let args = process.argv.slice(1);
  while (args[0]?.startsWith("-") === true) args = args.slice(takes.test(args[0]) ? 2 : 1);
  if (args[0] === "container") args = args.slice(1);
  const [verb = "", ...rest] = args;
  if (verb === "run" || verb === "create") return run(process, verb === "create" ? ["-d", ...rest] : rest);
  if (verb === "compose") return process.world.start(instead(process, ["docker-compose", ...rest]));
  if (verb === "network" && rest[0] === "create") {
    const { values, image } = parseRun(rest.slice(1), ["--attachable", "--config-only", "--ingress", "--internal", "--ipv6"], "");
    if (image !== null) createNetwork(process, image, [...(values.get("-o") ?? []), ...(values.get("--opt") ?? [])]);
    return PREPARES;
  }
  if (verb === "service" && rest[0] === "create")
    return notUnderstood(process, unknowns.elsewhere("docker service", "a service of a swarm"));
  if (verb === "stack" && rest[0] === "deploy")
    return notUnderstood(process, unknowns.elsewhere("docker stack", "the services of a swarm"));
  if (verb === "exec") return notUnderstood(process, unknowns.elsewhere("docker exec", "a command in a container that runs already"));
  return TELLS.test(verb) ? ASKS : PREPARES;
};

export const DOCKER_COMMANDS: Readonly<Record<string, Command>> = { docker, podman: docker, nerdctl: docker, finch: docker };
