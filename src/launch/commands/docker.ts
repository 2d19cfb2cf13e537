import type { Launched, Publish, StartedContainer } from "../../model/listener";
import { HOLE, hasHole } from "../../model/text";
import { unknowns } from "../../words/launch";
import { ASKS, PREPARES, basename, instead, notUnderstood, type Command, type Outcome, type Process } from "../process";
import { tagged } from "../build/image";
import { isJoined } from "../joined";
import { startOf } from "./container-options";
import { createNetwork, defaultAddress, isInternal } from "./daemon";
import { buildImage, tagImage } from "./docker-build";
import { createPod, podOf } from "./pods";
import { parsePublish, withDefault } from "./publish";
import { parseRun, type RunOptions } from "./run-options";
import { withVolumes } from "./shared-volumes";
import { comesUp, enter, leave, possibleLaunch } from "./started-container";
import { deployStack } from "./stack";
import { swarm } from "./swarm";
import { createService, stackProject } from "./swarm-services";
import { createVolume, mountsOf } from "./volumes";

function networkOf(values: RunOptions["values"]): StartedContainer["network"] {
  const name = (values.get("--network") ?? values.get("--net"))?.at(-1) ?? "bridge";
  if (name === "host" || name === "none") return name;
  return hasHole(name) || name.startsWith("container:") || name.startsWith("ns:") ? "unknown" : "bridge";
}

/** `container:NAME` */
function joinsOf(values: RunOptions["values"]): Pick<StartedContainer, "joins"> {
  const name = /^container:([^]+)$/.exec((values.get("--network") ?? values.get("--net"))?.at(-1) ?? "")?.[1];
  return name === undefined ? {} : { joins: { name } };
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
  const start = startOf(values, image, command, process);
  const built = start.image === null ? undefined : world.tally.images.get(tagged(start.image));
  const { launched, share } = withVolumes(process, {
    mounts: mountsOf(values, process),
    by: JSON.stringify(process.argv),
    borrows: (values.get("--volumes-from") ?? []).map((from) => from.split(":")[0] ?? ""),
    launch: (files) => world.container({ ...start, files }, built),
  });
  const name = values.get("--name")?.at(-1) ?? image;
  const pod = podOf(values, process);
  const network = pod === null ? "unknown" : networkOf(pod ?? values);
  const published = [...(pod?.get("--publish") ?? []), ...(values.get("--publish") ?? [])].map((text) => parsePublish(text, `-p ${text}`));
  const all = values.has("--publish-all") ? exposedBy(launched) : [];
  const isDocker = basename(process.argv[0] ?? "") === "docker";
  const address = isDocker ? defaultFor(values, process) : null;
  const shut = isDocker && networksOf(values).every((one) => isInternal(process, one));
  const container: StartedContainer = {
    name,
    image,
    network,
    ...joinsOf(values),
    publishes: shut ? [] : [...published.filter((publish) => publish !== null), ...all].map((publish) => withDefault(publish, address)),
    launched: process.certain ? launched : possibleLaunch(launched, process.doubt),
    certain: process.certain,
    // Podman has no daemon: whether its own unit for that is enabled, its distribution says.
    comesUp: isDocker && comesUp(values.get("--restart")?.at(-1)),
    says: `docker run ${hasHole(image) ? "" : image}`.trim(),
  };
  const isPlain = network !== "unknown" || isJoined(container, world.tally.containers);
  if (!isPlain || published.includes(null)) notUnderstood(process, unknowns.network(hasHole(name) ? "" : name));
  enter(process, container);
  share(container);
  if (values.has("--detach")) return PREPARES;
  const stays = launched.listeners.some(({ certainty }) => certainty === "definite") && launched.failsToStart.length === 0;
  if (stays) return { ...PREPARES, returns: false };
  // What runs a command of its own in the foreground is a step for what comes after it.
  const end = (): void => {
    leave(process, false, (one) => one === container);
  };
  return command.length > 0 ? { ...PREPARES, over: new Set([{ end, byTime: false }]) } : PREPARES;
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
  if (ENDS[verb] !== true || forced)
    leave(process, gone, (one) => all || (!isOfSwarm(one) && one.name !== one.image && names.includes(one.name)));
  return PREPARES;
}

/** https://docs.docker.com/reference/cli/docker/container/update/#restart */
function update({ world, certain }: Process, args: readonly string[]): Outcome {
  const at = args.findIndex((arg) => /^--restart(=|$)/.test(arg));
  if (at < 0) return PREPARES;
  const policy = args[at] === "--restart" ? (args[at + 1] ?? "") : (args[at] ?? "").slice("--restart=".length);
  const isOpen = args.some(hasHole);
  for (const container of world.tally.containers) {
    if (!isOpen && (container.name === container.image || !args.includes(container.name))) continue;
    container.comesUp = comesUp(policy) && ((certain && !isOpen) || container.comesUp === true);
  }
  return PREPARES;
}

const isOfSwarm = ({ says }: StartedContainer): boolean => /^docker (service|stack) /.test(says);

/** `docker wait NAME`, and a command in a container that may end what runs there: `docker exec NAME redis-cli shutdown`. */
const MAY_END = /^(wait|exec\b.*\s(shutdown|kill|pkill|killall|halt|poweroff|stop|quit)\b)/;

/** What a swarm takes away, by a name of each. */
function endServices(process: Process, names: readonly string[], nameOf: (container: StartedContainer) => string): Outcome {
  const open = names.some(hasHole);
  leave(process, !open, (container) => isOfSwarm(container) && (open || names.includes(nameOf(container))));
  return PREPARES;
}

/** Verbs that start nothing by themselves. */
const TELLS = /^(ps|images|inspect|logs|info|version|port|stats|top|events|history|search|diff|export)$/;

/** What starts containers in ways that are not followed, by its first words. */
const ELSEWHERE: readonly (readonly [words: RegExp, what: string])[] = [
  [/^service update\b/, "a service of a swarm in another way"],
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
  if (verb === "update") return update(process, rest);
  if (verb === "pod" && sub === "create") return createPod(process, more);
  if (verb === "volume" && (sub === "create" || sub === "import")) return createVolume(process, sub, more);
  if (verb === "service" && sub === "create") return createService(process, more);
  if (verb === "stack" && (sub === "deploy" || sub === "up")) return deployStack(process, more);
  if (verb === "service" && sub === "rm") return endServices(process, more, ({ name }) => name);
  if (verb === "stack" && /^(rm|remove|down)$/.test(sub ?? ""))
    return endServices(process, more.map(stackProject), ({ project = "" }) => project);
  if (verb === "swarm" && (sub === "init" || sub === "join")) return swarm(process, sub, more);
  if (Object.hasOwn(ENDS, verb)) return end(process, verb, rest);
  if (MAY_END.test(args.join(" "))) {
    const isOpen = hasHole(parseRun(rest).image ?? "");
    leave(process, false, ({ name, image }) => isOpen || (name !== image && rest.includes(name)));
  }
  const [words, what] = ELSEWHERE.find(([pattern]) => pattern.test(args.join(" "))) ?? [];
  if (what !== undefined)
    return notUnderstood(process, unknowns.elsewhere(`${basename(process.argv[0] ?? "")} ${words?.exec(args.join(" "))?.[0] ?? ""}`, what));
  return TELLS.test(verb) ? ASKS : PREPARES;
};

export const DOCKER_COMMANDS: Readonly<Record<string, Command>> = { docker, podman: docker, nerdctl: docker, finch: docker };
