import { HOLE, hasHole } from "../../model/text";
import { empty, filled, ofHost, unseen, type Mount } from "../files/mounts";
import { PREPARES, basename, type Outcome, type Process } from "../process";
import { isMoved } from "./daemon";
import { parseAnywhere, type RunOptions } from "./run-options";

/** A volume by its name, as it is asked for. */
export interface Named {
  readonly name: string;
  readonly target: string;
  readonly writes: boolean;
  /** False: an empty one stays empty. */
  readonly copies: boolean;
}

/** A mount of a container; `volume`: of which volume. */
export interface Mounted extends Mount {
  readonly volume?: Pick<Named, "name" | "writes">;
}

const isPodman = ({ argv }: Process): boolean => basename(argv[0] ?? "").startsWith("podman");

/** Where what starts containers keeps their volumes. https://docs.docker.com/engine/storage/volumes/ */
const keptAt = (process: Process, name: string): string =>
  `${isPodman(process) ? "/var/lib/containers/storage" : "/var/lib/docker"}/volumes/${name}/_data`;

/**
 * A machine that boots for the first time has no volumes: an empty one is filled with what the image has there, unless the script
 * has to do with it otherwise. https://docs.docker.com/engine/storage/volumes/#populating-volumes
 */
export function named(process: Process, { name, target, writes, copies }: Named): Mounted {
  const { files } = process.world;
  const path = keptAt(process, name);
  const volume = { name, writes };
  if (hasHole(name) || (!isPodman(process) && isMoved(process))) return { target, over: unseen, volume };
  if (files.touched(path) !== undefined) return { target, over: ofHost(path, target, files.fork(), null), volume };
  return { target, over: copies ? filled : empty, volume };
}

/** A folder of the host as it is when the container is started. */
export const fromHost = (source: string, target: string, { world, cwd }: Pick<Process, "world" | "cwd">): Mounted => ({
  target,
  over: ofHost(source, target, world.files.fork(), cwd),
});

/** podman copies what the image has there, docker does not. https://docs.podman.io/en/latest/markdown/podman-run.1.html#mount-type-type-type-specific-option */
export const temporary = (target: string, options: string, process: Process): Mounted => ({
  target,
  over: hasHole(options) ? unseen : isPodman(process) && !/\bnotmpcopyup\b/.test(options) ? filled : empty,
});

/** Whether what stands for the source is a path and no name. */
export const isPath = (source: string): boolean => /^[.~]|\//.test(source);

/** `-v [SOURCE:]TARGET[:OPTIONS]` */
export function ofVolume(text: string, process: Process, driver = "local"): Mounted {
  const [source = "", target, options = ""] = text.split(":");
  if (target === undefined) return { target: source, over: filled };
  if (isPath(source)) return fromHost(source, target, process);
  if (driver !== "local" || hasHole(options)) return { target, over: unseen, volume: { name: source, writes: true } };
  const words = options.split(",");
  return named(process, { name: source, target, writes: !words.includes("ro"), copies: !words.includes("nocopy") });
}

/** `--mount type=volume,src=NAME,dst=TARGET` */
function ofMount(text: string, process: Process): Mounted {
  const keys = new Map(text.split(",").map((part) => [part.split("=")[0] ?? "", part.slice(part.indexOf("=") + 1)]));
  const target = keys.get("target") ?? keys.get("destination") ?? keys.get("dst") ?? (hasHole(text) ? HOLE : "");
  const source = keys.get("source") ?? keys.get("src") ?? "";
  const type = keys.get("type") ?? "volume";
  if (type === "bind") return fromHost(source, target, process);
  if (type === "tmpfs") return temporary(target, text, process);
  const writes = ["ro", "readonly"].every((key) => (keys.get(key) ?? "false") === "false");
  const special = hasHole(text) || /(^|,)"?volume-(opt|driver|subpath)=/.test(text);
  if (type !== "volume" || special) return { target, over: unseen, volume: { name: source, writes } };
  const copies = (keys.get("volume-nocopy") ?? "false") === "false";
  return source === "" ? { target, over: copies ? filled : empty } : named(process, { name: source, target, writes, copies });
}

/** What the options of `run` mount. Of which volumes another container has nobody tells here. */
export function mountsOf(values: RunOptions["values"], process: Process): readonly Mounted[] {
  const driver = values.get("--volume-driver")?.at(-1);
  return [
    ...(values.get("--volume") ?? []).map((text) => ofVolume(text, process, driver)),
    ...(values.get("--mount") ?? []).map((text) => ofMount(text, process)),
    ...(values.get("--tmpfs") ?? []).map((text) => temporary(text.split(":")[0] ?? "", text, process)),
    ...(values.has("--volumes-from") ? [{ target: "/", over: unseen }] : []),
  ];
}

/** `docker volume create`: one that is made otherwise than by default leads to what nobody has shown. */
export function createVolume(process: Process, verb: string, args: readonly string[]): Outcome {
  const { values, operands } = parseAnywhere(args, ["--ignore"], "");
  // `-d` is read as of `run`.
  const drivers = [...(values.get("--driver") ?? []), ...(values.get("--detach") ?? [])];
  const special = verb === "import" || ["-o", "--opt"].some((option) => values.has(option)) || drivers.some((driver) => driver !== "local");
  for (const name of special ? [...operands, ...(values.get("--name") ?? [])] : []) process.world.files.blur(keptAt(process, name));
  return PREPARES;
}
