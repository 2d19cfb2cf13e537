import { UNSEEN, type ContainerStart, type Environment } from "../../model/launch";
import { HOLE, hasHole } from "../../model/text";
import { layered, UNSHOWN } from "../compose/env-file";
import { readAt } from "../files/tree";
import type { Process } from "../process";
import type { RunOptions } from "./run-options";

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

/** What a container of an image starts by the options of a command, but for its files. */
export function startOf(
  values: RunOptions["values"],
  image: string,
  command: readonly string[],
  process: Process,
): Omit<ContainerStart, "files"> {
  const entry = values.get("--entrypoint")?.at(-1);
  return {
    image: hasHole(image) && image.startsWith(HOLE) ? null : image,
    entryPoint: entry === undefined ? null : entry === "" ? [] : [entry],
    command: command.length === 0 ? null : command.includes(HOLE) ? "unknown" : command,
    environment: environmentOf(values, process),
    cwd: values.get("--workdir")?.at(-1) ?? null,
  };
}
