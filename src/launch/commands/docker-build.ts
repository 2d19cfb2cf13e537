import { PREPARES, basename, type Outcome, type Process } from "../process";
import { argumentsIn, build, contextOf, dockerfileIn, imageNamed, keep } from "../build";
import { parseAnywhere } from "./run-options";

/** Options of `build` without a value. https://docs.docker.com/reference/cli/docker/buildx/build/ */
const FLAGS =
  "--check --load --no-cache --pull --push --quiet --rm --force-rm --squash --compress --debug --layers --tls-verify --all-platforms".split(
    " ",
  );

/** `docker build -t NAME -f FILE PATH`; a context or a Dockerfile `-` is standard input. */
export function buildImage(process: Process, args: readonly string[]): Outcome {
  const { values, operands } = parseAnywhere(args, FLAGS, "q");
  const [path] = operands;
  const named = values.get("-f")?.at(-1) ?? values.get("--file")?.at(-1);
  const context = contextOf(path ?? "-", process.cwd);
  const found =
    path === "-" || named === "-"
      ? { text: process.input, dockerfile: null }
      : context === null
        ? { text: null, dockerfile: null }
        : dockerfileIn(process, context, named, basename(process.argv[0] ?? "") === "podman");
  const built = build(process, {
    ...found,
    context,
    args: argumentsIn(values.get("--build-arg") ?? [], process),
    target: values.get("--target")?.at(-1) ?? null,
  });
  for (const name of [...(values.get("-t") ?? []), ...(values.get("--tag") ?? [])]) keep(process, name, built);
  return PREPARES;
}

/** `docker tag IMAGE NAME` */
export function tagImage(process: Process, args: readonly string[]): Outcome {
  const [image = "", name = ""] = args.filter((arg) => !arg.startsWith("-"));
  if (name !== "") keep(process, name, imageNamed(process, image));
  return PREPARES;
}
