import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import type { Publish, StartedContainer } from "../../model/listener";
import { HOLE } from "../../model/text";
import { unknowns } from "../../words/launch";
import { defaultAddress } from "../commands/daemon";
import { parsePublish, withDefault } from "../commands/publish";
import { enter, mounted, perhaps, type Mount } from "../commands/started-container";
import { notUnderstood, type Process } from "../process";
import { splitWords } from "../systemd";
import { readAt } from "../tree";
import { isMap, listOf, textOf, type Yaml, type YamlMap } from "../yaml";
import { environmentFile } from "./dotenv";
import { asList, asMap } from "./merge";
import type { Reading } from "./project";

const words = (value: Yaml | undefined): readonly string[] | null =>
  value === undefined || value === null
    ? null
    : typeof value === "string"
      ? splitWords(value).map(({ text }) => text)
      : listOf(value).map(textOf);

/** `environment` over `env_file`; a name without a value is taken from the shell. */
function environmentOf(service: YamlMap, { process, shell, folder }: Reading): Environment {
  const values = new Map<string, string>();
  let complete = true;
  for (const file of asList(service["env_file"] ?? [])) {
    const text = readAt(process.world.files, textOf(isMap(file) ? (file["path"] ?? "") : file), folder);
    const said = text === UNSEEN ? { values: new Map<string, string>(), complete: false } : environmentFile(text ?? "", shell);
    if (!said.complete) for (const name of values.keys()) values.set(name, HOLE);
    complete &&= said.complete;
    for (const [name, value] of said.values) values.set(name, value);
  }
  for (const [name, value] of Object.entries(asMap(service["environment"] ?? []))) {
    const known = value === null ? (shell.values.get(name) ?? (shell.complete ? undefined : HOLE)) : textOf(value);
    if (known !== undefined) values.set(name, known);
  }
  return { values, complete };
}

function publishOf(entry: Yaml): Publish | null {
  if (!isMap(entry)) return parsePublish(textOf(entry), `ports: ${textOf(entry)}`);
  const { target, published, host_ip: host, protocol } = entry;
  const address = typeof host === "string" && host !== "" ? (host.includes(":") ? `[${host}]:` : `${host}:`) : "";
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
  return service["extends"] === undefined && (mode === "host" || mode === "none" || mode === "bridge") ? mode : "unknown";
}

/** The address for ports that name none, by the networks that the service is in; of several, nobody tells which one publishes. */
function addressFor(service: YamlMap, networks: YamlMap, process: Process): string | null {
  if (service["network_mode"] === "bridge") return defaultAddress(process, "bridge");
  const names = Object.keys(asMap(service["networks"] ?? ["default"]));
  const [first = null, ...others] = names.map((name) => {
    const { external, name: real, driver_opts: options } = isMap(networks[name]) ? networks[name] : {};
    if (external !== undefined && external !== false) return defaultAddress(process, textOf(real ?? name));
    return defaultAddress(process, name === "default" ? "project" : name, options ?? {});
  });
  return others.every((other) => other === first) ? first : HOLE;
}

/** @returns whether something stays in the foreground for sure */
export function startService(name: string, service: YamlMap, networks: YamlMap, says: string, reading: Reading): boolean {
  const { process, folder } = reading;
  const image = service["build"] === undefined && typeof service["image"] === "string" ? service["image"] : null;
  const start: ContainerStart = {
    image,
    entryPoint: words(service["entrypoint"]),
    command: words(service["command"]),
    environment: environmentOf(service, reading),
    cwd: typeof service["working_dir"] === "string" ? service["working_dir"] : null,
    files: mounted(listOf(service["volumes"]).map(mountOf), { ...process, cwd: folder }),
  };
  const launched = process.world.container(start);
  const publishes = listOf(service["ports"]).map(publishOf);
  const network = networkOf(service);
  const address = addressFor(service, networks, process);
  if (network === "unknown" || publishes.includes(null)) notUnderstood(process, unknowns.network(name));
  enter(process, {
    name: textOf(service["container_name"] ?? name),
    image: image ?? (typeof service["image"] === "string" ? service["image"] : name),
    network,
    publishes: publishes.filter((publish) => publish !== null).map((publish) => withDefault(publish, address)),
    launched: process.certain ? launched : perhaps(launched),
    certain: process.certain,
    says,
  });
  return launched.listeners.some(({ certainty }) => certainty === "definite");
}
