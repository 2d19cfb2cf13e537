import { empty, filled, unseen } from "../files/mounts";
import { fromHost, isPath, named, ofVolume, temporary, type Mounted } from "../commands/volumes";
import type { Process } from "../process";
import { isMapping, listOf, textOf, type Yaml, type YamlMap } from "../../servers/yaml";
import { asList } from "./merge";
import type { Project } from "./project";

const isEmpty = (value: Yaml | undefined): boolean =>
  value === undefined || value === null || value === false || (isMapping(value) && Object.keys(value).length === 0);

/**
 * The name that docker has for a volume of the project; null: it is not the project's alone, or made otherwise than by default, so that it
 * may hold anything. https://docs.docker.com/reference/compose-file/volumes/
 */
function nameOf(key: string, { volumes, name: project }: Project): string | null {
  if (!Object.hasOwn(volumes, key)) return null;
  const volume = volumes[key] ?? {};
  if (!isMapping(volume)) return null;
  const { external, driver = "local", driver_opts: options, name } = volume;
  if (!isEmpty(external) || driver !== "local" || !isEmpty(options)) return null;
  return name === undefined ? `${project ?? ""}_${key}` : textOf(name);
}

/** https://docs.docker.com/reference/compose-file/services/#volumes */
function mountOf(entry: Yaml, project: Project, process: Process): Mounted {
  if (!isMapping(entry)) {
    const [source = "", target, ...options] = textOf(entry).split(":");
    if (target === undefined || isPath(source)) return ofVolume(textOf(entry), process);
    const name = nameOf(source, project);
    const named = name === null ? undefined : ofVolume([name, target, ...options].join(":"), process);
    return named ?? { target, over: unseen, volume: { name: source, writes: true } };
  }
  const { type = "volume", source = "", target: at = "", read_only: readOnly = false, volume } = entry;
  const target = textOf(at);
  if (type === "bind") return fromHost(textOf(source), target, process);
  if (type === "tmpfs") return temporary(target, "", process);
  const { nocopy = false, subpath } = isMapping(volume) ? volume : {};
  const copies = nocopy === false;
  if (type !== "volume" || subpath !== undefined) return { target, over: unseen };
  if (source === "") return { target, over: copies ? filled : empty };
  const name = nameOf(textOf(source), project);
  const writes = readOnly === false;
  return name === null
    ? { target, over: unseen, volume: { name: textOf(source), writes } }
    : named(process, { name, target, writes, copies });
}

/** What a service mounts, but for its files. Of which volumes another one has nobody tells here. */
export const mountsOf = (service: YamlMap, project: Project, process: Process): readonly Mounted[] => [
  ...listOf(service["volumes"]).map((entry) => mountOf(entry, project, process)),
  ...asList(service["tmpfs"] ?? []).map((entry) => temporary(textOf(entry).split(":")[0] ?? "", textOf(entry), process)),
  ...(isEmpty(service["volumes_from"]) ? [] : [{ target: "/", over: unseen }]),
];

/** Names of services and containers whose volumes it has as well. https://docs.docker.com/reference/compose-file/services/#volumes_from */
export const borrowedBy = (service: YamlMap): readonly string[] =>
  listOf(service["volumes_from"]).map(
    (entry) =>
      textOf(entry)
        .replace(/^container:/, "")
        .split(":")[0] ?? "",
  );
