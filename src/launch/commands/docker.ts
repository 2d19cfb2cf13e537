import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import type { Launched, Publish, StartedContainer } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { ASKS, PREPARES, QUIET, basename, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { layered, UNSHOWN } from "../compose/dotenv";
import { tagged } from "../build/image";
import { readAt } from "../files/tree";
import { createNetwork, defaultAddress, isInternal } from "./daemon";
import { buildImage, tagImage } from "./docker-build";
import { createPod, podOf } from "./pods";
import { parsePublish, withDefault } from "./publish";
import { parseRun, type RunOptions } from "./run-options";
import { enter, leave, mounted, possibleLaunch, type Mount } from "./started-container";
import { swarm } from "./swarm";

function networkOf(values: RunOptions["values"]): StartedContainer["network"] {
  const name = (values.get("--network") ?? values.get("--net"))?.at(-1) ?? "bridge";
  if (name === "host" || name === "none") return name;
  return hasHole(name) || name.startsWith("container:") || name.startsWith("ns:") ? "unknown" : "bridge";
}

/** `NAME=VALUE` as it stands; a name without a value is taken from where the command runs. */
function assigned(entries: readonly string[], { environment }: Process): Environment {
  const values = new Map<string, string>();
  for (const entry of entries) {
    const [name = "", ...rest] = entry.split("=");
    const value = rest.length > 0 ? rest.join("=") : (environment.values.get(name) ?? (environment.complete ? undefined : HOLE));
    if (!hasHole(name) && value !== undefined) values.set(name, value);
  }
  return { values, complete: !entries.some((entry) => hasHole(entry.split("=")[0] ?? "")) };
}

/** Quotes are part of a value, and only what begins with `#` is a comment. https://docs.docker.com/reference/cli/docker/container/run/#env */
function inFile(path: string, process: Process): Environment {
  const text = readAt(process.world.files, path, process.cwd);
  if (text === UNSEEN) return UNSHOWN;
  const lines = (text ?? "").split(/\r?\n/).map((line) => line.trimStart());
  return assigned(
    lines.filter((line) => line !== "" && !line.startsWith("#")),
    process,
  );
}

/** What `--env-file` and `-e` give, the later over the earlier. */
const environmentOf = (values: RunOptions["values"], process: Process): Environment =>
  layered([...(values.get("--env-file") ?? []).map((path) => inFile(path, process)), assigned(values.get("--env") ?? [], process)]);

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

const networksOf = (values: RunOptions["values"]): readonly string[] =>
  (values.get("--network") ?? values.get("--net") ?? ["bridge"]).map((network) => /(?:^|,)name=([^,]*)/.exec(network)?.[1] ?? network);

/** Of several networks, nobody tells which one publishes. */
function defaultFor(values: RunOptions["values"], process: Process): string | null {
  const [first = null, ...others] = networksOf(values).map((network) => defaultAddress(process, network));
  return others.every((other) => other === first) ? first : HOLE;
}

function run(process: Process, args: readonly string[]): Outcome {
  const { values, image, args: command } = parseRun(args);
  if (image === null) return args.length === 0 ? PREPARES : notUnderstood(process, unknowns.elsewhere("docker run", "a container"));
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
  const launched = world.container(start, start.image === null ? undefined : world.tally.images.get(tagged(start.image)));
  const name = values.get("--name")?.at(-1) ?? image;
  const pod = podOf(values, process);
  const network = pod === null ? "unknown" : networkOf(pod ?? values);
  const published = [...(pod?.get("--publish") ?? []), ...(values.get("--publish") ?? [])].map((text) => parsePublish(text, `-p ${text}`));
  if (network === "unknown" || published.includes(null)) notUnderstood(process, unknowns.network(hasHole(name) ? "" : name));
  const all = values.has("--publish-all") ? exposedBy(launched) : [];
  const isDocker = basename(process.argv[0] ?? "") === "docker";
  const address = isDocker ? defaultFor(values, process) : null;
  const shut = isDocker && networksOf(values).every((one) => isInternal(process, one));
  enter(process, {
    name,
    image,
    network,
    publishes: shut ? [] : [...published.filter((publish) => publish !== null), ...all].map((publish) => withDefault(publish, address)),
    launched: process.certain ? launched : possibleLaunch(launched),
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

/** What takes containers away, and whether they are gone for sure: one that is stopped may be started again. */
const ENDS: Readonly<Record<string, boolean>> = { rm: true, remove: true, stop: false, kill: false };

function end(process: Process, verb: string, args: readonly string[]): Outcome {
  const taking = /^(-t|--time|--timeout|-s|--signal)$/;
  const names = args.filter((arg, index) => !arg.startsWith("-") && !taking.test(args[index - 1] ?? ""));
  // Without it, one that runs stays.
  const forced = args.some((arg) => /^(-[a-z]*f[a-z]*|--force)$/.test(arg));
  const all = args.some((arg) => /^(-a|--all)$/.test(arg)) || names.some(hasHole);
  const gone = ENDS[verb] === true && forced && !all;
  if (ENDS[verb] !== true || forced) leave(process, gone, ({ name, image }) => all || (name !== image && names.includes(name)));
  return PREPARES;
}

/** Verbs that start nothing by themselves. */
const TELLS = /^(ps|images|inspect|logs|info|version|port|stats|top|events|history|search|wait|diff|export)$/;

/** What starts containers in ways that are not followed, by its first words. */
const ELSEWHERE: readonly (readonly [words: RegExp, what: string])[] = [
  [/^service create\b/, "a service of a swarm"],
  [/^stack (deploy|up)\b/, "the services of a swarm"],
  [/^(kube play|play kube)\b/, "the pods of a file"],
  [/^exec\b/, "a command in a container that runs already"],
];

const docker: Command = (process) => {
  const takes = /^(-H|-c|-l|--host|--context|--config|--log-level|--tlscacert|--tlscert|--tlskey)$/;
  let args = process.argv.slice(1);
  while (args[0]?.startsWith("-") === true) args = args.slice(takes.test(args[0]) ? 2 : 1);
  if (/^(container|(image|buildx|builder) (build|tag))\b/.test(args.slice(0, 2).join(" "))) args = args.slice(1);
  const [verb = "", ...rest] = args;
  const [sub, ...more] = rest;
  if (verb === "run" || verb === "create") return run(process, verb === "create" ? ["-d", ...rest] : rest);
  if (verb === "build" || verb === "b") return buildImage(process, rest);
  if (verb === "tag") return tagImage(process, rest);
  if (verb === "compose")
    return process.world.start(
      instead(process, [basename(process.argv[0] ?? "") === "docker" ? "docker-compose" : "podman-compose", ...rest]),
    );
  if (verb === "network" && sub === "create") {
    const { values, image } = parseRun(more, ["--attachable", "--config-only", "--ingress", "--internal", "--ipv4", "--ipv6"], "");
    const options = [...(values.get("-o") ?? []), ...(values.get("--opt") ?? [])];
    if (image !== null) createNetwork(process, image, options, values.get("--internal")?.at(-1) === "true");
    return PREPARES;
  }
  if (verb === "pod" && sub === "create") return createPod(process, more);
  if (verb === "swarm" && (sub === "init" || sub === "join")) return swarm(process, sub, more);
  if (Object.hasOwn(ENDS, verb)) return end(process, verb, rest);
  const [words, what] = ELSEWHERE.find(([pattern]) => pattern.test(args.join(" "))) ?? [];
  if (what !== undefined)
    return notUnderstood(process, unknowns.elsewhere(`${basename(process.argv[0] ?? "")} ${words?.exec(args.join(" "))?.[0] ?? ""}`, what));
  return TELLS.test(verb) ? ASKS : PREPARES;
};

export const DOCKER_COMMANDS: Readonly<Record<string, Command>> = { docker, podman: docker, nerdctl: docker, finch: docker };
