import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import type { StartedContainer } from "../../model/listener";
import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { build, contextOf, dockerfileIn, keep } from "../build";
import { tagged, type BuiltImage } from "../build/image";
import { isJoined } from "../joined";
import { defaultAddress, isInternal } from "../commands/daemon";
import { withDefault } from "../commands/publish";
import { withVolumes } from "../commands/shared-volumes";
import { comesUp, enter, possibleLaunch } from "../commands/started-container";
import { networkOf as networkInSwarm, onEveryNode, stackProject } from "../commands/swarm-services";
import { fromHost, type Mounted } from "../commands/volumes";
import { unseen } from "../files/mounts";
import { basename, notUnderstood, type Process } from "../process";
import { splitWords } from "../systemd/unit";
import { readAt } from "../files/tree";
import { isMapping, listOf, textOf, type Yaml, type YamlMap } from "../../servers/yaml";
import { environmentFile, layered, UNSHOWN } from "./env-file";
import { asList, asMap } from "./merge";
import { publishOf } from "./port";
import type { Project, Reading } from "./project";
import { borrowedBy, mountsOf } from "./volumes";

const words = (value: Yaml | undefined): readonly string[] | null =>
  value === undefined || value === null
    ? null
    : typeof value === "string"
      ? splitWords(value).map(({ text }) => text)
      : listOf(value).map(textOf);

/** `environment` over `env_file`; a name without a value is taken from the shell. */
function environmentOf(service: YamlMap, { process, shell, folder }: Reading): Environment {
  const files = asList(service["env_file"] ?? []).map((file) => {
    const text = readAt(process.world.files, textOf(isMapping(file) ? (file["path"] ?? "") : file), folder);
    return text === UNSEEN ? UNSHOWN : environmentFile(text ?? "", shell);
  });
  const own = Object.entries(asMap(service["environment"] ?? [])).flatMap(([name, value]): (readonly [string, string])[] => {
    const known = value === null ? (shell.values.get(name) ?? (shell.complete ? undefined : HOLE)) : textOf(value);
    return known === undefined ? [] : [[name, known]];
  });
  return layered([...files, { values: new Map(own), complete: true }]);
}

function networkOf(service: YamlMap): StartedContainer["network"] {
  const mode = textOf(service["network_mode"] ?? "bridge");
  return service["extends"] === undefined && (mode === "host" || mode === "none" || mode === "bridge") ? mode : "unknown";
}

const nameOf = (key: string, service: YamlMap): string => textOf(service["container_name"] ?? key);

/** `service:NAME` of the project, `container:NAME` of any. https://docs.docker.com/reference/compose-file/services/#network_mode */
function joinsOf(service: YamlMap, { services, name: project }: Project): Pick<StartedContainer, "joins"> {
  const [, kind, name = ""] = /^(service|container):([^]+)$/.exec(textOf(service["network_mode"] ?? "")) ?? [];
  if (kind === undefined || service["extends"] !== undefined) return {};
  if (kind === "container") return { joins: { name } };
  return { joins: { name: nameOf(name, isMapping(services[name]) ? services[name] : {}), project: project ?? "" } };
}

/** The networks that it is in, by the names that its files give them. */
const networksOf = (service: YamlMap): readonly string[] => Object.keys(asMap(service["networks"] ?? ["default"]));

/** The address for ports that name none, by the networks that the service is in; of several, nobody tells which one publishes. */
function addressFor(service: YamlMap, networks: YamlMap, process: Process): string | null {
  if (service["network_mode"] === "bridge") return defaultAddress(process, "bridge");
  const [first = null, ...others] = networksOf(service).map((name) => {
    const { external, name: real, driver_opts: options } = isMapping(networks[name]) ? networks[name] : {};
    if (external !== undefined && external !== false) return defaultAddress(process, textOf(real ?? name));
    return defaultAddress(process, name === "default" ? "project" : name, options ?? {});
  });
  return others.every((other) => other === first) ? first : HOLE;
}

/** The networks that it is in, by the names that docker has for them. */
const realNetworks = (service: YamlMap, networks: YamlMap): readonly string[] =>
  networksOf(service).map((key) => {
    const { name } = isMapping(networks[key]) ? networks[key] : {};
    return textOf(name ?? key);
  });

/** Nothing is published of what is in internal networks alone. https://docs.docker.com/reference/compose-file/networks/#internal */
const isShut = (service: YamlMap, networks: YamlMap, process: Process): boolean =>
  service["network_mode"] === undefined &&
  networksOf(service).every((name) => {
    const { external, name: real, internal } = isMapping(networks[name]) ? networks[name] : {};
    return external === true ? isInternal(process, textOf(real ?? name)) : internal === true || internal === "true";
  });

/** Where its `configs` and `secrets` are mounted. https://docs.docker.com/reference/compose-file/services/#configs */
function filesOf(service: YamlMap, kind: "configs" | "secrets", project: Project, process: Process): readonly Mounted[] {
  const root = kind === "configs" ? "/" : "/run/secrets/";
  return listOf(service[kind]).map((entry) => {
    const { source = null, target = null } = isMapping(entry) ? entry : { source: entry };
    const name = textOf(source);
    const { file, content } = isMapping(project[kind][name]) ? project[kind][name] : {};
    const at = target === null ? root + name : textOf(target).startsWith("/") ? textOf(target) : root + textOf(target);
    if (typeof content === "string") return { target: at, over: () => ({ read: () => content }) };
    return typeof file === "string" ? fromHost(file, at, process) : { target: at, over: unseen };
  });
}

/** What it builds, or what was built before under its name. https://docs.docker.com/reference/compose-file/build/ */
function builtFor(service: YamlMap, { process, folder }: Reading): BuiltImage | undefined {
  const { build: asked, image } = service;
  if (asked === undefined || asked === null) return typeof image === "string" ? process.world.tally.images.get(tagged(image)) : undefined;
  const { context = ".", dockerfile, dockerfile_inline: inline, args, target } = isMapping(asked) ? asked : { context: asked };
  const own = contextOf(textOf(context), folder);
  const file = dockerfile === undefined ? undefined : textOf(dockerfile);
  const built = build(process, {
    ...(inline === undefined ? dockerfileIn({ ...process, cwd: own }, own, file, false) : { text: textOf(inline), dockerfile: null }),
    context: own,
    args: new Map(Object.entries(asMap(args ?? [])).map(([name, value]) => [name, value === null ? HOLE : textOf(value)])),
    target: target === undefined ? null : textOf(target),
  });
  if (typeof image === "string") keep(process, image, built);
  return built;
}

/** @returns whether something stays in the foreground for sure */
export function startService(name: string, service: YamlMap, project: Project, says: string, reading: Reading): boolean {
  const { process, folder } = reading;
  const { networks } = project;
  const within = { ...process, cwd: folder };
  const mounts = [
    ...mountsOf(service, project, within),
    ...filesOf(service, "configs", project, within),
    ...filesOf(service, "secrets", project, within),
  ];
  const named = typeof service["image"] === "string" ? service["image"] : null;
  const image = service["build"] === undefined || project.swarm === true ? named : null;
  const start: Omit<ContainerStart, "files"> = {
    image,
    entryPoint: words(service["entrypoint"]),
    command: words(service["command"]),
    environment: environmentOf(service, reading),
    cwd: typeof service["working_dir"] === "string" ? service["working_dir"] : null,
  };
  const built = builtFor(project.swarm === true ? { ...service, build: null } : service, reading);
  const { launched, share } = withVolumes(process, {
    mounts,
    by: JSON.stringify([project.name, name, service]),
    borrows: borrowedBy(service),
    launch: (files) => process.world.container({ ...start, files }, built),
  });
  const publishes = listOf(service["ports"]).map(publishOf);
  const network = project.swarm === true ? networkInSwarm(realNetworks(service, networks)) : networkOf(service);
  const address = addressFor(service, networks, process);
  const shut = basename(process.argv[0] ?? "") === "docker-compose" && isShut(service, networks, process);
  const container: StartedContainer = {
    name: nameOf(name, service),
    project: project.swarm === true ? stackProject(project.name ?? "") : (project.name ?? ""),
    image: named ?? name,
    network,
    ...(project.swarm === true ? {} : joinsOf(service, project)),
    publishes: shut
      ? []
      : publishes
          .filter((publish) => publish !== null)
          .map((publish) => (project.swarm === true ? onEveryNode(publish) : withDefault(publish, address))),
    launched: process.certain ? launched : possibleLaunch(launched, process.doubt),
    certain: process.certain,
    comesUp: project.swarm === true || (typeof service["restart"] === "string" && comesUp(service["restart"])),
    says,
  };
  const isPlain = network !== "unknown" || isJoined(container, process.world.tally.containers);
  if (!isPlain || publishes.includes(null)) notUnderstood(process, unknowns.network(name));
  enter(process, container);
  share(container);
  return launched.listeners.some(({ certainty }) => certainty === "definite");
}
