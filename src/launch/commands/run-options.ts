/**
 * Options of `run` without a value, of docker and of podman.
 * https://docs.docker.com/reference/cli/docker/container/run/ https://docs.podman.io/en/latest/markdown/podman-run.1.html
 */
const FLAGS = (
  "--detach --init --interactive --no-healthcheck --oom-kill-disable --privileged --publish-all --quiet --read-only --rm --sig-proxy --tty " +
  "--disable-content-trust --replace --help --use-api-socket --env-host --http-proxy --no-hosts --no-hostname --passwd --read-only-tmpfs " +
  "--rmi --rootfs --tls-verify --unsetenv-all"
).split(" ");
const SHORT_FLAGS = "ditPq";

export interface RunOptions {
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

/** What begins like an option is no value of another, but a number below zero. */
const isValue = (arg: string | undefined): boolean => arg !== undefined && !/^-[^\d]/.test(arg);

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
      else add(name, isValue(args[index]) ? (args[index++] ?? "") : "");
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

/** Where operands do not end the options: `build PATH -t NAME`. */
export function parseAnywhere(
  args: readonly string[],
  flags: readonly string[],
  letters: string,
): Pick<RunOptions, "values"> & { readonly operands: readonly string[] } {
  const values = new Map<string, readonly string[]>();
  const operands: string[] = [];
  for (let rest = args; rest.length > 0;) {
    const parsed = parseRun(rest, flags, letters);
    for (const [name, given] of parsed.values) values.set(name, [...(values.get(name) ?? []), ...given]);
    if (parsed.image !== null) operands.push(parsed.image);
    rest = parsed.args;
  }
  return { values, operands };
}
